"""Handbook and handouts: tagged as PDF/UA-1 asks, by two checkers; links and page numbers lead where they say."""

import ctypes
import dataclasses
import re

import outloud
import pdfua
import pypdfium2
import pytest
from pypdfium2 import raw

from macros.offline import handbook
from tests.conftest import ROOT

pytestmark = pytest.mark.slow
TOPICS = {path.stem for path in (ROOT / "docs" / "en" / "explained").glob("*.md")} - {"index"}


@pytest.fixture(scope="module")
def file(made):
    return made("pdf")[0]


@pytest.fixture(scope="module")
def handouts(made):
    return {path.stem.removeprefix("handout-"): path for path in made("handouts")}


def assert_accessible(path):
    report = pdfua.validate(str(path))
    assert [(one.rule_id, one.message) for one in report.findings if one.severity.name == "ERROR"] == []
    result = outloud.check(str(path))
    assert result.errors == 0, result.verdict


def words(page):
    return page.get_textpage().get_text_range()


def links(document, page):
    """Yield the number of the page to which each inner link of a page leads; ``None`` for one that leads nowhere."""
    place, link = ctypes.c_int(0), raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(page, place, link):
        target = raw.FPDFLink_GetDest(document, link)
        action = raw.FPDFLink_GetAction(link)
        if not target and raw.FPDFAction_GetType(action) == raw.PDFACTION_URI:
            continue
        target = target or raw.FPDFAction_GetDest(document, action)
        number = raw.FPDFDest_GetDestPageIndex(document, target) if target else -1
        yield number if number >= 0 else None


def test_the_handbook_is_accessible(file):
    assert_accessible(file)


def test_every_inner_link_leads_to_a_page(file):
    document = pypdfium2.PdfDocument(file)
    found = [number for page in document for number in links(document, page)]
    assert len(found) > 1000
    assert None not in found


def test_the_contents_name_the_pages_on_which_chapters_start(file, kit):
    document = pypdfium2.PdfDocument(file)
    listed = {}
    for number in range(2, 8):
        text = words(document[number])
        listed |= {title.strip(): int(at) for title, at in re.findall(r"^(.+?)[ .…]{2,}(\d+)\s*$", text, re.MULTILINE)}
    for title in ("What is the AES?", "Will it work?", "Glossary", "Reading the article"):
        assert title in listed, sorted(listed)[:40]
        assert title in words(document[listed[title] - 1]).replace("\r\n", " ")


def test_it_has_bookmarks_its_own_letters_and_the_day_its_knowledge_ends(file):
    document = pypdfium2.PdfDocument(file)
    titles = [bookmark.get_title() for bookmark in document.get_toc()]
    assert {"What is the AES?", "Glossary"} <= set(titles)
    assert re.search(r"Knowledge ends \d+ \w+ 20\d\d", words(document[0]))
    names = set(re.findall(rb"/FontName /([\w+-]+)", file.read_bytes()))
    assert all(b"DejaVu" in name for name in names)


def test_it_is_the_same_each_time(kit, tmp_path):
    """Some pages only, as a teacher may choose; the whole takes a minute."""
    for name in ("first", "second"):
        folder = tmp_path / name
        folder.mkdir()
        one = dataclasses.replace(kit, out=folder, only=("explained/aes",))
        one.__dict__["site"] = kit.site
        one.__dict__["book"] = dataclasses.replace(kit.book, parts=kit.book.parts[:2])
        handbook.make(one)
    assert (tmp_path / "first" / handbook.NAME).read_bytes() == (tmp_path / "second" / handbook.NAME).read_bytes()


def test_there_is_a_handout_for_each_explainer_of_four_pages_at_most(handouts):
    assert set(handouts) == TOPICS
    for path in handouts.values():
        document = pypdfium2.PdfDocument(path)
        assert 2 <= len(document) <= 4, path.name
        assert "Knowledge ends" in words(document[0])


@pytest.mark.parametrize("topic", ("aes", "civilians", "coups"))
def test_the_handouts_are_accessible(handouts, topic):
    assert_accessible(handouts[topic])
