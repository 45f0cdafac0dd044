"""The filter of the timelines and the strips: they show what the records say, keep it in the address, and harm nobody without script."""

import re
import unicodedata
from collections import Counter
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
import yaml
from playwright.sync_api import expect

from tests.conftest import ROOT

ALL = "timeline/all/"
FIRST = 2012


def year(event):
    """The year in which an event starts; the records write 2024-…, [2024-…..…] or 2024-…/…"""
    return int(re.search(r"\d{4}", event["date"])[0])


@pytest.fixture(scope="module")
def themes():
    """``{id: label}`` of the themes."""
    return {id: entry["label"] for id, entry in yaml.safe_load((ROOT / "data" / "vocabulary" / "themes.yml").read_text(encoding="utf-8")).items()}


def folded(text):
    """Small letters without accents and apostrophes."""
    text = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in text if not unicodedata.combining(char) and char not in "'’")


def those(records, fits):
    """The ids of the events that fit."""
    return {id for id, event in records["events"].items() if fits(event)}


def has(actor):
    return lambda event: any(part["actor"] == actor for part in event.get("actors", []))


def shown(page):
    """The ids of the events that the list shows."""
    links = page.locator("li[data-theme]:visible > a")
    return {href.partition("#")[2] for href in links.evaluate_all("links => links.map(link => link.getAttribute('href'))")}


def field(page, label):
    return page.get_by_role("article").get_by_label(label, exact=True)


def assert_shows(page, ids, total):
    """The list shows these events and no others, says their number, and hides the years that have none."""
    expect(page.get_by_role("status")).to_have_text(f"{len(ids)} of {total} events")
    assert shown(page) == ids
    assert page.locator("h2[data-year]:visible").count() == len({id[:4] for id in ids})


# -- the filter


@pytest.mark.parametrize("width", [360, 1280])
def test_ecowas_in_2024(visit, records, width):
    ids = those(records, lambda event: event["theme"] == "ecowas" and year(event) == 2024)
    page = visit(ALL, width)
    assert_shows(page, set(records["events"]), len(records["events"]))
    field(page, "Theme").select_option(label="ECOWAS")
    field(page, "Year").select_option("2024")
    assert_shows(page, ids, len(records["events"]))
    assert parse_qs(urlsplit(page.url).query) == {"theme": ["ecowas"], "year": ["2024"]}
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_choice_survives_reload_and_return(visit, records):
    page = visit(f"{ALL}?theme=ecowas&year=2024")
    ids = those(records, lambda event: event["theme"] == "ecowas" and year(event) == 2024)
    assert_shows(page, ids, len(records["events"]))
    expect(field(page, "Theme")).to_have_value("ecowas")
    field(page, "Words").fill("abuja")
    fewer = shown(page)
    assert fewer < ids
    page.reload()
    assert_shows(page, fewer, len(records["events"]))
    page.locator("li[data-theme]:visible > a").first.click()
    expect(page).to_have_url(re.compile(r"/timeline/2024/\d\d/#2024-"))
    page.go_back()
    assert_shows(page, fewer, len(records["events"]))
    expect(field(page, "Words")).to_have_value("abuja")


def test_words_find_names_without_their_accents(visit, records):
    page = visit(ALL)
    field(page, "Words").fill("goita")
    ids = shown(page)
    by_name = those(records, has("assimi-goita"))
    assert by_name <= ids
    assert len(by_name) > 10
    assert all("goita" in folded(f"{records['events'][id]['title']}") for id in ids - by_name)
    for written in ("GOÏTA", "goïta", " Goita  "):
        field(page, "Words").fill(written)
        assert shown(page) == ids


def test_words_find_names_without_their_apostrophes(visit, records):
    page = visit(ALL)
    found = []
    for written in ("jama'at nusrat", "Jama’at Nusrat", "jamaat nusrat"):
        field(page, "Words").fill(written)
        found.append(shown(page))
    assert found[0] == found[1] == found[2] == those(records, has("jnim"))


@pytest.mark.parametrize(("written", "actor"), [("JNIM", "jnim"), ("gsim", "jnim"), ("Groupe de soutien a l’islam et aux musulmans", "jnim"),
                                                ("tiani", "abdourahamane-tchiani"), ("CEDEAO", "ecowas"), ("Assimi Goita", "assimi-goita")])
def test_an_actor_is_found_under_any_name(visit, records, written, actor):
    page = visit(ALL)
    field(page, "Who took part").fill(written)
    assert_shows(page, those(records, has(actor)), len(records["events"]))


def test_a_country_is_where_it_took_place(visit, records):
    page = visit(ALL)
    field(page, "Took place in").select_option(label="Benin")
    assert_shows(page, those(records, lambda event: any(place["country"] == "benin" for place in event.get("places", []))), len(records["events"]))


def test_early_years_are_one_choice(visit, records):
    page = visit(ALL)
    field(page, "Year").select_option(label="Before 2012")
    assert_shows(page, those(records, lambda event: year(event) < FIRST), len(records["events"]))


def test_show_all_again(visit, records):
    page = visit(f"{ALL}?theme=ecowas&year=2024&words=zzz&actor=zzz&country=nowhere")
    expect(page.get_by_role("status")).to_have_text("No event fits. Change a field, or show all again.")
    assert shown(page) == set()
    page.get_by_role("button", name="Show all again").click()
    assert_shows(page, set(records["events"]), len(records["events"]))
    assert urlsplit(page.url).query == ""


def test_by_keyboard_alone(visit, records):
    page = visit(ALL)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # skip to content
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.skip')"):
            break
    expect(page.get_by_role("link", name="Skip this table")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(field(page, "Theme")).to_be_focused()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.type("ECOWAS")
    for _ in range(4):
        page.keyboard.press("Tab")
    expect(field(page, "Words")).to_be_focused()
    page.keyboard.type("sanctions")
    page.keyboard.press("Enter")
    ids = shown(page)
    assert ids
    assert ids < those(records, lambda event: event["theme"] == "ecowas")


@pytest.mark.parametrize("address", ["timeline/ecowas/", "timeline/countries/mali/", "timeline/armed-groups/"])
def test_every_long_timeline_has_a_filter(visit, address):
    page = visit(address, 360)
    total = page.locator("li[data-theme]").count()
    field(page, "Year").select_option("2023")
    assert 0 < len(shown(page)) < total
    expect(page.get_by_role("status")).to_have_text(f"{len(shown(page))} of {total} events")
    expect(page.get_by_role("link", name="by theme")).to_have_attribute("href", re.compile(r"\.\./#themes$"))


def test_without_script_all_is_listed_and_no_form_stands_there(visit, records):
    page = visit(f"{ALL}?theme=ecowas&year=2024", java_script_enabled=False)
    assert shown(page) == set(records["events"])
    expect(page.locator("form.filter")).to_be_hidden()
    expect(page.get_by_role("button", name="Show all again")).to_be_hidden()
    expect(page.get_by_role("link", name="by country")).to_have_count(1)


def test_from_a_folder_without_a_server(browser, site, records):
    """The site as it is unpacked from an archive: no server, no fetching."""
    context = browser.new_context()
    page = context.new_page()
    faults = []
    context.on("weberror", lambda error: faults.append(str(error.error)))
    page.goto((site / ALL / "index.html").as_uri() + "?theme=ecowas")
    field(page, "Year").select_option("2024")
    ids = those(records, lambda event: event["theme"] == "ecowas" and year(event) == 2024)
    assert_shows(page, ids, len(records["events"]))
    assert parse_qs(urlsplit(page.url).query) == {"theme": ["ecowas"], "year": ["2024"]}
    page.reload()
    assert_shows(page, ids, len(records["events"]))
    context.close()
    assert [fault for fault in faults if "search_index" not in fault] == []  # the theme's search needs a server


def test_the_script_does_nothing_elsewhere(pages):
    with_form = {address for address, tree in pages.items() if tree.xpath("//form[contains(@class, 'filter')]")}
    assert {"/timeline/all/", "/timeline/ecowas/", "/timeline/countries/mali/"} <= with_form
    assert {address for address in with_form if not address.startswith("/timeline/")} <= {"/about/writing/"}


# -- strips


def strips(tree, address):
    """Yield ``(theme or None, column, number or None, address)`` for each link of the first strip of a page."""
    table = tree.xpath("//div[@class='strip']/table")[0]
    assert "not the war" in table.find("caption").text_content()
    columns = [cell.text_content() for cell in table.xpath("thead/tr/th[position() > 1]")]
    assert {cell.get("scope") for cell in table.xpath("thead/tr/th")} == {"col"}
    for column, link in zip(columns, table.xpath("thead/tr/th[position() > 1]"), strict=True):
        if len(link):
            yield None, column, None, urljoin(address, link[0].get("href"))
    for row in table.xpath("tbody/tr"):
        assert row[0].get("scope") == "row"
        for column, cell in zip(columns, row[1:], strict=True):
            if len(cell):
                yield row[0].text_content(), column, int(cell.text_content()), urljoin(address, cell[0].get("href"))


def by_year(event):
    return str(year(event)) if year(event) >= FIRST else f"Before {FIRST}"


def by_month(event):
    month = re.search(r"\d{4}-(\d\d)", event["date"])
    return "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()[int(month[1]) - 1] if month else "Month not given"


@pytest.mark.parametrize(("address", "fits", "column"), [
    ("/timeline/all/", lambda event: True, by_year),
    ("/timeline/civilians/", lambda event: event["theme"] == "civilians", by_year),
    ("/timeline/countries/mali/", lambda event: any(place["country"] == "mali" for place in event.get("places", [])), by_year),
    ("/timeline/2024/", lambda event: year(event) == 2024, by_month),
    ("/timeline/before-2012/", lambda event: year(event) < FIRST, lambda event: f"{year(event) // 10}0s"),
    ("/actors/jnim/", has("jnim"), by_year),
    ("/actors/mali/", has("mali"), by_year),
])
def test_each_number_is_that_of_the_records_and_leads_to_them(pages, records, themes, address, fits, column):
    counts = Counter((themes[event["theme"]], column(event)) for event in records["events"].values() if fits(event))
    found = list(strips(pages[address], address))
    assert {(theme, label): number for theme, label, number, _ in found if theme} == counts
    for theme, label, _, target in found:
        path, anchor = urlsplit(target).path, urlsplit(target).fragment
        assert not anchor or pages[path].xpath("//*[@id=$id]", id=anchor), target
        if theme and path != address or "/timeline/2" in address:  # to the first event itself
            event = records["events"].get(anchor)
            assert event is None and not theme or (fits(event) and column(event) == label and theme in (None, themes[event["theme"]]))


def test_a_number_on_a_timeline_narrows_the_list(visit, records):
    page = visit(ALL)
    ids = those(records, lambda event: event["theme"] == "ecowas" and year(event) == 2024)
    row = page.locator(".strip tbody tr", has_text="ECOWAS")
    row.locator("td a[href*='year=2024']").click()
    assert_shows(page, ids, len(records["events"]))
    expect(page.locator("#y2024")).to_be_in_viewport()
    expect(page.get_by_role("status")).to_be_in_viewport()
    page.go_back()
    assert_shows(page, set(records["events"]), len(records["events"]))


def test_a_strip_scrolls_by_itself_on_a_phone(visit):
    page = visit("timeline/civilians/", 360)
    strip = page.get_by_role("group", name="Events recorded, by theme and year")
    expect(strip.get_by_text("On a narrow screen, scroll it sideways.")).to_be_visible()
    assert strip.evaluate("strip => strip.scrollWidth > strip.clientWidth")
    strip.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.strip').scrollLeft > 0")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_links_of_strips_are_large_enough_to_hit(visit):
    links = visit(ALL, 360).locator(".strip table a")
    sizes = links.evaluate_all("links => links.map(link => link.getBoundingClientRect()).map(box => [box.width, box.height])")
    assert min(min(size) for size in sizes) >= 24
