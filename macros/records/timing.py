"""Dates that can be written but hardly be true: a day that was made up, a year that was copied, a review before its sources."""

import functools
import re

from ..reading.dates import MONTH_NAMES, DateError, parse
from ..reading.model import Reference
from ..reading.problems import Said

LATE = 60  # days by which a thing may be announced, or a report dated, before its day
APART = 90  # days between the date in a file name and the date of a source; a report is not always read on its day
_IN_ID = re.compile(r"(?<!\d)(?:19|20)\d{2}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?(?![\d-]*\d{3})")
_IN_ADDRESS = re.compile(r"/((?:19|20)\d{2})[/-]?(0[1-9]|1[0-2])(?:[/-]?(0[1-9]|[12]\d|3[01]))?(?!\d)")
_LEADING = re.compile(r"\d{4}(-\d{2})?(?!\d|-\d{2}(?!\d))")


def check(library, today):
    """Yield the problems of the dates of all records. Those after ``today`` are another rule's."""
    yield from _precision(library)
    yield from _source_dates(library)
    yield from _older_sources(library, today)
    yield from _reviews(library, today)
    yield from _children(library)
    yield from _order(library)


def _precision(library):
    """A day is not made up where a year or a month is meant. Most texts are no such dates, so they are sorted out first."""
    for key, document in library.documents.items():
        for path, text in document.leaves if document.may_hold("-01") else ():
            if isinstance(text, str) and text[7:10] == "-01" and path[-1] != "reviewed" and path[0] != "figures":
                if len(text) == 10:
                    yield from _invented(key, document, path, text)
                elif text[10] == "/":
                    yield from _whole(document, path, text)


def _invented(key, document, path, date):
    """A first of January that no text of the record names, or a first of the month in a file whose name says the month only."""
    own = _LEADING.match(key.id) if key.folder == "events" and path == ("date",) else None
    year, month, name = date[:4], date[:7], MONTH_NAMES[int(date[5:7]) - 1] if date[5:7].isdigit() and 0 < int(date[5:7]) < 13 else ""
    if not name or (name != "January" and not own) or key.id.startswith(date) or _names_the_day(document, name):
        return
    known = own[0] if own and date.startswith(own[0]) else year
    yield document.problem(
        path, "E407", Said("'{key}': was the day in {date} made up? Nothing else in this record speaks of 1 {month}", key=_key(path), date=date, month=name),
        Said('if the source names no day, write "{known}"{month}; if it does, say the day in a text of the record: 1 {name} {year}',
             known=known, month=Said(' or "{month}"', month=month) if known == year else "", name=str(name), year=year), instead=f'"{known}"')


def _names_the_day(document, month):
    text = " ".join(value for value in document.scalars if isinstance(value, str))
    return bool(re.search(rf"\b1(?:st)? (?:of )?{month}\b|\b{month} 1(?:st)?\b|\bfirst (?:day )?of {month}\b|\bNew Year", text))


def _whole(document, path, text):
    """From the first to the last day of a year or a month is that year or month."""
    shorter = next((one for one in (text[:4], text[:7]) if _same(one, text)), None)
    if shorter:
        yield document.problem(path, "E407", Said("'{key}': {date} is the whole of {shorter}", key=_key(path), date=text, shorter=shorter),
                               Said('write "{shorter}", which says that the day is not known', shorter=shorter), instead=f'"{shorter}"')


def _same(one, other):
    try:
        return (parse(one).earliest, parse(one).latest) == (parse(other).earliest, parse(other).latest)
    except DateError:
        return False


def _key(path):
    return next(step for step in reversed(path) if isinstance(step, str))


def _source_dates(library):
    """The date of a source fits that in its file name, and the year in its web address."""
    for id, source in library.sources.items():
        if not (source.date and source.date.start and source.date.end):
            continue
        document = library.documents["sources", id]
        if (named := _in_id(id)) and _days_between(named, source.date) > APART:
            yield document.problem(("date",), "E408", Said("the file name says {named}, the date {date}", named=named, date=source.date),
                                   Said('write "{named}" if the year or the month was copied by mistake; else rename the file', named=named),
                                   instead=f'"{named}"')
        elif source.url and (named := _in_address(source.url)) and named.start.year != source.date.start.year and named.start.month == source.date.start.month:
            yield document.problem(("date",), "E408", Said("the web address says {named}, the date {date}", named=named, date=source.date),
                                   Said('write "{named}" if the year was copied by mistake; else check the address', named=named), instead=f'"{named}"')


def _in_id(id):
    found = _IN_ID.search(id)
    return _date(found[0]) if found else None


def _in_address(url):
    found = _IN_ADDRESS.search(url[url.find("//") + 2:])
    return _date("-".join(part for part in found.groups() if part)) if found else None


@functools.lru_cache(maxsize=10_000)  # the same days stand in many names
def _date(text):
    try:
        return parse(text)
    except DateError:
        return None


def _days_between(one, other):
    return max((one.earliest - other.latest).days, (other.earliest - one.latest).days, 0)


def _older_sources(library, today):
    """What happened on a day cannot stand in sources that are all much older."""
    for folder, id, path, when, sources in _sourced(library):
        if not (when and when.start and when.earliest <= today):
            continue
        dates = [library.sources[source].date for source in sources]
        if dates and all(date and date.end for date in dates):
            latest, source = max(zip(dates, sources, strict=True), key=lambda pair: pair[0].latest)
            if (when.earliest - latest.latest).days > LATE:
                yield library.documents[folder, id].problem(
                    path, "E408", Said("'{key}': {date} lies after all its sources; the latest, '{source}', is of {latest}",
                                       key=path[-1], date=when, source=source, latest=latest),
                    Said("check the year here, and the date in data/sources/{source}.yml; what is reported of a later day needs a later source", source=source))


def _sourced(library):
    """Yield ``(folder, id, path of a date, date, ids of sources)`` of what cannot be told before its day. Ends can: terms of office are set in advance."""
    for id, actor in library.actors.items():
        for key, field, parts in (("facts", "date", actor.facts), ("designations", "since", actor.designations), ("relations", "from_", actor.relations)):
            for i, part in enumerate(parts):
                yield "actors", id, (key, i, field.rstrip("_")), getattr(part, field), part.sources
    for id, event in library.events.items():
        yield "events", id, ("date",), None if event.planned else event.date, event.sources
        for i, figure in enumerate(event.figures):
            yield "events", id, ("figures", i, "date"), figure.date, figure.sources


def _reviews(library, today):
    """A record is compared with its sources after they appeared, and after what it tells."""
    latest = max((source.date.earliest for source in library.sources.values() if source.date), default=None)
    for key, record in library.records():
        reviewed = vars(record).get("reviewed")
        if not reviewed:
            continue
        document = library.documents[key]
        if key.folder == "events" and not record.planned and reviewed.surely_before(record.date) and record.date.earliest <= today:
            yield document.problem(("reviewed",), "E409", Said("reviewed on {reviewed}, before the event itself ({date})", reviewed=reviewed, date=record.date),
                                   Said("write the day on which you compared the record with its sources, or correct the date of the event"))
            continue
        if not latest or reviewed.latest >= latest:  # so it is for nearly all
            continue
        late = next((text for _, marker, text in library.texts(key) if isinstance(marker, Reference) and marker.folders == ("sources",)
                     and (date := library.sources[text].date) and reviewed.surely_before(date) and date.earliest <= today), None)
        if late:
            date = library.sources[late].date
            yield document.problem(("reviewed",), "E409", Said("reviewed on {reviewed}, before its source '{source}' appeared ({date})",
                                                               reviewed=reviewed, source=late, date=date),
                                   Said("write the day on which you compared the record with its sources, or correct the date in data/sources/{source}.yml",
                                        source=late))


def _children(library):
    """Nobody is older than what they came out of."""
    for id, actor in library.actors.items():
        for i, relation in enumerate(actor.relations):
            parent = library.actors[relation.to].active
            if relation.type in ("formed-from", "split-from") and actor.active.from_ and parent.from_ and actor.active.from_.surely_before(parent.from_):
                yield library.documents["actors", id].problem(
                    ("relations", i, "to"), "E403", Said("'{id}' starts ({start}) before '{parent}' ({other}), out of which it came",
                                                         id=id, start=actor.active.from_, parent=relation.to, other=parent.from_),
                    Said("check 'active' in data/actors/{id}.yml and data/actors/{parent}.yml, or the direction of the relation", id=id, parent=relation.to))


def _order(library):
    """What readers see in the order of the file goes by date. Facts, relations and events may stand in any order: the site sorts them."""
    for folder, key, field in (("actors", "former_names", "from_"), ("actors", "designations", "since"), ("series", "points", "date")):
        for id, record in getattr(library, folder).items():
            latest = None
            for i, part in enumerate(getattr(record, key)):
                when = getattr(part, field)
                if when and when.start and latest and when.surely_before(latest[1]):
                    place = 1 + next(n for n, other in enumerate(getattr(record, key)) if getattr(other, field) and when.surely_before(getattr(other, field)))
                    yield library.documents[folder, id].problem(
                        (key, i), "E410", Said("'{key}' is not in order of time: entry {number} ({date}) stands after entry {other} ({later})",
                                               key=key, number=i + 1, date=when, other=latest[0] + 1, later=latest[1]),
                        Said("move it up, so that it becomes entry {place}; the earliest stands first", place=place))
                    break
                if when and when.start:
                    latest = (i, when)
