"""How the build and the check grow with the data, and what the macros cost. Run by ``make bench``; takes some minutes.

All times are processor seconds of the program measured; what counts are the ratios. Exit code 1 if a goal is missed.
"""

import json
import os
import pstats
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from macros.reading.model import Prose, Reference, marked  # noqa: E402
from macros.records import library  # noqa: E402
from macros.showing.render import MONTHS_FROM  # noqa: E402
from macros.writing.preview import Preview  # noqa: E402

ENVIRONMENT = os.environ | {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1795305600"}
SIZES = (50, 500, 2000)
COPIES = 10
LISTS = [name for name in library.OTHER_FOLDERS if name != "schema"]  # folders of data/ that hold no records
LETTERS = "abcdefghijklmnopqrstuvwxyz"
YEARS = range(2012, 2026)
STATES = 50  # one actor in so many is a state, where the others are at home
missed = []


def main():
    with tempfile.TemporaryDirectory() as folder:
        growing_sites(Path(folder))
        growing_check(Path(folder))
        share_of_the_macros(Path(folder))
        preview_after_an_edit(Path(folder))
    return bool(missed)


def growing_sites(folder):
    """Sites of 50, 500 and 2,000 actors with events and sources: time, and whether one profile grows with its neighbours."""
    print("build       actors   pages  seconds  ms a page  one profile")
    seconds, sizes = {}, set()
    for number in SIZES:
        project = synthetic(folder / f"site-{number}", number)
        seconds[number] = cpu(project, "mkdocs", "build", "--strict", "-q")
        pages = len(list((project / "site").rglob("*.html")))
        size = (project / "site" / "actors" / "actor-0010" / "index.html").stat().st_size
        sizes.add(size)
        print(f"        {number:10,} {pages:7,} {seconds[number]:8.1f} {1000 * seconds[number] / pages:10.1f} {size:6,} bytes")
    goal("2,000 actors take so many times as long as 500", seconds[2000] / seconds[500], 4.3)
    goal("sizes of one and the same profile", len(sizes), 1)


def growing_check(folder):
    """``python -m macros check`` with the real data once and ten times. It shares the files among the processors; "waited" is by the clock."""
    print("check      records  seconds  ms a record  waited")
    per_record = {}
    records = library.load(ROOT, date.today())
    for copies in (1, COPIES):
        project = multiplied(folder / f"check-{copies}", records, copies)
        cpu(project, "macros", "schema")
        number = copies * sum(1 for _ in records.records())
        start = time.perf_counter()
        seconds = cpu(project, "macros", "check")
        waited = time.perf_counter() - start
        per_record[copies] = 1000 * seconds / number
        print(f"        {number:10,} {seconds:8.1f} {per_record[copies]:12.2f} {waited:7.1f}")
    goal("a record costs so many times as much among ten times as many", per_record[COPIES] / per_record[1], 1.2)


def share_of_the_macros(folder):
    """The part of a real build that is spent in the project's own code: reading, checking, macros, notes, exports."""
    project = copy_program(folder / "real")
    for name in ("docs", "data"):
        shutil.copytree(ROOT / name, project / name)
    cpu(project, "cProfile", "-o", "profile", "-m", "mkdocs", "build", "--strict", "-q")
    stats = pstats.Stats(str(project / "profile"))
    own = str(project / "macros" / "__init__.py")  # the only door between MkDocs and the macros
    entries = {function: sum(edge[3] for caller, edge in callers.items() if caller[0] != own)
               for function, (*_, callers) in stats.stats.items() if function[0] == own and function[2] != "<module>"}
    print("build       total s  seconds within")
    for (_, _, name), seconds in sorted(entries.items(), key=lambda item: -item[1])[:5]:
        print(f"        {stats.total_tt:10.1f} {seconds:8.1f} {name}")
    goal("share of the macros", sum(entries.values()) / stats.total_tt, 0.25)


def preview_after_an_edit(folder):
    """The live preview with the real data: until a page is made again, without a change and after an edit of its record."""
    project = copy_program(folder / "preview")
    for name in ("docs", "data"):
        shutil.copytree(ROOT / name, project / name)
    cold = cpu(project, "mkdocs", "build", "--strict", "-q")
    page, record = "actors/jnim/index.html", project / "data" / "actors" / "jnim.yml"
    preview = Preview(project, project / "site")
    print(f"preview  seconds\n        {cold:8.1f} a whole build\n        {seconds(preview, page):8.1f} first page")
    same = seconds(preview, page)
    record.write_text(record.read_text(encoding="utf-8") + "# edited\n", encoding="utf-8")
    edited = seconds(preview, page)
    print(f"        {same:8.1f} without a change\n        {edited:8.1f} after an edit")
    goal("share of a whole build, without a change", same / cold, 0.2)
    goal("share of a whole build, after an edit", edited / cold, 0.15)


def seconds(preview, page):
    """Return the processor seconds until a page of the preview is made from the files as they are now."""
    start = time.process_time()
    preview.renew()
    preview.read(page)
    return time.process_time() - start


def goal(what, value, most):
    """Print a ratio and whether it meets its goal."""
    print(f"  {what}: {value:.3g} (at most {most}){'' if value <= most else '  MISSED'}\n")
    if value > most:
        missed.append(what)


def cpu(project, *module):
    """Run ``python -m …`` in ``project`` and return the processor seconds it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([sys.executable, "-m", *module], cwd=project, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(module)} failed in {project}: {(done.stdout + done.stderr)[-2000:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def copy_program(project):
    """Copy the project without its data and pages into the new folder ``project``."""
    project.mkdir()
    shutil.copy(ROOT / "mkdocs.yml", project)
    for name in ("macros", "overrides"):
        shutil.copytree(ROOT / name, project / name, ignore=shutil.ignore_patterns("__pycache__"))
    return project


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def record(project, folder, id, **fields):
    """Write a record; JSON is YAML."""
    write(project / "data" / folder / f"{id}.yml", json.dumps(fields, indent=1))


def synthetic(project, number):
    """Make a project with ``number`` actors, each with facts, relations, two sources and an event."""
    copy_program(project)
    for name in LISTS:
        shutil.copytree(ROOT / "data" / name, project / "data" / name)
    (project / "data" / "geo" / "names.yml").unlink()
    (project / "mkdocs.yml").rename(project / "base.yml")
    write(project / "mkdocs.yml", "INHERIT: base.yml\nnav: [index.md, actors/index.md]\n")
    shutil.copytree(ROOT / "docs" / "en" / "assets", project / "docs" / "en" / "assets")
    pages = {"index": "", "actors/index": "{{ actors() }}"}
    pages |= {f"timeline/{year}": "{{ year() }}" for year in YEARS}
    pages |= {f"timeline/{year}/06": "{{ month() }}" for year in YEARS if year >= MONTHS_FROM}
    pages |= {f"evidence/sources/{path.stem}": "{{ bibliography() }}" for path in (ROOT / "docs" / "en" / "evidence" / "sources").glob("*.md")}
    for i in range(number):
        id, state = f"actor-{i:04}", f"actor-{i - i % STATES:04}"
        year = YEARS[i % len(YEARS)]
        sources = [f"source-{i:04}-{part}" for part in ("first", "second")]
        pages[f"actors/{id}"] = "{{ profile() }}"
        for source in sources:
            record(project, "sources", source, title=f"Report {source}", publisher=f"{LETTERS[i % 26].upper()} Press {i:04}", date=f"{year}-06-02",
                   url=f"https://example.org/{source}", language="en", kind="news", party="independent", origin="original-report")
        neighbours = [f"actor-{i + step:04}" for step in (1, 2) if i // STATES == (i + step) // STATES]
        record(project, "actors", id, kind="armed-group" if i % STATES else "state", name=f"Movement number {i:04}", abbreviation=f"MN{i:04}",
               countries=[state] if i % STATES else [], reviewed="2026-11-22",
               summary=f"One of the actors made to measure, number {i:04}. It does nothing of note.",
               facts=[{"statement": f"Fact {n} about MN{i:04} is as long as the usual sentence in a record of this kind.", "date": str(year),
                       "status": "reported", "sources": sources} for n in range(4)],
               relations=[{"type": "supports", "to": other, "from": str(year), "status": "reported", "sources": sources} for other in neighbours])
        record(project, "events", f"{year}-06-01-event-{i:04}", date=f"{year}-06-01", title=f"Event number {i:04}", theme="security", status="reported",
               summary=f"Something happened to MN{i:04} on that day, as both sources say.", sources=sources, reviewed="2026-11-22",
               places=[{"name": f"Town {i:04}", "country": state, "lat": 14.5, "lon": -2.5}], actors=[{"actor": id, "role": "target"}],
               figures=[{"measure": "killed", "value": n, "counts": "killed", "claimed_by": who, "sources": sources} for n, who in ((3, "A"), (7, "B"))])
    for page, text in pages.items():
        write(project / "docs" / "en" / f"{page}.md", f"# {page}\n\n{text}\n" if "profile" not in text else text)
    return project


def multiplied(project, records, copies):
    """Make a project with the real pages and ``copies`` of every record, each copy under names of its own."""
    copy_program(project)
    shutil.copytree(ROOT / "docs", project / "docs")
    for name in LISTS:
        shutil.copytree(ROOT / "data" / name, project / "data" / name)
    (project / "data" / "schema").mkdir()
    for number in range(copies):
        suffix = f"-copy-{number}" if number else ""
        for key, one in records.records():
            value = yaml.load((ROOT / "data" / key.folder / f"{key.id}.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)
            rename(value, one, suffix)
            if number:
                again(value, number)
            if number and key.folder == "actors":
                write(project / "docs" / "en" / "actors" / f"{key.id}{suffix}.md", "{{ profile() }}\n")
            if number and "url" in value:
                value["url"] += f"{'&' if '?' in value['url'] else '?'}copy={number}"
            text = yaml.dump(value, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=110)
            write(project / "data" / key.folder / f"{key.id}{suffix}.yml", text)
    return project


def again(value, number):
    """Give the names in ``value``, the plain form of a record, the number of its copy, since a name means one actor."""
    parts = [value, *value.get("former_names", []), *(part for part in value.get("actors", []) if isinstance(part, dict))]
    for part in parts:
        for key in {"name", "name_fr", "abbreviation", "name_then", "term"} & part.keys():
            part[key] += f" ({number})"
        for key in {"aliases", "names_ar"} & part.keys():
            part[key] = [f"{name} ({number})" for name in part[key]]


def rename(value, record, suffix):
    """Add ``suffix`` to every id that ``value``, the plain form of ``record``, refers to in a field or in a text."""
    for path, marker, text in list(marked(type(record), value)):
        inner = value
        for step in path[:-1]:
            inner = inner[step]
        if isinstance(marker, Reference):
            inner[path[-1]] = text + suffix
        elif isinstance(marker, Prose):
            inner[path[-1]] = library.LINK.sub(lambda link: link[0] if "//" in link[2] else f"[{link[1]}]({link[2]}{suffix})", text)


if __name__ == "__main__":
    sys.exit(main())
