"""What of a series is drawn, and how: joined or not, as a band, a bar or a stroke; and how claims stand below each other."""

import pytest

from macros.drawing import charts, figures
from macros.showing import language
from macros.showing.render import Page
from tests.unit import tree
from tests.unit.tree import add, change

SERIES = tree.RECORDS["series/deaths"].split("points:")[0]
POINTS = [  # date, value, low, high, qualifier, scope
    ("2013", 100, None, None, None, "calendar year"),
    ("2022", 3000, 2500, 4000, "about", "calendar year"),
    ("2023-01/2023-06", 2600, None, None, "more-than", "half a year"),
    ("2024-02-29", None, 100, 900, None, "one day"),
    (None, 1400, None, None, None, "no date"),
    ("2024", None, None, None, None, "several hundred"),
    ("2024/..", 5, None, None, None, "no end"),
]


def points(rows):
    for date, value, low, high, qualifier, scope in rows:
        given = {"date": date and f'"{date}"', "value": value, "low": low, "high": high, "qualifier": qualifier, "scope": scope}
        first, *rest = [f"{key}: {text}" for key, text in given.items() if text is not None]
        yield f"  - {first}\n" + "".join(f"    {line}\n" for line in rest) + "    sources:\n      - un-2018\n"


@pytest.fixture
def root(tmp_path):
    """A project whose chart has two lines of the same points: the first may be joined, the second may not."""
    tree.plant(tmp_path)
    text = SERIES + "points:\n" + "".join(points(POINTS)) + 'reviewed: "2025-12-01"\n'
    add(tmp_path, "series/deaths", text)
    add(tmp_path, "series/other", text.replace("comparable: true", "comparable: false"))
    change(tmp_path, "charts/deaths", "    label: UN", "    label: UN\n  - series: other\n    label: Army")
    return tmp_path


def figure(root):
    library = tree.load(root)
    return charts.chart(Page(library, language.load(root, "en"), "figures/deaths.md", today=tree.TODAY), "deaths", library.charts["deaths"])


def values(figure, name):
    """The numbers of a data set, each with the place of its line."""
    return [(row["line"], row["value"] if row["value"] is not None else (row["low"], row["high"])) for row in figure.spec["datasets"][name]]


def test_numbers_with_a_whole_date_are_drawn_over_time(root):
    drawn = figure(root)
    assert values(drawn, "points") == [(0, 100), (0, 3000), (0, 2600), (1, 100), (1, 3000), (1, 2600)]
    assert [row[:3] for row in drawn.rows[:4]] == [("UN", "2013", "100"), ("UN", "2022", "about 3,000 (2,500 to 4,000)"),
                                                   ("UN", "January 2023 to June 2023", "more than 2,600"), ("UN", "29 February 2024", "100 to 900")]
    assert len(drawn.rows) == 8


def test_only_what_may_be_joined_is_joined(root):
    drawn = figure(root)
    assert values(drawn, "joined") == [(0, 100), (0, 3000), (0, 2600)]
    assert values(drawn, "bands") == [(0, 3000)]
    assert values(drawn, "ranges") == [(0, (100, 900)), (1, 3000), (1, (100, 900))]
    assert values(drawn, "periods") == [(1, 2600)]
    assert [(key.label, key.dash is None) for key in drawn.key] == [("UN", False), ("Army", True)]
    for sentence in ("A band reaches", "A bar reaches", "A stroke shows", "Points without a line"):
        assert sentence in drawn.note


def test_a_chart_explains_only_what_it_has(root):
    add(root, "charts/deaths", tree.RECORDS["charts/deaths"])
    add(root, "series/deaths", tree.RECORDS["series/deaths"])
    assert figure(root).note == '<a href="#deaths">UN</a>.'


def test_a_number_stands_in_the_middle_of_its_time(root):
    times = [(row["first"], row["at"], row["last"]) for row in figure(root).spec["datasets"]["points"][:3]]
    assert times == [(2013, 2013.5, 2014), (2022, 2022.5, 2023), (2023, 2023.248, 2023.496)]
    assert figure(root).spec["encoding"]["x"]["scale"]["domain"] == [2013, 2025]


def test_a_chart_can_start_late(root):
    change(root, "charts/deaths", "reviewed:", "since: 2022\nreviewed:")
    drawn = figure(root)
    assert values(drawn, "points") == [(0, 3000), (0, 2600), (1, 3000), (1, 2600)]
    assert len(drawn.rows) == 6
    assert drawn.spec["encoding"]["x"]["scale"]["domain"] == [2022, 2025]


def test_the_axes_start_at_zero_and_name_the_unit(root):
    encoding = figure(root).spec["encoding"]
    assert encoding["y"]["scale"]["domain"] == [0, 4000]
    assert encoding["y"]["axis"]["labelExpr"] == '{"0": "0", "1000": "1,000", "2000": "2,000", "3000": "3,000", "4000": "4,000"}[datum.value]'
    assert figure(root).spec["title"]["text"] == "Deaths"
    assert '"2014": "2014", "2015": "", "2016": "2016"' in encoding["x"]["axis"]["labelExpr"]


@pytest.mark.parametrize(("most", "parts", "expected"), [
    (0, 5, [0, 0.2, 0.4, 0.6, 0.8, 1]), (4.7, 5, [0, 1, 2, 3, 4, 5]), (15, 4, [0, 5, 10, 15]), (88, 4, [0, 25, 50, 75, 100]),
    (6122, 5, [0, 2000, 4000, 6000, 8000]),
    (2_100_000, 5, [0, 500_000, 1_000_000, 1_500_000, 2_000_000, 2_500_000]), (0.3, 3, [0, 0.1, 0.2, 0.3]), (1000, 5, [0, 200, 400, 600, 800, 1000]),
])
def test_ticks_are_round_and_reach_the_largest_number(most, parts, expected):
    assert charts.ticks(most, parts) == expected


def test_the_file_of_numbers_holds_words_as_they_stand_and_no_formula(root):
    change(root, "charts/deaths", "label: UN", "label: =1+1 <b>&amp;")
    library = tree.load(root)
    page = Page(library, language.load(root, "en"), "figures/deaths.md", today=tree.TODAY)
    figures.show(page, charts.chart(page, "deaths", library.charts["deaths"]))
    assert page.files["figures/chart-deaths.csv"].splitlines()[:2] == ["Series,When,Number,What it includes", "'=1+1 <b>&amp;,2013,100,calendar year"]


# -- claims


@pytest.fixture
def claims(root):
    change(root, "charts/deaths", "title:", "form: claims\ntitle:")
    return root


def test_every_number_is_a_claim_also_without_a_date(claims):
    drawn = figure(claims)
    assert values(drawn, "amounts")[:6] == [(0, 100), (0, 3000), (0, 2600), (0, (100, 900)), (0, 1400), (0, 5)]
    assert values(drawn, "points")[:5] == [(0, 100), (0, 3000), (0, 2600), (0, 1400), (0, 5)]
    assert values(drawn, "bars") == [(0, 3000), (0, (100, 900)), (1, 3000), (1, (100, 900))]
    said = [row["text"] for row in drawn.spec["datasets"]["amounts"][:6]]
    assert said == ["100", "about 3,000 (2,500 to 4,000)", "more than 2,600", "100 to 900", "1,400", "5"]
    assert len(drawn.rows) == 12
    assert [key.dash for key in drawn.key] == [None, None]
    assert "A bar reaches" in drawn.note and "joined" not in drawn.note


def test_a_claim_says_whose_it_is_what_it_includes_and_when(claims):
    change(claims, "series/other", "value: 100\n    scope: calendar year", "value: 100\n    scope: Army, 2013 and before")
    words = [row["text"].replace("\N{NO-BREAK SPACE}", " ") for row in figure(claims).spec["datasets"]["words"]]
    rest = ["calendar year, 2022", "half a year, January 2023 to June 2023", "one day, 29 February 2024", "no date", "no end, since 2024"]
    assert words == ["UN, calendar year, 2013", *(f"UN, {text}" for text in rest), "Army, 2013 and before, 2013", *(f"Army, {text}" for text in rest)]


def test_one_series_of_claims_needs_no_name_and_no_key(claims):
    change(claims, "charts/deaths", "  - series: other\n    label: Army\n", "")
    drawn = figure(claims)
    assert drawn.spec["datasets"]["words"][0]["text"] == "Calendar year, 2013"
    assert drawn.key == []


def test_claims_stand_below_each_other_and_their_numbers_fit(claims):
    spec = figure(claims).spec
    amounts, words = spec["datasets"]["amounts"], spec["datasets"]["words"]
    heights = sorted([*(row["y"] for row in amounts), *(row["y"] for row in words)])
    assert all(below - above >= charts.LINE for above, below in zip(heights, heights[1:], strict=False))
    assert spec["height"] > heights[-1]
    most = spec["layer"][1]["encoding"]["x"]["scale"]["domain"][1]
    assert most > 4000
    assert all(row["at"] / most * charts.WIDTH + 6 * len(row["text"]) <= charts.WIDTH for row in amounts)


def test_long_words_are_broken_into_even_lines(claims):
    scope = "soldiers of all services, with gendarmerie and national guard, as stated by a minister"
    change(claims, "charts/deaths", "  - series: other\n    label: Army\n", "")
    change(claims, "series/deaths", "half a year", scope)
    words = [row["text"] for row in figure(claims).spec["datasets"]["words"]]
    lines = words[2:5]
    assert " ".join(lines).replace("\N{NO-BREAK SPACE}", " ") == scope.capitalize() + ", January 2023 to June 2023"
    assert lines[2].startswith("by a minister, January") and max(map(len, words)) <= charts.LETTERS
