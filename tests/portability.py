"""Does the site come out the same under another builder than MkDocs? Builds it with both and tells what differs, in Markdown.

    python tests/portability.py properdocs zensical

Each builder must be installed for the Python that runs this. ProperDocs goes on with MkDocs 1 (https://properdocs.org) and builds the project
as it is. Zensical, by the makers of Material (https://zensical.org), has no place for what is done after a page and after the build, nor for
functions in templates: it gets a copy with tests/zensical_adapter.py and without the changes to the theme (but for the JSON-LD), so that what
differs can be seen at all. The exit code is 1 if anything differs or a builder fails.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import lxml.html

ROOT = Path(__file__).parent.parent
USUAL = "mkdocs"
COMMANDS = {name: [sys.executable, "-m", name, "build", "-f", "mkdocs.yml"] for name in (USUAL, "properdocs", "zensical")}
NEEDED = ("mkdocs.yml", "macros", "docs", "overrides", "data")
ENVIRONMENT = os.environ | {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1795305600", "PYTHONHASHSEED": "1", "COPIES": ""}
# In mkdocs.yml, for Zensical: other macros, the theme's own sign, and two extensions that the macros otherwise add themselves.
FOR_ZENSICAL = {"module_name: macros": "module_name: zensical_adapter", "    logo: mark\n": "",
                "  pymdownx.details: {}\n": "  pymdownx.details: {}\n  macros.building.tables:Tables: {}\n  macros.building.entries:Entries: {}\n"}
MAIN = """{% extends "base.html" %}
{% block extrahead %}
{% if page and page.meta and page.meta.json_ld %}<script type="application/ld+json">{{ page.meta.json_ld | safe }}</script>{% endif %}
{% endblock %}
"""
_BUILDER = re.compile(rb'<meta name="generator" content="[^"]*">')
SHOWN = 6  # of a list
LAST = 12  # lines of what a builder said that are shown


def build(name, folder):
    """Build a copy of the project in ``folder`` and return ``(folder of the site or None, exit code, lines that the builder said)``."""
    folder.mkdir()
    for part in NEEDED:
        source = ROOT / part
        shutil.copytree(source, folder / part, ignore=shutil.ignore_patterns("__pycache__")) if source.is_dir() else shutil.copy(source, folder)
    if name == "zensical":
        _adapt(folder)
    done = subprocess.run(COMMANDS[name], cwd=folder, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
                          errors="replace", check=False)
    site = folder / "site"
    return (site if site.is_dir() else None), done.returncode, [line for line in done.stdout.replace(str(folder), "").splitlines() if line.strip()]


def _adapt(folder):
    """Change a copy of the project so that Zensical can read it."""
    shutil.copy(ROOT / "tests" / "zensical_adapter.py", folder)
    shutil.rmtree(folder / "overrides")
    (folder / "overrides").mkdir()
    (folder / "overrides" / "main.html").write_text(MAIN, encoding="utf-8")
    config = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    for old, new in FOR_ZENSICAL.items():
        assert config.count(old) == 1, old
        config = config.replace(old, new)
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    for page in (folder / "docs").rglob("*.md"):
        page.write_text(page.read_text(encoding="utf-8") + "\n\n{{ page_end() }}\n", encoding="utf-8")


def files(site):
    """Return ``{path: bytes}`` of a built site, without the name of the builder."""
    return {path.relative_to(site).as_posix(): _BUILDER.sub(b"", path.read_bytes()) for path in sorted(site.rglob("*")) if path.is_file()}


def text(page):
    """Return the words of a page's content, one space between them."""
    found = lxml.html.document_fromstring(page).xpath("//article")
    return " ".join(found[0].text_content().split()) if found else ""


def head(page):
    """Return the title and the description of a page."""
    tree = lxml.html.document_fromstring(page)
    return tree.xpath("string(//title)"), tree.xpath('string(//meta[@name="description"]/@content)')


def json_ld(page):
    """Return what a page says to search engines."""
    return lxml.html.document_fromstring(page).xpath('string(//script[@type="application/ld+json"])')


def differences(usual, other):
    """Yield ``(what differs, how many there are in all, the paths that do)`` between two sites as :func:`files` gives them."""
    both = sorted(usual.keys() & other.keys())
    pages, unlike = [path for path in both if path.endswith(".html")], [path for path in both if usual[path] != other[path]]
    for what, ending in (("pages that are missing", True), ("other files that are missing", False)):
        of_kind = [path for path in usual if path.endswith(".html") == ending]
        yield what, len(of_kind), [path for path in of_kind if path not in other]
    yield "files that MkDocs does not write", len(other), [path for path in other if path not in usual]
    for what, part in (("pages with another text", text), ("pages with another title or description", head), ("pages with other JSON-LD", json_ld)):
        yield what, len(pages), [path for path in pages if path in unlike and part(usual[path]) != part(other[path])]
    yield "pages that differ in any byte", len(pages), [path for path in pages if path in unlike]
    yield "other files that differ in any byte", len(both) - len(pages), [path for path in unlike if path not in pages]


def report(name, usual, folder):
    """Yield the lines on one builder, and ``True`` at their end if nothing differs."""
    yield f"\n## {name} {_version(name)}\n"
    site, code, said = build(name, folder)
    if code or not site:
        yield f"Exit code {code}. The last lines it said:\n\n```text"
        yield from said[-LAST:]
        yield "```\n"
    if not site:
        yield False
        return
    rows = list(differences(usual, files(site)))
    yield "| What | Of | Differs | Such as |\n| --- | --- | --- | --- |"
    for what, total, paths in rows:
        yield f"| {what} | {total:,} | {len(paths):,} | {', '.join(f'`{path}`' for path in paths[:SHOWN])} |"
    yield code == 0 and not any(paths for _, _, paths in rows)


def _version(name):
    try:
        return version(name)
    except PackageNotFoundError:
        return "(not installed)"


def main(names):
    """Print the report on the builders and return the exit code."""
    same = True
    with tempfile.TemporaryDirectory() as temporary:
        site, code, said = build(USUAL, Path(temporary) / USUAL)
        if code:
            print("\n".join(said[-LAST:]))
            return 1
        usual = files(site)
        print(f"# The site under other builders\n\nCompared with {USUAL} {_version(USUAL)}: {len(usual):,} files.")
        for name in names:
            for line in report(name, usual, Path(temporary) / name):
                if isinstance(line, bool):
                    same = same and line
                else:
                    print(line)
    return 0 if same else 1


if __name__ == "__main__":
    if wrong := [name for name in sys.argv[1:] if name not in COMMANDS] or not sys.argv[1:]:
        print(f"usage: python tests/portability.py {' '.join(name for name in COMMANDS if name != USUAL)}")
        sys.exit(2)
    sys.exit(main(sys.argv[1:]))
