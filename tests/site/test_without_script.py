"""Without JavaScript: every text, table, figure and list can be reached, and an index stands in for the search."""

import re
import unicodedata

import pytest
from playwright.sync_api import expect

from tests.site.test_browser import PAGE_TYPES, WIDTHS

SHOWN = "article h1, article h2, article h3, article p:not(.hint, .strip__hint), article li, article td, article dd, article .drawing svg"


@pytest.fixture
def plain(visit):
    """Like ``visit``, with scripts switched off."""
    return lambda address, width=1280: visit(address, width, java_script_enabled=False)


@pytest.mark.parametrize("width", [WIDTHS[0], pytest.param(WIDTHS[1], marks=pytest.mark.slow)])
@pytest.mark.parametrize("address", PAGE_TYPES)
def test_all_text_tables_and_figures_show(plain, address, width):
    page = plain(address, width)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    # What a reader opens first, headings that stand in the cells of cards, and what needs a script may be hidden.
    hidden = page.evaluate("""shown => [...document.querySelectorAll(shown)].filter((one) => !one.checkVisibility({ visibilityProperty: true })
        && !one.closest("details:not([open]), form, .on-date-jump, thead")).map((one) => one.outerHTML.slice(0, 120))""", SHOWN)
    assert hidden == []


@pytest.mark.parametrize("width", WIDTHS)
def test_navigation_reaches_every_section(plain, width):
    page = plain("actors/jnim/", width)
    if width < 960:
        page.get_by_role("checkbox", name="Navigation").first.check()
        bar = page.locator(".md-nav--primary")
        bar.get_by_role("checkbox", name="Timeline").check()
        link = bar.get_by_role("link", name="Civilians harmed")
    else:
        page.locator(".md-tabs").get_by_role("link", name="Timeline").click()
        link = page.locator(".md-nav--primary").get_by_role("link", name="Civilians harmed")
    expect(link).to_be_in_viewport()
    link.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Timeline: civilians harmed")


@pytest.mark.parametrize("width", WIDTHS)
def test_an_index_stands_in_for_the_search(plain, visit, width):
    page = plain("actors/jnim/", width)
    expect(page.locator(".md-search__input")).to_be_hidden()
    expect(page.locator('label[for="__search"]').first).to_be_hidden()
    link = page.get_by_role("link", name="A to Z", exact=True)
    expect(link).to_be_in_viewport()
    link.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Names and words, A to Z")
    page.get_by_role("article").get_by_role("link", name="M", exact=True).click()
    expect(page.locator("#letter-m")).to_be_in_viewport()
    expect(visit("actors/jnim/", width).get_by_role("link", name="A to Z", exact=True)).to_have_count(0)


def test_the_index_has_every_actor_under_every_name(pages, records):
    lines = [" ".join(line.text_content().split()) for line in pages["/a-z/"].xpath("//ul[@class='a-to-z']/li")]
    for actor in records["actors"].values():
        former = [one.get(key) for one in actor.get("former_names", []) for key in ("name", "abbreviation", "name_fr")]
        for name in filter(None, [actor.get("abbreviation"), actor.get("name_fr"), *actor.get("aliases", []), *former]):
            assert any(line.casefold().startswith(name.casefold()) for line in lines) or accents_apart(name, lines), name
        assert actor["name"] in lines or actor.get("kind") == "state", actor["name"]


def accents_apart(name, lines):
    """Whether a spelling stands there that differs in accents and capitals alone."""
    def bare(text):
        return "".join(char for char in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(char))
    return any(bare(line).startswith(bare(name)) for line in lines)


def test_the_index_has_every_word_in_both_languages(pages, records):
    lines = [" ".join(line.text_content().split()).casefold() for line in pages["/a-z/"].xpath("//ul[@class='a-to-z']/li")]
    for term in records["terms"].values():
        for word in (term["term"], term["term_fr"]):
            assert any(line.startswith(word.casefold()) for line in lines) or accents_apart(word, lines), word


def test_the_index_of_places_has_every_event(pages, records):
    listed = {link.get("href").split("#")[-1] for link in pages["/a-z/places/"].xpath("//ul[@class='a-to-z']//a")}
    assert {id for id, event in records["events"].items() if event.get("places")} == listed


def test_another_name_leads_to_the_actor(plain):
    page = plain("a-z/")
    page.get_by_role("listitem").filter(has_text=re.compile("^GSIM, see ")).get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Jama'at Nusrat al-Islam wal-Muslimin (JNIM)")


def test_an_explainer_stands_under_its_title(plain):
    page = plain("a-z/#explained")
    page.get_by_role("article").get_by_role("link", name="What is the AES?").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What is the AES?")


@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_of_the_filter_shows_all_events_and_names_the_plain_lists(plain, records, width):
    page = plain("timeline/all/", width)
    expect(page.locator("form.filter")).to_be_hidden()
    expect(page.locator("article h2 ~ ul > li")).to_have_count(len(records["events"]))
    page.get_by_role("article").get_by_role("link", name="by theme").first.click()
    expect(page.locator("#themes")).to_be_in_viewport()
