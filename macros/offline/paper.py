"""From HTML to PDF/UA-1: what handbook and handouts share. WeasyPrint (https://weasyprint.org/) lays out and tags."""

import base64
import contextlib
import gc
import logging
from pathlib import Path

from lxml import etree
from lxml.html import builder

from ..drawing import palette
from . import book
from .kit import Missing

HERE = Path(__file__).parent
STYLES = ("book.css", "handbook.css")  # fonts lie beside them: no letter hangs on what a machine has installed
ONLY_ON_SCREENS = ".//svg[@class='locator' or @class='outline'] | .//a[@class='all'] | .//div[@class='strip'] | .//span[@class='swatch']"
PDF = {"pdf_variant": "pdf/ua-1"}


def lay_out(kit, text):
    """Return the HTML document ``text`` laid out in pages. Raises ``kit.Missing`` without WeasyPrint, or if it lacks what it draws with."""
    try:
        import weasyprint
    except ImportError:
        raise Missing("WeasyPrint", "python -m pip install --require-hashes -r requirements-offline.txt") from None
    except OSError:
        raise Missing("Pango", "sudo apt install libpango-1.0-0 libpangoft2-1.0-0") from None
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    colours = _colours(kit)
    style = "".join((HERE / name).read_text(encoding="utf-8") for name in STYLES)
    fetcher = weasyprint.urls.URLFetcher(allowed_protocols=("file", "data"))
    base = f"{HERE.as_uri()}/"
    fonts = weasyprint.text.fonts.FontConfiguration()
    sheet = weasyprint.CSS(string=book.coloured(style, colours), base_url=base, url_fetcher=fetcher, font_config=fonts)
    with _no_collection():
        return weasyprint.HTML(string=text, base_url=base, url_fetcher=fetcher).render(stylesheets=[sheet], font_config=fonts, **PDF)


def write(document, path):
    """Write what :func:`lay_out` made to ``path`` and return it."""
    with _no_collection():
        document.write_pdf(path, pdf_identifier=path.stem.encode(), finisher=_finish, **PDF)
    return path


def _finish(_, pdf):
    """Say what WeasyPrint leaves open: of what a head of a table is the head (its ID ends with its row and its column), and that links stay in print."""
    for thing in pdf.objects:
        if isinstance(thing, dict) and thing.get("S") == "/TH" and "ID" in thing:
            thing["A"]["Scope"] = "/Column" if thing["ID"].string.split("-")[1] == "0" else "/Row"
        elif isinstance(thing, dict) and thing.get("Subtype") == "/Link":
            thing["F"] = 4
    _set_apart(pdf)


def _set_apart(pdf):
    """Mark running heads and page numbers as no part of the text, as PDF/UA-1 asks (ISO 14289-1, 7.8): they hang on no branch of the tree of tags."""
    def named(reference):
        return pdf.objects[int(reference.split()[0])]

    tree = next(thing for thing in pdf.objects if isinstance(thing, dict) and thing.get("Type") == "/StructTreeRoot")
    text, = tree["K"]
    branches = set(named(text)["K"])
    pages = [thing for thing in pdf.objects if isinstance(thing, dict) and thing.get("Type") == "/Page"]
    for page, elements in zip(pages, named(tree["ParentTree"])["Nums"][1::2], strict=False):
        apart = set()
        for number, reference in enumerate(elements):
            while named(reference)["P"] != text:
                reference = named(reference)["P"]
            if reference not in branches:
                apart.add(number)
                elements[number] = "null"
        stream = named(page["Contents"]).stream
        for place, marks in enumerate(stream):
            if isinstance(marks, dict) and marks.get("MCID") in apart:
                marks.clear()
                marks["Type"] = "/Pagination"
                stream[place - 1] = "/Artifact"


def moment(kit):
    """Return the moment of the copies as the metadata of a PDF has it."""
    return f"{kit.date:%Y-%m-%dT%H:%M:%SZ}"


def ready(kit, content, ids):
    """Return a chapter's content for paper: nothing folded, no link to a chapter that is not in ``ids``, each drawing a picture with a description."""
    content, colours = book.opened(content), _colours(kit)
    for element in content.xpath(ONLY_ON_SCREENS):
        element.drop_tree()
    for facts in content.xpath(".//dl"):
        _list(facts)
    for abbreviation in content.xpath(".//abbr"):  # explained in the glossary; paper shows no tooltip
        abbreviation.drop_tag()
    for link in content.xpath(".//a[starts-with(@href, '#')]"):
        if book.chapter_of(link.get("href")[1:]) not in ids:
            link.drop_tag()
    for svg in content.xpath(".//svg"):
        around = svg.getparent()
        said = around.get("aria-label") or kit.words.say("drawing_sign", name=around.text_content().strip())
        svg.addprevious(_picture(svg, said, colours))
        svg.drop_tree()
    return content


def number(items):
    """Give items of a list, as ``{number: item}``, their numbers. WeasyPrint knows no ``value``."""
    before = 0
    for given, item in items.items():
        item.set("style", f"counter-increment: list-item {given - before}")
        before = given


def _list(facts):
    """Make a list of labels and values one of items, for which a PDF has tags."""
    item = None
    for element in list(facts):
        if element.tag == "dt":
            item, element.tag = builder.LI(), "strong"
            element.addprevious(item)
        else:
            element.tag = "span"
        item.append(element)
        element.tail = " "
    facts.tag = "ul"
    facts.set("class", "facts")


def _picture(svg, said, colours):
    """Return a drawing as ``<img>``: WeasyPrint works out a style for each element of a page, but not for those of pictures."""
    for element in svg.xpath(".//*[@font-family]"):
        element.set("font-family", "Book")
    text = book.coloured(etree.tostring(svg, encoding="unicode", with_tail=False), colours)
    return builder.IMG(src="data:image/svg+xml;base64," + base64.b64encode(text.encode()).decode(), alt=said)


def _colours(kit):
    return palette.read(kit.root / "docs" / kit.code)["print"]


@contextlib.contextmanager
def _no_collection():
    """A layout holds some million objects, none of them garbage: to look for it takes a third of the time."""
    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.unfreeze()
