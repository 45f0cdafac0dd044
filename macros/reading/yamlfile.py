"""Strict reader for the YAML files of the project.

It reads what an editor with a YAML 1.2 schema shows: ``NO`` and ``2024-08-24`` are text, ``12``
is a number. What YAML hides from a writer is refused with a sentence that says what to type:
duplicate keys, tabs, anchors and aliases, tags, several documents, numbers with a leading zero,
text cut off by `` #``, invisible and garbled characters. Nothing is ever executed or constructed.
"""

import functools
import math
import os
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from .problems import LONGEST, MOST, DataError, Problem, Said, bounded

MAX_BYTES = 1_000_000
MAX_DEPTH = 12
_TOO_DEEP = (Said("lists and mappings nested more than {most} deep", most=MAX_DEPTH), Said("check the indentation, and for brackets that are not closed"))
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # of what a plain word means it knows nothing
SAFE_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # for files of settings
_INTEGER = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_WORDS = {"": None, "~": None, "null": None, "Null": None, "NULL": None,  # plain words that are no text
          "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_CURLY = {"“”", "„“", "„”", "‘’", "‚‘", "«»", "‹›", "””", "’’"}  # opening and closing quotes that editors and telephones put in
HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\xa0\u00ad\u061c\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufffe\uffff]")
_PARSER = {str(words): words for words in (  # what the parser says of lines that it cannot read
    Said("block sequence entries are not allowed in this context"),
    Said("could not find expected ':'"), Said("did not find expected '-' indicator"),
    Said("did not find expected ',' or ']'"), Said("did not find expected ',' or '}}'"),
    Said("did not find expected <document start>"), Said("did not find expected comment or line break"), Said("did not find expected key"),
    Said("did not find expected node content"), Said("did not find expected whitespace or line break"),
    Said("found character that cannot start any token"), Said("mapping keys are not allowed in this context"),
    Said("mapping values are not allowed in this context"))}
_QUOTED = re.compile(r""" "(?:[^"\\]|\\.)*" | '(?:[^']|'')*' """, re.VERBOSE)
_GARBLED = re.compile("[ÃÂ][\u0080-\u00bf]|â€.?|\ufffd")


@dataclass(eq=False)
class Document:
    """A file that was read: its text, its plain value, and ``scalars``: all of the value that is no list or mapping, to see quickly what is there.

    A path is such as ``("facts", 0, "date")``; ``within`` is that of the value in the file. Where something stands is looked for
    when it has to be said, which is seldom.
    """

    name: str
    text: str
    value: object = None
    scalars: list = field(default_factory=list)
    within: tuple = ()

    def inside(self, key):
        """Return the part below a key of the file as a document of its own."""
        return Document(self.name, self.text, self.value[key], [item for _, item in _leaves(self.value[key], ())], (*self.within, key))

    @property
    def leaves(self):
        """The ``scalars`` with their places, as ``(path, value)`` one by one."""
        return _leaves(self.value, ())

    @functools.cached_property
    def lines(self):
        """The lines of the file."""
        return self.text.split("\n")

    @functools.cached_property
    def marks(self):
        """``{path: (line, column)}`` of each value."""
        return self._below(_places(self.text)[0])

    @functools.cached_property
    def key_marks(self):
        """The same for the key that leads to a value."""
        return self._below(_places(self.text)[1])

    @functools.cached_property
    def written(self):
        """``{path: what stands in the file}`` of each value without quotes, such as ``1.50`` where the value is 1.5."""
        return self._below(_places(self.text)[2])

    def may_hold(self, sign):
        """False if no text of the file can hold this sign: it does not stand there, nor a backslash that could write it in another way."""
        return sign in self.text or "\\" in self.text

    def _below(self, places):
        depth = len(self.within)
        return places if not depth else {path[depth:]: place for path, place in places.items() if path[:depth] == self.within}

    def mark(self, path, key=False):
        """Return ``(line, column)`` of the value (or key) at ``path``, or of its nearest parent."""
        path = tuple(path)
        if key and path in self.key_marks:
            return self.key_marks[path]
        while path and path not in self.marks:
            path = path[:-1]
        return self.marks.get(path, (1, 1))

    def problem(self, path, code, message, hint="", key=False, paste="", instead=None):
        """Return a :class:`Problem` that points at ``path`` in this file; with ``instead``, what to write there, it says how the line looks then."""
        line, column = self.mark(path, key)
        return Problem(self.name, line, column, code, message, hint, paste if instead is None else self.with_instead(path, instead, key))

    def with_instead(self, path, written, key=False):
        """Return the line of the value (or key) at ``path`` with ``written`` in its place; nothing if it has no line of its own."""
        start, end = self._span(path, key)
        if not end:
            return ""
        line = self.lines[start[0] - 1]
        return f"{line[:start[1] - 1]}{written}{line[end - 1:]}" if len(line) <= LONGEST else ""

    def with_link(self, path, old, new):
        """Return the line of the text at ``path`` on which a link to ``old`` stands, with ``new`` in its place."""
        lines = self.lines[self.mark(path)[0] - 1:]
        return next((line.replace(f"]({old})", f"]({new})") for line in lines if f"]({old})" in line and len(line) <= LONGEST), "")

    def source(self, path):
        """Return what stands in the file for the value at ``path``, quotes included; nothing if it has no line of its own."""
        start, end = self._span(path)
        return self.lines[start[0] - 1][start[1] - 1:end - 1] if end else ""

    def at(self, path):
        """Return the value at ``path``."""
        value = self.value
        for step in path:
            value = value.get(step) if isinstance(value, dict) else value[step]
        return value

    def _span(self, path, key=False):
        """Return ``((line, column), column after it)`` of the value (or key); the second is ``None`` if it is no text on one line."""
        path = tuple(path)
        start = (self.key_marks if key else self.marks).get(path)
        if not start:
            return None, None
        line, column = self.lines[start[0] - 1], start[1] - 1
        if found := _QUOTED.match(line, column):
            return start, found.end() + 1
        text = path[-1] if key else self.written.get(path, self.at(path))
        return start, column + len(text) + 1 if isinstance(text, str) and text and line.startswith(text, column) else None


def _leaves(value, path):
    if isinstance(value, (dict, list)):
        for step, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _leaves(item, (*path, step))
    else:
        yield path, value


@functools.lru_cache(maxsize=16)  # the entries of a list ask for the same text
def _places(text):
    """Return ``(places of values, places of keys, values as written)`` in a text that could be read, each by path."""
    marks, key_marks, written = {}, {}, {}

    def look(node, path):
        marks[path] = _place(node)
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                key_marks[*path, key.value] = _place(key)
                look(value, (*path, key.value))
        elif isinstance(node, yaml.SequenceNode):
            for number, item in enumerate(node.value):
                look(item, (*path, number))
        elif not node.style:
            written[path] = node.value

    look(yaml.compose(text, Loader=LOADER), ())
    return marks, key_marks, written


def _place(thing):
    """Return the line and column at which an event or a node starts, counted from 1."""
    return thing.start_mark.line + 1, thing.start_mark.column + 1


def read(path, name=None):
    """Read one file and return a :class:`Document`.

    ``name`` is the path to show in messages (the file's own by default).
    Raises :class:`DataError` with every problem found, never a YAML or Unicode error.
    """
    name = name or str(path)
    return _same(_bytes(path, name), name)


@functools.cache
def spec(name):
    """Return what the program's own file ``macros/specs/<name>.yml`` says. Nobody may change it."""
    return yaml.load((Path(__file__).parents[1] / "specs" / f"{name}.yml").read_text(encoding="utf-8"), SAFE_LOADER)


def text_of(path, name):
    """Return the text of a file of any kind. Raises :class:`DataError` if it cannot be opened, is too large, or is not UTF-8."""
    return _decode(_bytes(path, name), name)


def _bytes(path, name):
    try:
        with open(path, "rb", buffering=0) as file:
            size = os.fstat(file.fileno()).st_size
            data = file.read(size) if size <= MAX_BYTES else b""
    except OSError as error:
        raise DataError([Problem(name, 1, 1, "E121", Said("the file cannot be opened ({why})", why=error.strerror),
                                 Said("put an ordinary file here that you may read, or delete what stands here"))]) from None
    if size > MAX_BYTES:
        raise DataError([Problem(name, 1, 1, "E101", Said("the file has {size:,} bytes", size=size),
                                 Said("a record has at most {most:,}; split it or move long text into a page", most=MAX_BYTES))])
    return data


@functools.lru_cache(maxsize=50_000)
def _same(data, name):
    """Return the same document for the same bytes, so that the live preview reads anew only what was edited. Nobody may change it."""
    return parse(data, name)


def parse(data, name):
    """Read ``data`` (bytes) as :func:`read` does; ``name`` is the path shown in messages."""
    text = _decode(data, name)
    problems = bounded(_odd_characters(text, name))
    if problems:
        raise DataError(problems)
    builder = _Builder(name, text)
    try:
        document = builder.document()
    except yaml.YAMLError as error:
        builder.problems.append(_explain(error, name, builder.result.lines, builder.last))
    except _Stop:
        pass
    if builder.problems:
        raise DataError(bounded(builder.problems))
    return document


def _decode(data, name):
    if data.startswith(b"\xef\xbb\xbf"):
        raise DataError([Problem(name, 1, 1, "E102", Said("the file starts with a byte-order mark (U+FEFF)"),
                                 Said('save it as "UTF-8" and not as "UTF-8 with BOM"'))])
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = len(data[data.rfind(b"\n", 0, error.start) + 1:error.start].decode("utf-8")) + 1
        raise DataError([Problem(name, line, column, "E102", Said("byte 0x{byte:02x} is not UTF-8", byte=data[error.start]),
                                 Said("save the file with the encoding UTF-8"))]) from None


def _odd_characters(text, name):
    """Yield a problem for each character that a writer cannot see or did not mean."""
    if text.replace("\n", "").isprintable() and (text.isascii() or not _GARBLED.search(text) and unicodedata.is_normalized("NFC", text)):
        return
    if "\r" in text:
        line = text[: text.index("\r")].count("\n") + 1
        yield Problem(name, line, 1, "E103", Said("Windows line ends (CRLF)"), Said('save the file with line ends "LF"'))
        return
    for number, line in enumerate(text.split("\n"), 1):
        if "\t" in line:
            yield Problem(name, number, line.index("\t") + 1, "E104", Said("a tab character"), Said("use spaces"))
        for found in HIDDEN.finditer(line.replace("\t", " ")):
            char = found.group()
            label = unicodedata.name(char, "").lower() or Said("control character")
            yield Problem(name, number, found.start() + 1, "E105", Said("invisible character U+{number:04X} ({name})", number=ord(char), name=label),
                          Said("delete it, or type an ordinary space"))
        for found in _GARBLED.finditer(line):
            yield Problem(name, number, found.start() + 1, "E118", Said("'{signs}' looks like a letter read in the wrong encoding", signs=found.group()),
                          Said("type the letter that was meant, such as é or ’, and save the file with the encoding UTF-8"))
        if not unicodedata.is_normalized("NFC", line):
            column = next((i for i, c in enumerate(line, 1) if unicodedata.combining(c)), None)
            if column:
                what = Said("an accent stored as a separate character")
            else:
                column = next((i for i, (c, usual) in enumerate(zip(line, unicodedata.normalize("NFC", line)), 1) if c != usual), 1)
                what = Said("the letter '{letter}' (U+{number:04X}) has another, usual code", letter=line[column - 1], number=ord(line[column - 1]))
            yield Problem(name, number, column, "E106", what, Said("type it again: {line}", line=unicodedata.normalize("NFC", line).strip()))


class _Stop(Exception):
    """The rest of the file makes no sense after the problem just recorded."""


class _Builder:
    """Turns the events of the YAML parser into plain values.

    Every word of the data passes here, so what is seldom there is asked for in one step, and looked at closely only then.
    """

    def __init__(self, name, text):
        self.event = LOADER(text).get_event
        self.has_hash = "#" in text
        self.problems = []
        self.result = Document(name, text)
        self.last = None

    def document(self):
        self.event()  # start of the stream
        event = self.event()
        if isinstance(event, yaml.StreamEndEvent):
            self.add(None, "E107", Said("the file is empty"), Said("write the record, or delete the file"))
            return self.result
        self.result.value = self.node(self.event(), 0)
        self.event()  # end of the document
        event = self.event()
        if isinstance(event, yaml.DocumentStartEvent):
            self.add(event, "E107", Said("a second document starts here"), Said("one file holds one record; remove the line ---"))
        return self.result

    def add(self, event, code, message, hint):
        line, column = _place(event) if event else (1, 1)
        self.problems.append(Problem(self.result.name, line, column, code, message, hint))
        if len(self.problems) > MOST:
            raise _Stop

    def node(self, event, depth):
        if event.anchor or getattr(event, "tag", None):
            self.refuse_signs(event)
        if depth > MAX_DEPTH and not isinstance(event, yaml.AliasEvent):
            self.add(event, "E109", *_TOO_DEEP)
            raise _Stop
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(depth)
        value = self.scalar(event) if isinstance(event, yaml.ScalarEvent) else None
        self.result.scalars.append(value)
        return value

    def refuse_signs(self, event):
        """Note a problem for an anchor, an alias or a tag."""
        if event.anchor:
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
            self.add(event, "E108", Said("'{text}' is a YAML anchor or alias", text=sign + event.anchor),
                     Said('anchors are not used here; write the value out, or put text that starts with & or * in "quotes"'))
        if (tag := getattr(event, "tag", None)) and tag != "!":
            self.add(event, "E108", Said("'{text}' is a YAML tag", text=tag.replace("tag:yaml.org,2002:", "!!")),
                     Said('tags are not used here; put text that starts with ! in "quotes"'))

    def mapping(self, depth):
        value, first = {}, {}
        while not isinstance(event := self.event(), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self.refuse_signs(event)
                self.add(event, "E109", Said("a list or mapping is used as a key"),
                         Said("a key is a plain word, such as 'name:'; put text that starts with [ or {{ in \"quotes\""))
                raise _Stop
            if event.anchor or event.tag:
                self.refuse_signs(event)
            key = event.value
            if key == "<<":
                self.add(event, "E108", Said("'<<' merges another mapping"), Said("anchors are not used here; write the values out"))
            if key in value:
                self.add(event, "E110", Said("the key '{key}' stands here and on line {line}", key=key, line=_place(first[key])[0]),
                         Said("keep one; YAML would silently drop the first"))
            first.setdefault(key, event)
            value[key] = self.node(self.event(), depth + 1)
        return value

    def sequence(self, depth):
        value = []
        while not isinstance(event := self.event(), yaml.SequenceEndEvent):
            value.append(self.node(event, depth + 1))
        return value

    def scalar(self, event):
        text, self.last = event.value, event
        if event.style:  # quoted or block
            return text
        if self.has_hash:
            self.refuse_cut(event)
        if not text.isascii():
            self.refuse_curly_quotes(event)
        if text in _WORDS:
            return _WORDS[text]
        if text[0] in "+-.0123456789" and (_INTEGER.fullmatch(text) or _FLOAT.fullmatch(text)):
            return self.number(event)
        return text

    def refuse_cut(self, event):
        """Note a problem for a text after which a comment starts on the same line: it may have been meant as part of the text."""
        end, lines = event.end_mark, self.result.lines
        if event.value and end.line < len(lines) and re.match(r"\s+#", lines[end.line][end.column:]):
            self.add(event, "E111", Said("everything after ' #' is dropped: {text!r} is all that is left", text=event.value[:60]),
                     Said("if the text goes on after #, write {line}; if a comment starts there, move it to a line of its own",
                          line=_in_quotes(lines[event.start_mark.line], event.start_mark.column)))

    def refuse_curly_quotes(self, event):
        """Note a problem for a text in ``“…”``, which YAML takes for letters of the text. A text that really has them stands in straight quotes."""
        if (pair := event.value[:1] + event.value[-1:]) in _CURLY and len(event.value) > 2:
            straight = quoted(event.value[1:-1])
            self.add(event, "E120", Said("the quotes {pair} are letters for YAML and would be shown with the text", pair=f"{pair[0]}…{pair[1]}"),
                     Said("write straight quotes: {straight}; if the text itself is a quotation, write {both}", straight=straight, both=quoted(event.value)))

    def number(self, event):
        """Return the number that a plain text writes, or ``None`` after noting what is wrong with it."""
        text, whole = event.value, _INTEGER.fullmatch(event.value)
        digits = text.lstrip("+-")
        if whole and len(digits) > 15 or math.isinf(float(text)):
            self.add(event, "E112", Said("the number {number} cannot be right", number=text[:20]), Said("check it; put it in quotes if it is text"))
        elif whole and len(digits) > 1 and digits.startswith("0"):
            self.add(event, "E112", Said("the number {number} starts with 0", number=text),
                     Said('write {value}, or "{text}" if it is text{octal}', value=int(text), text=text, octal=_octal(digits)))
        else:
            return int(text) if whole else float(text)
        return None


def _explain(error, name, lines, last):
    """Turn a parser error into a problem with a remedy a non-programmer can follow. ``last`` is the last text read before it."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    what = getattr(error, "problem", None) or str(error)
    context, opened = getattr(error, "context", None) or "", getattr(error, "context_mark", None)
    source = lines[line - 1] if line <= len(lines) else ""
    if "nesting depth" in what:
        return Problem(name, line, column, "E109", *_TOO_DEEP)
    if "escape" in what or "hexdecimal" in what:
        return Problem(name, line, column, "E116", Said("a backslash has a meaning of its own between double quotes"),
                       Said("write it twice (\\\\), or put the text in 'single quotes'"))
    if "quoted scalar" not in context and last and last.style in ("'", '"') and last.start_mark.line < last.end_mark.line == line - 1:
        context, opened = "quoted scalar", last.start_mark  # an open quote ran on to the next quote of the file
    if "quoted scalar" in context:
        return Problem(name, opened.line + 1, opened.column + 1, "E113", Said("a quote opens here and is not closed"),
                       Said("close it with the same mark, or use >- and write the text on the next line, indented"))
    if "flow" in context:
        return Problem(name, opened.line + 1, opened.column + 1, "E113", Said("a bracket opens here and is not closed"),
                       Said('close it, or put text that starts with [ or {{ in "quotes"'))
    joined = next(((n, m) for n in (line, line - 1) if 0 < n <= len(lines)
                   and (m := re.match(r"\s*(?:- )?([a-z_]+):(?!//)(\S.*)", lines[n - 1]))), None)
    if "mapping values are not allowed" in what and not (joined and joined[0] < line and re.fullmatch(r"\s*[a-z_]+", source[:column - 1])):
        return Problem(name, line, column, "E114", Said("': ' inside text looks like a new key"), _quoted(source))
    if joined:
        number, match = joined
        return Problem(name, number, match.start(2) + 1, "E115", Said("no space after the colon of '{key}'", key=match[1]),
                       Said("write '{line}'", line=f"{match[1]}: {match[2]}"))
    message = Said("this line cannot be read ({what})", what=_PARSER.get(what, what))
    if re.search(r"[:-]\s+['\"“”‘’@`%*&!|>\[\]{},?-]", source):
        return Problem(name, line, column, "E116", message,
                       Said('put the whole text in straight double quotes: "…"; if it holds such quotes, use >- and write it on the next line, indented'))
    return Problem(name, line, column, "E117", message, Said("compare its indentation with the lines around it; each level is two spaces"))


def _octal(digits):
    """Return what older programs read instead of the number: digits after a zero count in eights for them."""
    if set(digits) <= set("01234567") and int(digits, 8) != int(digits):
        return Said("; without quotes, older programs read it as {value}", value=int(digits, 8))
    return ""


def _in_quotes(line, column):
    """Return the line with the text from ``column`` on in quotes."""
    return line[:column].lstrip() + quoted(line[column:].rstrip())


def _quoted(source):
    """Return advice for a line in which a second ``: `` stands."""
    found = re.match(r"\s*(?:- )?([\w-]+): (.+: .*)", source)
    if not found:
        return Said("if it is text, use >- after its key and indent the text; if it is a key, check its indentation")
    return Said("quote the text: {line}", line=f"{found[1]}: {quoted(found[2])}")


def quoted(text):
    """Return the text as YAML writes it between double quotes."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
