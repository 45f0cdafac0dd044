"""The deck of cards, imported by Anki itself."""

import csv
import os
import subprocess
import sys

import pytest
from anki.collection import Collection, ImportAnkiPackageRequest

from macros.offline import cards
from macros.offline.kit import Kit, Missing
from tests.conftest import ENVIRONMENT, HOSTILE, ROOT, copy_project

DAY = 24 * 60 * 60
FORMULA = "=HYPERLINK(1)"


@pytest.fixture(scope="module")
def deck(tmp_path_factory):
    """The deck and the table."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", ENVIRONMENT["SOURCE_DATE_EPOCH"])
        return cards.make(Kit(ROOT, tmp_path_factory.mktemp("cards")))


@pytest.fixture(scope="module")
def changed(tmp_path_factory):
    """The deck and the table a day later, when the word Bay'a has another name and a hostile definition, and Zakat is gone."""
    project = copy_project(tmp_path_factory.mktemp("changed") / "project")
    term = project / "data" / "terms" / "bay-a.yml"
    text = term.read_text(encoding="utf-8").replace("term: Bay'a", f"term: '{FORMULA}'")
    head, _, rest = text.partition("definition: >-")
    term.write_text(f"{head}definition: >-\n  {HOSTILE} {{{{English}}}} [sound:a.mp3] is an oath.\nsee:{rest.partition('see:')[2]}", encoding="utf-8")
    (project / "data" / "terms" / "zakat.yml").unlink()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", str(int(ENVIRONMENT["SOURCE_DATE_EPOCH"]) + DAY))
        return cards.make(Kit(project, tmp_path_factory.mktemp("cards")))


@pytest.fixture
def collection(tmp_path):
    """A new collection of Anki."""
    collection = Collection(str(tmp_path / "collection.anki2"))
    yield collection
    collection.close()


def load(collection, path):
    """Import a deck as Anki does by default; return what its log says."""
    return collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(path))).log


def notes(collection):
    """Return ``{English word: (id, fields, cards)}``."""
    found = [collection.get_note(id) for id in collection.find_notes("")]
    return {note["English"]: (note.id, dict(note.items()), note.cards()) for note in found}


def test_anki_imports_a_note_for_each_term(collection, deck, records):
    log = load(collection, deck[0])
    assert len(log.new) == len(records["terms"]) == collection.note_count()
    assert len(notes(collection)) == len(records["terms"])
    assert [one.name for one in collection.decks.all_names_and_ids(skip_empty_default=True)] == ["Sahel Explained: glossary"]
    french = sum(not same(term["term"], term["term_fr"]) for term in records["terms"].values())
    assert collection.card_count() == len(records["terms"]) + french


def same(one, other):
    return cards.folded(one) == cards.folded(other)


def test_a_card_says_all_about_the_word(collection, deck):
    load(collection, deck[0])
    _, fields, both = notes(collection)["Bay&#x27;a"]
    english, french = both
    assert "Bay" in english.question() and "Oath of loyalty" not in english.question()
    answer = english.answer()
    for words in ("Oath of loyalty", '<span lang="fr">bay&#x27;a (allégeance)</span>', '<span lang="ar" dir="rtl">بيعة</span>', "From: Arabic"):
        assert words in answer
    assert fields["Sources"].count("<br>") == 2
    assert "allégeance" in french.question() and "Bay" in french.answer() and "Oath of loyalty" in french.answer()
    assert "{{" not in answer + french.answer() + french.question()


def test_a_second_import_changes_nothing(collection, deck):
    load(collection, deck[0])
    before = {word: id for word, (id, _, _) in notes(collection).items()}
    log = load(collection, deck[0])
    assert (len(log.new), len(log.updated)) == (0, 0)
    assert {word: id for word, (id, _, _) in notes(collection).items()} == before


def test_a_later_deck_renews_the_cards_and_doubles_none(collection, deck, changed, records):
    load(collection, deck[0])
    before = notes(collection)
    card = before["Bay&#x27;a"][2][0]
    card.due, card.ivl = 77, 12  # what was learned
    collection.update_card(card)
    log = load(collection, changed[0])
    assert len(log.new) == 0 and len(log.updated) == len(records["terms"]) - 1
    after = notes(collection)
    assert len(after) == len(before) and set(before) - set(after) == {"Bay&#x27;a"}
    id, fields, both = after[FORMULA]
    assert id == before["Bay&#x27;a"][0] and "is an oath" in fields["Definition"]
    assert (both[0].id, both[0].ivl) == (card.id, 12)
    assert len(collection.models.all_names_and_ids()) == len({one.name for one in collection.models.all_names_and_ids()})


def test_hostile_text_stays_text(collection, changed):
    load(collection, changed[0])
    answer = notes(collection)[FORMULA][2][0].answer()
    assert "<script>" not in answer and "&lt;script&gt;" in answer
    assert "[sound:" not in answer and not notes(collection)[FORMULA][2][0].answer_av_tags()


def test_the_table_holds_every_term(deck, records):
    rows = read(deck[1])
    assert list(rows[0]) == ["term", "term_fr", "term_ar", "definition", "sources"]
    assert {(row["term"], row["term_fr"], row["term_ar"]) for row in rows} == {
        (term["term"], term["term_fr"], term.get("term_ar", "")) for term in records["terms"].values()}
    assert all(row["definition"] and "](" not in row["definition"] and row["sources"] for row in rows)


def test_no_cell_of_the_table_is_run_as_a_formula(deck, changed):
    assert f"'{FORMULA}" in [row["term"] for row in read(changed[1])]
    for path in (deck[1], changed[1]):
        assert not [cell for row in read(path) for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_two_processes_make_the_same_bytes(deck, tmp_path):
    code = "import sys, pathlib; from macros.offline import cards, kit; cards.make(kit.Kit(pathlib.Path.cwd(), pathlib.Path(sys.argv[1])))"
    environment = os.environ | {"SOURCE_DATE_EPOCH": ENVIRONMENT["SOURCE_DATE_EPOCH"], "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, env=environment, check=True)
    for path in deck:
        assert (tmp_path / path.name).read_bytes() == path.read_bytes()


def test_without_the_library_it_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "genanki", None)
    with pytest.raises(Missing, match="genanki is needed.*requirements-offline.txt"):
        cards.make(Kit(ROOT, tmp_path))
