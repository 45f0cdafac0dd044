"""Relations that cannot lead back to where they started: no actor is, step by step, a part of itself, or split from what split from it."""

from ..reading.problems import Said


def check(library):
    """Yield a problem for each circle, where its first relation is written."""
    relations = library.vocabulary["relations"]
    for type in (name for name, entry in relations.items() if entry.one_way):
        for circle in _circles(library, type):
            if relations[type].moment or _at_one_time(circle):
                yield _problem(library, type, circle)


def _circles(library, type):
    """Yield circles of the relations of one type as lists of ``(actor id, place in its list, relation)``, each actor once, in one walk over all."""
    ties = {id: [(id, i, relation) for i, relation in enumerate(actor.relations) if relation.type == type and relation.to != id]
            for id, actor in library.actors.items()}
    done = set()
    for start in ties:
        trail, walk = [], [iter(ties[start])] if start not in done else []
        here = {start: 0}  # the actors on the way, with their place in the trail
        while walk:
            step = next(walk[-1], None)
            if step is None:
                walk.pop()
                left = trail.pop()[2].to if trail else start
                here.pop(left)
                done.add(left)
            elif step[2].to in here:
                yield [*trail, step][here[step[2].to]:]
            elif step[2].to not in done:
                trail.append(step)
                here[step[2].to] = len(trail)
                walk.append(iter(ties[step[2].to]))


def _at_one_time(circle):
    """True if all relations of the circle can hold on a common day."""
    return max(relation.when.earliest for _, _, relation in circle) <= min(relation.when.latest for _, _, relation in circle)


def _problem(library, type, circle):
    first = min(range(len(circle)), key=lambda i: circle[i][0])
    circle = circle[first:] + circle[:first]
    id, i, relation = circle[0]
    shown = " → ".join([*(step[0] for step in circle), id])
    dates = ", ".join(f"{step[0]}: {step[2].when}" for step in circle if step[2].from_ or step[2].until) or Said("none is given")
    files = ", ".join(f"data/actors/{step[0]}.yml" for step in circle)
    return library.documents["actors", id].problem(
        ("relations", i, "to"), "E306", Said("'{type}' goes in a circle: {path}", type=type, path=shown),
        Said("one of these relations is wrong or the wrong way round, or its dates are ({dates}); look into {files}", dates=dates, files=files))
