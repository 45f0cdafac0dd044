"""The whole book as EPUB 3 (https://www.w3.org/TR/epub-33/), for readers of books on phones and tablets: a file for each chapter in a zip."""

import uuid
import zipfile
from pathlib import Path

from lxml import etree
from markupsafe import Markup

from ..drawing import mark, palette
from ..showing import render
from . import book

HERE = Path(__file__).parent
NAME = "sahel-explained.epub"
XHTML = "application/xhtml+xml"
CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""


def make(kit):
    """Write the EPUB into ``kit.out`` and return its path in a list. Raises :class:`kit.CopyError`."""
    docs = kit.root / "docs" / kit.code
    say, front, colours = kit.words.say, book.front(kit), palette.read(docs)["light"]
    cover = Markup('<img src="cover.png" alt="{}"/>').format(say("preview"))
    words = Markup('<h1>{}</h1>\n{}').format(kit.book.title, Markup(render.fill("offline/front.html.j2", front=front)))
    pages = [("cover", kit.book.title, cover, "cover"), ("front", kit.book.title, words, "titlepage"),
             ("nav", say("copy_contents"), Markup(render.fill("offline/nav.xml.j2", book=kit.book, title=say("copy_contents"))), "frontmatter")]
    pages += [(chapter.id, chapter.title, Markup(book.coloured(_xhtml(chapter), colours)), "bodymatter") for chapter in kit.book.chapters]
    files = {f"{id}.xhtml": render.fill("offline/chapter.xml.j2", title=title, content=content, kind=kind, language=kit.book.language)
             for id, title, content, kind in pages}
    files["style.css"] = book.coloured((HERE / "book.css").read_text(encoding="utf-8"), colours)
    items = [(id, f"{id}.xhtml", XHTML, "nav" if id == "nav" else "svg" if "<svg" in content else "") for id, _, content, _ in pages]
    items += [("style", "style.css", "text/css", ""), ("cover-image", "cover.png", "image/png", "cover-image")]
    files["package.opf"] = render.fill(
        "offline/package.xml.j2", book=kit.book, front=front, items=items, spine=[id for id, *_ in pages], summary=say("copy_accessibility"),
        identifier=f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{kit.book.title} {kit.date}')}", modified=f"{kit.date:%Y-%m-%dT%H:%M:%SZ}")
    return [_write(kit, files | {"cover.png": mark.cover(kit.root, docs)})]


def _xhtml(chapter):
    """Return a chapter as XHTML, with links that name the file they lead into."""
    content = book.opened(chapter.content)
    for link in content.iter("a"):
        target = link.get("href", "").removeprefix("#")
        if target != link.get("href") and book.chapter_of(target) != chapter.id:
            link.set("href", f"{book.chapter_of(target)}.xhtml" + (f"#{target}" if book.MARK in target else ""))
    for element in content.iter():
        if element.get("lang"):
            element.set("{http://www.w3.org/XML/1998/namespace}lang", element.get("lang"))
    return etree.tostring(content, encoding="unicode").strip()


def _write(kit, files):
    """Write the zip: first what it is, uncompressed, as the standard asks; all of the time of the copies."""
    path, time = kit.out / NAME, kit.date.timetuple()[:6]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(zipfile.ZipInfo("mimetype", time), "application/epub+zip", zipfile.ZIP_STORED)
        archive.writestr(zipfile.ZipInfo("META-INF/container.xml", time), CONTAINER, zipfile.ZIP_DEFLATED)
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(f"EPUB/{name}", time), content, zipfile.ZIP_DEFLATED, 9)
    return path
