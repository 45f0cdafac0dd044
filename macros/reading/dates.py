"""Dates that keep the precision they were given in.

A small part of the Extended Date/Time Format (ISO 8601-2, https://www.loc.gov/standards/datetime/):

=====================  ==========================================
``2024``               some time in the year
``2024-08``            some time in the month
``2024-08-24``         that day
``2024-08~``           about then
``2013-01-10/2013-01-17``  from … to …
``2022-02-16/..``      since …, no end known
``[2023-08-03..2023-11-21]``  once, between the two
=====================  ==========================================
"""

import calendar
import functools
import re
from dataclasses import dataclass
from datetime import date

from .problems import Said

_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?(~)?")
_MONTHS = {name: number for number, names in enumerate((
    "january janvier", "february février fevrier", "march mars", "april avril", "may mai", "june juin",
    "july juillet", "august août aout", "september septembre", "october octobre", "november novembre",
    "december décembre decembre"), 1) for name in names.split()}
MONTH_NAMES = (Said("January"), Said("February"), Said("March"), Said("April"), Said("May"), Said("June"), Said("July"), Said("August"), Said("September"),
                Said("October"), Said("November"), Said("December"))

_FORMS = Said('write "YYYY", "YYYY-MM" or "YYYY-MM-DD"; leave out what is not known')


class DateError(ValueError):
    """The text is no date. ``message`` says why, ``hint`` what to write instead, ``meant`` the date that ``text`` means, if that is known."""

    def __init__(self, message, hint=_FORMS, text="", meant=None):
        super().__init__(message)
        self.message, self.hint, self.text, self.meant = message, hint, text, meant


@dataclass(frozen=True)
class PartialDate:
    """A year, a month of a year, or a day; ``approximate`` for "about"."""

    year: int
    month: int | None = None
    day: int | None = None
    approximate: bool = False

    @functools.cached_property
    def earliest(self):
        """First day it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @functools.cached_property
    def latest(self):
        """Last day it can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def __str__(self):
        parts = [f"{self.year:04}"] + [f"{part:02}" for part in (self.month, self.day) if part]
        return "-".join(parts) + ("~" if self.approximate else "")


@dataclass(frozen=True)
class When:
    """A date or an interval. ``kind`` is ``date``, ``interval`` (from … to …) or ``between`` (once, in between).

    ``start`` and ``end`` are :class:`PartialDate`, or ``None`` where an interval is open; for a
    ``date`` they are the same.
    """

    start: PartialDate | None
    end: PartialDate | None
    kind: str = "date"

    @functools.cached_property
    def earliest(self):
        """First day it can mean; ``date.min`` if the start is open."""
        return self.start.earliest if self.start else date.min

    @functools.cached_property
    def latest(self):
        """Last day it can mean; ``date.max`` if the end is open."""
        return self.end.latest if self.end else date.max

    def surely_before(self, other):
        """True if every day this can mean lies before every day of ``other``."""
        return self.latest < other.earliest

    def overlaps(self, other):
        """True if the two can mean a common day."""
        return self.earliest <= other.latest and other.earliest <= self.latest

    @property
    def sort_key(self):
        """Order by first possible day, the more precise first."""
        return (self.earliest, self.latest, str(self))

    def __str__(self):
        if self.kind == "date":
            return str(self.start)
        if self.kind == "between":
            return f"[{self.start}..{self.end}]"
        return f"{self.start or '..'}/{self.end or '..'}"


def parse(text):
    """Return the :class:`When` that ``text`` writes. Raises :class:`DateError`."""
    if not isinstance(text, str):
        raise DateError(Said("expected a date in quotes, found {text!r}", text=text), Said('write "{text}"', text=text))
    if text.startswith("[") and text.endswith("]") and ".." in text:
        start, end = map(_day, text[1:-1].split("..", 1))
        return _ordered(When(start, end, "between"), text)
    if text.count("/") == 1 and not re.fullmatch(r"\d{1,2}/\d{4}|\d{4}/\d{1,2}", text):
        if text.startswith("/") or text.endswith("/"):
            raise DateError(Said("'{text}' is not a date", text=text), Said('write ".." for an end that is not known, such as "2022-02-16/.."'))
        start, end = (None if part == ".." else _day(part) for part in text.split("/"))
        if not (start or end):
            raise DateError(Said("an interval open at both ends says nothing"), Said("leave the field out"))
        return _ordered(When(start, end, "interval"), text)
    day = _day(text)
    return When(day, day)


def lifetime(start, end):
    """Return the :class:`When` from ``start`` to ``end`` (each a When or ``None`` for unknown)."""
    return When(start.start if start else None, end.end if end else None, "interval")


def _ordered(when, text):
    if when.start and when.end and when.latest < when.earliest:
        raise DateError(Said("'{text}' ends before it starts", text=text), Said("put the earlier date first"))
    return when


@functools.lru_cache(maxsize=10_000)  # the same days stand in many records
def _day(text):
    match = _DAY.fullmatch(text)
    if not match:
        date = meant(text)
        raise DateError(Said("'{text}' is not a date", text=text), Said('write "{text}"', text=date) if date else _FORMS, text, date)
    year, month, day = (int(part) if part else None for part in match.groups()[:3])
    if not 1000 <= year <= 2999:
        raise DateError(Said("the year {year} cannot be right", year=match[1]))
    if 0 in (month, day):
        known = f"{year:04}" if month == 0 else f"{year:04}-{month:02}"
        raise DateError(Said("'{date}': 00 stands for a {part} that is not known", date=text, part=Said("month") if month == 0 else Said("day")),
                        Said('leave it out: write "{date}"', date=known), text, known)
    if month is not None and not 1 <= month <= 12:
        raise DateError(Said("'{text}': there is no month {month}", text=text, month=match[2]))
    last = calendar.monthrange(year, month)[1] if month else None
    if day is not None and not 1 <= day <= last:
        known = f"{year:04}-{month:02}"
        raise DateError(Said("'{text}': {month} {year} has {last} days", text=text, month=MONTH_NAMES[month - 1], year=year, last=last),
                        Said('write the right day, or "{month}" if the day is not known', month=known), text, known)
    return PartialDate(year, month, day, bool(match[4]))


def meant(text):
    """Return the date that ``text`` writes another way, as it should be written, or ``None``. ``05/07/2021`` counts as the fifth of July."""
    year = month = day = None
    if found := re.fullmatch(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?", text):
        year, month, day = found.groups()
    elif found := re.fullmatch(r"(?:(\d{1,2})[-/.])?(\d{1,2})[-/.](\d{4})", text):
        day, month, year = found.groups()
    elif found := re.fullmatch(r"(?:(\d{1,2})(?:er|st|nd|rd|th)?\s+)?(\w+)\s+(\d{4})", text.strip().casefold()):
        day, word, year = found.groups()
        month = _MONTHS.get(word)
    elif found := re.fullmatch(r"(\w+)\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})", text.strip().casefold()):
        word, day, year = found.groups()
        month = _MONTHS.get(word)
    if not (year and month):
        return None
    try:
        return str(_day(f"{int(year):04}-{int(month):02}" + (f"-{int(day):02}" if day else "")))
    except DateError:
        return None
