"""The book, and the book in one HTML file, read by a real browser."""

from collections import Counter

import lxml.html
import pytest

from macros.offline import one_file
from tests.offline.conftest import elsewhere
from tests.site.test_html import errors


@pytest.fixture(scope="module")
def page(copies):
    """The one-file book as a tree."""
    return lxml.html.parse(copies("one_file")[0], lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)).getroot()


def test_all_pages_are_chapters(kit):
    pages = {path.relative_to(kit.site).as_posix().removesuffix(".html") for path in kit.site.rglob("*.html")}
    assert {chapter.address for chapter in kit.book.chapters} == pages


def test_parts_follow_the_navigation(kit):
    titles = [part.title for part in kit.book.parts]
    assert titles[:9] == ["Home", "Explained", "Actors", "Timeline", "Figures", "Glossary", "Evidence", "Teach", "About"]
    assert titles[9:] == ["Profiles", "Years and months", "Events by country", "The Sahel on 1 January", "Bibliography"]


def test_years_stand_before_their_months_and_in_order(kit):
    addresses = [chapter.address for chapter in kit.book.parts[10].chapters]
    assert addresses[:2] == ["timeline/before-2012", "timeline/2012"]
    assert addresses.index("timeline/2024") + 1 == addresses.index("timeline/2024/01") < addresses.index("timeline/2024/12") < addresses.index("timeline/2025")


def test_nothing_of_the_theme_is_left(kit):
    for chapter in kit.book.chapters:
        classes = {name for value in chapter.content.xpath(".//@class") for name in value.split()}
        assert not [name for name in classes if name.startswith("md-")], chapter.address
        assert not chapter.content.xpath(".//script | .//form | .//button | .//input | .//*[@class='edit']"), chapter.address


def test_no_text_is_lost(kit):
    """What a reader of a page sees stands in its chapter."""
    article = lxml.html.parse(kit.site / "actors" / "jnim.html").getroot().xpath("//article")[0]
    for gone in article.xpath(".//*[contains(@class, 'md-content__button') or contains(@class, 'edit') or contains(@class, 'download') or "
                              "contains(@class, 'hint') or contains(@class, 'skip')] | .//details[ol]/summary"):
        gone.drop_tree()
    chapter = next(chapter for chapter in kit.book.chapters if chapter.address == "actors/jnim")
    assert chapter.content.text_content().split() == article.text_content().split()


def test_ids_are_unique_and_links_resolve(page):
    ids = Counter(page.xpath("//@id"))
    assert [id for id, count in ids.items() if count > 1] == []
    targets = set(page.xpath("//@href"))
    assert [target for target in targets if target.startswith("#") and target[1:] not in ids] == []
    assert [target for target in targets if not target.startswith(("#", "http://", "https://", "mailto:"))] == []
    named = {id for attribute in ("aria-labelledby", "aria-describedby") for value in page.xpath(f"//@{attribute}") for id in value.split()}
    assert named - ids.keys() == set()


def test_headings_descend_by_one(page):
    levels = [int(heading.tag[1]) for heading in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels.count(1) == 1
    assert [(one, next_) for one, next_ in zip(levels, levels[1:], strict=False) if next_ > one + 1] == []


def test_says_its_age(page):
    text = page.get_element_by_id("cover").text_content()
    assert "Knowledge ends" in text and "made on 22 November 2026" in text and "CC BY 4.0" in text


def test_one_file_is_valid_html(copies):
    assert errors(copies("one_file")[0].parent) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_without_script_or_network(copies, browser, scheme):
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=True, color_scheme=scheme, offline=True)
    asked = []
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    address = copies("one_file")[0].as_uri()
    page.goto(f"{address}#actors.jnim")
    assert asked == [f"{address}#actors.jnim"] or asked == [address]
    assert page.locator("script").count() == 0
    page.add_style_tag(content=".chapter { content-visibility: visible !important }")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(23, 22, 18)"
    assert dark == (scheme == "dark")
    page.get_by_role("link", name="Contents", exact=True).click()
    assert page.url.endswith("#contents")
    context.close()


def test_two_are_equal(kit, copies, tmp_path):
    again, = one_file.make(elsewhere(kit, tmp_path))
    assert again.read_bytes() == copies("one_file")[0].read_bytes()
