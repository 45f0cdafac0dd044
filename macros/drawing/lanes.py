"""The family tree of the armed groups: who existed when, and who came out of whom. Arranged from the dated records alone.

Each group has a lane. Groups of a family (the list ``lines``) stand together; within it a group stands below the
one that it came from, the earlier first. The drawing is left to ``figures``.
"""

from collections import defaultdict, namedtuple
from datetime import date, timedelta

from markupsafe import Markup

from . import figures

FIRST_DAY = date(1990, 1, 1)
STUB = timedelta(days=365)  # the shortest lane
ROW = 17  # height of a lane in the drawing
LONGEST = 24  # letters of a name in the drawing
OUT_OF = ("formed-from", "split-from")  # this group came out of the other
INTO = ("merged-into", "joined-in-part", "renamed-to", "part-of", "member-of")  # this group went into the other, or under it
SIGNS = {"formed-from": "circle", "split-from": "triangle-down", "merged-into": "diamond", "joined-in-part": "cross", "renamed-to": "square",
         "part-of": "triangle-right"}

Edge = namedtuple("Edge", "kind date source target")  # from the older to the newer, or from the part to the whole
# known: whether the start is recorded; seen: the last day on which something is recorded of the group; end: its end, or that of the knowledge
Lane = namedtuple("Lane", "id row known start seen end")


def edges(library, ids):
    """Return the dated ties among these groups as a list of :class:`Edge`, in order of time; membership counts as being a part."""
    found = set()
    for id in ids:
        for relation in library.actors[id].relations:
            if relation.to in ids and relation.from_ and relation.type in OUT_OF:
                found.add(Edge(relation.type, relation.from_, relation.to, id))
            elif relation.to in ids and relation.from_ and relation.type in INTO:
                kind = "part-of" if relation.type == "member-of" else relation.type
                found.add(Edge(kind, relation.from_, id, relation.to))
    return sorted(found, key=lambda edge: (edge.date.sort_key, edge.source, edge.target, edge.kind))


def lanes(library, ids):
    """Return the :class:`Lane` of each group, from above."""
    ties, until = edges(library, ids), library.knowledge_ends.latest
    days = {id: _days(library, id, ties) for id in ids}
    found = []
    for row, id in enumerate(_order(library, ids, ties, {id: days[id][0] for id in ids})):
        active = library.actors[id].active
        end = min(active.when.latest, until)
        start = min(days[id][0], end - STUB)
        found.append(Lane(id, row, active.from_ is not None, start, end if active.until else min(days[id][1], end), end))
    return found


def _days(library, id, ties):
    """Return the first and the last day on which something is recorded of a group; its start counts as the first, if known."""
    actor = library.actors[id]
    dated = [tie.date for tie in ties if id in (tie.source, tie.target)] + [fact.date for fact in actor.facts if fact.date]
    dated += [part.event.date for part in library.parts[id] if not library.vocabulary["roles"][part.participation.role].later]
    days = [when.earliest for when in dated if when.start]
    first = actor.active.when.earliest if actor.active.from_ else min(days, default=FIRST_DAY)
    return first, max([first, *(when.latest for when in dated if when.end)])


def _order(library, ids, ties, start):
    """Return the groups family by family, each below the one it came from."""
    line = {id: library.actors[id].line for id in ids}
    children, parent = defaultdict(list), {}
    for tie in ties:
        older, newer = sorted((tie.source, tie.target), key=lambda id: (start[id], id))
        if newer not in parent and line[older] == line[newer]:
            parent[newer] = older
            children[older].append(newer)
    ordered = []

    def visit(id):
        ordered.append(id)
        for child in sorted(children[id], key=lambda child: (start[child], child)):
            visit(child)

    for family in library.vocabulary["lines"]:
        for id in sorted((id for id in ids if line[id] == family and id not in parent), key=lambda id: (start[id], id)):
            visit(id)
    return ordered


def around(library, id):
    """Return a group and those that it is tied to, as a set of ids."""
    ties = edges(library, {other for other, actor in library.actors.items() if actor.line})
    return {id} | {other for tie in ties if id in (tie.source, tie.target) for other in (tie.source, tie.target)}


def family_tree(page, id, title, description, ids):
    """Return the :class:`figures.Figure` of the tree of these groups."""
    library, say = page.library, page.language.say
    rows = lanes(library, ids)
    place = {lane.id: lane.row for lane in rows}
    first = min(max(min(lane.start for lane in rows), FIRST_DAY), date(2014, 1, 1))
    present = {library.actors[lane.id].line for lane in rows}
    colours = {family: colour for family, colour in zip(library.vocabulary["lines"], figures.COLOURS, strict=False) if family in present}
    ties = edges(library, ids)
    bars = [{"row": lane.row, "start": figures.year(max(lane.start, first)), "seen": figures.year(lane.seen), "end": figures.year(lane.end),
             "known": lane.known, "line": library.actors[lane.id].line} for lane in rows]
    names = [{"row": lane.row, "start": figures.year(max(lane.start, first)), "name": name(library.actors[lane.id]),
              "href": f"{figures.HERE}actors/{lane.id}.md"} for lane in rows]
    between = [{"kind": tie.kind, "date": figures.year(max(tie.date.earliest, first)), "from": place[tie.source], "to": place[tie.target]} for tie in ties]
    until = library.knowledge_ends.latest
    # A fifth of the width is left for the names of groups that stand from the first day on.
    specification = drawing(bars, names, between, (first - (until - first) / 5, until), colours)
    specification["layer"][3]["encoding"]["shape"]["scale"] = {"domain": list(SIGNS), "range": list(SIGNS.values())}
    words = library.vocabulary["relations"]
    key = [figures.Key(library.vocabulary["lines"][family].label, colour, None, [1, 0]) for family, colour in colours.items()]
    key += [figures.Key(words[kind].label, figures.TEXT, sign, None) for kind, sign in SIGNS.items() if any(tie.kind == kind for tie in ties)]
    table = [(_link(page, lane.id), library.vocabulary["lines"][library.actors[lane.id].line].label, page.when(library.actors[lane.id].active.when),
              Markup("; ").join(_told(page, lane.id, tie) for tie in ties if lane.id in (tie.source, tie.target)) or "–") for lane in rows]
    return figures.Figure(id, title, description, specification, key, (say("who"), say("line"), say("active"), say("relations")), table, "", wide=True)


def drawing(bars, names, ties, span, colours):
    """Return the specification of bars in rows: ``span`` is the first and last day drawn, ``colours`` the colour of each ``line`` of a bar."""
    specification = figures.spec("tree", lanes=bars, names=names, edges=ties)
    specification["height"] = ROW * len(names)
    specification["encoding"]["y"]["scale"]["domain"] = [-0.7, len(names) - 0.3]
    specification["encoding"]["x"]["scale"]["domain"] = [figures.year(day) for day in span]
    for layer in specification["layer"][:2]:
        layer["encoding"]["color"]["scale"] = {"domain": list(colours), "range": list(colours.values())}
    return specification


def name(actor):
    """Return a name of an actor short enough for a drawing."""
    if actor.abbreviation and len(actor.abbreviation) > 2:
        return actor.abbreviation
    plain = actor.name.split(" (")[0]
    return plain if len(plain) <= LONGEST else min(actor.names, key=len)


def _link(page, id):
    return Markup('<a href="{}">{}</a>').format(page.href(f"actors/{id}.md"), page.library.actors[id].label)


def _told(page, id, tie):
    """Return a tie in words, seen from the group ``id``."""
    words = page.library.vocabulary["relations"][tie.kind]
    subject = tie.target if tie.kind in OUT_OF else tie.source
    label = words.label if id == subject else words.inverse or words.label
    return Markup("{} {}, {}").format(label, _link(page, tie.target if id == tie.source else tie.source), page.language.when(tie.date))
