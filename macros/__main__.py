"""``python -m macros``: check the data, explain a problem, start a record, write the schemas, make copies for use without internet.

Exit codes: 0 all is well, 1 the data has problems, 2 wrong usage.
"""

import argparse
import datetime
import sys
from pathlib import Path

from . import changes, errors, fixing, freshness, language, library, pagecheck, schema, starting
from .model import RECORDS
from .offline import COPIES
from .problems import FORMATS, DataError, Problem, did_you_mean, report

ROOT = Path.cwd()
LANGUAGES = sorted(path.name for path in (ROOT / "docs").glob("*/"))


def main(arguments=None):
    """Run one command and return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m macros", description="Work with the data of Sahel Explained.")
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="check all data and pages")
    check.add_argument("--format", choices=FORMATS, default="text", help="text, notes for a pull request on GitHub, or JSON for other programs")
    explain = commands.add_parser("explain", help="explain a code: why we hold to it, an example gone wrong, and the example mended")
    explain.add_argument("code", help="the code in a line of the check, such as E301")
    explain.add_argument("--lang", choices=LANGUAGES, default="en", help="language of the explanation")
    fix = commands.add_parser("fix", help="mend in the data what needs no thought, show it, and check the rest")
    fix.add_argument("--dry-run", action="store_true", help="show what would be mended and write nothing")
    commands.add_parser("schema", help="write the JSON Schemas that editors use")
    new = commands.add_parser("new", help="start a record (and, for an actor, its page), asking what it should say")
    new.add_argument("kind", choices=starting.SKELETONS)
    new.add_argument("id", nargs="?", help="file name without .yml: small letters, digits, hyphens; an event starts with its date. "
                     "Of a source also its web address. With an id, questions are asked only at a terminal")
    new.set_defaults(refuse=new.error)
    commands.add_parser("stale", help="say what to look at next: old reviews, weak sources, ties without an end")
    differ = commands.add_parser("diff", help="tell in words what changed in the records")
    differ.add_argument("revision", help="since when: a branch, a tag or a commit, such as main")
    copies = commands.add_parser("offline", help="make copies to take along, in dist/")
    copies.add_argument("copies", nargs="*", choices=[*COPIES, []], metavar="copy", help=f"{', '.join(COPIES)}; all if none is named")
    copies.add_argument("--only", type=lambda text: text.split(","), default=[], metavar="ADDRESSES", help="pack these pages only: explained/aes,actors/jnim")
    copies.add_argument("--lang", choices=LANGUAGES, default="en", help="language of the copies")
    copies.add_argument("--strict", action="store_true", help="fail if one of them cannot be made")
    options = parser.parse_args(arguments)
    command = {"check": _check, "explain": _explain, "fix": _fix, "schema": _schema, "new": _new, "stale": _stale, "diff": _diff, "offline": _offline}
    return command[options.command](options)


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
        print(FORMATS[options.format](error.problems))
        return 1
    if options.format != "text":
        print(FORMATS[options.format]([]))
        return 0
    print("No problems found: " + ", ".join(f"{len(getattr(records, folder)):,} {folder}" for folder in RECORDS) + ".")
    return 0


def _explain(options):
    try:
        known, code = errors.load(ROOT, options.lang), options.code.upper()
        if code not in known:
            print(f"'{options.code}' is not a code: {did_you_mean(code, known) or f'they go from {min(known)} to {max(known)}, such as E301'}")
            return 2
        print("\n".join(errors.told(code, known[code], language.load(ROOT, options.lang).say)))
    except DataError as error:
        print(error)
        return 1
    return 0


def _fix(options):
    changed = fixing.mend(ROOT / "data")
    for file, (old, new) in changed.items():
        print(fixing.difference(file.relative_to(ROOT).as_posix(), old, new))
        if not options.dry_run:
            fixing.replace(file, new)
    noun = "file" if len(changed) == 1 else "files"
    print(f"{len(changed)} {noun} " + ("would be mended; nothing was written." if options.dry_run else "mended."))
    options.format = "text"
    return _check(options) or int(options.dry_run and bool(changed))


def _schema(options):
    try:
        schema.write(_load())
    except DataError as error:
        print(error)
        return 1
    return 0


def _stale(options):
    try:
        print("\n".join(freshness.lines(_load(), datetime.date.today())))
    except DataError as error:
        print(error)
        return 1
    return 0


def _diff(options):
    try:
        differing, problems = changes.since(ROOT, options.revision)
    except DataError as error:
        print(error)
        return 1
    try:
        touched = f" Pages touched: {len(changes.pages(_load(), differing))}."
    except DataError as error:
        touched, problems = "", [*problems, *error.problems]
    print("\n".join([*changes.told(differing), f"Records changed: {len(differing)}.{touched}"]))
    if problems:
        print(report(problems))
    return int(bool(problems))


def _offline(options):
    try:
        from .offline import command
    except ModuleNotFoundError as error:
        print(f"{error.name} is not installed, which only the copies need: run 'make offline' once, or install requirements-offline.txt with pip")
        return 1
    return command.run(ROOT, ROOT / "dist", options.copies, options.only, options.lang, options.strict)


def _new(options):
    code = starting.run(ROOT, options.kind, options.id, datetime.date.today(), LANGUAGES)
    return options.refuse("an id is needed, or answers to the questions") if code is None else code


if __name__ == "__main__":
    sys.exit(main())
