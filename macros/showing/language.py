"""Saying dates, numbers and interface words in a language.

Words come from ``data/ui/<language>.yml``; the forms of dates and numbers from Unicode's CLDR,
through Babel. A new language is a new file.
"""

import functools
import math
from datetime import date

from babel.dates import format_date, format_skeleton
from babel.numbers import format_compact_decimal, format_decimal

from ..reading import messages, validate, yamlfile
from ..reading.model import Style
from ..reading.problems import DataError, Problem, Said, asked, nearest


class Language:
    """Interface words, dates and numbers in one language. ``code`` is ISO 639-1."""

    def __init__(self, code, words):
        self.code = code
        self.words = words

    def say(self, key, **values):
        """Return the interface word ``key`` with ``{…}`` filled in. Raises ``KeyError`` for an unknown key."""
        return self.words[key].format(**values) if values else self.words[key]

    def number(self, value):
        """Return a number with the language's separators; round millions in words, such as 2.6 million."""
        return _number(self.code, value)

    def share(self, part, whole):
        """Return ``part`` with its share of ``whole`` in per cent."""
        return self.say("share", n=self.number(part), percent=self.number(round(100 * part / whole)) if whole else "0")

    def day(self, partial):
        """Return a :class:`dates.PartialDate` in words, no more precise than it is."""
        text = _day(self.code, partial.year, partial.month, partial.day)
        return self.say("date_about", date=text) if partial.approximate else text

    def when(self, when):
        """Return a :class:`dates.When` in words; ``None`` gives the words for an unknown date."""
        if when is None or not (when.start or when.end):
            return self.say("date_unknown")
        if when.kind == "date":
            return self.day(when.start)
        if not when.end:
            return self.say("date_since", start=self.day(when.start))
        if not when.start:
            return self.say("date_until", end=self.day(when.end))
        key = "date_between" if when.kind == "between" else "date_interval"
        return self.say(key, start=self.day(when.start), end=self.day(when.end))

    def month(self, number, short=False):
        """Return the name of a month, 1 to 12; ``short`` as in a table."""
        return format_date(date(2000, number, 1), "LLL" if short else "LLLL", locale=self.code)

    def amount(self, amount, qualifiers):
        """Return a :class:`model.Amount` in words; ``qualifiers`` is that vocabulary. ``None`` if it has no number."""
        if amount.value is not None:
            text = self.number(amount.value)
            if amount.low is not None:
                text += f" ({self.say('number_range', low=self.number(amount.low), high=self.number(amount.high))})"
        elif amount.low is not None:
            text = self.say("number_range", low=self.number(amount.low), high=self.number(amount.high))
        else:
            return None
        return qualifiers[amount.qualifier].label.format(n=text) if amount.qualifier else text


@functools.cache
def _number(code, value):
    unit = 10 ** (3 * int(math.log10(value) // 3)) if value >= 1_000_000 else 1
    if unit > 1 and value * 100 % unit == 0:  # nothing is lost with two decimals
        return format_compact_decimal(value, format_type="long", locale=code, fraction_digits=2)
    return format_decimal(value, locale=code)


@functools.cache
def _day(code, year, month, day):
    first = date(year, month or 1, day or 1)
    if day:
        return format_date(first, "d MMMM y", locale=code)
    return format_skeleton("yMMMM", first, locale=code) if month else str(year)


def read(root, folder, code, what):
    """Return the :class:`yamlfile.Document` of ``data/<folder>/<code>.yml``. Raises :class:`DataError` if there is none, saying that ``what`` is missing."""
    name = f"data/{folder}/{code}.yml"
    if not (root / name).is_file():
        hint = Said("copy {file} and translate it", file=f"data/{folder}/en.yml")
        raise DataError([Problem(name, 1, 1, "E609", Said("{what} in this language are missing", what=what), hint)])
    return yamlfile.read(root / name, name)


def load(root, code):
    """Return the :class:`Language` of ``data/ui/<code>.yml``. Raises :class:`DataError` if there is none or a word cannot be used."""
    document = read(root, "ui", code, Said("the words of the interface"))
    if not isinstance(document.value, dict):
        raise DataError([document.problem((), "E201", Said("expected words such as 'sources: Sources'"), Said("start each line with a key"))])
    if wrong := [*_missing(document), *(problem for key, value in document.value.items() for problem in _word(document, key, value))]:
        raise DataError(wrong)
    return Language(code, document.value)


def _missing(document):
    """Yield a problem for each word that the program asks for and the file does not give."""
    for key, places in yamlfile.spec("words").items():
        if key not in document.value:
            yield document.problem((), "E609", Said("the word '{key}' is missing", key=key), Said("add a line for it"),
                                   paste=f'{key}: "…{"".join(f" {{{place}}}" for place in places)}"')


def _word(document, key, text):
    """Yield what is wrong with one word: nobody asks for it, it is no text, or its places are not those that are filled in."""
    asked_for = yamlfile.spec("words")
    if key not in asked_for:
        near = nearest(key, asked_for)
        yield document.problem((key,), "E201", Said("the program has no word '{key}'", key=key), asked(near) or Said("delete it"), key=True,
                               instead=near[0] if near else None)
    elif not isinstance(text, str):
        yield document.problem((key,), "E203", Said("'{key}': expected text, found {value!r}", key=key, value=text), Said("put it in quotes"))
    elif messages.places(text) != {(place, "", None) for place in asked_for[key]}:
        yield document.problem((key,), "E619", Said("'{key}': the places in braces are not those that are filled in", key=key),
                               messages.these(asked_for[key]))


def style(root, code):
    """Return the :class:`model.Style` of ``data/style/<code>.yml``. Raises :class:`DataError` with every problem found."""
    found, wrong = validate.record(read(root, "style", code, Said("the rules of writing")), Style)
    if wrong:
        raise DataError(wrong)
    return found
