"""The glossary to learn by heart: a deck of cards for Anki (https://apps.ankiweb.net/), and a table for other programs.

A card keeps its id from build to build, so a second import renews the cards and leaves what was learned.
"""

import html
import tempfile
import zipfile
from pathlib import Path

from ..records import exports
from ..records.library import folded
from ..showing.render import plain_text
from . import archive, cited
from .kit import Missing

DECK, MODEL = 1612208021, 1612208022  # never change: Anki knows the deck and its kind of note by them
FIELDS = ("English", "French", "FrenchAsked", "Arabic", "Origin", "Definition", "Sources")
STYLE = """\
.card { font-family: sans-serif; font-size: 20px; line-height: 1.4; text-align: left; max-width: 36em; margin: 0 auto; padding: 0 1em; }
.word { font-size: 28px; font-weight: bold; }
.small { font-size: 15px; }
"""


def make(kit):
    """Write ``glossary.apkg`` and ``glossary.csv`` and return their paths. Raises :class:`kit.Missing` without genanki."""
    try:
        import genanki
    except ImportError:
        raise Missing("genanki", "python -m pip install --require-hashes -r requirements-offline.txt") from None
    return [_deck(genanki, kit), _table(kit)]


def _table(kit):
    path = kit.out / "glossary.csv"
    rows = [{"term": term.term, "term_fr": term.term_fr, "term_ar": term.term_ar or "", "definition": plain_text(term.definition),
             "sources": " | ".join(_sources(kit, term))} for _, term in _terms(kit)]
    path.write_text(exports.sheet(rows), encoding="utf-8", newline="\n")
    return path


def _deck(genanki, kit):
    say = kit.words.say
    deck = genanki.Deck(DECK, say("cards_deck"), _html(say("cards_help", knowledge=say("knowledge_ends", date=kit.words.day(kit.library.knowledge_ends)))))
    model = genanki.Model(MODEL, "Sahel Explained", [{"name": name} for name in FIELDS], _templates(kit), STYLE)
    for id, term in _terms(kit):
        deck.add_note(genanki.Note(model, _fields(kit, term), guid=genanki.guid_for("sahel-explained", "terms", id)))
    path = kit.out / "glossary.apkg"
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / path.name
        genanki.Package(deck).write_to_file(raw, timestamp=kit.date.timestamp())
        with zipfile.ZipFile(raw) as pack:
            files = {name: pack.read(name) for name in pack.namelist()}
    return archive.write(path, files, kit.date)  # once more, without the time of day


def _templates(kit):
    """Return the two sides of the two cards: from the English word to all about it, and from the French word to the English one."""
    labels = {name: _html(kit.words.say(name)) for name in ("in_french", "origin", "sources")}
    rest = ('<p lang="en">{{Definition}}</p>{{#Origin}}<p>' + labels["origin"] + ': {{Origin}} <span lang="ar" dir="rtl">{{Arabic}}</span></p>{{/Origin}}'
            '<p class="small">' + labels["sources"] + ":<br>{{Sources}}</p>")
    english, french = '<p class="word" lang="en">{{English}}</p>', '<p class="word" lang="fr">{{FrenchAsked}}</p>'
    line = '<hr id="answer">'
    return [
        {"name": "English", "qfmt": english, "afmt": english + line + "<p>" + labels["in_french"] + ': <span lang="fr">{{French}}</span></p>' + rest},
        {"name": "French", "qfmt": "{{#FrenchAsked}}" + french + "{{/FrenchAsked}}", "afmt": french + line + english + rest},
    ]


def _fields(kit, term):
    origin = kit.library.vocabulary["origin-languages"][term.origin_language].label if term.origin_language else ""
    asked = term.term_fr if folded(term.term_fr) != folded(term.term) else ""  # the same word is no question
    texts = (term.term, term.term_fr, asked, term.term_ar or "", origin, plain_text(term.definition))
    return [*map(_html, texts), "<br>".join(map(_html, _sources(kit, term)))]


def _terms(kit):
    return sorted(kit.library.terms.items(), key=lambda item: (folded(item[1].term), item[0]))


def _sources(kit, term):
    return [cited.name(kit.words, kit.library.sources[id]) for id in term.sources]


def _html(text):
    """Return a text as HTML in which Anki finds no ``[sound:…]``, ``[latex]`` or ``{{…}}`` of its own."""
    return html.escape(text).replace("[", "&#91;").replace("{", "&#123;").replace("\\", "&#92;")
