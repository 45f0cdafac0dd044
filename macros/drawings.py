"""The macros that draw: each arranges records into a figure and shows it with its table.

Every function takes the :class:`render.Page` being made and returns HTML.
"""

from . import charts, figures
from .prose import known


def chart(page, id):
    """A drawing of series over time, with its numbers as a table."""
    return figures.show(page, charts.chart(page, id, known(id, page.library.charts, "chart")))


MACROS = {function.__name__: function for function in (chart,)}
