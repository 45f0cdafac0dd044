"""Lines to paste for what a reader of one line can mend: quotes, spaces, signs, indentation.

Where ``fixing`` is sure, its line is offered. Where two readings are possible it leaves the file alone; here the likelier
one is offered, since a person decides. A guess about how a file is built is offered only if the file can be read further then.
"""

import re
from dataclasses import replace

from ..reading import yamlfile
from ..reading.problems import LONGEST, DataError
from . import fixing

_BEFORE = re.compile(r"\s*(?:- )*(?:[\w-]+: +)?")
_VALUE = re.compile(r"(\s*(?:- )*(?:[\w-]+: +)?)(\S.*)")
_LARGEST = 100_000  # characters of a file in which guesses are tried
_STOPS = {"E113", "E114", "E115", "E116", "E117"}  # at these the reader stops, so that a file has one; of these a guess is tried
_NOTED = {"E108", "E110", "E111", "E112"}  # these it notes, and reads on


def pasted(root, problems):
    """Return the problems; those without lines to paste get them if they can be computed from the file below ``root``."""
    files = {}
    return [one if one.paste else replace(one, paste=_paste(one, _lines(root, one.path, files))) for one in problems]


def _lines(root, name, files):
    """Return the lines of a data file; none of another file, or of one that is no text."""
    if name not in files:
        try:
            files[name] = (root / name).read_bytes().decode("utf-8").split("\n") if re.fullmatch(r"data/.+\.yml", name) else []
        except (OSError, UnicodeDecodeError):
            files[name] = []
    return files[name]


def _paste(problem, lines):
    line, at = lines[problem.line - 1] if problem.line <= len(lines) else "", problem.column - 1
    tried = problem.code in _STOPS
    if not line or len(line) > LONGEST or tried and sum(map(len, lines)) > _LARGEST or _nothing_below(lines, problem.line, line[at:]):
        return ""
    mender = fixing.MENDERS.get(problem.code)
    guesses = [mender(line[:at], line[at:])] if mender else []
    if guess := _GUESSES.get(problem.code):
        guesses += guess(lines, problem.line - 1, at)
    return next((one for one in guesses if one and one != line and (not tried or _leads_on(lines, problem, one))), "")


def _nothing_below(lines, following, after):
    """True if a text is announced with ``>`` or ``|`` and the line ``following`` holds nothing of it."""
    return after[:1] in (">", "|") and not (following < len(lines) and lines[following].startswith(" "))


def _leads_on(lines, problem, paste):
    """True if the file with ``paste`` in place of the line can be read, or read on beyond it."""
    number = problem.line - 1
    text = "\n".join([*lines[:number], paste, *lines[number + 1:]])
    try:
        yamlfile.parse(text.encode("utf-8"), "")
    except DataError as error:
        return all(one.code in _NOTED or one.line > problem.line + paste.count("\n") for one in error.problems)
    return True


# Each of these gets the lines of the file, the number of the line from 0 on and the place in it. It returns what could stand instead, the likeliest first.


def _signs(lines, number, at):
    """E104, E105, E106, E118: signs that nobody sees, and letters that were garbled."""
    line = re.sub(r"[\u0080-\U0010ffff]+", _read_again, fixing.clean(lines[number]))
    return [yamlfile.HIDDEN.sub("", line)]


def _read_again(found):
    """Return what the letters were before a program read UTF-8 as the encoding of Windows."""
    try:
        return found[0].encode("cp1252").decode("utf-8")
    except UnicodeError:
        return found[0]


def _at_the_start(lines, number, at):
    """E108: ``- *GSIM``. A sign that stands for another value cannot be told from text if that value is there."""
    line = lines[number]
    name = re.match(r"\*([\w-]+)", line[at:])
    marked = name and any(f"&{name[1]}" in other for other in lines)
    return [] if marked or line[at:at + 1] not in "*!" or line[at:at + 2] == "!!" else _whole(lines, number, at)


def _whole(lines, number, at):
    """E111: ``name: Mali # the state``: all of the line is text, if it is no list in brackets."""
    before, after = lines[number][:at], lines[number][at:].rstrip()
    return [before + yamlfile.quoted(after)] if _BEFORE.fullmatch(before) else []


def _curly(lines, number, at):
    """E120: ``title: “Attack in Bamako”``."""
    before, after = lines[number][:at], lines[number][at:].rstrip()
    return [before + yamlfile.quoted(after[1:-1])] if _BEFORE.fullmatch(before) else []


def _zeros(lines, number, at):
    """E112: ``order: 01`` is a number, ``abbreviation: 007`` a text."""
    before, after = lines[number][:at], lines[number][at:]
    digits = re.match(r"[-+]?[0-9]+", after)
    if not digits:
        return []
    written = f"{int(digits[0])}" if fixing.key_of(before) in fixing.NUMBERS and len(digits[0]) < 16 else f'"{digits[0]}"'
    return [before + written + after[digits.end():]]


def _not_closed(lines, number, at):
    """E113: ``title: "Attack in Bamako``, ``aliases: [GSIM``."""
    before, after = lines[number][:at], lines[number][at:].rstrip()
    closed = before + after + {"[": "]", "{": "}"}.get(after[:1], after[:1])
    quoted = before + _in_quotes(after)
    return [quoted, closed] if after[:1] in "[{" and fixing.key_of(before) not in fixing.LISTS else [closed, quoted]


def _colon(lines, number, at):
    """E114: ``name: Mali abbreviation: MLI``, ``- Mali: a coup``, or a key that stands too far right."""
    line = lines[number]
    found = _VALUE.fullmatch(line)
    inside = found and fixing.KEY_INSIDE.search(found[2])
    indent = re.match(r"\s*(?:- )*", line)[0]
    two = [f"{line[:found.start(2) + inside.start()].rstrip()}\n{' ' * len(indent)}{found[2][inside.start():]}"] if inside and found[1].strip(" -") else []
    return [*two, found[1] + _in_quotes(found[2]), *_indentation(lines, number, at)] if found else []


def _space(lines, number, at):
    """E115: ``status:reported``."""
    return [f"{lines[number][:at]} {lines[number][at:]}"]


def _odd(lines, number, at):
    r"""E116: ``title: "Massacre" near Bamako``, ``title: 'L'embargo'``, ``- @name``, ``note: "C:\data"``."""
    found = _VALUE.fullmatch(lines[number].rstrip())
    if not found:
        return []
    start, text = found.groups()
    inside = text[1:-1]
    if text[0] == text[-1] == "'" and "''" not in inside or text[0] == text[-1] == '"' and "\\" in inside and '"' not in inside:
        return [start + yamlfile.quoted(inside)]
    return [start + _in_quotes(text)]


def _indentation(lines, number, at):
    """E117: a line that stands a little too far left or right. Those before it, and the one after it, show how far lines stand here."""
    line = lines[number].strip()
    now = len(lines[number]) - len(lines[number].lstrip())
    steps = {len(other) - len(other.lstrip()) for other in [*lines[:number], *lines[number + 1:number + 2]] if other.strip()}
    steps |= {step + 2 for step in steps}
    return [" " * step + line for step in sorted(steps, key=lambda step: (abs(step - now), -step)) if step != now]


def _in_quotes(text):
    """Return the text between double quotes, or between single ones if double ones stand in it."""
    return "'" + text.replace("'", "''") + "'" if '"' in text else yamlfile.quoted(text)


_GUESSES = {
    "E104": _signs, "E105": _signs, "E106": _signs, "E118": _signs, "E108": _at_the_start, "E111": _whole, "E120": _curly, "E112": _zeros, "E113": _not_closed,
    "E114": _colon, "E115": _space, "E116": _odd, "E117": _indentation,
}
