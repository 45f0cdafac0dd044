"""The A–Z index: every name, word, place and explainer as a plain list of links, for readers whose browser runs no script and so has no search."""

import unicodedata
from collections import defaultdict, namedtuple

from ..records.library import Key, by_letter, folded
from . import prose

Entry = namedtuple("Entry", "name language see key")


def index_of_names(page):
    """All actors under every name, the words of the glossary in both languages and the explainers, by letter. What is no main name says where to look."""
    entries = [entry for id, actor in page.library.actors.items() for entry in _of_actor(id, actor)]
    entries += [entry for id, term in page.library.terms.items() for entry in _of_term(id, term)]
    titles = [(folded(title), title, path) for path, title in prose.explainers(page.docs)]
    entries.sort(key=lambda entry: (_spoken(entry.name), entry.see or ""))
    return page.render("a_to_z.md.j2", letters=by_letter(entries, lambda entry: _spoken(entry.name)), explainers=sorted(titles))


def index_of_places(page):
    """All places by letter, each with the events that took place there, in order of time."""
    places = defaultdict(dict)
    for id, event in page.library.chronicle:
        for place in event.places:
            places[place.name, place.country][id] = event
    ordered = sorted(places.items(), key=lambda item: (_spoken(item[0][0]), item[0][1]))
    return page.render("places.md.j2", letters=by_letter(ordered, lambda item: _spoken(item[0][0])))


def _of_actor(id, actor):
    key, french = Key("actors", id), {actor.name_fr, *(former.name_fr for former in actor.former_names)}
    for name in {folded(name): name for name in reversed(actor.names)}.values():  # of two spellings that sort alike, the first
        language = "ar" if unicodedata.name(name[0], "").startswith("ARABIC") else "fr" if name in french - {actor.name} else None
        yield Entry(name, language, None if name == actor.name else actor.label, key)


def _of_term(id, term):
    key = Key("terms", id)
    yield Entry(term.term, None, None, key)
    if folded(term.term_fr) != folded(term.term):
        yield Entry(term.term_fr, "fr", term.term, key)


def _spoken(name):
    """Return a name as it is sorted: letters and digits alone, without accents."""
    return "".join(char for char in folded(name) if char.isalnum() or char == " ").strip()
