"""Prose held to the rules of writing: no source, no sentence; no number by hand; no loaded word that is nobody's.

A paragraph or an item of a list is one statement. It carries a source if it calls one of the macros in
:data:`prose.CITING`. What ends in a question needs none, nor do paragraphs marked ``{: .guide }``, which speak of
the page and not of the world.
"""

import re
from collections import defaultdict, namedtuple

from ..reading.problems import Said, either
from . import language as languages
from .prose import CITING

Found = namedtuple("Found", "line word code message hint instead", defaults=("",))


class Block(namedtuple("Block", "line text guide")):
    """A paragraph or list item, the line on which it starts, and whether it only speaks of the page."""

    def line_of(self, word):
        """Return the line on which ``word`` stands, or the first one if it is broken over two."""
        return self.line + next((number for number, line in enumerate(self.text.split("\n")) if word in line), 0)


_START = re.compile(r"\s*(?:[-*+]|\d+\.)\s+")
_GUIDE = re.compile(r"^\{:[^}]*\.guide\b[^}]*\}\s*$", re.MULTILINE)
_ATTRIBUTES = re.compile(r"\{:[^}]*\}|\{ [#.][^}]*\}")
_CALL = re.compile(r"\{\{\s*(\w+)\((.*?)\)\s*\}\}", re.DOTALL)
_STRING = re.compile(r'"([^"]*)"' + r"|'([^']*)'")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_QUOTED = re.compile(r'“[^”]*”|«[^»]*»|"[^"]*"')
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_NUMBER = re.compile(r"(?<![\w.,-])\d[\d,.\u00a0\u202f]*(?<![.,])%?(?![\w-])")
_LICENCE = re.compile(r"\bCC[ -]BY[A-Z-]* \d\.\d")
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_LABELLED = ("actor", "event", "term")
SUGGESTED = 3  # calls that print what was typed by hand; of more than that none is the obvious one
SMALL = 12  # numbers up to this one stand in the data many times; a suggestion would help nobody


class Checker:
    """Checks pages of one language against the data. Raises :class:`DataError` if the language's file in data/style/ is wrong."""

    def __init__(self, library, language):
        self.library = library
        self.style = languages.style(library.root, language.code)
        months = "|".join(language.month(number) for number in range(1, 13))
        self.months = {language.month(number): number for number in range(1, 13)}
        self.date = re.compile(rf"(?:(\d{{1,2}}) )?({months}) (\d{{4}})")
        self.number_word = re.compile(rf"\b({'|'.join(map(re.escape, self.style.number_words))})\b", re.IGNORECASE) if self.style.number_words else None
        self.loaded = {word.strip(): advice for words, advice in self.style.loaded.items() for word in words.split(",")}
        self.loaded_word = _any_of(self.loaded)
        self.attributing = _any_of(self.style.attributing)
        self.name = re.compile("|".join(map(re.escape, sorted(self.style.names, key=len, reverse=True))) or r"(?!)")
        self.numbers, self.dates = _known_numbers(library), _known_dates(library)

    def check(self, page, text):
        """Yield :class:`Found` for the Markdown ``text`` of the page ``docs/<language>/<page>``."""
        told = page.startswith(("explained/", "actors/")) and not page.endswith("/index.md")
        for block in blocks(text):
            if told and not block.guide and not _has_source(block.text):
                yield Found(block.line, block.text.split()[0], "E611", Said("no source: “{text}”", text=_shortened(block.text)),
                            Said('end it with {{{{ cite("…") }}}}, use a macro that brings its sources, '
                                 'or mark it {{: .guide }} if it speaks of the page and not of the world'))
            if told or page == "index.md":
                yield from self._numbers(block)
            yield from self._words(block)

    def _numbers(self, block):
        """Yield what is typed by hand and should come from the data: dates, and numbers other than years."""
        text = _LICENCE.sub(" ", _seen(block.text))
        for found in self.date.finditer(text):
            day, month, year = found.groups()
            key = f"{year}-{self.months[month]:02}" + (f"-{int(day):02}" if day else "")
            yield self._by_hand(block, found[0], Said("the date '{text}' is typed by hand", text=found[0]), self.dates.get(key, []),
                                Said('print it with {{{{ date("event") }}}}'))
        text = self.date.sub(" ", text)
        for found in _NUMBER.finditer(text):
            if not _YEAR.fullmatch(found[0]):
                scale = next((factor for word, factor in self.style.scales.items() if text[found.end():].lstrip().startswith(word)), 1)
                yield self._by_hand(block, found[0], Said("the number '{text}' is typed by hand", text=found[0]), self.numbers.get(_value(found[0], scale), []),
                                    Said("print it with figure(), point() or fact(); write small numbers in words"))
        text = _NUMBER.sub(" ", text)
        for found in self.number_word.finditer(text) if self.number_word else ():
            yield self._by_hand(block, found[0], Said("the number '{text}' is typed by hand", text=found[0]), [],
                                Said("print it with figure(), point() or fact(), or say it without a number"))

    def _by_hand(self, block, written, message, calls, otherwise):
        few = 0 < len(calls) <= SUGGESTED
        hint = Said("the data has it: {calls}", calls=either(f"{{{{ {call} }}}}" for call in calls)) if few else otherwise
        return Found(block.line_of(written), written, "E612", message, hint, f"{{{{ {calls[0]} }}}}" if len(calls) == 1 else "")

    def _words(self, block):
        """Yield the loaded words that stand outside quotation marks in a sentence that does not say whose they are."""
        for sentence in _SENTENCE.split(self.name.sub(" ", _QUOTED.sub(" ", _seen(block.text)))):
            if not self.attributing.search(sentence):
                for found in self.loaded_word.finditer(sentence):
                    yield Found(block.line_of(found[0]), found[0], "E613", Said("the loaded word '{word}' is nobody's here", word=found[0]),
                                Said("{advice}; or put it in quotation marks", advice=self.loaded[found[0].casefold()]))


def blocks(text):
    """Yield a :class:`Block` for each paragraph and list item of a Markdown text that holds words of its own."""
    start, lines, offset = 1, [], 1
    if text.startswith("---\n"):
        head, text = text[: text.find("\n---", 3) + 4], text[text.find("\n---", 3) + 4:]
        offset = head.count("\n") + 1
    for number, line in enumerate([*text.split("\n"), ""], offset):
        if lines and (not line.strip() or _START.match(line)):
            yield from _block(start, lines)
            lines = []
        if line.strip():
            start = start if lines else number
            lines.append(line)


def _block(line, lines):
    text = "\n".join(lines)
    if not text.startswith(("#", "<")) and _seen(text).strip():
        yield Block(line, text, bool(_GUIDE.search(text)))


def _seen(text):
    """Return the words of a block that a reader sees and that were typed by hand: links and labels without what they lead to."""
    def label(call):
        strings = [one or other for one, other in _STRING.findall(call[2])]
        return strings[1] if call[1] in _LABELLED and len(strings) > 1 else ""
    text = _LINK.sub(r"\1", _ATTRIBUTES.sub("", _CALL.sub(label, text)))
    return text[start.end():] if (start := _START.match(text)) else text


def _has_source(text):
    return any(call[1] in CITING for call in _CALL.finditer(text)) or _seen(text).rstrip("*_”\"' \n").endswith("?")


def _shortened(text):
    words = " ".join(_seen(text).split())
    return words if len(words) <= 60 else words[:60] + "…"


def _value(written, scale):
    try:
        return float(re.sub(r"[,%\u00a0\u202f]", "", written)) * scale
    except ValueError:
        return None


def _known_numbers(library):
    """Return ``{number: [calls that print it]}``."""
    found = defaultdict(list)
    for id, event in library.events.items():
        for one in event.figures:
            for number in {one.value, one.low, one.high} - {None}:
                found[float(number)].append(f'figure("{id}", "{one.measure}")')
    for id, series in library.series.items():
        for one in series.points:
            for number in {one.value, one.low, one.high} - {None}:
                found[float(number)].append(f'point("{id}", "{one.date}")')
    return {number: list(dict.fromkeys(calls)) for number, calls in found.items() if number > SMALL}


def _known_dates(library):
    """Return ``{date: [calls that print it]}`` for days and months of events."""
    found = defaultdict(list)
    for id, event in library.events.items():
        found[str(event.date.start)].append(f'date("{id}")')
        if event.date.start.month:
            found[str(event.date.start)[:7]].append(f'date("{id}", "month")')
    return {when: list(dict.fromkeys(calls)) for when, calls in found.items()}


def _any_of(words):
    return re.compile(rf"\b({'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})\b" if words else r"(?!)", re.IGNORECASE)
