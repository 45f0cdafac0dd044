"""Starts a record: the answers to some questions become a file in ``data/``, with the pages that it needs.

What is not known is left as a text that starts with ``TODO``, or as an id that is not there: the check then points at it.
"""

import re
from pathlib import Path
from types import SimpleNamespace

from ..reading.dates import PartialDate, parse
from ..reading.problems import Said
from ..records.library import FOLDER_OF, gather
from ..records.rules import LEADING_DATE
from ..showing import language
from ..showing.render import FIRST_YEAR, event_page
from . import asking, yamltext
from .questions import KINDS, NO_SOURCE, Questions, Refused, usable

SKELETONS = {path.stem: path for path in sorted((Path(__file__).parents[1] / "templates" / "new").glob("*.yml"))}


def run(root, kind, name, today, languages, words):
    """Start a record and say what was written, in the language of ``words``. Return the exit code, or ``None`` if no id is given and nobody answers.

    ``name`` is the id, of a source also the address, or ``None``. With an id, questions are asked only at a terminal, so that programs go on working.
    """
    try:
        address = name if kind == "source" and name and re.search("[./:]", name) else ""
        if name is not None and not address and not asking.at_a_terminal():
            written, notes = _skeleton(root, kind, name, today, languages), []
        else:
            lines = asking.answers()
            if name is None and lines == []:
                return None
            interview = asking.Interview(lines, silent=bool(address) and lines == [], words=words)
            written, notes = _asked(root, kind, None if address else name, address, interview, today, languages)
    except (asking.Stopped, KeyboardInterrupt):
        print(f"\n{Said('Nothing was written.').into(words)}")
        return 2
    except Refused as refused:
        print(asking.shown(refused.said.into(words)))
        return refused.status
    for said in [*(Said("wrote {file}", file=file.relative_to(root).as_posix()) for file in written), *notes]:
        print(asking.shown(said.into(words)))
    return 0


def _skeleton(root, kind, id, today, languages):
    """Write the skeleton of a record."""
    usable(kind, id)
    date = LEADING_DATE.match(id)
    record = SKELETONS[kind].read_text(encoding="utf-8").replace("TODAY", str(today)).replace("DATE", date[0] if date else "")
    return _write(root, kind, id, record, languages)


def _asked(root, kind, id, address, interview, today, languages):
    """Ask, write the record and return ``(paths written, lines that say what is left to do)``."""
    if id is not None:
        usable(kind, id)
        _refuse_taken(root, kind, id, languages)
    library, _ = gather(root)
    questions = Questions(library, interview, today)
    interview.tell(Said("Enter alone takes what stands in [brackets], or leaves open what you do not know. Ctrl-C stops, and nothing is written."), before="")
    record, offered = KINDS[kind](questions, address if kind == "source" else id)
    id = id or questions.id(kind, offered, lambda id: _taken(root, kind, id, languages))
    written = _write(root, kind, id, "\n".join([*yamltext.lines({key: value for key, value in record.items() if value}), ""]), languages)
    if kind == "event":
        written += _pages_of_time(root, record["date"], languages)
    left = ", ".join(key for key, value in record.items() if "TODO" in str(value) or NO_SOURCE in str(value))
    notes = [Said("Still open, the check will point at it: {keys}", keys=left)] if left else []
    return written, [*questions.notes, *notes, Said("Next: {one}, then {other}", one="python -m macros schema", other="python -m macros check")]


def _files(root, kind, id, languages):
    """Return the paths that a record needs: its own and, for an actor, that of its page in each language."""
    pages = [root / "docs" / code / "actors" / f"{id}.md" for code in languages] if kind == "actor" else []
    return [root / "data" / FOLDER_OF[kind] / f"{id}.yml", *pages]


def _taken(root, kind, id, languages):
    """Return the path of one of the files that is there already, or an empty text."""
    return next((file.relative_to(root).as_posix() for file in _files(root, kind, id, languages) if file.exists()), "")


def _refuse_taken(root, kind, id, languages):
    if file := _taken(root, kind, id, languages):
        raise Refused(Said("{file} exists already; nothing was written", file=file))


def _write(root, kind, id, record, languages):
    _refuse_taken(root, kind, id, languages)
    own, *pages = _files(root, kind, id, languages)
    for file, text in ({own: f"# yaml-language-server: $schema=../schema/{kind}.json\n{record}"} | dict.fromkeys(pages, "{{ profile() }}\n")).items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    return [own, *pages]


def _pages_of_time(root, date, languages):
    """Write the pages of the year and the month of an event that are not there yet, like the latest that are; return their paths."""
    start, written = parse(date).start, []
    if start.year < FIRST_YEAR:
        return []
    year, month = f"timeline/{start.year}.md", event_page(SimpleNamespace(date=parse(date)))
    for code in languages:
        docs, words = root / "docs" / code, language.load(root, code)
        for page, pattern in ((year, "timeline/[0-9]*.md"), (month, "timeline/[0-9]*/[0-9]*.md")):
            if not (docs / page).exists():
                written += _like_the_latest(docs, pattern, page, words)
    return written


def _called(page, words):
    """Return the name of a year or a month whose page this path is."""
    *_, year, last = page.with_suffix("").parts
    return words.day(PartialDate(int(year), int(last))) if year.isdigit() else last


def _like_the_latest(docs, pattern, page, words):
    """Write a page as the latest that fits the pattern, with its own name for that one's, if it has one; return the paths written."""
    latest = max(docs.glob(pattern), default=None)
    text = latest.read_text(encoding="utf-8") if latest else ""
    if not text or (called := _called(latest.relative_to(docs), words)) not in text:
        return []
    (docs / page).parent.mkdir(exist_ok=True)
    (docs / page).write_text(text.replace(called, _called(Path(page), words)), encoding="utf-8", newline="\n")
    return [docs / page]
