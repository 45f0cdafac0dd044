"""How well the record is sourced, and how even-handed: tables computed from the data.

A statement is a fact, a relation or a figure. It is well sourced if at least one of its sources is
an original report or a primary document, thin if it has only one source, weak if all its sources are.
"""

from collections import Counter, namedtuple

Statement = namedtuple("Statement", "folder id sources event")
Share = namedtuple("Share", "label total good single weak")


def statements(library):
    """Return all facts, relations and figures; ``event`` is the event to which a figure belongs."""
    found = [Statement("facts", id, fact.sources, None) for id, actor in library.actors.items() for fact in actor.facts]
    found += [Statement("relations", id, relation.sources, None) for id, actor in library.actors.items() for relation in actor.relations]
    found += [Statement("figures", id, figure.sources, event) for id, event in library.events.items() for figure in event.figures]
    return found


def share(library, label, chosen):
    """Return the :class:`Share` of these statements: how many in all, well sourced, with one source only, weak."""
    good = sum(any(library.vocabulary["origins"][library.sources[s].origin].first_hand for s in one.sources) for one in chosen)
    return Share(label, len(chosen), good, sum(len(one.sources) == 1 for one in chosen), sum(library.weak(one.sources) for one in chosen))


def by_kind(library):
    """The shares of facts, relations, figures and all statements."""
    every = statements(library)
    return [share(library, name, [one for one in every if one.folder == name]) for name in ("facts", "relations", "figures")] + [share(library, "all", every)]


def by_actor_kind(library):
    """The shares of facts and relations by kind of actor."""
    every = [one for one in statements(library) if not one.event]
    return [share(library, entry.label, [one for one in every if library.actors[one.id].kind == kind]) for kind, entry in library.vocabulary["kinds"].items()]


def by_theme(library):
    """The shares of figures by theme of the event."""
    every = [one for one in statements(library) if one.event]
    return [share(library, entry.label, chosen) for theme, entry in library.vocabulary["themes"].items()
            if (chosen := [one for one in every if one.event.theme == theme])]


def by_year(library):
    """The shares of figures by year of the event."""
    every = [one for one in statements(library) if one.event]
    years = sorted({one.event.date.start.year for one in every})
    return [share(library, str(year), [one for one in every if one.event.date.start.year == year]) for year in years]


def by_country(library, countries):
    """The shares of figures by country of the event, for these countries."""
    every = [one for one in statements(library) if one.event]
    return [share(library, library.actors[country].name, [one for one in every if country in {place.country for place in one.event.places}])
            for country in countries]


def by_actor(library):
    """``[(id, share)]`` of the facts and relations of each actor that has any, the thinnest first."""
    found = {}
    for one in statements(library):
        if not one.event:
            found.setdefault(one.id, []).append(one)
    shares = [(id, share(library, id, chosen)) for id, chosen in found.items()]
    return sorted(shares, key=lambda item: (item[1].good / item[1].total, -item[1].total, item[0]))


def single_source_events(library):
    """The ids of the events that rest on one source, in order of time."""
    return [id for id, event in library.chronicle if len(event.sources) == 1]


def weak_events(library):
    """The ids of the events all of whose sources are weak, in order of time."""
    return [id for id, event in library.chronicle if library.weak(event.sources)]


def sources_by(library, field):
    """How many sources have each value of ``field`` (``origin``, ``party``, ``language``), most first."""
    return Counter(getattr(source, field) for source in library.sources.values()).most_common()


def events_by_country_and_year(library, countries):
    """Return ``[(year, [number of events in each country])]``."""
    counts = Counter()
    for event in library.events.values():
        for country in {place.country for place in event.places}:
            counts[event.date.start.year, country] += 1
    return [(year, [counts[year, country] for country in countries]) for year in sorted({year for year, _ in counts})]


def blame(library):
    """How each kind of actor is shown in events.

    Return ``[(kind label, Counter)]``; the counter's keys are ``claimed``, ``attributed``, ``undisputed``
    (standings of attackers), ``denied``, ``accused``, ``target`` and ``killed``.
    """
    table = {kind: Counter() for kind in library.vocabulary["kinds"]}
    for event in library.events.values():
        for part in event.actors:
            counter = table[library.actors[part.actor].kind]
            counter[part.standing if part.standing else part.role] += 1
            counter["denied"] += part.denied_by is not None
    return [(library.vocabulary["kinds"][kind].label, counter) for kind, counter in table.items() if counter]


def weak_series(library):
    """The series all of whose points rest on weak sources."""
    return [(id, one) for id, one in library.series.items() if all(library.weak(point.sources) for point in one.points)]
