"""The whole book in one HTML file: it opens on a phone, has no program in it, and its links work."""

import re
from collections import Counter

import lxml.html
import pytest

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def file(made):
    return made("html")[0]


@pytest.fixture(scope="module")
def tree(file):
    return lxml.html.parse(file).getroot()


def test_every_inner_link_leads_to_one_place(tree):
    ids = Counter(element.get("id") for element in tree.iter() if element.get("id"))
    assert [id for id, number in ids.items() if number > 1] == []
    targets = {link[1:] for link in tree.xpath("//@href") if link.startswith("#")}
    assert len(targets) > 3000
    assert sorted(targets - ids.keys()) == []
    assert [link for link in tree.xpath("//@href") if not re.match(r"#|https?://", link)] == []


def test_it_holds_every_page(tree, kit):
    text = tree.text_content()
    for id in ("jnim", "mali", "assimi-goita"):
        assert kit.library.actors[id].name in text
    missing = [event.title for event in kit.library.events.values() if event.title not in " ".join(text.split())]
    assert missing == []


def test_it_opens_from_a_disk_on_a_phone_and_asks_for_nothing(browser, file):
    context = browser.new_context(viewport={"width": 360, "height": 800})
    asked = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.goto(file.as_uri())
    assert asked == [file.as_uri()]
    assert page.locator("script").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert re.search(r"Knowledge ends \d+ \w+ 20\d\d", page.locator("body").inner_text()[:1500])
    context.close()
