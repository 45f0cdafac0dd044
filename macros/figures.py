"""From data to a picture: a Vega-Lite specification is filled with rows and turned into SVG while the site is built.

No script runs in the page. Colours are CSS variables with a fallback (``var(--figure-1, #8a4b08)``), so that
one drawing serves light, dark and print, and stands by itself when it is downloaded. Each figure says in
words what it shows and has a twin as a table.
"""

import copy
import functools
import json
import re
from collections import namedtuple
from pathlib import Path

import vl_convert
import yaml

SPECS = Path(__file__).parent / "specs"
TEXT, GRID, PAPER = "var(--figure-text, #22201b)", "var(--figure-grid, #ddd3bb)", "var(--figure-paper, #fdfbf6)"
COLOURS = [f"var(--figure-{number}, {colour})" for number, colour in enumerate(
    ("#8a4b08", "#23603f", "#5b3f8c", "#a3293b", "#1f5f8b", "#6b6b00", "#7a4a5f", "#3c3c3c"), 1)]
# Told apart without colour too.
SHAPES = ["circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "triangle-right", "triangle-left"]
DASHES = [[1, 0], [6, 3], [2, 2], [8, 3, 2, 3], [4, 4], [1, 3], [10, 2], [3, 1]]

# id: also the anchor and the name of the files; title: the finding; description: what is to be seen;
# spec: a Vega-Lite specification; table: Markdown of the twin; rows: for the CSV; wide: scrolls on a phone.
Figure = namedtuple("Figure", "id title description spec table rows wide")

_CONFIG = {
    "background": None, "font": "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif", "view": {"stroke": None},
    "axis": {"labelColor": TEXT, "titleColor": TEXT, "gridColor": GRID, "domainColor": GRID, "tickColor": GRID, "labelFontSize": 11, "titleFontSize": 11,
             "titleFontWeight": "normal", "labelPadding": 3},
    "legend": {"labelColor": TEXT, "titleColor": TEXT, "labelFontSize": 11, "labelLimit": 320, "symbolStrokeWidth": 2},
    "text": {"color": TEXT, "fontSize": 11},
}
# Roles and labels of single marks say nothing inside an image that is described as a whole.
_NOISE = re.compile(r' (?:role|aria-[a-z]+|pointer-events|class|cursor)="[^"]*"')


def spec(name, **data):
    """Return the Vega-Lite specification ``macros/specs/<name>.yml`` with the rows of ``data`` as its named data sets."""
    filled = copy.deepcopy(_template(name))
    filled["datasets"] = data
    filled["config"] = _CONFIG | filled.get("config", {})
    return filled


@functools.cache
def _template(name):
    return yaml.safe_load((SPECS / f"{name}.yml").read_text(encoding="utf-8"))


def svg(specification):
    """Return the drawing of a Vega-Lite specification as SVG text; the same specification is drawn once."""
    return _drawn(json.dumps(specification, sort_keys=True, ensure_ascii=False))


@functools.lru_cache(maxsize=512)
def _drawn(specification):
    drawing = vl_convert.vegalite_to_svg(json.loads(specification), vl_version="6.4")
    return _NOISE.sub("", drawing)
