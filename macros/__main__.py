"""``python -m macros``: check the data, start a record, write the schemas.

Exit codes: 0 all is well, 1 the data has problems, 2 wrong usage.
"""

import argparse
import datetime
import sys
from pathlib import Path

from . import language, library, pagecheck, schema
from .model import RECORDS
from .problems import DataError, Problem
from .rules import LEADING_DATE

ROOT = Path.cwd()
LANGUAGES = sorted(path.name for path in (ROOT / "docs").glob("*/"))
SKELETONS = {
    "actor": 'kind: armed-group\nname: Full name\nsummary: >-\n  One sentence that says what it is.\nfacts:\n  - statement: >-\n      What is known.\n    date: "2024"\n    status: reported\n    sources:\n      - id-of-a-source\n',
    "event": 'date: "{date}"\ntitle: Short title\ntheme: security\nstatus: reported\nsummary: >-\n  What happened, and who says so.\nplaces:\n  - name: Town\n    country: mali\n    lat: 0.0\n    lon: 0.0\nactors:\n  - actor: id-of-an-actor\n    role: target\nsources:\n  - id-of-a-source\n',
    "term": "term: Word\nterm_fr: mot\ndefinition: >-\n  What it means, in plain words.\nsources:\n  - id-of-a-source\n",
    "source": 'title: Title of the page\npublisher: Who wrote it\ndate: "2024-01-31"\nurl: https://example.org/page\nlanguage: en\nkind: news\nparty: independent\norigin: original-report\n',
}


def main(arguments=None):
    """Run one command and return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m macros", description="Work with the data of Sahel Explained.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("check", help="check all data and pages")
    commands.add_parser("schema", help="write the JSON Schemas that editors use")
    new = commands.add_parser("new", help="start a record (and, for an actor, its page)")
    new.add_argument("kind", choices=SKELETONS)
    new.add_argument("id", help="file name without .yml: small letters, digits, hyphens; an event starts with its date")
    options = parser.parse_args(arguments)
    return {"check": _check, "schema": _schema, "new": _new}[options.command](options)


def _load():
    return library.load(ROOT, datetime.date.today())


def _check(options):
    try:
        records = _load()
        old = [Problem(f"data/schema/{name}", 1, 1, "E605", "the schema is older than the data", "run: make schema") for name in schema.stale(records)]
        pages = [problem for code in LANGUAGES for problem in pagecheck.check(records, language.load(ROOT, code))]
        if found := [*pages, *old]:
            raise DataError(found)
    except DataError as error:
        print(error)
        return 1
    print("No problems found: " + ", ".join(f"{len(getattr(records, folder)):,} {folder}" for folder in RECORDS) + ".")
    return 0


def _schema(options):
    try:
        schema.write(_load())
    except DataError as error:
        print(error)
        return 1
    return 0


def _new(options):
    folder = library.FOLDER_OF[options.kind]
    path = ROOT / "data" / folder / f"{options.id}.yml"
    date = LEADING_DATE.match(options.id)
    if not library.ID.fullmatch(options.id) or (options.kind == "event" and not date):
        print(f"'{options.id}' cannot be an id: use small letters, digits and hyphens" + ("; start with the date, such as 2024-08-24-town" if options.kind == "event" else ""))
        return 2
    files = {path: f"# yaml-language-server: $schema=../schema/{options.kind}.json\n" + SKELETONS[options.kind].format(date=date and date[0])
             + ("" if options.kind == "source" else f'reviewed: "{datetime.date.today()}"\n')}
    if options.kind == "actor":
        files[ROOT / "docs" / "en" / "actors" / f"{options.id}.md"] = "{{ profile() }}\n"
    if taken := [file for file in files if file.exists()]:
        print(f"{taken[0].relative_to(ROOT)} exists already; nothing was written")
        return 1
    for file, text in files.items():
        file.write_text(text, encoding="utf-8")
        print(f"wrote {file.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
