"""A handout for each explainer: at most four pages of paper with what a lesson needs."""

from collections import Counter, namedtuple
from copy import deepcopy

from lxml.html import builder
from markupsafe import Markup

from ..records.library import folded
from ..showing import render
from ..showing.render import first_sentence, plain_text
from . import book, paper
from .kit import CopyError
from .one_file import markup

MOST_PAGES = 4
MOST = (18, 14, 11, 9, 7, 5, 3)  # events and words each: the first number with which the pages suffice

Topic = namedtuple("Topic", "title short figure events words questions sources all_sources")


def make(kit):
    """Write a handout for each explainer into ``kit.out`` and return their paths. Raises :class:`kit.CopyError`, and ``Missing`` without Pango."""
    explainers = [chapter for chapter in kit.book.chapters if chapter.address.startswith("explained/") and chapter.content.find_class("short")]
    if not explainers:
        raise CopyError("none of the pages chosen is an explainer, such as explained/aes")
    return [_handout(kit, chapter) for chapter in explainers]


def _handout(kit, chapter):
    for most in MOST:
        text = render.fill("offline/handout.html.j2", topic=_topic(kit, chapter, most), book=kit.book, front=book.front(kit),
                           made=paper.moment(kit), say=kit.words.say)
        document = paper.lay_out(kit, text)
        if len(document.pages) <= MOST_PAGES:
            return paper.write(document, kit.out / f"handout-{chapter.address.rpartition('/')[2]}.pdf")
    raise CopyError(f"{chapter.address}: the short version, the figure and the questions alone need more than {MOST_PAGES} pages")


def _topic(kit, chapter, most):
    """Return what stands on a handout, with at most ``most`` events and words each, and as many sources besides those of the short version."""
    content, mark = chapter.content, f"{chapter.id}{book.MARK}"
    notes = {note.get("id").removeprefix(mark): note for note in content.xpath(".//ol[@class='notes']/li")}
    short, figures = content.find_class("short")[0], content.xpath("(.//figure)[1]")
    questions = content.xpath(".//h2[@id=$id]/following-sibling::*[1][self::ol or self::ul]", id=f"{mark}questions")
    events, note_of = _events(kit, content, most), _note_of_each_source(notes)
    kept = {*_cited(short, mark), *(id for figure in figures for id in _cited(figure.find("figcaption"), mark))}
    kept |= {next(note_of[id] for id in event.sources if id in note_of) for event in events if note_of.keys() & set(event.sources)}
    numbers = {id: number for number, id in enumerate(notes, 1) if id in kept}
    return Topic(
        chapter.title, _piece(kit, short, mark, numbers), Markup().join(_piece(kit, figure, mark, numbers) for figure in figures),
        [(kit.words.when(event.date), event.title, first_sentence(event.summary),
          sorted({numbers[note_of[id]] for id in event.sources if note_of.get(id) in numbers})) for event in events],
        _words(kit, content, most), Markup().join(_piece(kit, found, mark, numbers) for found in questions),
        _sources({number: deepcopy(notes[id]) for id, number in numbers.items()}), len(notes))


def _cited(element, mark):
    """Return the ids of the notes that numbers in an element lead to."""
    return [target.removeprefix(f"#{mark}") for target in element.xpath(".//*[@class='cite']/a/@href")]


def _note_of_each_source(notes):
    """Return ``{id of a source: id of its note}``; a note leads to its source in the bibliography."""
    return {target.partition(book.MARK)[2]: id for id, note in notes.items() for target in note.xpath("./a[@class='all']/@href")}


def _piece(kit, element, mark, numbers):
    """Return a part of the chapter for a handout: of its links only those to the sources on it, no table."""
    element = deepcopy(element)
    for cite in element.find_class("cite"):
        for link in list(cite):
            id = link.get("href").removeprefix(f"#{mark}")
            if id in numbers:
                link.set("href", f"#n{numbers[id]}")
            else:
                link.drop_tree()
        cite.tag = "span"
        if not len(cite):
            cite.drop_tree()
    for left_out in element.xpath(".//details | .//p[@class='meta']"):
        left_out.drop_tree()
    return Markup(markup(paper.ready(kit, element, {f"n{number}" for number in numbers.values()})))


def _events(kit, content, most):
    """Return the events that the explainer leads to most often, in order of time."""
    led_to = Counter(target.partition(book.MARK)[2] for target in content.xpath(".//a/@href") if target.startswith("#timeline."))
    chosen = {id for id, _ in [item for item in led_to.most_common() if item[0] in kit.library.events][:most]}
    return [event for id, event in kit.library.chronicle if id in chosen]


def _words(kit, content, most):
    """Return ``[(word, meaning)]`` of the words of the glossary that come first in the explainer, by the alphabet."""
    terms = kit.library.terms
    by_meaning = {plain_text(first_sentence(term.definition)): id for id, term in terms.items()}
    found = [by_meaning.get(element.get("title")) or element.get("href", "").removeprefix(f"#glossary{book.MARK}") for element in content.iter("abbr", "a")]
    chosen = list(dict.fromkeys(id for id in found if id in terms))[:most]
    return sorted(((terms[id].term, first_sentence(terms[id].definition)) for id in chosen), key=lambda item: folded(item[0]))


def _sources(notes):
    """Return notes, given by their numbers, each with its address in letters and without what leads elsewhere in the book."""
    paper.number(notes)
    for number, note in notes.items():
        note.set("id", f"n{number}")
        for element in note.xpath("./a[@class='all'] | .//span[contains(@class, 'badge')]"):
            element.drop_tree()
        for link in note.findall("a"):
            address = builder.A(link.get("href"), href=link.get("href"))
            address.set("class", "address")
            link.addnext(address)
            link.tail, address.tail = " ", link.tail
    return [Markup(markup(note)) for note in notes.values()]
