"""Rules that need more than one field or record: evidence, time, names, pages.

Each rule is a function from the library to problems; :func:`check` runs them all.
"""

import re

from ..reading import addresses
from ..reading.dates import DateError, lifetime, parse
from ..reading.model import Reference
from ..reading.problems import Said
from . import circles, names, places, timing

LEADING_DATE = re.compile(r"\d{4}(-\d{2}(?!\d)(-\d{2}(?!\d))?)?")


def check(library, today):
    """Return the problems that the rules find. ``today`` is a ``datetime.date``."""
    found = []
    for rule in (_evidence, _blame, _roles, _relations, _lifetimes, _starts, circles.check, names.check, _see, _countries, places.check, _listed_once, _ids,
                 _sources_once, _event_ids, _charts):
        found += rule(library)
    return [*found, *_future(library, today), *timing.check(library, today)]


def _document(library, folder, id):
    return library.documents[folder, id]


def _evidence(library):
    """'confirmed' needs two publishers, not all weak, or one primary source."""
    for folder, id, path, statement in _statements(library):
        if statement.status != "confirmed":
            continue
        sources = [library.sources[s] for s in statement.sources]
        primary = any(library.vocabulary["origins"][s.origin].primary for s in sources)
        if not primary and (len({s.publisher for s in sources}) < 2 or library.weak(statement.sources)):
            yield _document(library, folder, id).problem(
                (*path, "status"), "E501", Said("'confirmed' needs two sources of different publishers, not all weak, or one primary source"),
                Said("add a source, or write 'reported'"), instead="reported")


def _statements(library):
    for id, actor in library.actors.items():
        for i, fact in enumerate(actor.facts):
            yield "actors", id, ("facts", i), fact
        for i, relation in enumerate(actor.relations):
            yield "actors", id, ("relations", i), relation
    for id, event in library.events.items():
        yield "events", id, (), event


def _blame(library):
    """A role that lays blame says how we know it; an accusation says whose it is. The same for every actor."""
    roles = library.vocabulary["roles"]
    for id, event in library.events.items():
        document = _document(library, "events", id)
        for i, part in enumerate(event.actors):
            path, role = ("actors", i), roles[part.role]
            if role.blames and not part.standing:
                message = Said("the role '{role}' lays blame on '{actor}' and does not say how we know", role=part.role, actor=part.actor)
                yield document.problem(path, "E502", message, Said("add 'standing: claimed', 'attributed' or 'undisputed'"))
            if (role.accuses or part.standing == "attributed") and not part.by:
                yield document.problem(path, "E503", Said("nobody is named who says this of '{actor}'", actor=part.actor), Said("add 'by: …'"))
            if part.standing and not role.blames:
                yield document.problem((*path, "standing"), "E502", Said("the role '{role}' lays no blame", role=part.role), Said("delete 'standing'"))


def _roles(library):
    """A role that only one kind of actor can have is not given to another: nobody kills a state."""
    roles = library.vocabulary["roles"]
    for id, event in library.events.items():
        for i, part in enumerate(event.actors):
            due, kind = roles[part.role].kind, library.actors[part.actor].kind
            if due and kind != due:
                yield _document(library, "events", id).problem(
                    ("actors", i, "role"), "E321",
                    Said("'{actor}' cannot be '{role}': it is of the kind '{kind}'", actor=part.actor, role=part.role, kind=kind),
                    Said("the role is for the kind '{due}'; give another role, such as 'target' or 'concerned', or another actor", due=due))


def _relations(library):
    """A relation ends after it starts, goes to another actor, and stands once."""
    symmetric = {name for name, entry in library.vocabulary["relations"].items() if entry.symmetric}
    for id, actor in library.actors.items():
        document, seen = _document(library, "actors", id), {}
        for i, relation in enumerate(actor.relations):
            path = ("relations", i)
            if relation.from_ and relation.until and relation.until.surely_before(relation.from_):
                message = Said("until {until} lies before from {start}", until=relation.until, start=relation.from_)
                yield document.problem((*path, "until"), "E402", message, Said("check both dates"))
            if relation.to == id:
                yield document.problem((*path, "to"), "E304", Said("'{id}' stands in a relation to itself", id=id), Said("name the other actor"))
            same = (relation.type, relation.to, relation.office, str(relation.from_))
            if same in seen:
                line = document.mark(("relations", seen[same]))[0]
                yield document.problem(path, "E305", Said("the same relation stands on line {line}", line=line), Said("keep one"))
            seen.setdefault(same, i)
            if relation.type in symmetric and any(r.type == relation.type and r.to == id and r.when.overlaps(relation.when)
                                                  for r in library.actors[relation.to].relations if relation.to > id):
                message = Said("'{relation}' holds both ways and stands in '{actor}' too", relation=relation.type, actor=relation.to)
                yield document.problem(path, "E305", message, Said("keep one"))


def _lifetimes(library):
    """Nobody acts before coming into being or after ending; ends follow starts."""
    spans = {}
    for id, actor in library.actors.items():
        active, document = actor.active, _document(library, "actors", id)
        spans[id] = active.when
        if active.from_ and active.until and active.until.surely_before(active.from_):
            yield document.problem(("active", "until"), "E402", Said("until {until} lies before from {start}", until=active.until, start=active.from_),
                                   Said("check both dates"))
    moments = {name for name, entry in library.vocabulary["relations"].items() if entry.moment}
    for id, actor in library.actors.items():
        document = _document(library, "actors", id)
        for i, relation in enumerate(actor.relations):
            span = lifetime(relation.from_, relation.from_ if relation.type in moments else relation.until)
            for other in (id, relation.to):
                if not span.overlaps(spans[other]):
                    message = Said("'{relation}' ({span}) lies outside the life of '{actor}' ({life})",
                                   relation=relation.type, span=span, actor=other, life=spans[other])
                    yield document.problem(("relations", i), "E403", message, Said("check the dates of both records"))
                elif relation.from_ and relation.from_.surely_before(spans[other]) and relation.type not in moments:
                    message = Said("'{relation}' starts ({start}) before '{actor}' does ({life})",
                                   relation=relation.type, start=relation.from_, actor=other, life=spans[other])
                    yield document.problem(("relations", i, "from"), "E403", message, Said("check the dates of both records"))
    for id, event in library.events.items():
        for i, part in enumerate(event.actors):
            span, path = spans[part.actor], ("actors", i, "actor")
            if library.vocabulary["roles"][part.role].later:
                continue
            if event.date.surely_before(span):
                message = Said("'{actor}' came into being ({life}) after this event ({date})", actor=part.actor, life=span, date=event.date)
                hint = Said("check the dates, or give its earlier name as an actor of its own")
                yield _document(library, "events", id).problem(path, "E404", message, hint)
            if span.surely_before(event.date):
                message = Said("'{actor}' had ended ({life}) before this event ({date})", actor=part.actor, life=span, date=event.date)
                hint = Said("check the dates, or name the actor that followed it")
                yield _document(library, "events", id).problem(path, "E404", message, hint)


def _starts(library):
    """What stands on a time line starts somewhere."""
    for key, record in library.records():
        for field in ("date", "reviewed"):
            if (when := vars(record).get(field)) and not when.start:
                message = Said("'{key}': {what}", key=field, what=Said("{date} has no start", date=when))
                yield _document(library, *key).problem((field,), "E406", message, Said("give the first year it can have been"))


def _future(library, today):
    """Nothing recorded lies after today, except events marked as planned."""
    for folder, id, path, when in _dates(library):
        if when and when.start and when.start.earliest > today:
            of_event = (folder, path) == ("events", ("date",))
            hint = Said("check the year; if it is announced, add 'planned: true'") if of_event else Said("check the year")
            late = Said("{date} lies after today ({today})", date=when, today=today)
            yield _document(library, folder, id).problem(path, "E405", Said("'{key}': {what}", key=path[-1], what=late), hint)


def _dates(library):
    """Yield ``(folder, id, path, date)`` of every date that cannot lie in the future; the date may be ``None``."""
    for id, actor in library.actors.items():
        for key, field, parts in (("facts", "date", actor.facts), ("designations", "since", actor.designations), ("relations", "from_", actor.relations)):
            for i, part in enumerate(parts):
                yield "actors", id, (key, i, field.rstrip("_")), getattr(part, field)
    for id, event in library.events.items():
        yield "events", id, ("date",), None if event.planned else event.date
        for i, figure in enumerate(event.figures):
            yield "events", id, ("figures", i, "date"), figure.date
    for folder in ("sources", "arguments"):
        for id, record in getattr(library, folder).items():
            yield folder, id, ("date",), record.date
    for key, record in library.records():
        yield *key, ("reviewed",), vars(record).get("reviewed")


def _see(library):
    """A term does not refer to itself."""
    for id, term in library.terms.items():
        if id in term.see:
            yield _document(library, "terms", id).problem(("see", term.see.index(id)), "E304", Said("'{id}' refers to itself", id=id), Said("delete it"))


def _countries(library):
    """What is called a country is a state."""
    named = [("actors", id, ("countries", i), country) for id, actor in library.actors.items() for i, country in enumerate(actor.countries)]
    named += [("events", id, ("places", i, "country"), place.country) for id, event in library.events.items() for i, place in enumerate(event.places)]
    for folder, id, path, country in named:
        if library.actors[country].kind != "state":
            yield _document(library, folder, id).problem(path, "E310", Said("'{actor}' is not a country", actor=country), Said("give the id of a state"))


def _listed_once(library):
    """A list of ids names each once."""
    for key, _ in library.records():
        seen = set()
        for path, marker, id in library.texts(key):
            if isinstance(path[-1], int) and isinstance(marker, Reference):
                place = (path[:-1], id)
                if place in seen:
                    yield _document(library, *key).problem(path, "E311", Said("'{id}' stands in this list already", id=id), Said("delete one"))
                seen.add(place)


def _sources_once(library):
    """One page is one source."""
    first = {}
    for id, source in library.sources.items():
        if source.url:
            other = first.setdefault(addresses.page(source.url), id)
            if other != id:
                yield _document(library, "sources", id).problem(
                    ("url",), "E309", Said("this page is already the source '{source}'", source=other),
                    Said("use the id '{other}' instead of '{id}' and delete this file", other=other, id=id))


def _ids(library):
    """What a plain id means is sure: no two of actors, events and terms have the same one."""
    first = {}
    for folder in ("actors", "events", "terms"):
        for id in getattr(library, folder):
            other = first.setdefault(id, folder)
            if other != folder:
                yield _document(library, folder, id).problem(
                    (), "E320",
                    Said("the id '{id}' stands for two records: data/{first}/{id}.yml and data/{second}/{id}.yml", id=id, first=other, second=folder),
                    Said("rename the newer of the two files"))


def _event_ids(library):
    """The id of an event starts with a date that fits the event's."""
    for id, event in library.events.items():
        if not date_of(id) or not date_of(id).overlaps(event.date):
            day = str(event.date.start or event.date.end).rstrip("~")
            yield _document(library, "events", id).problem(("date",), "E602", Said("the id does not start with the date of the event, {date}", date=event.date),
                                                           Said("rename the file so that it starts with {day}", day=day))


def _charts(library):
    """The series of a chart are counted in one unit, and each has something to be drawn."""
    for id, chart in library.charts.items():
        unit = library.series[chart.lines[0].series].unit
        for i, line in enumerate(chart.lines):
            document, path, series = _document(library, "charts", id), ("lines", i, "series"), library.series[line.series]
            if series.unit != unit:
                yield document.problem(path, "E312", Said("'{unit}' cannot be drawn on an axis of '{other}'", unit=series.unit, other=unit),
                                       Said("make a chart of its own"))
            if not any(map(chart.shows, series.points)):
                yield document.problem(path, "E313", Said("'{series}' has no number to be drawn here", series=line.series),
                                       Said("points without a date need 'form: claims'"))


def date_of(id):
    """Return the date with which an id starts, or ``None``."""
    start = LEADING_DATE.match(id)
    try:
        return parse(start[0]) if start else None
    except DateError:
        return None
