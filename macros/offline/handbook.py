"""The handbook: what a class needs of the book, as a PDF for paper and screen, tagged as PDF/UA-1 asks."""

import re
from copy import deepcopy

from markupsafe import Markup

from ..drawing import mark
from ..showing import render
from . import book, paper
from .one_file import markup

NAME = "sahel-explained.pdf"
# The pages in it; profiles are chosen by what the explainers lead to.
KEPT = re.compile(r"index$|explained/(?!index)|family-tree$|belonging$|timeline/(aes|ecowas|armed-groups|foreign-forces|civilians)$|"
                  r"figures/(?!index)|glossary$|evidence/article$|teach/|about/(method|style)$")
MOST_ROWS = 12  # of the table that belongs to a chart or a map
LONGEST_HEAD = 6  # words
NOT_IN_PROFILES = ("facts", "leadership", "relations", "numbers", "events", "explained", "mentions")  # the ids of their sections


def make(kit):
    """Write the handbook into ``kit.out`` and return its path in a list. Raises :class:`kit.CopyError`, and ``Missing`` without Pango."""
    say, chosen = kit.words.say, choose(kit)
    ids = {chapter.id for chapter in chosen.chapters}
    printed = {chapter.id: _printed(kit, chapter, 1 if part.alone else 2, ids) for part in chosen.parts for chapter in part.chapters}
    there = {id for content in printed.values() for id in content.xpath("descendant-or-self::*/@id")}
    for content in printed.values():
        for link in content.xpath(".//a[starts-with(@href, '#')]"):
            if link.get("href")[1:] not in there:  # a section that is left out
                link.set("href", f"#{book.chapter_of(link.get('href')[1:])}")
    html = {id: Markup(markup(content)) for id, content in printed.items()}
    drawing = Markup(mark.drawing(kit.root, kit.root / "docs" / kit.code, say("preview")))
    text = render.fill("offline/handbook.html.j2", book=chosen, front=book.front(kit), html=html, mark=drawing, made=paper.moment(kit), say=say,
                       left_out="" if kit.only else say("handbook_left_out", n=MOST_ROWS))
    return [paper.write(paper.lay_out(kit, text), kit.out / NAME)]


def choose(kit):
    """Return a :class:`book.Book` of the chapters that the handbook holds: a fixed choice, or with ``kit.only`` all that is there."""
    led_to = {book.chapter_of(target[1:]) for chapter in kit.book.chapters if chapter.address.startswith("explained/")
              for target in chapter.content.xpath(".//a/@href") if target.startswith("#actors.")}
    parts = [book.Part(part.title, [chapter for chapter in part.chapters if kit.only or KEPT.match(chapter.address) or chapter.id in led_to])
             for part in kit.book.parts]
    return book.Book(kit.book.title, kit.book.language, [part for part in parts if part.chapters])


def _printed(kit, chapter, level, ids):
    """Return a chapter's content for paper; of a fixed choice without what the front matter says is left out."""
    content = deepcopy(chapter.content)
    content.set("class", f"chapter {chapter.address.partition('/')[0]}")
    if not kit.only:
        _shorten(kit, chapter, content)
    _leave_out_notes(content)
    content.find(".//h1").set("data-head", _running_head(chapter.title))
    return paper.ready(kit, book.at_level(content, level), ids)


def _shorten(kit, chapter, content):
    if chapter.address.startswith("actors/"):
        for sentence in content.xpath("./p[@class='lead']/following-sibling::*[1][@class='note']"):  # on what is left out
            sentence.drop_tree()
        for name in NOT_IN_PROFILES:
            _leave_out(content.xpath(".//h2[@id=$id]", id=f"{chapter.id}{book.MARK}{name}"))
    if chapter.address.startswith("figures/"):
        _leave_out(content.xpath(".//h3"))  # the series of which the charts are drawn
    for details in content.xpath(".//details[.//table]"):
        rows = len(details.xpath(".//tbody/tr"))
        if rows > MOST_ROWS:
            details.clear(keep_tail=True)
            details.tag, details.text = "p", kit.words.say("handbook_table_left_out", n=rows)
            details.set("class", "summary")


def _running_head(title):
    """Return a title short enough for the head of each page."""
    words = title.split()
    return title if len(words) <= LONGEST_HEAD else " ".join(words[:LONGEST_HEAD]) + " …"


def _leave_out(headings):
    """Drop headings, each with all up to the next of its level or a higher one."""
    for heading in headings:
        for element in list(heading.itersiblings()):
            if element.tag in book.HEADINGS[:int(heading.tag[1])]:
                break
            element.drop_tree()
        heading.drop_tree()


def _leave_out_notes(content):
    """Drop the notes that no number leads to any more; the others keep theirs."""
    cited = {target[1:] for target in content.xpath(".//*[@class='cite']/a/@href")}
    for notes in content.xpath(".//ol[@class='notes']"):
        kept = {number: note for number, note in enumerate(notes, 1) if note.get("id") in cited}
        for note in set(notes) - set(kept.values()):
            note.drop_tree()
        paper.number(kept)
        if not len(notes):
            _leave_out(notes.xpath("./preceding-sibling::h2[1]"))
