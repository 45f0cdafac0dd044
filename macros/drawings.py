"""The macros that draw: each arranges records into a figure and shows it with its table.

Every function takes the :class:`render.Page` being made and returns HTML.
"""

from . import charts, figures, lanes, maps
from .prose import known


def chart(page, id):
    """A drawing of series over time, with its numbers as a table."""
    return figures.show(page, charts.chart(page, id, known(id, page.library.charts, "chart")))


def family_tree(page, id=None):
    """The family tree of the armed groups; with an ``id``, that group and those it is tied to."""
    library, say = page.library, page.language.say
    if id is None:
        groups = {other for other, actor in library.actors.items() if actor.line}
        return figures.show(page, lanes.family_tree(page, "family-tree", say("tree_title"), say("tree_description"), groups))
    name = known(id, library.actors, "actor").label
    figure = lanes.family_tree(page, f"tree-{id}", say("tree_of", name=name), say("tree_of_description", name=name), lanes.around(library, id))
    return figures.show(page, figure)


def where(page, events):
    """A map of the places of these events, or nothing if none has a place in the Sahel. Not for authors: ``timeline`` and ``year`` bring it."""
    say = page.language.say
    figure = maps.events_map(page, "map-" + page.path.removesuffix(".md").replace("/", "-"), say("map_title"), say("map_description"), events)
    return figures.show(page, figure) if figure else ""


MACROS = {function.__name__: function for function in (chart, family_tree)}
