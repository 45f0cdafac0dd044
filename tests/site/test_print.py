"""On paper: a clean handout with full addresses, light colours, whole entries, and the page's name and date of knowledge at the foot of each sheet."""

import re

import pypdfium2
import pytest

PRINTED = ["", "explained/aes/", "actors/jnim/", "timeline/2013/", "figures/deaths/", "glossary/", "evidence/disputed/", "timeline/on/", "teach/", "404.html"]


@pytest.fixture
def sheets(visit):
    """``sheets("actors/jnim/", …)`` prints a page on A4 and returns ``(page, document)``."""
    def make(address, **options):
        page = visit(address, **options)
        return page, pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True, format="A4"))
    return make


def texts(document):
    return [" ".join(sheet.get_textpage().get_text_range().split()) for sheet in document]


def letters(text):
    """The letters and digits alone: a PDF does not know where a line was broken."""
    return re.sub(r"[\W_]+", "", text)


@pytest.mark.parametrize("scripts", [True, pytest.param(False, marks=pytest.mark.slow)])
@pytest.mark.parametrize("address", PRINTED)
def test_each_sheet_names_its_page_and_the_date_of_knowledge(sheets, address, scripts):
    page, document = sheets(address, java_script_enabled=scripts)
    name = page.title().removesuffix(" - Sahel Explained")
    for number, sheet in enumerate(texts(document), 1):
        foot = sheet[-200:] + sheet[:200]  # where a reader of the file finds margins first
        assert name in foot
        assert re.search(r"Knowledge ends \d+ \w+ \d{4}\.", sheet)
        assert f"{number}/{len(document)}" in sheet


@pytest.mark.parametrize("address", PRINTED)
def test_nothing_for_screens_is_printed(sheets, address):
    page, document = sheets(address, width=1280)
    printed = " ".join(texts(document))
    for words in ("Skip to content", "Correct this record", "Edit this page", "Table of contents", "Back to top", "Show all again", "Download",
                  "Wider than the screen", "Skip this table"):
        assert words not in printed
    page.emulate_media(media="print")
    assert page.locator("nav:visible, button:visible, input:visible, select:visible, header:visible, footer:visible").count() == 0


@pytest.mark.parametrize("address", ["explained/aes/", "actors/jnim/"])
def test_notes_give_the_whole_address(sheets, address):
    page, document = sheets(address)
    printed = letters("".join(texts(document)))
    addresses = page.locator('.notes a[href^="http"]').evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert len(addresses) > 10
    missing = [one for one in addresses if letters(one) not in printed]
    assert len(missing) <= len(addresses) / 10, missing  # some are cut in two by the end of a sheet


def test_folded_tables_are_printed(sheets):
    page, document = sheets("explained/aes/", java_script_enabled=False)
    assert page.locator("details[open]").count() == 0
    printed = letters("".join(texts(document)))
    for row in page.locator("details tbody tr").all():
        assert letters(row.text_content().rstrip("0123456789 ")) in printed


def test_links_look_like_text(visit):
    page = visit("actors/jnim/", reduced_motion="reduce")  # colours change at once
    page.emulate_media(media="print")
    differing = page.evaluate("""() => [...document.querySelectorAll("main a")].filter(link => link.checkVisibility()
        && getComputedStyle(link).color !== getComputedStyle(link.parentElement).color).map(link => link.outerHTML)""")
    assert differing == []


@pytest.mark.parametrize("address", ["explained/aes/", "figures/maps/", "timeline/2013/"])
def test_a_reader_in_the_dark_prints_the_same_as_one_in_the_light(sheets, address):
    light, dark = (sheets(address, color_scheme=scheme)[1] for scheme in ("light", "dark"))
    assert len(light) == len(dark)
    for one, other in zip(light, dark, strict=True):
        assert bytes(one.render(scale=1).buffer) == bytes(other.render(scale=1).buffer)
    pixels = bytes(dark[0].render(scale=1, grayscale=True).buffer)
    assert sum(value > 200 for value in pixels) > len(pixels) / 2


@pytest.mark.parametrize("address", ["timeline/2013/", "timeline/2019/"])
def test_an_event_stands_whole_on_one_sheet(sheets, address):
    page, document = sheets(address)
    page.emulate_media(media="print")
    printed = [letters(text) for text in texts(document)]
    events = page.locator(".event").evaluate_all("""all => all.map(event => {
        const shown = [...event.children].filter(part => part.checkVisibility() && part.innerText.trim());
        return [shown[0].innerText, shown.at(-1).innerText];
    })""")
    assert len(events) > 10
    for heading, last in events:
        assert any(letters(heading) in sheet and letters(last)[-40:] in sheet for sheet in printed), heading


def test_no_row_of_a_table_is_torn(sheets):
    page, document = sheets("figures/deaths/")
    printed = [letters(text) for text in texts(document)]
    for row in page.locator(".figure").first.locator("tbody tr").all():
        cells = [letters(cell) for cell in row.locator("td").all_text_contents()]
        assert any(all(cell in sheet for cell in cells) for sheet in printed), cells
