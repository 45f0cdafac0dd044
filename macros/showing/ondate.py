"""The Sahel on a date: who led each of the three states, what it belonged to, which armed groups and whose forces were there, what happened.

:func:`lines` says for each state what the record holds, each line with the :class:`Span` of days in which it held. :func:`state` picks those of
one day. The page with a date field carries the same lines, written by :func:`embedded`, and picks them by the same rules in assets/ondate.js.
"""

import functools
import json
from collections import namedtuple
from datetime import date, timedelta

from ..reading.problems import Said
from ..records.library import Key
from .prose import PageError, closest
from .render import FIRST_YEAR, year_page

STATES = ("mali", "burkina-faso", "niger")
PARTS = ("leaders", "memberships", "forces", "groups")
FOREIGN = ("armed-force", "peace-mission", "private-military")
SOME = timedelta(days=91)  # around the day, in which events are shown
SHOWN = 8  # events; the rest is counted
QUIET = timedelta(days=365)  # after its last trace an actor without a recorded end is "not known to have ended"
FORGOTTEN = timedelta(days=3653)  # and after so long it is left out
SHORT = 24  # letters of a name that stands in a line about another

SURE, NOT_SURE, NOT_ENDED, NOT_HERE = "", "on_not_sure", "on_not_ended", "on_not_here"  # words of the interface
MARKED = ("claimed", "disputed")  # statuses that stand beside a line

# span: Span; when: dates.When as recorded; before: words before the name; office; names: [(earlier name, Span)]; belongs: [Belongs];
# family: of an armed group, from the list 'lines'; here: day of the first trace in this one of its countries;
# head: 1 for a person at the head of the state, 2 for a body there; status
Line = namedtuple("Line", "actor span when sources before office names belongs family here head status", defaults=(None, None, (), (), None, None, None, None))
Belongs = namedtuple("Belongs", "actor span")
Shown = namedtuple("Shown", "line name certainty belongs")  # a line on a day; belongs: [(actor, certainty)]
State = namedtuple("State", (*PARTS, "events", "more", "years"))  # more: number of events left out; years: those in which they lie
Happening = namedtuple("Happening", "id event first last states")


class Span(namedtuple("Span", "first sure_from sure_until last open")):
    """The days on which something can have held, those on which it surely did, and whether its end is only not recorded."""

    def on(self, day):
        """Return ``None`` if it did not hold on that day, else how sure that is: ``SURE``, ``NOT_SURE`` or ``NOT_ENDED``."""
        if not self.first <= day <= self.last:
            return None
        if self.sure_from <= day <= self.sure_until:
            return SURE
        return NOT_ENDED if self.open and day > self.sure_until and day >= self.sure_from else NOT_SURE

    def within(self, other):
        """Return the part of it that lies within another span."""
        return Span(max(self.first, other.first), max(self.sure_from, other.sure_from), min(self.sure_until, other.sure_until),
                    min(self.last, other.last), (self if self.last <= other.last else other).open)


def span(part):
    """Return the :class:`Span` of a relation, of a former name or of the time in which an actor is active. A start that is not known is never sure."""
    start, end = part.from_, part.until
    return Span(start.earliest if start else date.min, start.latest if start else date.max,
                end.earliest if end else date.max, end.latest if end else date.max, end is None)


def traces(library, id):
    """Return ``[(first day, last day)]`` of all that is dated about an actor: its start, facts, relations, and events in which it has a part."""
    actor = library.actors[id]
    dated = [actor.active.from_, *(fact.date for fact in actor.facts)]
    dated += [when for tie in library.ties[id] for when in (tie.relation.from_, tie.relation.until)]
    dated += [part.event.date for part in library.parts[id] if not part.event.planned]
    return sorted((when.earliest, _last(when)) for when in dated if when and when.start)


def _last(when):
    """Return the last day that a date can mean; of one without an end the last on which it can have begun."""
    return when.latest if when.end else when.start.latest


def existence(library, id):
    """Return the :class:`Span` of an actor's life, or ``None`` if nothing about it is dated.

    A start that is not recorded is sure from the first trace on. Without a recorded end the last trace counts.
    """
    life, found = span(library.actors[id].active), traces(library, id)
    if not found:
        return None
    if life.sure_from == date.max:
        life = life._replace(first=found[0][0] if life.open else life.first, sure_from=found[0][1])
    if life.open:
        latest = max(last for _, last in found)
        life = life._replace(sure_until=max(latest, life.sure_from) + QUIET, last=max(latest, life.sure_from) + FORGOTTEN)
    return life


def own(library, state):
    """Return the ids of a state and of all that is, step by step, a part of it."""
    found, queue = {state}, [state]
    while queue:
        for tie in library.ties[queue.pop()]:
            if tie.relation.type == "part-of" and tie.inverse and tie.other not in found:
                found.add(tie.other)
                queue.append(tie.other)
    return found


@functools.lru_cache(maxsize=2)
def lines(library):
    """Return ``{state: {part: [Line]}}``, in the order in which they are shown."""
    return {state: {"leaders": _leaders(library, state), "memberships": _memberships(library, state),
                    "groups": _groups(library, state), "forces": _forces(library, state)} for state in STATES}


def _leaders(library, state):
    def head(tie):
        return None if tie.relation.type not in ("leads", "led") else 1 if library.actors[tie.other].kind == "person" else 2

    def rank(tie):
        return (head(tie) or 3, not (tie.relation.office or "").startswith("prime minister"), span(tie.relation).first, tie.other)

    ties = [tie for tie in library.ties[state] if tie.inverse and library.vocabulary["relations"][tie.relation.type].office
            and (tie.relation.from_ or tie.relation.until)]
    return [_from_tie(tie, belongs=_led_by(library, tie.other), head=head(tie)) for tie in sorted(ties, key=rank)]


def _led_by(library, id):
    """Return who leads an organisation that leads a state."""
    return [Belongs(tie.other, span(tie.relation)) for tie in library.ties[id] if tie.inverse and tie.relation.type in ("leads", "led")]


def _memberships(library, state):
    found = [_from_tie(tie, before=None if tie.relation.type == "member-of" else tie.relation.type) for tie in library.ties[state]
             if not tie.inverse and tie.relation.type in ("member-of", "sanctioned-by") and library.actors[tie.other].kind == "organisation"]
    return sorted(found, key=lambda line: (line.before is not None, line.span.first, line.actor))


def _groups(library, state):
    families = list(library.vocabulary["lines"])
    found = []
    for id, actor in library.actors.items():
        if actor.kind == "armed-group" and state in actor.countries and (life := existence(library, id)):
            found.append(_alone(library, id, life)._replace(here=_first_here(library, id, state)))
    return sorted(found, key=lambda line: (families.index(line.family) if line.family else len(families), line.span.first, line.actor))


def _first_here(library, id, state):
    """Return the day by which an actor of several countries is first recorded in this one, or ``None`` if this is its only one."""
    if library.actors[id].countries == [state]:
        return None
    members = own(library, state)
    here = [_last(part.event.date) for part in library.parts[id] if any(place.country == state for place in part.event.places)]
    here += [tie.relation.from_.latest for tie in library.ties[id] if tie.other in members and tie.relation.from_]
    return max(min(here, default=date.max), span(library.actors[id].active).first)


def _forces(library, state):
    """Return the forces of others: by the relations that name the state, its army or what it hosts; without those by their countries."""
    members, found = own(library, state), []
    for id, actor in library.actors.items():
        if actor.kind in FOREIGN and id not in members and (life := existence(library, id)):
            ties = [tie for tie in library.ties[id] if tie.relation.type in ("hosts", "supports", "member-of") and tie.other in members]
            found += [_from_tie(tie, actor=id, span=span(tie.relation).within(life), belongs=_part_of(library, id)) for tie in ties]
            if not ties and state in actor.countries and actor.kind != "private-military" and not _at_home(library, id):
                found.append(_alone(library, id, life))
    found += [_from_tie(tie) for tie in library.ties[state]
              if tie.relation.type == "hosts" and not tie.inverse and library.actors[tie.other].kind == "state"]
    return sorted(found, key=lambda line: (line.span.first, line.span.sure_from, line.actor))


def _at_home(library, id):
    """True for an armed force of one country that is nobody else's."""
    actor = library.actors[id]
    return actor.kind == "armed-force" and len(actor.countries) == 1 and not _part_of(library, id)


def _part_of(library, id):
    """Return to what an actor belonged, as far as both existed."""
    found = []
    for relation in library.actors[id].relations:
        if relation.type in ("part-of", "member-of"):
            held = span(relation)
            for actor in (library.actors[id], library.actors[relation.to]):
                life = span(actor.active)
                held = held.within(life if actor.active.from_ else life._replace(sure_from=date.min))
            found.append(Belongs(relation.to, held))
    return found


def _alone(library, id, life):
    """Return the line of an actor that no relation ties to the state."""
    actor = library.actors[id]
    names = [(f"{one.name} ({one.abbreviation})" if one.abbreviation else one.name, span(one)) for one in actor.former_names]
    started = [one.sources for one in actor.facts if one.date and one.date == actor.active.from_]
    started += [relation.sources for relation in actor.relations if relation.from_ and relation.from_ == actor.active.from_]
    sources = next(iter(started or [one.sources for one in (*actor.relations, *actor.facts)]), [])
    return Line(id, life, actor.active.when, sources, names=names, belongs=_part_of(library, id), family=actor.line)


def _from_tie(tie, **more):
    """Return the line of a relation."""
    relation = tie.relation
    return Line(tie.other, span(relation), relation.when, relation.sources, office=relation.office, status=relation.status)._replace(**more)


@functools.lru_cache(maxsize=2)
def happenings(library):
    """Return the events of the three states that can be shown, as :class:`Happening`, in order of time."""
    found = []
    for id, event in library.chronicle:
        states = {place.country for place in event.places} | {part.actor for part in event.actors}
        first, last = event.date.earliest, (event.date.start.latest if event.date.kind == "interval" else event.date.latest)
        if states & set(STATES) and not event.planned and last >= date(FIRST_YEAR, 1, 1) - SOME:
            found.append(Happening(id, event, first, last, [state for state in STATES if state in states]))
    return found


def state(library, day):
    """Return ``{state: State}``: for each of the three states what held on that day (a ``datetime.date``) and the nearest events."""
    result = {}
    for id, parts in lines(library).items():
        shown = [[one for line in parts[part] if (one := _shown(library, line, day))] for part in PARTS]
        around = [one for one in happenings(library) if id in one.states and one.first >= day - SOME and one.last <= day + SOME]
        nearest = {one.id for one in sorted(around, key=lambda one: max(one.first - day, day - one.last, timedelta()))[:SHOWN]}
        result[id] = State(*shown, [one for one in around if one.id in nearest], len(around) - len(nearest),
                           list(dict.fromkeys(year_page(one.event) for one in around if one.id not in nearest)))
    return result


def _shown(library, line, day):
    certainty = line.span.on(day)
    if certainty is None:
        return None
    if certainty == SURE and line.here and day < line.here:
        certainty = NOT_HERE
    belongs = [(one.actor, SURE if how == certainty else how) for one in line.belongs if (how := one.span.on(day)) is not None]  # a doubt is said once
    return Shown(line, _name(library, line, day), certainty, belongs)


def _name(library, line, day):
    """Return the name that an actor had on a day; two if it was changing just then."""
    earlier = [(name, how) for name, one in line.names if (how := one.on(day)) is not None]
    names = [name for name, _ in earlier]
    return names if any(how == SURE for _, how in earlier) else [*names, library.actors[line.actor].label]


def short(actor):
    """Return the name of an actor in a line about another."""
    return actor.name if not actor.abbreviation or actor.kind == "state" or len(actor.name) <= SHORT else actor.abbreviation


# -- pages


def on_date(page):
    """The state of the three countries on 1 January of the year that is the page's name; on the index, on any day that the reader chooses."""
    end = page.library.knowledge_ends.latest
    years = sorted(int(path.stem) for path in (page.docs / "timeline" / "on").glob("[0-9]*.md"))
    if page.id == "index":
        days, at, data = [end], None, embedded(page)
    elif page.id not in map(str, years):
        raise PageError(Said("{macro}() has nothing to show here", macro="on_date"), Said("it belongs on the pages of timeline/on/"))
    else:
        year = int(page.id)
        days, at, data = [date(year, 1, 1), end][:1 + (year == end.year)], years.index(year), None

    def cite(sources):  # the page with a script leaves notes to the pages of the years
        return "" if data else page.cite(closest(page.library, sources)[:1])

    return page.render("on_date.html.j2", days=[(day, state(page.library, day)) for day in days], years=years, at=at, data=data, cite=cite,
                       first_day=date(FIRST_YEAR, 1, 1), end=end, marked=MARKED, short=short,
                       in_words=in_words).replace("\n\n", "\n")


def embedded(page):
    """Return the lines of all days as JSON for assets/ondate.js, with the words and links it needs."""
    library, say = page.library, page.language.say
    actors = {}

    def actor(id):
        one = library.actors[id]
        actors[id] = [one.label, page.url_of(Key("actors", id)), *([short(one)] if short(one) != one.label else [])]
        return id

    def days(one):
        return [*map(_iso, one[:4]), *([1] if one.open else [])]

    def written(line):
        more = {"before": line.before and page.word("relations", line.before), "office": line.office, "family": line.family and page.word("lines", line.family),
                "here": line.here and _iso(line.here), "head": line.head, "names": [[name, days(one)] for name, one in line.names],
                "belongs": [[actor(one.actor), days(one.span)] for one in line.belongs], "status": line.status if line.status in MARKED else None}
        return {"actor": actor(line.actor), "span": days(line.span), "when": page.when(line.when)} | {name: value for name, value in more.items() if value}

    states = {state: {"name": library.actors[state].name} | {part: list(map(written, some)) for part, some in parts.items()}
              for state, parts in lines(library).items()}
    years = {name: [name if name.isdigit() else say("before", year=FIRST_YEAR), page.href(f"timeline/{name}.md")]
             for name in sorted({year_page(one.event) for one in happenings(library)})}
    events = [_brief(page, one) for one in happenings(library)]
    words = {name: say(f"on_{name}") for name in ("not_sure", "not_ended", "not_here", "or", "nothing", "more", "day", "heading", "said", "wrong")}
    words |= {"part_of": page.word("relations", "part-of"), "led_by": library.vocabulary["relations"]["leads"].inverse,
              "months": [page.language.month(month) for month in range(1, 13)], "statuses": {status: page.word("statuses", status) for status in MARKED}}
    found = {"say": words, "around": SOME.days, "shown": SHOWN, "actors": actors, "states": states, "years": years, "events": events}
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _brief(page, one):
    """Return an event as address, title, places of its states, first day, last day if it is another, and date in words if it is not just that day."""
    when, first = page.when(one.event.date), _iso(one.first)
    last = "" if one.last == one.first else _iso(one.last)
    address = page.url_of(Key("events", one.id))
    states = "".join(str(STATES.index(state)) for state in one.states)
    brief = [address, one.event.title, states, first, last, "" if when == in_words(page, one.first) else when]
    return brief if brief[5] else brief[:5] if last else brief[:4]


def in_words(page, day):
    """Return a day in words, put together as the script does it."""
    return page.language.say("on_day", day=day.day, month=page.language.month(day.month), year=day.year)


def _iso(day):
    """Return a day so that texts sort as the days do; an open end is shorter."""
    return {date.min: "0", date.max: "9"}.get(day) or day.isoformat()
