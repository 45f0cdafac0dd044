"""The family tree, the maps and the locators in a real browser: true to the records, twinned by tables, linked and legible."""

import re
from datetime import date
from urllib.parse import urljoin

import lxml.etree
import lxml.html
import pytest
from playwright.sync_api import expect

from tests.site.test_browser import WIDTHS, assert_fits

SVG = "{http://www.w3.org/2000/svg}"
FIGURE_PAGES = ["/family-tree/", "/figures/maps/", "/timeline/2024/", "/timeline/civilians/", "/timeline/countries/niger/", "/actors/jnim/"]
WEIGHT = 60_000  # bytes of SVG on a page, compressed


def figures(pages, address):
    found = pages[address].xpath('//figure[contains(@class, "figure")]')
    assert found, address
    return found


# -- the family tree


def test_from_the_family_tree_to_a_profile(visit):
    page = visit("family-tree/")
    name = page.locator("#family-tree .drawing a", has_text=re.compile("^JNIM$"))
    expect(name).to_be_visible()
    name.click()
    expect(page).to_have_url(re.compile(r"/actors/jnim/$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("JNIM")


def tree_rows(pages, address="/family-tree/", id="family-tree"):
    """``{id: (family, active, ties)}`` of the table beside the tree."""
    rows = pages[address].xpath(f'//figure[@id="{id}"]//tbody/tr')
    return {id_of(row.xpath("td[1]//a/@href")[0], address): [cell.text_content() for cell in row.xpath("td")[1:]] for row in rows}


def id_of(href, address):
    return urljoin(address, href).rstrip("/").rpartition("/")[2]


def test_every_armed_group_with_a_family_has_a_lane_and_a_row(pages, records):
    groups = {id for id, actor in records["actors"].items() if actor.get("line")}
    assert set(tree_rows(pages)) == groups
    names = pages["/family-tree/"].xpath('//figure[@id="family-tree"]//div[@class="drawing"]//a')
    assert {id_of(name.get("href"), "/family-tree/") for name in names} == groups
    assert all(actor.get("line") for actor in records["actors"].values() if actor["kind"] == "armed-group")


@pytest.mark.parametrize(("id", "active", "ties"), [
    ("jnim", "since 2 March 2017", ["merged into it Ansar Dine, 2 March 2017", "merged into it Al-Mourabitoun, 2 March 2017"]),
    ("issp", "since May 2015", ["split from Al-Mourabitoun, May 2015", "part of Islamic State"]),
    ("fla", "since 30 November 2024", ["merged into it Permanent Strategic Framework (CSP), 30 November 2024"]),
    ("gspc", "1998 to January 2007", ["renamed to Al-Qaeda in the Islamic Maghreb (AQIM), January 2007"]),
])
def test_the_hard_dates_stand_in_the_table(pages, id, active, ties):
    _, when, told = tree_rows(pages)[id]
    assert when == active
    for tie in ties:
        assert tie in told


def test_ties_are_drawn_as_often_as_they_are_told(pages):
    """Each tie stands in the rows of both its groups; in the drawing it is one stroke and one sign."""
    drawing = pages["/family-tree/"].xpath('//figure[@id="family-tree"]//div[@class="drawing"]//svg')[0]
    told = sum(len(ties.split("; ")) for _, _, ties in tree_rows(pages).values() if ties != "–")
    strokes = [line for line in drawing.iter("line") if line.get("stroke-width") == "1.5"]
    assert told == 2 * len(strokes) > 50


def test_a_lane_starts_on_its_day(pages):
    """The scale is read from the years at the top; the lane of JNIM starts on 2 March 2017, that of FLA on 30 November 2024."""
    drawing = pages["/family-tree/"].xpath('//figure[@id="family-tree"]//div[@class="drawing"]//svg')[0]
    years = sorted((int(text.text), x(text)) for text in drawing.iter("text") if re.fullmatch(r"\d{4}", text.text or ""))
    (first, left), (last, right) = years[0], years[-1]
    per_day = (right - left) / (date(last, 1, 1) - date(first, 1, 1)).days
    lanes = [line for line in drawing.iter("line") if line.get("stroke-width") == "7"]
    starts = {round(x(line)) for line in lanes}
    for day in (date(2017, 3, 2), date(2024, 11, 30), date(2013, 8, 1)):
        assert round(left + (day - date(first, 1, 1)).days * per_day) in {start + nudge for start in starts for nudge in (-1, 0, 1)}, day


def x(element):
    return float(re.match(r"translate\(([-\d.]+)", element.get("transform"))[1])


def test_a_profile_shows_its_part_of_the_tree(pages, records):
    assert set(tree_rows(pages, "/actors/jnim/", "tree-jnim")) >= {"jnim", "ansar-dine", "al-mourabitoun", "katiba-macina", "aqim"}
    assert "mnla" not in tree_rows(pages, "/actors/jnim/", "tree-jnim")


# -- maps


def test_the_region_has_the_three_states_and_their_neighbours_with_capitals(pages):
    rows = {row.xpath("td")[0].text_content(): row.xpath("td")[1].text_content() for row in pages["/figures/maps/"].xpath('//figure[@id="region"]//tbody/tr')}
    assert {"Mali": "Bamako", "Burkina Faso": "Ouagadougou", "Niger": "Niamey", "Senegal": "Dakar", "Nigeria": "Abuja"}.items() <= rows.items()
    drawn = {text.text for text in pages["/figures/maps/"].xpath('//figure[@id="region"]//div[@class="drawing"]//text')}
    assert {"Mali", "Burkina Faso", "Niger", "Bamako", "Ouagadougou", "Niamey", "Algeria", "Togo"} <= drawn


def test_bars_say_who_led_belonged_and_was_there(pages):
    rows = [[cell.text_content() for cell in row.xpath("td")] for row in pages["/belonging/"].xpath('//figure[@id="belonging-mali"]//tbody/tr')]
    found = {who.split(",")[0]: when for _, who, when in rows}
    assert found["Economic Community of West African States (ECOWAS)"].startswith("28 May 1975 to 29 January 2025")
    assert found["International Criminal Court (ICC)"].startswith("since 16 August 2000")
    assert found["Operation Barkhane"].startswith("1 August 2014 to 15 August 2022")
    assert {"Ibrahim Boubacar Keïta", "Assimi Goïta", "G5 Sahel (G5S)"} <= {name for name in found}


def test_blocs_before_and_after_the_exit(pages):
    def classes(id):
        rows = pages["/figures/maps/"].xpath(f'//figure[@id="{id}"]//tbody/tr')
        return {row.xpath("td")[0].text_content(): [cell.text_content() != "–" for cell in row.xpath("td")[1:]] for row in rows}
    before, both, after = classes("blocs-2023-01-01"), classes("blocs-2024-06-01"), classes("blocs-2025-02-01")
    assert before["Mali"] == [False, True, True]
    assert both["Niger"] == [True, True, True]
    assert after["Burkina Faso"] == [True, False, True]
    assert after["Nigeria"] == [False, True, False] and after["Togo"] == [False, True, True]
    assert [sum(ecowas for _, ecowas, _ in found.values()) for found in (before, both, after)] == [15, 15, 12]
    assert "Mauritania" not in after


def test_a_map_of_a_year_has_the_places_of_its_events(pages, records):
    rows = pages["/timeline/2024/"].xpath('//figure[@id="map-timeline-2024"]//tbody/tr')
    shown = {row.xpath("td")[0].text_content(): sum(int(number) for number in re.findall(r": (\d+)", row.xpath("td")[2].text_content())) for row in rows}
    counted = {}
    for id, event in records["events"].items():
        if id.startswith("2024"):
            for place in event.get("places", []):
                if -12.6 < place["lon"] < 16.2 and 9 < place["lat"] < 25.2:
                    counted[place["name"]] = counted.get(place["name"], 0) + 1
    assert shown == counted


def test_dots_are_as_many_as_places_and_themes(pages):
    for address in ("/timeline/2024/", "/timeline/civilians/"):
        figure = figures(pages, address)[0]
        marks = {themed for row in figure.xpath(".//tbody/tr") for themed in re.findall(r"([A-Z][\w ]+): \d+", row.xpath("td")[2].text_content())}
        key = {item.text_content().strip() for item in figure.xpath('.//ul[@class="key"]/li')}
        assert marks == key


def test_events_have_a_locator_where_a_place_in_the_sahel_is_recorded(pages, records):
    for address, start in (("/timeline/2024/08/", "2024-08"), ("/timeline/2021/", "2021")):
        article = pages[address].xpath("//article")[0]
        expected = sum(any(-12.6 < p["lon"] < 16.2 and 9 < p["lat"] < 25.2 for p in event.get("places", []))
                       for event in records["events"].values() if event["date"].lstrip("[").startswith(start))
        assert len(article.xpath('.//*[@class="locator"]')) == expected
        assert len(article.xpath('.//*[@id="outline"]')) == 1


# -- all figures


@pytest.mark.parametrize("address", FIGURE_PAGES)
def test_a_figure_says_what_it_shows_and_has_a_twin_and_files(site, pages, address):
    for figure in figures(pages, address):
        drawing = figure.xpath('.//div[@class="drawing"]')[0]
        caption = figure.xpath(".//figcaption/strong")[0]
        title = caption.text_content()
        if drawing.get("role") == "img":
            assert drawing.get("aria-label").startswith(title) and len(drawing.get("aria-label")) > len(title) + 40
        else:  # it scrolls and has links for pointers
            assert (drawing.get("role"), drawing.get("aria-labelledby"), drawing.get("tabindex")) == ("group", caption.get("id"), "0")
            assert drawing.xpath('./div[@aria-hidden="true"]/svg')
        assert figure.xpath(".//details//tbody/tr") and figure.xpath(".//details//th[@scope='col']")
        table = [[cell.text_content() for cell in row.xpath("td")] for row in figure.xpath(".//details//tbody/tr")]
        csv = (site / "data" / "figures" / f"{figure.get('id')}.csv").read_text(encoding="utf-8").splitlines()
        assert len(csv) == len(table) + 1
        alone = lxml.etree.fromstring((site / "data" / "figures" / f"{figure.get('id')}.svg").read_bytes())
        assert alone.find(f"{SVG}title").text == title
        assert alone.find(f"{SVG}desc").text
        assert not list(alone.iter(f"{SVG}a"))


def test_no_page_carries_too_much_drawing(pages):
    import gzip
    for address, tree in pages.items():
        drawings = "".join(lxml.html.tostring(svg, encoding="unicode") for svg in tree.xpath('//div[@class="drawing"]//svg'))
        assert len(gzip.compress(drawings.encode(), mtime=0)) <= WEIGHT, address


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("address", ["family-tree/", "figures/maps/", "timeline/2024/"])
def test_figures_fit_and_names_do_not_collide(visit, address, width):
    page = visit(address, width)
    overlaps = page.evaluate("""() => [...document.querySelectorAll('.drawing svg')].flatMap(svg => {
        const boxes = [...svg.querySelectorAll('text')].filter(t => !t.getAttribute('stroke')).map(t => [t.textContent, t.getBoundingClientRect()]);
        return boxes.flatMap(([a, p], i) => boxes.slice(i + 1).filter(([b, q]) => a !== b && Math.min(p.right, q.right) - Math.max(p.left, q.left) > 2
            && Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top) > 3).map(([b]) => `${a} / ${b}`))})""")
    assert overlaps == []
    if address != "family-tree/":
        assert_fits(page)


def test_a_wide_drawing_scrolls_by_itself_and_can_be_reached_with_the_keyboard(visit):
    page = visit("family-tree/", 360)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    drawing = page.locator("#family-tree .drawing")
    drawing.focus()
    assert drawing.evaluate("e => e.scrollWidth > e.clientWidth && document.activeElement === e")
    expect(page.locator("#family-tree .hint")).to_be_visible()


@pytest.mark.parametrize(("scheme", "colour"), [("light", "rgb(34, 32, 27)"), ("dark", "rgb(239, 233, 218)")])
def test_drawings_follow_the_colours_of_the_page(visit, scheme, colour):
    text = visit("family-tree/", color_scheme=scheme).locator("#family-tree .drawing text", has_text="JNIM").last
    expect(text).to_have_css("fill", colour)
