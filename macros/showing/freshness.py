"""What maintainers should look at next: records not compared with their sources for long, weak sources that carry much, old ties without an end."""

from collections import namedtuple

from ..reading.problems import Said
from ..records.library import Key

# Months after which somebody should compare a record with its sources again. Actors change, glossary terms hardly do.
MONTHS = {"actors": 6, "events": 12, "series": 12, "arguments": 12, "claims": 24, "charts": 24, "terms": 24}
SHOWN = 25  # of the weak sources and of the ties

Overdue = namedtuple("Overdue", "folder months total keys")


def overdue(library, today):
    """Return an :class:`Overdue` for each kind of record: after how many months it is due, how many there are, the keys of those that are, longest first."""
    found = []
    for folder, months in MONTHS.items():
        records = getattr(library, folder)
        due = sorted((record.reviewed.latest, id) for id, record in records.items() if _months(record.reviewed.latest, today) >= months)
        found.append(Overdue(folder, months, len(records), [Key(folder, id) for _, id in due]))
    return found


def weak_carriers(library):
    """Return ``[(source id, number of records)]`` of the weak sources on which most rests."""
    weak = {id: len(keys) for id, keys in library.uses.items() if library.weak([id])}
    return sorted(weak.items(), key=lambda item: (-item[1], item[0]))[:SHOWN]


def oldest_ties(library):
    """Return ``[(actor id, relation)]`` of those that have a start and no end, the oldest first. Nobody may have looked whether they still hold."""
    ties = [(id, relation) for id, actor in library.actors.items() for relation in actor.relations if relation.from_ and not relation.until]
    return sorted(ties, key=lambda tie: (tie[1].from_.earliest, tie[0], tie[1].to))[:SHOWN]


def lines(library, today):
    """Yield the same as lines, each a :class:`problems.Said`."""
    for kind in overdue(library, today):
        yield Said("{folder}: {number} of {total} not reviewed for {months} months",
                   folder=kind.folder, number=len(kind.keys), total=kind.total, months=kind.months)
        yield from (Said("  {file}", file=f"data/{key.folder}/{key.id}.yml") for key in kind.keys)
    yield Said("weak sources that carry most:")
    yield from (Said("  {file}: {number} records", file=f"data/sources/{id}.yml", number=number) for id, number in weak_carriers(library))
    yield Said("oldest relations without an end:")
    for id, relation in oldest_ties(library):
        yield Said("  {file}: {relation} {actor} since {start}", file=f"data/actors/{id}.yml", relation=relation.type, actor=relation.to, start=relation.from_)


def _months(day, today):
    return (today.year - day.year) * 12 + today.month - day.month - (today.day < day.day)
