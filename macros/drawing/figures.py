"""From data to a picture: a Vega-Lite specification is filled with rows and drawn as SVG while the site is built.

No script runs in the page. Colours are CSS variables with a fallback (``var(--figure-1, #8a4b08)``), so that
one drawing serves light, dark and print, and stands by itself when it is downloaded. Each figure says in
words what it shows, and has a twin as a table from the same rows.
"""

import calendar
import copy
import csv
import functools
import html
import io
import json
import re
import zlib
from collections import namedtuple

import vl_convert
from markupsafe import Markup

from ..reading import yamlfile
from ..records.exports import harmless

HERE = "https://site.invalid/"  # stands for the site in a specification: Vega makes whole addresses of all links
VEGA_LITE = "6.4"
KEY_LINE = 18  # height of a line of the key in a file
TEXT, GRID, PAPER = "var(--figure-text, #22201b)", "var(--figure-grid, #ddd3bb)", "var(--figure-paper, #fdfbf6)"
COLOURS = [f"var(--figure-{number}, {colour})" for number, colour in enumerate(
    ("#8a4b08", "#1f6a45", "#5b3f8c", "#a3293b", "#1f5f8b", "#6b6500", "#7d3f66", "#4a4a4a", "#8c5a00"), 1)]
# Signs and strokes, so that nothing hangs on colour alone.
SHAPES = ["circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "triangle-right", "triangle-left", "wedge"]
DASHES = [[1, 0], [6, 3], [2, 2], [8, 3, 2, 3], [4, 4], [1, 3], [10, 2], [3, 1], [5, 1]]
_SIGNS = {  # the same signs for the key, within -5 … 5
    "circle": "M-4,0a4,4 0 1,0 8,0a4,4 0 1,0 -8,0Z", "square": "M-4,-4H4V4H-4Z", "triangle-up": "M0,-4L4,4H-4Z", "diamond": "M0,-5L4,0L0,5L-4,0Z",
    "cross": "M-1.5,-4.5H1.5V-1.5H4.5V1.5H1.5V4.5H-1.5V1.5H-4.5V-1.5H-1.5Z", "triangle-down": "M0,4L4,-4H-4Z", "triangle-right": "M4,0L-4,4V-4Z",
    "triangle-left": "M-4,0L4,4V-4Z", "wedge": "M0,-5L2.5,4H-2.5Z"}

# id: the anchor, and the name of its files; title: the finding; description: what is to be seen; spec: Vega-Lite;
# key: list of Key; head and rows: the twin, cells as text or Markup; note: Markup below it; wide: scrolls on a phone.
Figure = namedtuple("Figure", "id title description spec key head rows note wide")
Key = namedtuple("Key", "label colour shape dash")

_CONFIG = {
    "background": None, "font": "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif", "view": {"stroke": None},
    "axis": {"labelColor": TEXT, "titleColor": TEXT, "gridColor": GRID, "domainColor": GRID, "tickColor": GRID, "labelFontSize": 11, "titleFontSize": 11,
             "titleFontWeight": "normal", "labelPadding": 3},
    "text": {"color": TEXT, "fontSize": 11}, "title": {"color": TEXT, "fontSize": 11, "fontWeight": "normal"},
}
# Roles and labels of single marks say nothing inside an image that is described as a whole; the font is set once, the rest is what holds anyway.
_NOISE = re.compile(r' (?:(?:role|aria-[a-z]+|pointer-events|class|cursor|font-family)="[^"]*"|(?:opacity|stroke-width)="1"|font-weight="normal"'
                    r'|transform="translate\(0,0\)")')
_PLACES = re.compile(r' (?:d|transform|[xy]2?)="[^"]*"')
_FINE = re.compile(r"\d+\.\d{2,}")  # a tenth of a unit is finer than what can be seen
_UNSEEN = re.compile(r'<text[^>]*/>|<path d="[^"]*"(?: display="none")?/>|<g[^>]*></g>')
_LINKS = re.compile(r"</?a\b[^>]*>")
_TAGS = re.compile(r"<[^>]+>")
_CLIP = re.compile(r"\bclip\d+(?=[\")])")


def spec(name, **data):
    """Return a copy of the Vega-Lite specification ``macros/specs/<name>.yml`` with the rows of ``data`` as its named data sets."""
    filled = copy.deepcopy(yamlfile.spec(name))
    filled["datasets"] = data
    filled["config"] = _CONFIG | filled.get("config", {})
    return filled


def year(day):
    """Return a day (``datetime.date``) as a year with a decimal part: drawings that know no hours depend on no time zone."""
    return round(day.year + (day.timetuple().tm_yday - 1) / (365 + calendar.isleap(day.year)), 3)


def keys(labels):
    """Return a :class:`Key` for each label: colour, sign and stroke by its place."""
    return [Key(label, COLOURS[place], SHAPES[place], DASHES[place]) for place, label in enumerate(labels)]


def show(page, figure):
    """Return a figure as HTML for a page: caption, drawing, key, table and downloads. Its files are left in ``page.files``.

    A page that is only tried out (``page.draws`` is false) is not drawn.
    """
    if not page.draws:
        return Markup("")
    drawing = drawn(figure.spec)
    page.files[f"figures/{figure.id}.svg"] = _alone(figure, drawing)
    page.files[f"figures/{figure.id}.csv"] = _csv(figure)
    drawing = re.sub(f'href="{HERE}([^"]+)"', lambda found: f'href="{page.href(found[1])}"', drawing)
    return page.render("figure.html.j2", figure=figure, drawing=Markup(drawing), sign=sign).replace("\n\n", "\n")


def drawn(specification):
    """Return the drawing of a Vega-Lite specification as SVG text; the same specification is drawn once."""
    return _drawn(json.dumps(specification, sort_keys=True, ensure_ascii=False))


@functools.lru_cache(maxsize=1024)
def _drawn(specification):
    drawing = vl_convert.vegalite_to_svg(json.loads(specification), vl_version=VEGA_LITE)
    drawing = _slim(drawing).replace("xlink:href", "href").replace(' xmlns:xlink="http://www.w3.org/1999/xlink"', "")
    # Vega counts its clip paths on from drawing to drawing; here their names follow from what is drawn.
    names = {old: f"clip{zlib.crc32(specification.encode()):x}-{place}" for place, old in enumerate(dict.fromkeys(_CLIP.findall(drawing)))}
    drawing = _CLIP.sub(lambda found: names[found[0]], drawing)
    # Links in the drawing are for pointers; the table has the same ones for everybody.
    return re.sub(r"<a (?![^>]*tabindex)", '<a tabindex="-1" ', drawing)


def _slim(drawing):
    """Return a drawing of Vega without what nobody sees, which is more than half of it."""
    def rounded(part):
        return _FINE.sub(lambda number: f"{float(number[0]):.1f}".removesuffix(".0"), part[0])

    drawing = _TAGS.sub(lambda tag: _PLACES.sub(rounded, _NOISE.sub("", tag[0])), drawing)
    found = True
    while found:
        drawing, found = _UNSEEN.subn("", drawing)
    return drawing.replace("<g ", f'<g font-family="{_CONFIG["font"]}" ', 1)


def _alone(figure, drawing):
    """Return the drawing, with its key below, as a file that explains itself."""
    width, height = map(float, re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', drawing).groups())
    whole = height + KEY_LINE * len(figure.key)
    head = (f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{whole:g}" viewBox="0 0 {width:g} {whole:g}">'
            f"<title>{html.escape(figure.title)}</title><desc>{html.escape(figure.description)}</desc>"
            f'<rect width="100%" height="100%" fill="{PAPER}"/>')
    text = f'text x="23" y="4" font-family="{_CONFIG["font"]}" font-size="11" fill="{TEXT}"'
    foot = "".join(f'<g transform="translate(21,{height + KEY_LINE * (place + 0.4):g})">{sign(key)}<{text}>{html.escape(key.label)}</text></g>'
                   for place, key in enumerate(figure.key))
    return re.sub(r"<svg[^>]*>", lambda _: head, _LINKS.sub("", drawing), count=1).removesuffix("</svg>") + foot + "</svg>\n"


def sign(key):
    """Return the sign and stroke of a :class:`Key` as SVG around its origin, 30 units broad."""
    dashed = f' stroke-dasharray="{" ".join(map(str, key.dash))}"' if key.dash and key.dash[1] else ""
    stroke = f'<line x1="-15" x2="15" stroke="{key.colour}" stroke-width="2"{dashed}/>' if key.dash else ""
    return Markup(stroke + (f'<path d="{_SIGNS[key.shape]}" fill="{key.colour}"/>' if key.shape else ""))


def _csv(figure):
    """Return the rows of a figure's table as CSV."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(figure.head)
    writer.writerows([harmless(_plain(cell)) for cell in row] for row in figure.rows)
    return text.getvalue()


def _plain(cell):
    """Return a cell of a table as text, without the numbers of notes."""
    return html.unescape(_TAGS.sub("", re.sub(r"<sup.*?</sup>", "", cell))) if isinstance(cell, Markup) else cell
