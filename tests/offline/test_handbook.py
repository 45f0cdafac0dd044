"""The handbook, as PDFium draws it and checkers of PDF/UA-1 read it. To lay it out takes a minute."""

import dataclasses
import re
import sys
from collections import Counter

import lxml.html
import pytest

from macros.offline import handbook, paper
from macros.offline.kit import Missing
from tests.offline import pdf
from tests.offline.conftest import elsewhere


@pytest.fixture(scope="module")
def page(kit):
    """The handbook before it is laid out, as a tree."""
    kept = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paper, "lay_out", lambda _, text: kept.append(text))
        patch.setattr(paper, "write", lambda document, path: path)
        handbook.make(kit)
    return lxml.html.fromstring(kept[0])


def test_every_inner_link_leads_somewhere(page):
    ids = Counter(page.xpath("//@id"))
    assert [id for id, count in ids.items() if count > 1] == []
    assert [target for target in page.xpath("//@href") if target.startswith("#") and target[1:] not in ids] == []


def test_every_number_leads_to_the_note_of_that_number(kit, page):
    """Notes that nothing leads to are left out; the others keep the numbers of their page."""
    for notes in page.xpath("//ol[@class='notes']"):
        number = 0
        for note in notes:
            number += int(re.fullmatch(r"counter-increment: list-item (\d+)", note.get("style"))[1])
            assert note.get("id").endswith(f"--n{number}")


def test_every_picture_says_what_it_shows(page):
    assert len(page.xpath("//img")) > 100
    assert page.xpath("//img[not(normalize-space(@alt))]") == []


def test_all_explainers_and_the_glossary_are_in_it(kit):
    addresses = {chapter.address for chapter in handbook.choose(kit).chapters}
    assert addresses > {chapter.address for chapter in kit.book.chapters if chapter.address.startswith("explained/") and not chapter.address.endswith("index")}
    assert addresses > {"glossary", "evidence/article", "actors/jnim", "timeline/aes", "figures/deaths", "about/method"}


def test_without_pango_says_what_helps(kit, monkeypatch, tmp_path):
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library libpango-1.0-0')", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    with pytest.raises(Missing, match="apt install libpango"):
        paper.lay_out(kit, "<html></html>")


def test_a_chosen_profile_is_printed_though_no_explainer_leads_to_it(kit, tmp_path):
    other = elsewhere(kit, tmp_path)
    other.only = ("actors/jnim",)
    assert {chapter.address for chapter in handbook.choose(other).chapters} == {chapter.address for chapter in kit.book.chapters}


def test_a_checker_finds_no_error(copies):
    """The other one takes twice as long; it reads the handouts, which are laid out by the same program."""
    assert pdf.errors_by_pdfua(copies("handbook")[0]) == []


def test_all_letters_are_of_the_fonts_that_lie_beside(copies):
    fonts = pdf.fonts(copies("handbook")[0])
    assert fonts and all(embedded and "+Book" in name for name, embedded in fonts.items()), fonts


def test_contents_name_the_page_on_which_a_chapter_starts(kit, copies):
    path = copies("handbook")[0]
    texts, start = pdf.texts(path), pdf.destinations(path)
    contents = "\n".join(texts[2:start["index"]])
    said = {title: int(number) for title, number in re.findall(r"^(.+?)\s*\.{3,}\s*(\d+)\s*$", contents, re.MULTILINE)}
    chapters = [chapter for chapter in handbook.choose(kit).chapters if chapter.title in said]
    assert len(chapters) > 0.9 * len(handbook.choose(kit).chapters)  # the titles of the others take two lines
    assert {chapter.title: start[chapter.id] + 1 for chapter in chapters} == {chapter.title: said[chapter.title] for chapter in chapters}
    assert all(re.search(rf"^{number}\s*$", text, re.MULTILINE) for number, text in enumerate(texts[1:], 2))  # each page says its number


def test_links_lead_to_pages_of_it(copies):
    path = copies("handbook")[0]
    inner = pdf.inner_links(path)
    assert len(inner) > 2000
    assert set(inner) <= pdf.destinations(path).keys()


def test_two_are_equal(kit, tmp_path):
    """Of some pages, as a teacher chooses them: the whole takes a minute."""
    made = []
    for name in ("first", "second"):
        other = elsewhere(kit, tmp_path / name)
        other.out.mkdir()
        other.only, other.book = ("explained",), dataclasses.replace(kit.book, parts=kit.book.parts[:1])
        made += handbook.make(other)
    assert made[0].read_bytes() == made[1].read_bytes()
