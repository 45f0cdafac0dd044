"""The book: the pages of the offline variant as chapters, cleaned of all that only a website can do.

Of a built page only its ``<article>`` is taken. In the book every id starts with that of its chapter (``explained.aes--pact``), so that
all chapters can stand in one file, and every link leads to a place in the book (``#explained.aes--pact``) or to an address on the web.
"""

import posixpath
import re
from copy import deepcopy
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

import lxml.html
from lxml.html import builder
from mkdocs.utils.yaml import get_yaml_loader, yaml_load

from ..drawing import palette
from ..reading.dates import PartialDate
from ..records.library import folded

MARK = "--"  # between the id of a chapter and an id on its page
# Of use only on a screen with a script, with a network, or to those who write the site.
DROPPED = ("script", "form", "button", "output", "*[@hidden]")
DROPPED_CLASSES = ("md-content__button", "edit", "hint", "skip", "strip__hint", "download", "on-date-jump", "letters")
LEFT_IN_PARAGRAPHS = "p[not(node()[not(self::text()[not(normalize-space())])])]"  # nothing is left in them
# The HTML parser makes all names small; these are those of SVG that are not.
SVG_NAMES = {name.lower(): name for name in (
    "viewBox", "clipPath", "clipPathUnits", "preserveAspectRatio", "textLength", "lengthAdjust", "linearGradient", "radialGradient",
    "gradientUnits", "gradientTransform", "foreignObject", "patternUnits", "patternTransform", "markerWidth", "markerHeight", "refX", "refY", "textPath")}
POINTING = ("for", "list", "headers", "aria-labelledby", "aria-describedby", "aria-controls")  # attributes that hold ids
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
VARIABLE = re.compile(r"var\(--([\w-]+)(?:, *([^()]+))?\)")
# Pages outside the navigation: the key of their part's title, and which addresses they have.
KINDS = (
    ("book_profiles", r"actors/"), ("book_years", r"timeline/(before-)?\d{4}(/\d\d)?$"), ("book_countries", r"timeline/countries/"),
    ("book_on_date", r"timeline/on/"), ("book_more", r"(?!evidence/sources/)"), ("book_bibliography", r""))


@dataclass
class Chapter:
    """A page. ``address``: its path in the site, such as ``explained/aes``; ``content``: a ``<section>``, with the title as ``<h1>`` in it."""

    address: str
    title: str
    content: lxml.html.HtmlElement

    @property
    def id(self):
        """The id of its ``<section>``."""
        return chapter_id(self.address)


@dataclass
class Part:
    """Chapters that belong together. A part of the navigation that is one page has its title and no other chapter."""

    title: str
    chapters: list[Chapter]

    @property
    def id(self):
        """The id of its heading."""
        return "part." + self.chapters[0].id

    @property
    def alone(self):
        """True if the part is one chapter, which needs no heading above its own."""
        return len(self.chapters) == 1


@dataclass
class Book:
    """All parts in the order in which they are read; ``language`` is its code."""

    title: str
    language: str
    parts: list[Part]

    @property
    def chapters(self):
        """All chapters in their order."""
        return [chapter for part in self.parts for chapter in part.chapters]


def cut(kit):
    """Return the :class:`Book` of the pages in ``kit.site``. Raises :class:`kit.CopyError` if the site cannot be built."""
    pages = {}
    for path in sorted(kit.site.rglob("*.html")):
        for article in lxml.html.fromstring(path.read_bytes(), parser=_parser()).xpath("//article[.//h1]"):
            pages[path.relative_to(kit.site).as_posix().removesuffix(".html")] = deepcopy(article)  # so that the rest of the page can go
    if "index" in pages:
        pages["index"].find(".//h1").text = kit.words.say("book_start")  # the front page has the title of the book
    ids = {address: set(article.xpath(".//@id")) for address, article in pages.items()}
    chapters = {address: _chapter(address, article, ids) for address, article in pages.items()}
    with (kit.root / "mkdocs.yml").open(encoding="utf-8") as file:
        settings = yaml_load(file, get_yaml_loader())
    parts = [Part(title, found) for title, addresses in _navigation(settings["nav"])
             if (found := [chapters.pop(address) for address in addresses if address in chapters])]
    for key, pattern in KINDS:
        found = sorted((chapter for address, chapter in chapters.items() if re.match(pattern, address)), key=_place)
        if found:
            parts.append(Part(kit.words.say(key), [chapters.pop(chapter.address) for chapter in found]))
    return Book(settings["site_name"], kit.code, parts)


def chapter_id(address):
    """Return the id of the chapter of an address."""
    return address.replace("/", ".")


def chapter_of(id):
    """Return the id of the chapter in which an id stands."""
    return id.partition(MARK)[0]


def at_level(content, level):
    """Return a copy of a chapter's content in which its title is a heading of ``level`` (1 to 6) and the others follow."""
    content = deepcopy(content)
    for heading in content.iter(*HEADINGS):
        heading.tag = f"h{min(int(heading.tag[1]) + level - 1, 6)}"
    return content


def opened(content):
    """Return a copy of a chapter's content in which nothing is folded."""
    content = deepcopy(content)
    for details in content.xpath(".//details"):
        details.tag = "div"
    for summary in content.xpath(".//summary"):
        summary.tag = "p"
        summary.set("class", "summary")
    return content


def coloured(text, colours):
    """Return CSS, HTML or SVG with each ``var(--name, …)`` put as the colour of that name; ``colours`` is one scheme of :func:`palette.read`."""
    return VARIABLE.sub(lambda found: palette.hexadecimal(colours[found[1]]) if found[1] in colours else found[2] or found[0], text)


def day(kit):
    """Return the day of the copies in words."""
    return kit.words.day(PartialDate(kit.date.year, kit.date.month, kit.date.day))


def front(kit):
    """Return what stands in front of each copy: ``{name: text}``."""
    say = kit.words.say
    knowledge = kit.words.day(kit.library.knowledge_ends)
    return {"about": say("copy_about"), "knowledge": say("knowledge_ends", date=knowledge), "knowledge_help": say("knowledge_ends_help"),
            "made": say("copy_made", date=day(kit)), "licence": say("copy_licence")}


def _parser():
    return lxml.html.HTMLParser(encoding="utf-8", remove_comments=True)


def _navigation(items):
    """Return ``[(title, addresses)]`` of the ``nav`` of mkdocs.yml."""
    found = []
    for item in items:
        (title, under), = item.items()
        found.append((title, list(_addresses(under))))
    return found


def _addresses(item):
    if isinstance(item, str):
        yield item.removesuffix(".md")
    else:
        for inner in item.values() if isinstance(item, dict) else item:
            yield from _addresses(inner)


def _place(chapter):
    """Years and months stand in the order of time, the bibliography in that of its letters, all else by title."""
    if dated := re.match(r"timeline/(on/)?(before-)?(\d{4})(/\d\d)?$", chapter.address):
        return dated[3], dated[2] is None, dated[4] or ""
    if chapter.address.startswith("evidence/sources/"):
        return (chapter.address,)
    return folded(chapter.title), chapter.address


def _chapter(address, article, ids):
    _drop(article)
    _unfold_notes(article)
    _draw(article)
    _link(address, article, ids)
    _name(chapter_id(address), article)
    _strip(article)
    content = builder.SECTION(*article, id=chapter_id(address))
    content.set("class", "chapter")
    return Chapter(address, " ".join(content.find(".//h1").text_content().split()), content)


def _drop(article):
    classes = " or ".join(f"contains(concat(' ', @class, ' '), ' {name} ')" for name in DROPPED_CLASSES)
    for found in article.xpath(" | ".join(f".//{name}" for name in DROPPED) + f" | .//*[{classes}]"):
        found.drop_tree()
    for paragraph in article.xpath(f".//{LEFT_IN_PARAGRAPHS}"):
        paragraph.drop_tree()


def _unfold_notes(article):
    """The list of notes lies open: a number in the text leads into it."""
    for details in article.xpath(".//details[ol]"):
        details.find("summary").drop_tree()
        details.drop_tag()


def _draw(article):
    """Mend the names of SVG, and let each drawing be one picture with a description. The links in it stand in the table, too."""
    for svg in article.iter("svg"):
        svg.set("xmlns", "http://www.w3.org/2000/svg")
        for element in svg.iter():
            element.tag = SVG_NAMES.get(element.tag, element.tag)
            for name in element.keys() & SVG_NAMES.keys():
                element.set(SVG_NAMES[name], element.attrib.pop(name))
        for link in list(svg.iter("a")):
            link.drop_tag()
    for drawing in article.find_class("drawing"):
        for inner in drawing.findall("div"):
            inner.drop_tag()
        drawing.attrib.pop("aria-labelledby", None)
        drawing.attrib.pop("tabindex", None)
        drawing.set("role", "img")
        drawing.set("aria-label", " ".join(drawing.getparent().find("figcaption").text_content().split()))


def _link(address, article, ids):
    for link in list(article.iter("a")):
        target = urlsplit(link.get("href", ""))
        if target.scheme:
            if target.scheme not in ("http", "https", "mailto"):
                link.drop_tag()
            continue
        page = posixpath.normpath(posixpath.join(posixpath.dirname(address), unquote(target.path))).removesuffix(".html") if target.path else address
        if page in ids:
            anchor = unquote(target.fragment)
            link.set("href", f"#{chapter_id(page)}" + (f"{MARK}{anchor}" if anchor in ids[page] else ""))
            link.attrib.pop("tabindex", None)
        elif link.get("aria-label"):  # a sign that says nothing once it leads nowhere
            link.drop_tree()
        else:
            link.drop_tag()


def _name(chapter, article):
    """Put the chapter's id before every id, and before those that other attributes and the drawings name."""
    for element in article.iter():
        if id := element.get("id"):
            element.set("id", f"{chapter}{MARK}{id}")
        for name in POINTING:
            if element.get(name):
                element.set(name, " ".join(f"{chapter}{MARK}{id}" for id in element.get(name).split()))
    for svg in article.iter("svg"):
        for element in svg.iter():
            for name, value in element.items():
                if "url(#" in value:
                    element.set(name, value.replace("url(#", f"url(#{chapter}{MARK}"))
            if element.tag == "use":
                element.set("href", f"#{chapter}{MARK}" + element.get("href").removeprefix("#"))


def _strip(article):
    """Leave no class of the theme and no data for scripts; ``data-label`` names a cell's column where a table is too wide."""
    for element in article.iter():
        for name in element.keys():
            if name.startswith("data-") and name != "data-label":
                del element.attrib[name]
        if names := element.get("class"):
            kept = [name for name in names.split() if not name.startswith(("md-", "language-"))]
            if kept:
                element.set("class", " ".join(kept))
            else:
                del element.attrib["class"]
