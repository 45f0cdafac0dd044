"""The records: what a file in ``data/`` may hold.

Each class is one kind of record or a part of one. Unknown keys are refused, nothing is coerced,
and a record never changes after it was read. The classes are also the source of the JSON Schemas
in ``data/schema/`` and of the help that editors show.

Some checks need other records (does this actor exist?). They are declared here as markers on the
fields, :class:`Reference`, :class:`Listed` and :class:`Prose`, and carried out in ``library.py``.
"""

import functools
import re
import typing
from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from . import addresses, dates
from .problems import Said

_ADDRESS = re.compile(r"https?://[^\s/<>\"'{}|\\^`]+\.[^\s<>\"{}|\\^`]+")
PLACEHOLDERS = {"todo", "tbd", "n/a", "na", "none", "null", "unknown", "xxx", "?", "-", "—"}


@dataclass(frozen=True)
class Reference:
    """The text is the id of a record in one of these folders of ``data/``."""

    folders: tuple

    def __get_pydantic_json_schema__(self, core_schema, handler):
        return handler(core_schema) | {"x-reference": list(self.folders)}


@dataclass(frozen=True)
class Listed:
    """The text is an entry of this list in ``data/vocabulary/``."""

    vocabulary: str

    def __get_pydantic_json_schema__(self, core_schema, handler):
        return handler(core_schema) | {"x-list": self.vocabulary}


@dataclass(frozen=True)
class Prose:
    """The text may link to records: ``[JNIM](actor:jnim)``."""


def _wrong(code, message, hint, instead=None, exchange=()):
    """Return the error that makes pydantic refuse a value.

    ``validate`` finds in its context message, hint, what to write instead, or two keys whose values are to be exchanged.
    """
    return PydanticCustomError(code, "refused", {"message": message, "hint": hint, "instead": instead, "exchange": exchange})


def _text(value):
    if isinstance(value, str):
        bare = value.strip()
        if not bare or bare.casefold() in PLACEHOLDERS or value.startswith("TODO"):
            raise _wrong("E205", Said("'{text}' is a placeholder", text=value), Said("give the value, or delete the key"))
        if value != bare:
            raise _wrong("E205", Said("the text starts or ends with a space or a line break"), Said("delete it; use '>-' and not '>' or '|'"))
    return value


def _date(value):
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        raise _wrong("E203", Said("expected a date in quotes, found the number {value}", value=value), Said('write "{text}"', text=value), f'"{value}"')
    if not isinstance(value, str):
        raise _wrong("E401", Said("expected a date in quotes"), Said('write "YYYY", "YYYY-MM" or "YYYY-MM-DD"'))
    try:
        return dates.parse(value)
    except dates.DateError as error:
        instead = f'"{error.meant}"' if error.meant and error.text == value else None
        raise _wrong("E401", error.message, error.hint, instead) from None


def _url(value):
    if isinstance(value, str) and len(value) > addresses.LONGEST:
        raise _wrong("E206", Said("a web address of {number:,} characters", number=len(value)), Said("write the address of one page"))
    if isinstance(value, str) and not addresses.is_address(value):
        raise _wrong("E206", Said("'{text}' is not a web address", text=value[:80]), addresses.advice(value), addresses.cleaned(value))
    if isinstance(value, str) and value.count("://") > 1 and not re.search(r"[?=/]https?(:|%3A)", value[8:]):
        first = addresses.cleaned(value)
        raise _wrong("E206", Said("'{text}' looks like two addresses", text=value[:80]), Said("keep one, such as {address}", address=first), first)
    if isinstance(value, str) and (tail := addresses.tail(value)):
        clean = addresses.without_tail(value)
        raise _wrong("E206", Said("the address has a tail that only tells who sent the reader there: {names}", names=", ".join(tail)),
                     Said("write {word}", word=clean), clean)
    return value


_DATE_SCHEMA = {"type": "string", "examples": ["2024", "2024-08", "2024-08-24", "2024-08~", "2013-01-10/2013-01-17", "2022-02-16/.."]}
Text = Annotated[str, BeforeValidator(_text)]
ProseText = Annotated[str, BeforeValidator(_text), Prose()]
Date = Annotated[dates.When, BeforeValidator(_date), PlainSerializer(str), WithJsonSchema(_DATE_SCHEMA, mode="validation")]
Url = Annotated[str, BeforeValidator(_url), WithJsonSchema({"type": "string", "format": "uri", "pattern": "^https?://"})]
Number = int | float
Latitude = Annotated[float, Field(ge=-90, le=90, description="How far north, in degrees; south is below 0.")]
Longitude = Annotated[float, Field(ge=-180, le=180, description="How far east, in degrees; west is below 0.")]
ActorId = Annotated[str, Reference(("actors",))]
EventId = Annotated[str, Reference(("events",))]
SourceId = Annotated[str, Reference(("sources",))]
SourceIds = Annotated[list[SourceId], Field(min_length=1, description="Where it was read: ids of files in data/sources/. No source, no sentence.")]
Status = Annotated[str, Listed("statuses")]


class Part(BaseModel):
    """Base of everything in a record."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, arbitrary_types_allowed=True, populate_by_name=True)


class Record(Part):
    """Base of the records that a person reviews."""

    reviewed: Date = Field(description="Day on which somebody last compared the record with its sources.")


class Span(Part):
    """From when to when; leave out what is not known."""

    from_: Date | None = Field(None, alias="from", description="When it began.")
    until: Date | None = Field(None, description="When it ended; left out while it lasts.")

    @property
    def when(self):
        """The interval as a :class:`dates.When`."""
        return dates.lifetime(self.from_, self.until)


class FormerName(Span):
    """A name the actor had before."""

    name: Text = Field(description="The name as it then was.")
    name_fr: Text | None = Field(None, description="The same in French.")
    abbreviation: Text | None = Field(None, description="The abbreviation as it then was.")


class Fact(Part):
    """One sentence about an actor that stands on sources."""

    statement: ProseText = Field(description="What is known, in one or two sentences.")
    date: Date | None = Field(None, description="When it was so, or was said.")
    status: Status = Field(description="How well it is established.")
    note: ProseText | None = Field(None, description="What else a reader should know, such as what is disputed.")
    sources: SourceIds


class Designation(Part):
    """A listing or sanction: who lists the actor, since when."""

    by: Annotated[str, Listed("designators")] = Field(description="Who lists it.")
    reference: Text | None = Field(None, description="Number on the list, such as QDe.159.")
    since: Date | None = Field(None, description="Since when it has been listed.")
    note: ProseText | None = Field(None, description="What else a reader should know.")
    sources: SourceIds


class Relation(Span):
    """A dated tie from this actor to another one."""

    type: Annotated[str, Listed("relations")] = Field(description="What ties the two, read from this actor to the other.")
    to: ActorId = Field(description="The other actor.")
    office: Text | None = Field(None, description="The post, for leads, led and holds-office-in.")
    status: Status = Field(description="How well it is established.")
    note: ProseText | None = Field(None, description="What else a reader should know.")
    sources: SourceIds


class Actor(Record):
    """Who acts: a state, an organisation, an armed group or force, a mission, a company, a person."""

    kind: Annotated[str, Listed("kinds")] = Field(description="What sort of actor it is.")
    line: Annotated[str, Listed("lines")] | None = Field(None, description="Of an armed group: the family in which it is drawn.")
    name: Text = Field(description="The name under which it is known in English.")
    name_fr: Text | None = Field(None, description="The same in French.")
    abbreviation: Text | None = Field(None, description="Such as JNIM; of a state its code, such as MLI.")
    aliases: list[Text] = Field([], description="Other names and spellings in the sources.")
    names_ar: list[Text] = Field([], description="Names in Arabic script: of a state as in Unicode's CLDR, of others as in the Arabic press.")
    former_names: list[FormerName] = Field([], description="What it was called before.")
    different_from: list[ActorId] = Field([], description="Other actors with the same or nearly the same name; said with one of the two.")
    countries: list[ActorId] = Field([], description="The countries it belongs to or mainly acts in: ids of states.")
    active: Span = Field(Span(), description="From when to when it existed or acted; of a person, lived.")
    place_only: bool = Field(False, description="A state recorded only because an event took place there.")
    summary: ProseText = Field(description="The first sentence says what it is and stands alone.")
    facts: list[Fact] = Field([], description="What is known of it, each sentence with its sources.")
    designations: list[Designation] = Field([], description="Lists of sanctions or terrorism on which it stands.")
    relations: list[Relation] = Field([], description="Its ties to other actors. Each stands once, with one of the two.")
    note: ProseText | None = Field(None, description="What else a reader should know, such as what was not found.")

    @property
    def names(self):
        """Every name it is known by: name, abbreviation, French and Arabic names, aliases, former names."""
        names = [self.name, self.abbreviation, self.name_fr, *self.aliases, *self.names_ar]
        names += [name for former in self.former_names for name in (former.name, former.abbreviation, former.name_fr)]
        return list(dict.fromkeys(filter(None, names)))

    @property
    def label(self):
        """The name, with the abbreviation if it has one; a state's code is left out."""
        if self.kind == "state" or not self.abbreviation or self.abbreviation in self.name:
            return self.name
        return f"{self.name} ({self.abbreviation})"


class Place(Part):
    """Where an event took place; degrees, north and east positive."""

    name: Text = Field(description="The town, village or area.")
    country: ActorId = Field(description="The country: id of a state.")
    lat: Latitude
    lon: Longitude
    approx: bool = Field(False, description="The spot is known only roughly.")


class Participation(Part):
    """An actor's part in an event, and how we know it."""

    actor: ActorId = Field(description="Who took part, or was hit.")
    role: Annotated[str, Listed("roles")] = Field(description="What it did, or what befell it.")
    standing: Annotated[str, Listed("standings")] | None = Field(None, description="For roles that lay blame: how we know.")
    by: ProseText | None = Field(None, description="Who says so, for what is attributed or accused.")
    denied_by: ProseText | None = Field(None, description="Who denies it, and what they say.")
    name_then: Text | None = Field(None, description="The name the actor had on that day.")
    note: ProseText | None = Field(None, description="What else a reader should know.")


class Amount(Part):
    """A number as somebody states it: one value, or a low and a high, or words in the note."""

    value: Number | None = Field(None, description="The number, if one is given.")
    low: Number | None = Field(None, description="The lowest, if a range is given.")
    high: Number | None = Field(None, description="The highest, if a range is given.")
    qualifier: Annotated[str, Listed("qualifiers")] | None = Field(None, description="The word that goes with the number, such as at least.")

    @model_validator(mode="after")
    def _value_lies_between(self):
        if None not in (self.value, self.low, self.high) and self.low <= self.high and not self.low <= self.value <= self.high:
            raise _wrong("E207", Said("value ({value}) does not lie between low ({low}) and high ({high})", value=self.value, low=self.low, high=self.high),
                         Said("check the three numbers; if the source gives only a range, leave 'value' out"))
        return self

    @model_validator(mode="after")
    def _has_value(self):
        if (self.low is None) != (self.high is None):
            raise _wrong("E207", Said("'low' and 'high' go together"), Said("give both, or neither"))
        if self.low is not None and self.low > self.high:
            raise _wrong("E207", Said("low ({low}) is larger than high ({high})", low=self.low, high=self.high), Said("swap them"), exchange=("low", "high"))
        if self.value is None and self.low is None and not (getattr(self, "note", None) or getattr(self, "scope", None)):
            raise _wrong("E207", Said("no number"), Said("give 'value', or 'low' and 'high', or say it in words in 'note'"))
        return self


class Figure(Amount):
    """One claimant's number for an event. Rival numbers stand beside each other."""

    measure: Annotated[str, Listed("measures")] = Field(description="What is counted. Only numbers of one measure are compared.")
    counts: Text = Field(description="What exactly is counted, in words.")
    claimed_by: Text = Field(description="Who says so.")
    date: Date | None = Field(None, description="When the claim was made.")
    scope: Annotated[str, Listed("scopes")] | None = Field(None, description="For a number that covers more or less than this event.")
    note: ProseText | None = Field(None, description="What else a reader should know.")
    sources: SourceIds


class Event(Record):
    """What happened, when, where, who took part, how many according to whom."""

    date: Date = Field(description="When it happened.")
    title: Text = Field(description="What happened, in a few words.")
    theme: Annotated[str, Listed("themes")] = Field(description="What it is about.")
    status: Status = Field(description="How well it is established.")
    planned: bool = Field(False, description="Announced for the future; the only events that may lie after today.")
    summary: ProseText = Field(description="What happened, in plain words, and who says so.")
    places: list[Place] = Field([], description="Where it took place.")
    actors: list[Participation] = Field([], description="Who had a part in it.")
    figures: list[Figure] = Field([], description="Numbers, each with who gives it. Rival numbers stand beside each other.")
    disputed: ProseText | None = Field(None, description="What is disputed, and by whom.")
    note: ProseText | None = Field(None, description="What else a reader should know.")
    sources: SourceIds

    @property
    def label(self):
        """The title."""
        return self.title


class Term(Record):
    """A word of the glossary."""

    term: Text = Field(description="The word; (in brackets) what tells it from another.")
    term_fr: Text = Field(description="The word in French.")
    aliases: list[Text] = Field([], description="Other words and abbreviations for it, in any language.")
    term_ar: Text | None = Field(None, description="The word in Arabic script, if it comes from Arabic.")
    origin_language: Annotated[str, Listed("origin-languages")] | None = Field(None, description="From which language it comes, if that says something.")
    definition: ProseText = Field(description="What it means, in plain words.")
    see: list[Annotated[str, Reference(("terms", "actors", "events"))]] = Field([], description="What to read next.")
    tooltip: bool = Field(True, description="Explain the word wherever it stands on the site; false for everyday words.")
    sources: SourceIds

    @property
    def label(self):
        """The term."""
        return self.term


class Source(Part):
    """A page that was really read."""

    title: Text = Field(description="The page's own title; [in square brackets] a description.")
    author: Text | None = Field(None, description="Who signed it.")
    publisher: Text = Field(description="Who wrote it. Two reposts of one agency are one publisher.")
    read_at: Text | None = Field(None, description="Of a repost: the page on which it was read.")
    date: Date | None = Field(None, description="When it was published.")
    url: Url | None = Field(None, description="Where it stands on the web.")
    language: Annotated[str, Listed("languages")] = Field(description="The language of the page.")
    kind: Annotated[str, Listed("source-kinds")] = Field(description="What sort of page it is.")
    party: Annotated[str, Listed("parties")] = Field(description="Whose voice it is.")
    origin: Annotated[str, Listed("origins")] = Field(description="How close it is to who first said it.")
    note: Text | None = Field(None, description="What a reader of the bibliography should know.")

    @property
    def label(self):
        """The title."""
        return self.title


class Point(Amount):
    """One number of a series."""

    date: Date | None = Field(None, description="The day or period that the number is of.")
    scope: Text = Field(description="What this number includes.")
    sources: SourceIds


class Series(Record):
    """Numbers over time. Series of one group measure the same thing with different yardsticks."""

    group: Annotated[str, Listed("series-groups")] = Field(description="Under which heading of the figures it stands.")
    title: Text = Field(description="What is counted, and where.")
    measures: Text = Field(description="What is counted.")
    scope: Text = Field(description="Where, and what is included.")
    unit: Text = Field(description="What the numbers are numbers of, such as deaths.")
    actors: list[ActorId] = Field([], description="On whose profiles it stands.")
    comparable: bool = Field(description="May the points be joined in one line?")
    derived: bool = Field(False, description="Computed here from other series.")
    note: ProseText | None = Field(None, description="How it is counted, and what makes it hard to compare.")
    points: list[Point] = Field(description="The numbers, in order of time.")

    @property
    def label(self):
        """The title."""
        return self.title


class ChartLine(Part):
    """One series in a chart, and its short name there."""

    series: Annotated[str, Reference(("series",))] = Field(description="The series that is drawn.")
    label: Text = Field(description="What the line is called in the drawing.")


class Chart(Record):
    """A drawing of one or more series of the same unit."""

    form: Annotated[str, Listed("chart-forms")] = Field("time", description="How the numbers are laid out.")
    title: Text = Field(description="The finding, in words that stay true when a number is added; no figures.")
    description: Text = Field(description="What is to be seen and what each line counts, for those who do not see it.")
    lines: list[ChartLine] = Field(min_length=1, max_length=5, description="What is drawn, five series at most.")
    since: int | None = Field(None, description="First year to be drawn.")

    @property
    def label(self):
        """The title."""
        return self.title

    def shows(self, point):
        """True if the point can be drawn: it has a number and, in a drawing over time, a date with two ends from the first year on."""
        if point.value is None and point.low is None:
            return False
        dated = point.date and point.date.start and point.date.end
        return self.form == "claims" or bool(dated and (not self.since or point.date.latest.year >= self.since))


class Claim(Record):
    """A claim of the article of 2025, and what other sources say."""

    order: int = Field(ge=1, description="Its place in the article, counted from 1.")
    quote: Text = Field(description="The words of the article.")
    restated: ProseText = Field(description="The claim in plain words.")
    attributed_to: Text = Field(description="Whose claim it is in the article.")
    topic: Annotated[str, Listed("topics")] = Field(description="What it is about.")
    verdict: Annotated[str, Listed("verdicts")] = Field(description="What other sources say of it.")
    explanation: ProseText = Field(description="Why, and what is missing.")
    actors: list[ActorId] = Field([], description="Whom it is about.")
    events: list[EventId] = Field([], description="Events it speaks of.")
    sources: SourceIds

    @property
    def label(self):
        """The claim in plain words."""
        return self.restated


class Argument(Record):
    """What a named person or body says about the alliance's prospects; a voice is a citizen's."""

    kind: Annotated[str, Listed("argument-kinds")] = Field(description="An argument, or the voice of a citizen.")
    side: Annotated[str, Listed("sides")] | None = Field(None, description="Of an argument: for the alliance, against it, or on a condition.")
    statement: ProseText = Field(description="What is argued, in our words.")
    test: ProseText | None = Field(None, description="What one would have to see, and where, to know whether it holds.")
    by: Text = Field(description="Who says so.")
    role: Text = Field(description="Who that is.")
    date: Date = Field(description="When it was said.")
    sources: SourceIds

    @property
    def label(self):
        """Who argues."""
        return self.by


class Entry(Part):
    """One entry of a list in ``data/vocabulary/``. Which of the optional fields a list uses is said in its file."""

    label: Text
    definition: Text
    inverse: Text | None = Field(None, description="Label seen from the other side of a relation.")
    symmetric: bool = False
    moment: bool = Field(False, description="A relation of one day: only 'from' counts.")
    office: bool = Field(False, description="A relation that gives a person a post.")
    blames: bool = False
    accuses: bool = False
    later: bool = Field(False, description="A role that fits a body that came into being after the event.")
    kind: Text | None = Field(None, description="A role that only an actor of this kind can have.")
    one_way: bool = Field(False, description="A relation that cannot lead back to where it started.")
    weak: bool = False
    primary: bool = False
    first_hand: bool = Field(False, description="An origin that is the publisher's own page.")
    unit: Text | None = Field(None, description="How a number of this measure is written; {n} is where it goes.")
    page: Text | None = Field(None, description="The page on which a group of series stands.")
    months: int | None = Field(None, description="How long a record of this kind stays fresh.")


class Spot(Part):
    """Where the name of a state stands on the maps."""

    state: ActorId = Field(description="The id of the state.")
    lat: Latitude
    lon: Longitude


class Town(Spot):
    """A town on the maps, and its state."""

    name: Text = Field(description="The name of the town.")


class PlaceNames(Part):
    """Names of places on the maps and in the search: the file ``data/geo/names.yml``."""

    states: list[Spot] = []
    capitals: list[Town] = []
    neighbours: list[Town] = []
    in_french: dict[Text, Text] = Field({}, description="Places whose French name is not the one in ``data/events/``.")


class Style(Part):
    """How prose in one language is held to the rules of writing: a file in ``data/style/``."""

    loaded: dict[Text, Text] = Field(description="Words that need somebody who says them, with commas between forms, and what to write instead.")
    attributing: list[Text] = Field(description="Words that show whose word it is. In a sentence with one of them a loaded word may stand.")
    names: list[Text] = Field(description="Names in which a loaded word may stand.")
    number_words: list[Text] = Field(description="Numbers in letters that are too exact to be written by hand.")
    scales: dict[Text, int] = Field(description="Words that multiply a number.")


RECORDS = {"actors": Actor, "events": Event, "terms": Term, "sources": Source, "series": Series, "charts": Chart, "claims": Claim, "arguments": Argument}


@functools.cache
def _plan(cls):
    """Return ``(key, marker, inner class)`` of the fields of ``cls`` that need a second look."""
    plan = []
    for attribute, field in cls.model_fields.items():
        markers, inner = unwrap(field.annotation)
        markers += field.metadata
        marker = next((m for m in markers if isinstance(m, (Reference, Listed, Prose))), None)
        if marker or inner:
            plan.append((field.alias or attribute, marker, inner))
    return plan


def unwrap(annotation):
    """Return the markers and the :class:`Part` class inside ``list[…]``, ``… | None`` and ``Annotated``."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return [], annotation
    markers, inner = list(getattr(annotation, "__metadata__", [])), None
    for argument in typing.get_args(annotation):
        if not any(argument is m for m in markers):
            more, found = unwrap(argument)
            markers, inner = markers + more, inner or found
    return markers, inner


def lists(cls):
    """Return the names of the lists in ``data/vocabulary/`` from which the fields of ``cls`` and of its parts take their words."""
    own = {marker.vocabulary for _, marker, _ in _plan(cls) if isinstance(marker, Listed)}
    return own.union(*(lists(inner) for _, _, inner in _plan(cls) if inner))


def marked(cls, value, path=()):
    """Yield ``(path, marker, text)`` for every text, at any depth, of a field that carries a marker.

    ``value`` is what stands in a file that is meant to be a ``cls``, right or wrong; what has another form is passed over.
    """
    for key, marker, inner in _plan(cls):
        found = value.get(key) if isinstance(value, dict) else None
        for place, item in [((*path, key, i), one) for i, one in enumerate(found)] if isinstance(found, list) else [((*path, key), found)]:
            if inner:
                yield from marked(inner, item, place)
            elif isinstance(item, str):
                yield place, marker, item
