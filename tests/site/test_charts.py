"""Each chart shows what its table says, each number where the axis puts it, and can be read on a phone and in both schemes."""

import csv
import re
from collections import namedtuple
from datetime import timedelta
from urllib.parse import urljoin

import pytest
from lxml import etree

from macros.drawing import figures
from macros.reading import dates

PAGES = ["/figures/deaths/", "/figures/people/", "/figures/forces/", "/figures/coast/", "/figures/economy/"]
NUMBER = re.compile(r"(\d[\d,]*(?:\.\d+)?)( million)?")
MOST_LINES = 5
Shape = namedtuple("Shape", "tag x y attributes text")
Chart = namedtuple("Chart", "figure record shapes rows")


@pytest.fixture(scope="module")
def charts(pages, records):
    """``{id: Chart}`` of the charts on the pages of figures; the shapes of each drawing have their places in it, the rows of its table their texts."""
    found = {}
    for address in PAGES:
        for figure in pages[address].xpath('//figure[starts-with(@id, "chart-")]'):
            id = figure.get("id").removeprefix("chart-")
            rows = [[text_of(cell) for cell in row] for row in figure.xpath(".//tbody/tr")]
            found[id] = Chart(figure, records["charts"][id], list(shapes(figure.xpath('.//div[@class="drawing"]/svg')[0])), rows)
    return found


def text_of(element):
    """Text without the numbers of notes."""
    return " ".join("".join(element.xpath('.//text()[not(ancestor::sup)]')).split())


def shapes(element, x=0.0, y=0.0):
    move = re.search(r"translate\(([-\d.e]+),([-\d.e]+)\)", element.get("transform", ""))
    if move:
        x, y = x + float(move[1]), y + float(move[2])
    yield Shape(element.tag, x, y, element.attrib, element.text or "")
    for child in element:
        yield from shapes(child, x, y)


def numbers(text):
    """The numbers in a text as the site writes them, such as ``about 2.6 million``."""
    return [float(one.replace(",", "")) * (1_000_000 if million else 1) for one, million in NUMBER.findall(text)]


def amount(cell):
    """Value, low and high in a cell of a table; ``None`` for what it does not give."""
    found = numbers(cell)
    return {1: lambda: (found[0], None, None), 2: lambda: (None, *found), 3: lambda: tuple(found)}[len(found)]()


def grid(shape):
    return "--figure-grid" in shape.attributes.get("stroke", "")


def coloured(shape, line):
    """Return ``fill`` or ``stroke`` if the shape has the colour of that line there, else ``None``."""
    return next((part for part in ("fill", "stroke") if shape.attributes.get(part) == figures.COLOURS[line]), None)


def signs(chart, line):
    return [shape for shape in chart.shapes if shape.tag == "path" and coloured(shape, line) == "fill" and "transform" in shape.attributes]


def strokes(chart, line):
    """The straight strokes of a line as ``(x, y, x of the end, y of the end)``."""
    return [(s.x, s.y, s.x + float(s.attributes["x2"]), s.y + float(s.attributes["y2"])) for s in chart.shapes if s.tag == "line" and coloured(s, line)]


def scale(places, values):
    """A function from value to place, from the first and last of an axis; those between must fit. Axes lie half a unit beside what they measure."""
    places = [place - 0.5 for place in places]
    (start, end), (low, high) = (places[0], places[-1]), (values[0], values[-1])

    def place(value):
        return start + (end - start) * (value - low) / (high - low)
    assert [value for at, value in zip(places, values, strict=True) if abs(place(value) - at) > 1] == [], "the axis is not even"
    return place


def near(one, other):
    """True if two places are the same within a unit of the drawing."""
    return all(abs(a - b) <= 1 for a, b in zip(one, other, strict=True))


def names(chart, anchor):
    return [s for s in chart.shapes if s.tag == "text" and s.attributes["text-anchor"] == anchor and s.text]


def height(chart):
    """The scale of the axis at the side of a chart over time."""
    lines = sorted({s.y for s in chart.shapes if s.tag == "line" and grid(s) and float(s.attributes["x2"]) > 100})
    values = [numbers(s.text)[0] for s in sorted(names(chart, "end"), key=lambda s: s.y)]
    assert values[-1] == 0
    return scale([line for line, other in zip(lines, [-9, *lines], strict=False) if line - other > 1], values)


def times(chart):
    """The scale of the years below a chart over time: the name of a year stands in its middle."""
    years = [s for s in names(chart, "middle") if re.fullmatch(r"\d{4}", s.text)]
    assert len(years) >= 2
    return scale([s.x for s in years], [int(s.text) + 0.5 for s in years])


def lengths(chart):
    """The scale below a chart of claims."""
    ticks = sorted((s for s in chart.shapes if s.tag == "line" and grid(s) and s.attributes["x2"] == "0"), key=lambda s: s.x)
    below = sorted((s for s in names(chart, "middle") if NUMBER.match(s.text) and 0 < s.y - ticks[0].y < 20), key=lambda s: s.x)
    values = [numbers(s.text)[0] for s in below]
    assert values[0] == 0
    return scale([s.x for s in ticks], values)


def middle(written):
    """The middle of a date of a record, as a year with a decimal part."""
    when = dates.parse(written)
    first, last = when.earliest, when.latest + timedelta(days=1)
    return sum(day.year + (day - day.replace(month=1, day=1)).days / 365.25 for day in (first, last)) / 2


def points_of(chart, records):
    """``(line, point)`` of all points of a chart's series that can be drawn."""
    for number, line in enumerate(chart.record["lines"]):
        for point in records["series"][line["series"]]["points"]:
            if ("value" in point or "low" in point) and (chart.record.get("form") == "claims" or "date" in point):
                yield number, point


def given(point):
    return tuple(None if number is None else float(number) for number in (point.get("value"), point.get("low"), point.get("high")))


def over_time(charts):
    return {id: chart for id, chart in charts.items() if chart.record.get("form", "time") == "time"}


def as_claims(charts):
    return {id: chart for id, chart in charts.items() if chart.record.get("form") == "claims"}


# -- what it says


def test_every_chart_stands_on_a_page_of_figures(charts, records):
    assert set(charts) == set(records["charts"])
    assert len(over_time(charts)) > 30 and len(as_claims(charts)) > 10


def test_a_chart_is_one_image_with_a_name_in_words(charts):
    for id, chart in charts.items():
        drawing = chart.figure.xpath('.//div[@class="drawing"]')[0]
        assert drawing.get("role") == "img", id
        assert drawing.get("aria-label") == f"{chart.record['title']} {chart.record['description']}", id
        assert text_of(chart.figure.find("figcaption")) == drawing.get("aria-label"), id


def test_a_title_says_what_is_found_and_no_number(charts):
    for id, chart in charts.items():
        title = chart.record["title"]
        assert not re.search(r"\d", re.sub(r"\b(19|20)\d\d\b", "", title)), id
        assert not re.search(r"\b(because|cause[ds]?|due to|led to|thanks to|despite|results?)\b", title), id
        assert len(chart.record["description"]) > 60, id


def test_a_chart_has_few_lines_of_one_unit(charts, records):
    for id, chart in charts.items():
        assert len(chart.record["lines"]) <= MOST_LINES, id
        assert len({records["series"][line["series"]]["unit"] for line in chart.record["lines"]}) == 1, id


def test_the_table_has_all_numbers_of_the_series(charts, records):
    for id, chart in charts.items():
        expected = [(chart.record["lines"][number]["label"], given(point)) for number, point in points_of(chart, records)]
        assert [(row[0], amount(row[2])) for row in chart.rows] == expected, id


# -- the drawing says the same


def test_over_time_each_number_of_the_table_is_a_sign_where_the_axes_put_it(charts, records):
    for id, chart in over_time(charts).items():
        y, x = height(chart), times(chart)
        for number, line in enumerate(chart.record["lines"]):
            values = [amount(row[2]) for row in chart.rows if row[0] == line["label"]]
            whens = [middle(point["date"]) for drawn, point in points_of(chart, records) if drawn == number]
            expected = sorted((x(when), y(value)) for when, (value, _, _) in zip(whens, values, strict=True) if value is not None)
            found = sorted((sign.x, sign.y) for sign in signs(chart, number))
            assert len(found) == len(expected), (id, line)
            assert all(near(*pair) for pair in zip(expected, found, strict=True)), (id, line, expected, found)


def test_over_time_a_bar_is_as_long_as_its_range(charts, records):
    seen = 0
    for id, chart in over_time(charts).items():
        y = height(chart)
        for number, line in enumerate(chart.record["lines"]):
            joined = records["series"][line["series"]]["comparable"]
            ranged = [(value, low, high) for value, low, high in (amount(row[2]) for row in chart.rows if row[0] == line["label"]) if low is not None]
            expected = sorted((y(low), y(high)) for value, low, high in ranged if not joined or value is None)
            found = sorted((max(top, bottom), min(top, bottom)) for left, top, right, bottom in strokes(chart, number) if left == right)
            assert len(found) == len(expected), (id, line)
            assert all(near(*pair) for pair in zip(expected, found, strict=True)), (id, line)
            bands = [s for s in chart.shapes if s.tag == "path" and coloured(s, number) == "fill" and "transform" not in s.attributes]
            assert len(bands) == (joined and len(ranged) > 0), (id, line)
            seen += len(bands)
    assert seen > 20


def test_claims_are_signs_and_bars_where_the_axis_puts_them_each_with_its_number(charts):
    for id, chart in as_claims(charts).items():
        x = lengths(chart)
        lines, values = range(len(chart.record["lines"])), [amount(row[2]) for row in chart.rows]
        points = sorted((sign.y, sign.x) for number in lines for sign in signs(chart, number))
        bars = sorted((top, min(left, right), max(left, right)) for number in lines for left, top, right, _ in strokes(chart, number))
        for found, expected in ((points, [(x(value),) for value, _, _ in values if value is not None]),
                                (bars, [(x(low), x(high)) for _, low, high in values if low is not None])):
            assert len(found) == len(expected), id
            assert all(near(one, other[1:]) for one, other in zip(expected, found, strict=True)), id
        words = sorted(names(chart, "start"), key=lambda s: s.y)
        assert [s.text for s in words if s.x > min(one.x for one in words) + 1] == [row[2] for row in chart.rows], id


def test_what_may_not_be_joined_is_not_joined(charts, records):
    joined = 0
    for id, chart in charts.items():
        for number, line in enumerate(chart.record["lines"]):
            paths = [s for s in chart.shapes if s.tag == "path" and coloured(s, number) == "stroke"]
            may = chart.record.get("form") != "claims" and records["series"][line["series"]]["comparable"]
            assert len(paths) == may, (id, line)
            joined += may
    assert joined > 40


# -- downloads


def test_csv_and_svg_can_be_downloaded(charts, site, pages):
    here = {figure.get("id").removeprefix("chart-"): address for address in PAGES for figure in pages[address].xpath("//figure")}
    for id, chart in charts.items():
        links = {link.text: link.get("href") for link in chart.figure.xpath('./p[@class="meta"]//a')}
        files = {kind: site / urljoin(here[id], links[kind]).lstrip("/") for kind in ("CSV", "SVG")}
        with files["CSV"].open(encoding="utf-8", newline="") as file:
            head, *rows = [[" ".join(cell.split()) for cell in row] for row in csv.reader(file)]
        assert head == [text_of(cell) for cell in chart.figure.xpath(".//thead//th")], id
        assert rows == chart.rows, id
        drawing = etree.parse(files["SVG"]).getroot()
        assert drawing.tag == "{http://www.w3.org/2000/svg}svg", id
        assert [child.text for child in drawing[:2]] == [chart.record["title"], chart.record["description"]], id
        assert [child.tag.partition("}")[2] for child in drawing[:2]] == ["title", "desc"], id
        key = [text_of(item) for item in chart.figure.xpath('.//ul[@class="key"]/li')]
        assert not key or [one.text for one in drawing.iter("{*}text")][-len(key):] == key, id
        assert len(key) == (0 if chart.record.get("form") == "claims" and len(chart.record["lines"]) == 1 else len(chart.record["lines"])), id


# -- to be seen


@pytest.mark.parametrize("address", PAGES)
def test_no_words_of_a_drawing_are_cut_or_lie_on_each_other_on_a_phone(visit, address):
    page = visit(address[1:], 360)
    found = page.evaluate("""() => [...document.querySelectorAll('figure[id^="chart-"] .drawing svg')].flatMap(svg => {
        const paper = svg.getBoundingClientRect(), id = svg.closest('figure').id;
        const texts = [...svg.querySelectorAll('text')].filter(e => e.textContent.trim()).map(e => [e.textContent, e.getBoundingClientRect()]);
        const cut = texts.filter(([_, t]) => t.left < paper.left || t.right > paper.right || t.top < paper.top || t.bottom > paper.bottom);
        const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
        const on = texts.flatMap(([one, a], i) => texts.slice(i + 1).filter(([_, b]) => meet(a, b)).map(([other]) => [id, one, other]));
        const out = paper.left < 0 || paper.right > innerWidth ? [[id, 'sticks out of the screen']] : [];
        return [...cut.map(([text]) => [id, text, 'is cut']), ...on, ...out]})""")
    assert found == []
    sizes = page.evaluate("""() => [...document.querySelectorAll('figure[id^="chart-"] .drawing svg')].map(
        svg => 11 * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width)""")
    assert len(sizes) >= 4 and min(sizes) >= 10.5


def test_a_drawing_has_no_colour_of_its_own(charts):
    plain = {shape.attributes[part] for chart in charts.values() for shape in chart.shapes for part in ("fill", "stroke") if part in shape.attributes}
    assert {colour for colour in plain if not colour.startswith("var(--figure-")} <= {"none"}


def test_lines_differ_by_sign_and_stroke_too(charts):
    for id, chart in charts.items():
        signs_used = [{sign.attributes["d"] for sign in signs(chart, number)} for number in range(len(chart.record["lines"]))]
        assert all(len(one) <= 1 for one in signs_used), id
        seen = [next(iter(one)) for one in signs_used if one]
        assert len(set(seen)) == len(seen), id
        dashes = [s.attributes.get("stroke-dasharray") for number in range(len(chart.record["lines"])) for s in chart.shapes
                  if s.tag == "path" and coloured(s, number) == "stroke"]
        assert len(set(dashes)) == len(dashes), id
