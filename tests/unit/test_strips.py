"""Strips and the filter's form: every event is counted once, every number leads to its events, and every name can be found."""

import lxml.html
import pytest

from macros import filters, language, pages, strips
from macros.render import Page
from tests.unit import tree

# date, theme; all in Mali, with JNIM
EVENTS = [("1991-05", "security"), ("1998", "history"), ("2009-01-01", "security"), ("2022-02-01", "security"), ("2024", "ecowas"),
          ("2024-02-28", "security"), ("2024-04-02", "security"), ("2024-04-03", "security")]
EVENT = """\
date: "{}"
title: An event
theme: {}
status: reported
summary: Something happened.
places:
  - name: Gao
    country: mali
    lat: 16.3
    lon: 0
actors:
  - actor: jnim
    role: target
sources:
  - afp-2017
reviewed: "2025-12-01"
"""


@pytest.fixture
def root(tmp_path):
    tree.plant(tmp_path)
    for date, theme in EVENTS:
        tree.add(tmp_path, f"events/{date}-event", EVENT.format(date, theme))
    for year in ("before-2012", "2022"):
        (tmp_path / "docs" / "en" / "timeline" / f"{year}.md").write_text("# A year\n", encoding="utf-8")
    return tmp_path


def page(root, path):
    return Page(tree.load(root), language.load(root, "en"), path, today=tree.TODAY)


def read(html):
    """Return ``(titles of columns, {theme: [number or empty]}, {(theme or None, column): address})`` of a strip."""
    table = lxml.html.fromstring(html).find(".//table")
    columns = [cell.text_content() for cell in table.findall("thead/tr/th")[1:]]
    rows = {row.find("th").text_content(): row.findall("td") for row in table.findall("tbody/tr")}
    links = {(theme, column): cell.find("a").get("href") for theme, cells in {None: table.findall("thead/tr/th")[1:], **rows}.items()
             for column, cell in zip(columns, cells, strict=True) if cell.find("a") is not None}
    return columns, {theme: [cell.text_content() for cell in cells] for theme, cells in rows.items()}, links


def test_a_list_is_counted_by_theme_and_year(root):
    page_ = page(root, "timeline/armed-groups.md")
    columns, rows, links = read(strips.of_list(page_, page_.library.chronicle))
    assert columns == ["Before 2012", *map(str, range(2012, 2025))]
    between = [""] * 9
    assert rows == {"ECOWAS": ["", "", *between, "", "", "1"], "Fighting and forces": ["2", "", *between, "1", "", "4"], "Before 2012": ["1", "", *between, "", "", ""]}
    assert links["Fighting and forces", "2024"] == "?theme=security&year=2024#y2024"
    assert links["Before 2012", "Before 2012"] == "?theme=history&year=before-2012#y1998"
    assert links[None, "Before 2012"] == "?year=before-2012#y1991"
    assert links[None, "2022"] == "?year=2022#y2022"
    assert (None, "2023") not in links


def test_a_year_is_counted_by_month(root):
    year = page(root, "timeline/2024.md")
    columns, rows, links = read(strips.of_year(year, [(id, event) for id, event in year.library.chronicle if event.date.start.year == 2024]))
    assert columns == ["Month not given", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep"]
    assert rows == {"ECOWAS": ["1", *[""] * 9], "Fighting and forces": ["", "", "1", "", "2", "", "", "", "", "1"]}
    assert links["Fighting and forces", "Apr"] == "#2024-04-02-event"
    assert links[None, "Apr"] == "#m4"
    assert links[None, "Month not given"] == "#m0"


def test_early_years_are_counted_by_decade(root):
    early = page(root, "timeline/before-2012.md")
    events = [(id, event) for id, event in early.library.chronicle if event.date.start.year < 2012]
    assert strips.of_year(early, events) == ""
    columns, rows, links = read(strips.of_year(early, events * 2))
    assert columns == ["1990s", "2000s"]
    assert rows == {"Fighting and forces": ["1", "1"], "Before 2012": ["1", ""]}
    assert links[None, "1990s"] == "#1991-05-event"


def test_elsewhere_a_number_leads_to_its_first_event(root):
    _, rows, links = read(pages.strip(page(root, "explained/aes.md"), actors=["jnim"]))
    assert rows["Fighting and forces"][-1] == "4"
    assert links["Fighting and forces", "2024"] == "../../timeline/2024/#2024-02-28-event"
    assert links[None, "Before 2012"] == "../../timeline/before-2012/"


def test_a_profile_has_its_strip_if_there_are_events_enough(root):
    assert 'id="events-strip"' in pages.profile(page(root, "actors/jnim.md"))
    assert "events-strip" not in pages.profile(page(root, "actors/al-qaeda.md"))


@pytest.mark.parametrize(("number", "shade"), [(1, "1"), (2, "2"), (4, "2"), (5, "3"), (9, "3"), (10, "4"), (30, "4")])
def test_more_events_are_darker(root, number, shade):
    page_ = page(root, "explained/aes.md")
    one = page_.library.chronicle[0]
    assert f'class="n{shade}"' in strips.of_events(page_, [one] * max(number, strips.FEWEST)) if number >= strips.FEWEST else True
    assert strips._cell(["x"] * number, "security", lambda *_: "#x").shade == int(shade)


def test_the_form_offers_what_stands_in_the_list(root):
    page_ = page(root, "timeline/armed-groups.md")
    form = lxml.html.fromstring(filters.form(page_, page_.library.chronicle))
    offered = {select.get("name"): select.xpath("option/@value") for select in form.findall(".//select")}
    assert offered == {"theme": ["", "ecowas", "security", "history"], "year": ["", "before-2012", "2022", "2024"]}  # one country is no choice
    assert form.get("hidden") is not None
    assert form.find(".//output").text_content() == "9 of 9 events"
    labelled = set(form.xpath(".//label/@for"))
    assert labelled == {field.get("id") for field in form.xpath(".//select | .//input")}


@pytest.mark.parametrize("name", ['"><img src=x onerror=alert(1)>', "</option></datalist><b>x", "&lt;b&gt; &amp;", "{{ 7*7 }}", "Jama'at", "{: .hidden }", "**x**"])
def test_the_form_holds_every_name_as_it_stands(root, name):
    tree.change(root, "actors/jnim", "abbreviation: JNIM", "abbreviation: '" + name.replace("'", "''") + "'")
    page_ = page(root, "timeline/armed-groups.md")
    options = lxml.html.fromstring(filters.form(page_, page_.library.chronicle)).findall(".//datalist/option")
    names = page_.library.actors["jnim"].names
    assert [option.get("value") for option in options if option.get("data-id") == "jnim"] == names
    assert name in names
    assert {(option.text, len(option)) for option in options} == {(None, 0)}


def test_spellings_that_fold_alike_stand_once():
    assert filters._spellings(["Assimi Goïta", "Assimi Goita", "ASSIMI GOITA", "Goïta"]) == ["Assimi Goïta", "Goïta"]


def test_a_handful_of_events_has_neither_strip_nor_filter(tmp_path):
    tree.plant(tmp_path)
    text = pages.timeline(page(tmp_path, "timeline/all.md"))
    assert "2024-09-17-bamako" in text
    assert "filter" not in text
    assert "strip" not in text
    assert "data-theme" not in text
