"""The explainers, the portraits and the front page as readers meet them: complete, in order, readable, each with its sources."""

import re

import pytest
from playwright.sync_api import expect

from tests import reading
from tests.conftest import ROOT
from tests.site.test_browser import WIDTHS, assert_fits

COURSE = ["aes", "ecowas-exit", "coups", "armed-groups", "foreign-forces", "armies", "civilians", "economy", "coast", "history", "will-it-work"]
WORDS = (800, 1600)  # up to 1,500 by the author, and room for records that grow
HARDEST, HARDEST_SHORT = 10, 8  # grades
PORTRAITS = 40
PORTRAIT_WORDS = (100, 320)  # up to 300 by the author, and room for what the macros print
ARGUMENTS_PAGE = "will-it-work"  # longer than the others by the arguments themselves, which come from the data


def address(name):
    return f"/explained/{name}/"


@pytest.mark.parametrize("name", COURSE)
def test_an_explainer_has_all_its_parts(pages, name):
    article = pages[address(name)].xpath("//article")[0]
    assert len(article.xpath('.//div[@class="short"]//h2[@id="short"]')) == 1
    assert len(article.xpath('.//div[@class="box"]//h2[@id="disputed"]')) == 1
    questions = article.xpath('.//h2[@id="questions"]/following-sibling::ol[1]/li')
    assert 3 <= len(questions) <= 6
    assert all(question.text_content().strip().endswith("?") for question in questions)
    assert len(article.xpath(".//h2")) >= 6
    assert len(article.xpath('.//ol[@class="notes"]/li')) >= 15
    assert len(article.xpath(".//table | .//p[@class='test'] | .//ul/li")) >= 5
    linked = " ".join(article.xpath(".//a/@href"))
    for part in ("/actors/", "/timeline/"):
        assert part in linked


@pytest.mark.parametrize("name", COURSE)
def test_an_explainer_can_be_read_at_sixteen(pages, name):
    page, short = reading.measure(pages[address(name)])
    assert page.grade <= HARDEST
    assert short.grade <= HARDEST_SHORT
    assert 40 <= short.words <= 120
    if name != ARGUMENTS_PAGE:
        assert WORDS[0] <= page.words <= WORDS[1]


def test_the_explainers_are_a_course(visit):
    page = visit("explained/")
    listed = page.locator("article ol > li > a:first-child")
    assert [re.search(r"([\w-]+)/$", link.get_attribute("href"))[1] for link in listed.all()] == COURSE
    listed.first.click()
    for name in COURSE[1:]:
        page.get_by_role("link", name="Next:").click()
        expect(page).to_have_url(re.compile(rf"/explained/{name}/$"))
    page.get_by_role("link", name="Previous:").click()
    expect(page).to_have_url(re.compile(rf"/explained/{COURSE[-2]}/$"))


def test_actors_with_most_to_tell_have_a_portrait(pages, records):
    """Of the forty actors with most facts and events, counted from the data alone, nearly all: the order moves as records are added."""
    weight = {id: len(actor.get("facts", [])) for id, actor in records["actors"].items()}
    for event in records["events"].values():
        for part in event.get("actors", []):
            weight[part["actor"]] += 1
    most = sorted(weight, key=lambda id: -weight[id])[:PORTRAITS]
    portraits = {id for id in records["actors"] if pages[f"/actors/{id}/"].xpath('//h2[@id="background"]')}
    assert len(portraits) >= PORTRAITS
    assert len(set(most) - portraits) <= 2, set(most) - portraits
    for id in portraits:
        between = pages[f"/actors/{id}/"].xpath('//article//p[preceding-sibling::h2[@id="background"] and following-sibling::h2[@id="key-facts"]]')
        text = " ".join(reading.words_of(paragraph) for paragraph in between)
        assert PORTRAIT_WORDS[0] <= len(text.split()) <= PORTRAIT_WORDS[1], id
        sourced = './/sup[@class="cite"] | .//a[contains(@href, "/figures/")]'  # notes, or the head of a table that has them
        assert all(paragraph.get("class") == "guide" or paragraph.xpath(sourced) for paragraph in between), id


def test_every_argument_stands_once_with_its_test(pages, records):
    article = pages["/explained/will-it-work/"].xpath("//article")[0]
    arguments = {id: one for id, one in records["arguments"].items() if one["kind"] == "argument"}
    assert len(arguments) >= 20
    for id, one in arguments.items():
        paragraphs = article.xpath(f'.//p[.//*[@id="{id}"]]')
        assert len(paragraphs) == 1, id
        assert one["by"] in paragraphs[0].text_content()
        assert paragraphs[0].getnext().get("class") == "test", id
    sides = [one["side"] for one in arguments.values()]
    assert abs(sides.count("for") - sides.count("against")) <= 1


def test_a_profile_leads_to_its_explainers(visit):
    page = visit("actors/jnim/")
    page.locator("#explained + p").get_by_role("link", name="Who are the armed groups?").click()
    expect(page).to_have_url(re.compile("/explained/armed-groups/$"))


@pytest.mark.parametrize("width", WIDTHS)
def test_the_front_page_opens_three_doors_and_shows_six_figures(visit, width):
    page = visit("", width)
    assert page.locator(".door h2").all_inner_texts() == ["Read", "Look up", "Teach"]
    cards = page.locator(".key-figure")
    assert cards.count() == 6
    for card in cards.all():
        expect(card.locator(".number").first).to_be_visible()
        text = card.inner_text()
        assert re.search(r"\b20\d\d\b", text) and "Read in: " in text
        assert card.locator('a[href*="figures/"]').count() >= 1
        assert card.locator('a[href*="evidence/sources/"]').count() >= 1
    deaths = cards.filter(has_text="Deaths in organised violence").inner_text()
    assert "7,715" in deaths and "more than 10,000" in deaths and "ACLED" in deaths
    assert page.locator("#latest + ul > li").count() == 6
    expect(page.locator(".knowledge")).to_contain_text("Knowledge ends")
    assert_fits(page)


def test_on_a_phone_each_cell_says_what_it_holds(visit):
    """Tables become cards there, and their headings are out of sight."""
    address = "explained/civilians/"
    label = "e => getComputedStyle(e, '::before').content"
    row = visit(address, 360).locator("tr", has_text="Barsalogho").first
    assert [row.locator("td").nth(number).evaluate(label) for number in range(4)] == [
        "none", '"Who is accused, and by whom: "', '"Killed, by who counts: "', '"The answer: "']
    wide = visit(address, 1280).locator("tr", has_text="Barsalogho").first
    assert wide.locator("td").nth(1).evaluate(label) == "none"


def test_the_page_for_authors_shows_every_macro_that_cites(pages):
    """Each macro of sentences has a live example; what it prints is not empty."""
    from macros.showing.prose import CITING, MACROS
    article = pages["/about/writing/"].xpath("//article")[0]
    shown = set(article.xpath(".//h3/@id"))
    about_the_site = {"count", "latest", "vocabulary", "loaded_words", "knowledge"}
    assert shown >= (set(MACROS) | CITING) - about_the_site - {"arguments"}
    for id in shown:
        block = article.xpath(f'.//h3[@id="{id}"]/following-sibling::*[not(self::h3)]')
        assert f"{{{{ {id}(" in block[1].text_content()
        assert block[2].text_content().strip()


def test_no_prose_is_left_out_of_the_rules():
    """Each explainer and portrait is where the checks look for it."""
    explained = {path.stem for path in (ROOT / "docs" / "en" / "explained").glob("*.md")}
    assert explained == {*COURSE, "index"}
