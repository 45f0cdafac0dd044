"""Who led a state, what it belonged to and whose forces were there, as bars over time: the lines of ``ondate``, drawn by ``figures``."""

from datetime import date

from markupsafe import Markup

from ..showing import ondate
from . import figures, lanes

FIRST_DAY = date(2010, 1, 1)
PARTS = {"leaders": figures.COLOURS[0], "memberships": figures.COLOURS[1], "forces": figures.COLOURS[3]}


def belonging(page, state):
    """Return the :class:`figures.Figure` of a state from 2010 on; a bar is broad where it is sure, thin where no end is known."""
    library, say = page.library, page.language.say
    until = library.knowledge_ends.latest
    rows = [(part, line) for part in PARTS for line in ondate.lines(library)[state][part] if _drawn(line, part) and line.span.last > FIRST_DAY]
    bars, names, table, places = [], [], [], {}
    for part, line in rows:
        span = line.span
        place = places.setdefault((part, line.actor), len(places))
        start = max(span.first if span.first > date.min else span.sure_from, FIRST_DAY)
        end = until if span.open else min(span.last, until)
        bars.append({"row": place, "start": figures.year(start), "seen": figures.year(max(start, min(span.sure_until, end))),
                     "end": figures.year(end), "known": span.first > date.min,
                     "line": part})
        actor = library.actors[line.actor]
        if place == len(names):  # an actor that came back has one row and one name
            names.append({"row": place, "start": figures.year(start), "name": lanes.name(actor), "href": f"{figures.HERE}actors/{line.actor}.md"})
        when = page.when(line.when) if line.when else page.language.say("date_unknown")
        link = Markup('<a href="{}">{}</a>').format(page.href(f"actors/{line.actor}.md"), actor.label)
        table.append((say(f"on_{part}"), link + (f", {line.office}" if line.office else ""), when + Markup(page.cite(line.sources))))
    specification = lanes.drawing(bars, names, [], (FIRST_DAY - (until - FIRST_DAY) / 4, until), PARTS)
    key = [figures.Key(say(f"on_{part}"), colour, None, [1, 0]) for part, colour in PARTS.items()]
    name = library.actors[state].name
    return figures.Figure(f"belonging-{state}", say("belonging_title", name=name), say("belonging_description", name=name), specification, key,
                          (say("relation"), say("who"), say("when")), table, "", wide=True)


def _drawn(line, part):
    """Leaders: heads of state alone. Memberships: without sanctions."""
    return line.head == 1 if part == "leaders" else not line.before if part == "memberships" else True
