"""``python -m macros``: check the data, explain a problem, start a record, write the schemas, make copies for use without internet.

Exit codes: 0 all is well, 1 the data has problems, 2 wrong usage.
"""

import argparse
import datetime
import gc
import os
import sys
from pathlib import Path

from .offline import COPIES
from .reading import messages
from .reading.model import RECORDS
from .reading.problems import FORMATS, DataError, Said, did_you_mean, full
from .records import library, schema
from .showing import errors, freshness, language, pagecheck
from .writing import changes, fixing, links, pasting, starting

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
    fix = commands.add_parser("fix", help="mend in the data what needs no thought, show it, and check the rest")
    fix.add_argument("--dry-run", action="store_true", help="show what would be mended and write nothing")
    serve = commands.add_parser("serve", help="show the site while you edit")
    serve.add_argument("--port", type=int, default=8000, help="number of the port, 8000 if none is given")
    commands.add_parser("schema", help="write the JSON Schemas that editors use")
    new = commands.add_parser("new", help="start a record (and, for an actor, its page), asking what it should say")
    new.add_argument("kind", choices=starting.SKELETONS)
    new.add_argument("id", nargs="?", help="file name without .yml: small letters, digits, hyphens; an event starts with its date. "
                     "Of a source also its web address. With an id, questions are asked only at a terminal")
    new.set_defaults(refuse=new.error)
    stale = commands.add_parser("stale", help="say what to look at next: old reviews, weak sources, ties without an end")
    online = commands.add_parser("links", help="ask whether the pages of the sources still answer; warns, and goes online")
    online.add_argument("ids", nargs="*", metavar="source", help="ids of sources; all if none is named")
    differ = commands.add_parser("diff", help="tell in words what changed in the records")
    differ.add_argument("revision", help="since when: a branch, a tag or a commit, such as main")
    for command in (check, explain, fix, serve, new, stale, online, differ):
        command.add_argument("--lang", choices=messages.languages(ROOT), default="en", help="language of what is said")
    copies = commands.add_parser("offline", help="make copies to take along, in dist/")
    copies.add_argument("copies", nargs="*", choices=[*COPIES, []], metavar="copy", help=f"{', '.join(COPIES)}; all if none is named")
    copies.add_argument("--only", type=lambda text: text.split(","), default=[], metavar="ADDRESSES", help="pack these pages only: explained/aes,actors/jnim")
    copies.add_argument("--lang", choices=LANGUAGES, default="en", help="language of the copies")
    copies.add_argument("--strict", action="store_true", help="fail if one of them cannot be made")
    options = parser.parse_args(arguments)
    command = {"check": _check, "explain": _explain, "fix": _fix, "serve": _serve, "schema": _schema, "new": _new, "stale": _stale, "links": _links,
               "diff": _diff, "offline": _offline}
    options.words = {}
    try:
        options.words = messages.load(ROOT, getattr(options, "lang", "en"))
    except DataError as error:
        return _refuse(error.problems, options)
    return command[options.command](options)


def _load():
    gc.disable()  # records stay to the end, which is near: Python need not look through them for what nobody uses
    return library.load(ROOT, datetime.date.today())


def _refuse(problems, options):
    """Print the problems with lines to paste, in the text also with examples mended, and return the exit code."""
    problems, form = pasting.pasted(ROOT, problems), getattr(options, "format", "text")
    print(full(problems, options.words, _examples(getattr(options, "lang", "en"))) if form == "text" else FORMATS[form](problems, options.words))
    return 1


def _examples(code):
    """Return ``{code: (example gone wrong, mended)}`` of the codes whose example stands in a file; nothing if the explanations cannot be read."""
    try:
        return {one: (errors.seen(help.wrong), help.right) for one, help in errors.load(ROOT, code).items() if help.file}
    except DataError:
        return {}


def _check(options):
    try:
        for code in messages.languages(ROOT):
            messages.load(ROOT, code)
        records = _load()
        old = [schema.problem(name) for name in schema.stale(records)]
        pages = [problem for code in LANGUAGES for problem in pagecheck.check(records, language.load(ROOT, code))]
        if found := [*pages, *old]:
            raise DataError(found)
    except DataError as error:
        return _refuse(error.problems, options)
    if options.format != "text":
        print(FORMATS[options.format]([]))
        return 0
    found = Said("No problems found: {actors:,} actors, {events:,} events, {terms:,} terms, {sources:,} sources, {series:,} series, {charts:,} charts, "
                 "{claims:,} claims, {arguments:,} arguments.", **{folder: len(getattr(records, folder)) for folder in RECORDS})
    print(found.into(options.words))
    return 0


def _explain(options):
    try:
        known, code = errors.load(ROOT, options.lang), options.code.upper()
        if code not in known:
            hint = did_you_mean(code, known) or Said("they go from {first} to {last}, such as E301", first=min(known), last=max(known))
            print(Said("'{word}' is not a code: {hint}", word=options.code, hint=hint).into(options.words))
            return 2
        print("\n".join(errors.told(code, known[code], options.words)))
    except DataError as error:
        return _refuse(error.problems, options)
    return 0


def _fix(options):
    changed = fixing.mend(ROOT / "data")
    for file, (old, new) in changed.items():
        print(fixing.difference(file.relative_to(ROOT).as_posix(), old, new, options.words))
        if not options.dry_run:
            fixing.replace(file, new)
    if options.dry_run:
        one, many = Said("1 file would be mended; nothing was written."), Said("{number} files would be mended; nothing was written.", number=len(changed))
    else:
        one, many = Said("1 file mended."), Said("{number} files mended.", number=len(changed))
    print((one if len(changed) == 1 else many).into(options.words))
    options.format = "text"
    return _check(options) or int(options.dry_run and bool(changed))


def _serve(options):
    from .writing import serving  # takes a while to start, which no other command should wait for
    return serving.run(ROOT, options.port, options.lang, options.words)


def _schema(options):
    try:
        schema.write(_load())
    except DataError as error:
        return _refuse(error.problems, options)
    return 0


def _stale(options):
    try:
        print("\n".join(line.into(options.words) for line in freshness.lines(_load(), datetime.date.today())))
    except DataError as error:
        return _refuse(error.problems, options)
    return 0


def _links(options):
    try:
        records = _load()
        if unknown := [id for id in options.ids if id not in records.sources]:
            near = did_you_mean(unknown[0], records.sources) or Said("it is the name of its file without .yml")
            print(Said("'{id}' is not the id of a source: {near}", id=unknown[0], near=near).into(options.words))
            return 2
        print("\n".join(str(line.into(options.words)) for line in links.lines(records, options.ids)))
    except DataError as error:
        return _refuse(error.problems, options)
    return 0


def _diff(options):
    try:
        differing, problems = changes.since(ROOT, options.revision)
    except DataError as error:
        return _refuse(error.problems, options)
    try:
        pages = len(changes.pages(_load(), differing))
        count = Said("Records changed: {records}. Pages touched: {pages}.", records=len(differing), pages=pages)
    except DataError as error:
        count, problems = Said("Records changed: {records}.", records=len(differing)), [*problems, *error.problems]
    print("\n".join(line.into(options.words) for line in [*changes.told(differing), count]))
    return _refuse(problems, options) if problems else 0


def _offline(options):
    try:
        from .offline import command
    except ModuleNotFoundError as error:
        print(f"{error.name} is not installed, which only the copies need: run 'make offline' once, or install requirements-offline.txt with pip")
        return 1
    return command.run(ROOT, ROOT / "dist", options.copies, options.only, options.lang, options.strict)


def _new(options):
    code = starting.run(ROOT, options.kind, options.id, datetime.date.today(), LANGUAGES, options.words)
    return options.refuse("an id is needed, or answers to the questions") if code is None else code


if __name__ == "__main__":
    try:
        code = main()
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:  # who was reading has left
        code = 1
    os._exit(code)  # at once: Python would first take all records apart, one by one
