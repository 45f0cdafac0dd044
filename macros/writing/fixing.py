"""Mends in the YAML files what needs no thought: quotes, spaces, line ends, forms of dates.

What the check finds is mended in the text of the file, at the line and column it names; comments and
everything else stay as they are. Where two readings are possible (``05/07/2021``, words after `` # ``)
nothing is done: the check goes on saying it. A file with more problems than are said, or one
that cannot be read even then, is left as it was.
"""

import difflib
import os
import re
import shutil
import tempfile
import typing
import unicodedata

from ..reading import dates, model, validate, yamlfile
from ..reading.problems import DataError, Said

ROUNDS = 30  # each shows what the one before hid; the parser of YAML stops at its first mistake
_SPACES = re.compile("[\u00a0\u202f]")
_NOTHING = re.compile("[\u00ad\u200b\u2060\ufeff]")  # others change how text runs, and a person must look
VALUE_OF_KEY = re.compile(r"(\s*(?:- )*([a-z_]+): +)(.+)")


def _fields():
    """Yield ``(key, annotation, markers)`` of every field that a record or a part of one has."""
    todo, seen = list(model.RECORDS.values()), set()
    while todo:
        cls = todo.pop()
        if cls not in seen:
            seen.add(cls)
            for name, field in cls.model_fields.items():
                markers, inner = model.unwrap(field.annotation)
                yield field.alias or name, field.annotation, markers + field.metadata
                todo += [inner] if inner else []


KEYS = {key for key, _, _ in _fields()}
_YES_NO = {key for key, annotation, _ in _fields() if annotation is bool}
NUMBERS = {key for key, annotation, _ in _fields() if {int, float} & {annotation, *typing.get_args(annotation)}}
LISTS = {key for key, annotation, _ in _fields() if typing.get_origin(annotation) is list}
LISTS -= {key for key, annotation, _ in _fields() if model.unwrap(annotation)[1]}  # a word cannot be an item of those
_PROSE = {key for key, _, markers in _fields() if not any(isinstance(one, (model.Reference, model.Listed)) for one in markers)}
_NOTED = {"E108", "E110", "E111", "E112"}  # the reader notes these and reads on
_WORDS = {"yes": "true", "on": "true", "true": "true", "no": "false", "off": "false", "false": "false"}
KEY_INSIDE = re.compile(rf"(?<!\w)({'|'.join(sorted(KEYS))}):(\s|$)")


def mend(data):
    """Return ``{path: (old bytes, new bytes)}`` of the YAML files below the folder ``data`` that can be mended. Writes nothing."""
    changed = {}
    for path in sorted(data.rglob("*.yml")):
        if path.is_symlink() or not path.is_file() or path.stat().st_size > yamlfile.MAX_BYTES:
            continue
        old = path.read_bytes()
        new = mended(old, model.RECORDS.get(path.parent.name) if path.parent.parent == data else None)
        if new != old:
            changed[path] = (old, new)
    return changed


def mended(data, cls=None):
    """Return the bytes of a file with what is mechanical mended: of a record of the class ``cls``, or of another YAML file.

    They are returned as they are if nothing is wrong, or if the file could not be read afterwards.
    """
    try:
        text = _characters(data.decode("utf-8"))
    except UnicodeDecodeError:
        return data
    for _ in range(ROUNDS):
        problems, readable = _problems(text, cls)
        better = text if any(problem.code == "E119" for problem in problems) else _round(text, problems)
        if better == text:
            break
        text = better
    else:
        readable = _problems(text, cls)[1]
    return text.encode("utf-8") if readable else data


def difference(name, old, new, words):
    """Return the unified diff between the two contents (bytes) of the file ``name``; a Windows line end is shown as ``␍``.

    ``words`` are those of a language, as for :meth:`problems.Said.into`.
    """
    lines = [content.decode("utf-8").replace("\r", "␍").split("\n") for content in (old, new)]
    return "\n".join(difflib.unified_diff(*lines, Said("{file} (as it was)", file=name).into(words), name, lineterm=""))


def replace(path, data):
    """Write ``data`` to the file ``path``, whole or not at all; its permissions stay."""
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        shutil.copymode(path, beside)
        os.replace(beside, path)
    except BaseException:
        os.unlink(beside)
        raise


def _characters(text):
    """Return the text without what nobody sees: byte-order mark, Windows line ends, tabs, odd spaces, loose accents, spaces at the end of a line."""
    return "\n".join(map(clean, text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")))


def clean(line):
    """Return the line without odd spaces, tabs and loose accents, and without spaces at its end."""
    line = _NOTHING.sub("", _SPACES.sub(" ", line))
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    line = indent.replace("\t", "  ") + line[len(indent):].replace("\t", " ")
    if not line.rstrip(" ").endswith("\\"):  # in double quotes a space can be meant there
        line = line.rstrip(" ")
    return unicodedata.normalize("NFC", line)


def _problems(text, cls):
    """Return what is wrong with the text, and whether it could be read to its end."""
    try:
        document = yamlfile.parse(text.encode("utf-8"), "")
    except DataError as error:
        return error.problems, {problem.code for problem in error.problems} <= _NOTED
    return (validate.record(document, cls)[1] if cls else []), True


def _round(text, problems):
    """Return the text with the problems mended that can be, the last first, so that the places of the others stay right."""
    lines = text.split("\n")
    for problem in sorted(set(problems), reverse=True):
        mender = MENDERS.get(problem.code)
        if mender and problem.line <= len(lines):
            line, at = lines[problem.line - 1], problem.column - 1
            lines[problem.line - 1] = mender(line[:at], line[at:]) or line
    return "\n".join(lines)


# Each mender gets a line up to the place of the problem and from there on. It returns the mended line, or None.


def key_of(before):
    """Return the key whose value starts after ``before``, if it is one of ours."""
    found = re.fullmatch(r"\s*(?:- )*([a-z_]+): +", before)
    return found[1] if found and found[1] in KEYS else None


def _scalar(after):
    """Return ``(text, what follows)`` of the value that ``after`` starts with: in quotes that end on this line, or to the end of the line."""
    if found := re.fullmatch(r"""(?:"([^"\\]*)"|'([^']*)')(|[ ,\]}].*)""", after):
        return found[1] if found[1] is not None else found[2], found[3]
    if after[:1] in ("", '"', "'", "[", "{", "|", ">", "&", "*", "!"):
        return None, after
    text = re.split(r"\s+#", after, maxsplit=1)[0].rstrip()
    return text, after[len(text):]


def _number_as_text(before, after):
    """E203: ``name: 2012``."""
    word = re.match(r"[^\s,\]}#\"']+", after)
    return f'{before}"{word[0]}"{after[word.end():]}' if word else None


def _date(before, after):
    """E401: ``date: 2021-5-7``. Which of day and month stands first must be sure."""
    text, rest = _scalar(after)
    if text is None:
        return None
    unsure = re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.]\d{4}", text)
    if unsure and int(unsure[1]) <= 12 and int(unsure[1]) != int(unsure[2]):
        return None
    date = dates.meant(text)
    return f'{before}"{date}"{rest}' if date else None


def _number(before, after):
    """E208: ``value: '3 785'`` or ``lat: 12,65``; three digits after a comma or point may be thousands."""
    text, rest = _scalar(after)
    if text and re.fullmatch(r"-?(\d{1,15}|\d{1,3}( \d{3}){1,4})([.,]\d{1,2})?", text) and not re.match(r"-?0\d", text):
        return before + text.replace(" ", "").replace(",", ".") + rest
    return None


def _form(before, after):
    """E204: ``comparable: yes``, ``aliases: GSIM``."""
    key = key_of(before)
    text, rest = _scalar(after)
    if key in _YES_NO and text and text.casefold() in _WORDS:
        return before + _WORDS[text.casefold()] + rest
    if key in LISTS and text and not re.search(r"[,;/&]| (and|et|or|ou) ", text):
        indent = " " * (before.index(key) + 2)
        return f"{before.rstrip(' ')}\n{indent}- {after}"
    return None


def _edges(before, after):
    """E205: ``name: "Mali "``; E205 and E210: ``>`` or ``|`` where ``>-`` is due."""
    if found := re.fullmatch(r"[>|][+-]?(|\s+#.*)", after):
        return f"{before}>-{found[1]}"
    text, rest = _scalar(after)
    if text and text.strip() and text != text.strip():
        quote = after[0]
        return before + quote + text.strip() + quote + rest
    return None


def _colon_inside(before, after):
    """E114: ``summary: Mali: a coup``. Two keys on one line, or a comment at its end, need a person."""
    found = VALUE_OF_KEY.fullmatch(before + after)
    if found and found[2] in KEYS and ": " in found[3] and found[3][0] not in "\"'[{|>&*!" and " #" not in found[3] and not KEY_INSIDE.search(found[3]):
        return found[1] + yamlfile.quoted(found[3])
    return None


def _hash_inside(before, after):
    """E111: in ``name: Group #1`` the sign belongs to the text; after a number, a date or an id, as in ``value: 12 # says AFP``, stands a comment."""
    found = re.fullmatch(r"([a-z0-9.~/-]+)\s+(# .*)", after)
    if found and (re.fullmatch(r"[0-9.~/-]+", found[1]) or key_of(before) not in _PROSE | {None}):
        indent = before[: len(before) - len(before.lstrip(" "))]
        return f"{indent}{found[2]}\n{before}{found[1]}"
    text = re.fullmatch(r"[^#]*[^\W\d][^#]* #\w.*", after) and "# " not in after
    return before + yamlfile.quoted(after) if text and key_of(before) else None


def _no_space(before, after):
    """E115: ``status:confirmed``."""
    found = re.fullmatch(r"\s*(?:- )*([a-z_]+):", before)
    return f"{before} {after}" if found and found[1] in KEYS else None


def _odd_start(before, after):
    """E116: ``author: @name``: YAML keeps these signs for itself."""
    found = VALUE_OF_KEY.fullmatch(before + after)
    return found[1] + yamlfile.quoted(found[3]) if found and found[2] in KEYS and found[3][0] in "@`%" and " #" not in found[3] else None


MENDERS = {
    "E111": _hash_inside, "E114": _colon_inside, "E115": _no_space, "E116": _odd_start,
    "E203": _number_as_text, "E204": _form, "E205": _edges, "E208": _number, "E210": _edges, "E401": _date,
}
