"""Lanes over time: who existed when, and who came out of whom. Only arranges the dated records; drawing is left to ``figures``.

The family tree has one lane for each armed group. Groups of a family stand together; within it a group stands
below the one it came from, the earlier first.
"""

from collections import defaultdict, namedtuple
from datetime import date

FIRST_DAY = date(1990, 1, 1)  # of the drawing

Lane = namedtuple("Lane", "id row start end open known")
Edge = namedtuple("Edge", "kind date source target")

# How the dated relations of armed groups are drawn: from the older to the newer lane.
OUT_OF = ("formed-from", "split-from")  # this group came out of the other
INTO = ("merged-into", "joined-in-part", "renamed-to")  # this group went into the other


def edges(library, ids):
    """Return the :class:`Edge` list between these groups: formations, splits, mergers, renamings and changes of allegiance, by date."""
    found = []
    for id in sorted(ids):
        for relation in library.actors[id].relations:
            if relation.to not in ids or not relation.from_:
                continue
            if relation.type in OUT_OF:
                found.append(Edge(relation.type, relation.from_, relation.to, id))
            elif relation.type in INTO:
                found.append(Edge(relation.type, relation.from_, id, relation.to))
            elif relation.type in ("part-of", "member-of"):
                found.append(Edge("part-of", relation.from_, id, relation.to))
    return sorted(set(found), key=lambda edge: (edge.date.sort_key, edge.source, edge.target, edge.kind))


def order(library, ids):
    """Return the groups in the order of their lanes, the same for the same records."""
    lines = list(library.vocabulary["lines"])
    start = {id: _start(library, id, ids) for id in ids}
    children = defaultdict(list)
    parent = {}
    for edge in edges(library, ids):
        older, newer = (edge.source, edge.target) if start[edge.source] <= start[edge.target] else (edge.target, edge.source)
        if newer not in parent and older != newer and library.actors[older].line == library.actors[newer].line and not _leads_to(parent, older, newer):
            parent[newer] = older
            children[older].append(newer)
    ordered = []

    def visit(id):
        ordered.append(id)
        for child in sorted(children[id], key=lambda child: (start[child], child)):
            visit(child)

    for line in lines:
        for id in sorted((id for id in ids if library.actors[id].line == line and id not in parent), key=lambda id: (start[id], id)):
            visit(id)
    return ordered


def _leads_to(parent, id, other):
    """True if ``other`` stands above ``id``."""
    while id in parent:
        id = parent[id]
        if id == other:
            return True
    return False


def _start(library, id, ids):
    """Return the first day on which a group is known: its start, else the first date of its relations or events, else the earliest of all."""
    active = library.actors[id].active.when
    if active.start:
        return active.earliest
    dated = [edge.date.earliest for edge in edges(library, ids) if id in (edge.source, edge.target)]
    dated += [part.event.date.earliest for part in library.parts[id] if not library.vocabulary["roles"][part.participation.role].later]
    return min(dated, default=FIRST_DAY)


def lanes(library, ids, until):
    """Return the :class:`Lane` of each group, in order; ``until`` (a date) is where a lane without an end stops."""
    found = []
    for row, id in enumerate(order(library, ids)):
        active = library.actors[id].active.when
        first = _start(library, id, ids)
        found.append(Lane(id, row, min(first, until), min(active.latest, until), active.end is None, active.start is not None))
    return found
