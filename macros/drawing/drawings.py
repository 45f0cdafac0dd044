"""The macros that draw: each arranges records into a figure and shows it with its table.

Every function takes the :class:`render.Page` being made and returns HTML.
"""

from ..reading import dates
from ..reading.problems import Said
from ..showing import ondate
from ..showing.prose import PageError, known
from . import belonging as bars
from . import charts, figures, lanes, maps


def chart(page, id):
    """A chart of series, over time or as claims side by side, with its numbers as a table."""
    return figures.show(page, charts.chart(page, id, known(id, page.library.charts, Said("chart"))))


def family_tree(page, id=None):
    """The family tree of the armed groups; with an ``id``, that group and those it is tied to."""
    library, say = page.library, page.language.say
    if id is None:
        groups = {other for other, actor in library.actors.items() if actor.line}
        return figures.show(page, lanes.family_tree(page, "family-tree", say("tree_title"), say("tree_description"), groups))
    name = known(id, library.actors, Said("actor")).label
    figure = lanes.family_tree(page, f"tree-{id}", say("tree_of", name=name), say("tree_of_description", name=name), lanes.around(library, id))
    return figures.show(page, figure)


def blocs(page, day):
    """A map of who belonged to the AES, ECOWAS and UEMOA on a day, written ``2025-01-30``."""
    try:
        when = dates.parse(day)
    except dates.DateError as error:
        raise PageError(error.message, error.hint) from None
    say = page.language.say
    words = page.when(when)
    return figures.show(page, maps.blocs_map(page, f"blocs-{day}", say("blocs_title", date=words), say("blocs_description", date=words), when.earliest))


def region(page):
    """A map of the three states and their neighbours, with their capitals."""
    say = page.language.say
    return figures.show(page, maps.region_map(page, "region", say("region_title"), say("region_description")))


def three_borders(page):
    """A map of the places of events in the area where Mali, Burkina Faso and Niger meet."""
    say = page.language.say
    figure = maps.events_map(page, "three-borders", say("borders_title"), say("borders_description"), page.library.chronicle, maps.THREE_BORDERS, named=True)
    return figures.show(page, figure)


def belonging(page, state):
    """Bars over time: who led a state, what it belonged to, whose forces were there."""
    known(state, dict.fromkeys(ondate.STATES), Said("state"))
    return figures.show(page, bars.belonging(page, state))


def where(page, events):
    """A map of the places of these events, or nothing if none has a place in the Sahel. Not for authors: ``timeline`` and ``year`` bring it."""
    say = page.language.say
    figure = maps.events_map(page, "map-" + page.path.removesuffix(".md").replace("/", "-"), say("map_title"), say("map_description"), events)
    return figures.show(page, figure) if figure else ""


MACROS = {function.__name__: function for function in (chart, family_tree, blocs, region, three_borders, belonging)}
