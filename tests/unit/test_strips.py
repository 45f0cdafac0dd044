"""Strips and the filter's form: every event is counted once, every number leads to its events, and every name can be found."""

import lxml.html
import pytest

from macros import pages
from macros.showing import filters, language, strips
from macros.showing.render import Page
from tests.unit import tree

# date, theme; all in Mali, and Mali takes part
EVENTS = [("1991-05", "security"), ("1992", "security"), ("1998", "history"), ("2009-01-01", "security"), ("2010", "security"),
          ("2022-02-01", "security"), ("2024", "ecowas"),
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
  - actor: mali
    role: target
sources:
  - reuters-2017
reviewed: "2025-12-01"
"""


def plant(root):
    tree.plant(root)
    for date, theme in EVENTS:
        tree.add(root, f"events/{date}-event", EVENT.format(date, theme))
    return root


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    return tree.load(plant(tmp_path_factory.mktemp("tree")))


def page(library, path):
    return Page(library, language.load(library.root, "en"), path, today=tree.TODAY)


def read(html):
    """Return ``(titles of columns, {theme: [number or empty]}, {(theme or None, column): address})`` of a strip."""
    table = lxml.html.fromstring(html).find(".//table")
    columns = [cell.text_content() for cell in table.findall("thead/tr/th")[1:]]
    rows = {row.find("th").text_content(): row.findall("td") for row in table.findall("tbody/tr")}
    links = {(theme, column): cell.find("a").get("href") for theme, cells in {None: table.findall("thead/tr/th")[1:], **rows}.items()
             for column, cell in zip(columns, cells, strict=True) if cell.find("a") is not None}
    return columns, {theme: [cell.text_content() for cell in cells] for theme, cells in rows.items()}, links


def test_a_list_is_counted_by_theme_and_year(library):
    columns, rows, links = read(strips.of_list(page(library, "timeline/armed-groups.md"), library.chronicle))
    assert columns == ["Before 2012", *map(str, range(2012, 2025))]
    between = [""] * 9
    assert rows == {"ECOWAS": ["", "", *between, "", "", "1"],
                    "Fighting and forces": ["4", "", *between, "1", "", "4"], "Before 2012": ["1", "", *between, "", "", ""]}
    assert links["Fighting and forces", "2024"] == "?theme=security&year=2024#y2024"
    assert links["Before 2012", "Before 2012"] == "?theme=history&year=before-2012#y1998"
    assert links[None, "Before 2012"] == "?year=before-2012#y1991"
    assert links[None, "2022"] == "?year=2022#y2022"
    assert (None, "2023") not in links


def test_a_year_is_counted_by_month(library):
    year = page(library, "timeline/2024.md")
    columns, rows, links = read(strips.of_year(year, [(id, event) for id, event in library.chronicle if event.date.start.year == 2024]))
    assert columns == ["Month not given", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep"]
    assert rows == {"ECOWAS": ["1", *[""] * 9], "Fighting and forces": ["", "", "1", "", "2", "", "", "", "", "1"]}
    assert links["Fighting and forces", "Apr"] == "04/#2024-04-02-event"
    assert links[None, "Apr"] == "#m4"
    assert links[None, "Month not given"] == "#m0"


def test_early_years_are_counted_by_decade(library):
    early = page(library, "timeline/before-2012.md")
    events = [(id, event) for id, event in library.chronicle if event.date.start.year < 2012]
    columns, rows, links = read(strips.of_year(early, events))
    assert columns == ["1990s", "2000s", "2010s"]
    assert rows == {"Fighting and forces": ["2", "1", "1"], "Before 2012": ["1", "", ""]}
    assert links[None, "1990s"] == "#1991-05-event"


def test_elsewhere_a_number_leads_to_its_first_event(library):
    _, rows, links = read(pages.strip(page(library, "explained/aes.md"), actors=["mali"]))
    assert rows["Fighting and forces"][-1] == "4"
    assert links["Fighting and forces", "2024"] == "../../timeline/2024/02/#2024-02-28-event"
    assert links[None, "Before 2012"] == "../../timeline/before-2012/"


def test_a_profile_has_its_strip_if_there_are_events_enough(library):
    assert 'id="events-strip"' in pages.head(page(library, "actors/mali.md"))
    assert "events-strip" not in pages.head(page(library, "actors/jnim.md"))


@pytest.mark.parametrize(("number", "shade"), [(5, 3), (9, 3), (10, 4), (30, 4)])
def test_more_events_are_darker(library, number, shade):
    html = strips.of_events(page(library, "explained/aes.md"), library.chronicle[-1:] * number)
    assert f'<td class="n{shade}"><a href="../../timeline/2024/09/#2024-09-17-bamako">{number}</a>' in html


def test_the_form_offers_what_stands_in_the_list(library):
    form = lxml.html.fromstring(filters.form(page(library, "timeline/armed-groups.md"), library.chronicle))
    offered = {select.get("name"): select.xpath("option/@value") for select in form.findall(".//select")}
    assert offered == {"theme": ["", "ecowas", "security", "history"], "year": ["", "before-2012", "2022", "2024"]}  # one country is no choice
    assert form.find("form").get("hidden") is not None
    assert form.find(".//output").text_content() == "11 of 11 events"
    labelled = set(form.xpath(".//label/@for"))
    assert labelled == {field.get("id") for field in form.xpath(".//select | .//input")}


@pytest.mark.parametrize("name", ['"><img src=x onerror=alert(1)>', "</option></datalist><b>x", "&lt;b&gt; &amp;", "{{ 7*7 }}", "Jama'at", "{: .hidden }",
                                  "**x**"])
def test_the_form_holds_every_name_as_it_stands(tmp_path, name):
    tree.change(plant(tmp_path), "actors/mali", "abbreviation: MLI", "abbreviation: '" + name.replace("'", "''") + "'")
    library = tree.load(tmp_path)
    options = lxml.html.fromstring(filters.form(page(library, "timeline/armed-groups.md"), library.chronicle)).findall(".//datalist/option")
    names = library.actors["mali"].names
    assert [option.get("value") for option in options if option.get("data-id") == "mali"] == names
    assert name in names
    assert {(option.text, len(option)) for option in options} == {(None, 0)}


def test_spellings_that_fold_alike_stand_once():
    assert filters._spellings(["Assimi Goïta", "Assimi Goita", "ASSIMI GOITA", "Goïta"]) == ["Assimi Goïta", "Goïta"]


def test_a_handful_of_events_has_neither_strip_nor_filter(tmp_path):
    tree.plant(tmp_path)
    text = pages.timeline(page(tree.load(tmp_path), "timeline/all.md"))
    assert "2024-09-17-bamako" in text
    assert "filter" not in text
    assert "strip" not in text
    assert "data-theme" not in text
