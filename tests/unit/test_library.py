"""All references are checked, every record knows who speaks of it, and the data are read again only after a change."""

import os

import pytest

from macros.reading.problems import DataError
from macros.records import library
from macros.records.library import Key
from tests.unit import tree
from tests.unit.tree import add, change, problems, says

JNIM, EVENT, TERM = "actors/jnim", "events/2024-09-17-bamako", "terms/baya"


@pytest.fixture
def root(tmp_path):
    return tree.plant(tmp_path)


# -- names that nothing answers to --------------------------------------------------------------------------------


@pytest.mark.parametrize(("record", "old", "new", "place", "words"), [
    (JNIM, "to: al-qaeda", "to: al-qaida", "25:9: E301", ["unknown actor 'al-qaida'", "did you mean 'al-qaeda'?"]),
    (JNIM, "to: al-qaeda", "to: nusra", "25:9: E301", ["unknown actor 'nusra'", "no file data/actors/nusra.yml"]),
    (JNIM, "  - mali", "  - Mali", "7:5: E301", ["unknown actor 'Mali'", "did you mean 'mali'?"]),
    (JNIM, "      - reuters-2017\n      - afp-2017", "      - reuters-2107\n      - afp-2017", "16:9: E301",
     ["unknown source 'reuters-2107'", "did you mean 'reuters-2017'?"]),
    (EVENT, "actor: jnim", "actor: jnmi", "12:12: E301", ["did you mean 'jnim'?"]),
    (EVENT, "country: mali", "country: malli", "8:14: E301", ["unknown actor 'malli'", "did you mean 'mali'?"]),
    (TERM, "  - al-qaeda", "  - reuters-2017", "5:5: E301", ["unknown term or actor or event 'reuters-2017'"]),
    ("claims/flag", "  - 2024-09-17-bamako", "  - 2024-09-17-bamaco", "11:5: E301", ["unknown event", "did you mean '2024-09-17-bamako'?"]),
    # words of lists
    (JNIM, "kind: armed-group", "kind: armed group", "1:7: E302",
     ["'armed group' is not in the list 'kinds'", "did you mean 'armed-group'?", "allowed: state, organisation,"]),
    (JNIM, "type: fights", "type: fighting", "30:11: E302", ["list 'relations'", "did you mean 'fights'?", "see data/vocabulary/relations.yml"]),
    (JNIM, "status: confirmed", "status: sure", "14:13: E302", ["allowed: confirmed, reported, claimed, disputed"]),
    (EVENT, "role: target", "role: victim", "16:11: E302", ["'victim' is not in the list 'roles'", "allowed: attacker, ", ", killed, "]),
    (EVENT, "measure: killed", "measure: dead", "18:14: E302", ["list 'measures'"]),
    # links in texts
    (JNIM, "(actor:mali)", "(actor:malli)", "10:10: E303", ["unknown actor 'malli' in a link", "did you mean 'mali'?"]),
    (JNIM, "(actor:mali)", "(actor:atlantis)", "10:10: E303", ["unknown actor 'atlantis'", "no file data/actors/atlantis.yml"]),
    (JNIM, "(actor:mali)", "(term:jnim)", "10:10: E303", ["unknown term 'jnim'"]),
    (JNIM, "(actor:mali)", "(mali)", "10:10: E303", ["'mali' cannot be linked to", "[JNIM](actor:jnim)"]),
    (JNIM, "(actor:mali)", "(actors/mali.md)", "10:10: E303", ["cannot be linked to"]),
    (JNIM, "(actor:mali)", "(javascript:alert)", "10:10: E303", ["'javascript:alert' cannot be linked to"]),
    (JNIM, "(actor:mali)", "(javascript:alert(1))", "10:10: E303", ["cannot be read"]),
    (JNIM, "(actor:mali)", "(data:text/html,x)", "10:10: E303", ["cannot be linked to"]),
    (JNIM, "A coalition that fights [Mali](actor:mali).", '"[Mali](actor: mali)"', "10:10: E303", ["cannot be read", "without spaces"]),
    (JNIM, "(actor:mali)", "(https://en.wikipedia.org/wiki/Mali_(state))", "10:10: E303", ["cannot be read", "%28"]),
    (EVENT, "title: Attack in Bamako", "title: '[Attack](actor:jnim)'", "2:8: E303", ["a link cannot stand here", "notes"]),
    (EVENT, "title: Attack in Bamako", r'title: "[Attack\x5d(actor:jnim)"', "2:8: E303", ["a link cannot stand here"]),
    (EVENT, "counts: killed", "counts: '[killed](javascript:x)'", "20:13: E303", ["a link cannot stand here"]),
    ("sources/afp-2017", "author: A. Writer", "author: '[A](https://example.org)'", "3:9: E303", ["a link cannot stand here"]),
    ("vocabulary/scopes", "label: wider than the event", "label: '[wider](javascript:x)'", "3:10: E303", ["a link cannot stand here"]),
    (EVENT, "claimed_by: a", "note: '[x](event:2020-x)'\n    claimed_by: a", "21:11: E303", ["unknown event '2020-x'"]),
])
def test_unknown_names(root, record, old, new, place, words):
    change(root, record, old, new)
    says(problems(root), (f"data/{record}.yml:{place}", *words))


@pytest.mark.parametrize("target", ["actor:jnim", "event:2024-09-17-bamako", "term:baya", "source:afp-2017", "claim:flag", "series:deaths", "https://example.org/a?b=c"])
def test_links_that_lead_somewhere(root, target):
    change(root, JNIM, "(actor:mali)", f"({target})")
    assert problems(root) == []


def test_brackets_that_are_no_link_may_stand_in_a_title(root):
    change(root, EVENT, "title: Attack in Bamako", "title: '[Attack](in Bamako)'")
    assert problems(root) == []


@pytest.mark.parametrize(("name", "right"), [
    ("Katiba Macina.yml", "katiba-macina.yml"), ("jnim2.yaml", "jnim2.yml"), ("Côte-d'Ivoire.yml", "cote-d-ivoire.yml"), ("a_b.yml", "a-b.yml"),
    ("x.md", "x-md.yml"),
])
def test_file_names_are_ids(root, name, right):
    (root / "data" / "actors" / name).write_text("name: x\n", encoding="utf-8")
    says(problems(root), (f"data/actors/{name}:1:1: E601", f"rename it to {right}"))


def test_what_is_no_file_is_said(root):
    (root / "data" / "actors" / "folder.yml").mkdir()
    (root / "data" / "terms" / "nowhere.yml").symlink_to(root / "gone")
    says(problems(root), ("data/actors/folder.yml:1:1: E121", "cannot be opened"), ("data/terms/nowhere.yml:1:1: E121", "put an ordinary file here"))


def test_hidden_files_are_left_alone(root):
    (root / "data" / "actors" / ".DS_Store").write_bytes(b"\x00\xff")
    assert problems(root) == []


def test_a_record_that_cannot_be_read_is_not_unknown_as_well(root):
    change(root, "actors/mali", "kind: state", "kind: 'state")
    says(problems(root), ("data/actors/mali.yml:1:7: E113",))


def test_a_list_of_words_that_cannot_be_read_is_said_once(root):
    add(root, "vocabulary/roles", "attacker: {label: [}\n")
    assert len(problems(root)) == 1 and problems(root)[0].startswith("data/vocabulary/roles.yml:1:")
    add(root, "vocabulary/roles", "- attacker\n")
    says(problems(root), ("data/vocabulary/roles.yml:1:1: E201", "expected entries"))
    add(root, "vocabulary/roles", "attacker:\n  label: attacker\n  definition: Attacks.\n  blames: true\ntarget:\n  labl: target\n  definition: Is attacked.\n")
    says(problems(root), ("data/vocabulary/roles.yml:6:3: E201", "did you mean 'label'?"), ("data/vocabulary/roles.yml:6:3: E202", "'label' is missing"))


# -- who speaks of whom -------------------------------------------------------------------------------------------


def test_records_and_keys(root):
    records = tree.load(root)
    assert list(records.actors) == ["al-qaeda", "jnim", "mali"]
    assert records[Key("actors", "mali")] is records.actors["mali"]
    assert [key.id for key, _ in records.records() if key.folder == "terms"] == ["baya"]
    assert len(list(records.records())) == 14


def test_find(root):
    records = tree.load(root)
    assert records.find("jnim") == Key("actors", "jnim")
    assert records.find("baya") == Key("terms", "baya")
    assert records.find("2024-09-17-bamako") == Key("events", "2024-09-17-bamako")
    assert records.find("source:afp-2017") == Key("sources", "afp-2017")
    assert records.find("afp-2017") is None and records.find("term:jnim") is None and records.find("https://x.org") is None


def test_uses(root):
    uses = tree.load(root).uses
    assert uses["reuters-2017"] == [Key("actors", "jnim"), Key("events", "2024-09-17-bamako")]
    assert uses["un-2018"] == [Key("actors", "jnim"), Key("series", "deaths")]
    assert "digest-jnim" not in uses


def test_mentions(root):
    mentions = tree.load(root).mentions
    assert mentions[Key("actors", "mali")] == [Key("actors", "jnim"), Key("events", "2024-09-17-bamako")]
    assert mentions[Key("actors", "jnim")] == [Key("events", "2024-09-17-bamako"), Key("claims", "flag")]
    assert mentions[Key("actors", "al-qaeda")] == [Key("actors", "jnim"), Key("terms", "baya")]
    assert mentions[Key("terms", "baya")] == [Key("events", "2024-09-17-bamako")]
    assert mentions[Key("events", "2024-09-17-bamako")] == [Key("claims", "flag")]
    assert not any(key.folder == "sources" for key in mentions)


def test_word_uses(root):
    change(root, TERM, "term: Bay'a", "term: Oath (bay'a)")
    change(root, "actors/mali", "A state in West Africa", "A state of oaths")
    change(root, "terms/baya", "An oath.", "Another oath.")
    change(root, "actors/al-qaeda", "A network", "A network held by an OATH")
    change(root, EVENT, "title: Attack in Bamako", "title: An oath")
    assert tree.load(root).word_uses == {"baya": [Key("actors", "al-qaeda"), Key("events", "2024-09-17-bamako")]}


def test_shelves(root):
    names = {"a-plus": "A+", "agence": "Agence", "afrique": "L'Afrique", "ecofin": "Écofin", "economist": "The Economist",
             "quoted": '"«Der Spiegel»"', "number": "24 heures"}
    for id, publisher in names.items():
        add(root, f"sources/{id}", tree.RECORDS["sources/afp-2017"].replace("AFP", publisher).replace("fusion", id))
    shelves = tree.load(root).shelves
    assert {id: shelves[id] for id in names} == {"a-plus": "a", "agence": "af", "afrique": "c", "ecofin": "c", "economist": "c", "quoted": "c", "number": "a"}
    assert (shelves["afp-2017"], shelves["reuters-2017"], shelves["wiki-jnim"]) == ("af", "r", "w")


def test_ties(root):
    ties = tree.load(root).ties
    assert [(tie.relation.type, tie.other, tie.inverse) for tie in ties["jnim"]] == [("part-of", "al-qaeda", False), ("fights", "mali", False)]
    assert [(tie.relation.type, tie.other, tie.inverse) for tie in ties["mali"]] == [("fights", "jnim", True)]


def test_parts_and_chronicle(root):
    for id, day in (("2023-09-07-boat", "2023-09-07"), ("2024-09-town", "2024-09")):
        text = tree.RECORDS[EVENT].replace('date: "2024-09-17"', f'date: "{day}"')
        add(root, f"events/{id}", text)
    records = tree.load(root)
    assert [id for id, _ in records.chronicle] == ["2023-09-07-boat", "2024-09-town", "2024-09-17-bamako"]  # a month starts before its days
    assert [(part.event_id, part.participation.role) for part in records.parts["mali"]] == [(id, "target") for id, _ in records.chronicle]
    assert records.parts["al-qaeda"] == []


def test_weak(root):
    records = tree.load(root)
    assert records.weak(["wiki-jnim"]) and records.weak(["wiki-jnim", "digest-jnim"])
    assert not records.weak(["wiki-jnim", "afp-2017"]) and not records.weak(["un-2018"])


def test_knowledge_ends_with_the_latest_event_that_was_not_planned(root):
    add(root, "events/2024-12-31-later", tree.RECORDS[EVENT].replace("2024-09-17", "2024-12").replace("2024-09-19", "2024-12"))
    add(root, "events/2025-03-01-summit", tree.RECORDS[EVENT].replace("2024-09-17", "2025-03-01").replace("theme:", "planned: true\ntheme:"))
    assert str(tree.load(root).knowledge_ends) == "2024-12"


# -- reading again ------------------------------------------------------------------------------------------------


def test_an_edit_is_seen_and_what_was_read_before_is_not_changed(root):
    first = tree.load(root)
    change(root, "actors/mali", "name: Mali", "name: Republic of Mali")
    second = tree.load(root)
    assert (first.actors["mali"].name, second.actors["mali"].name) == ("Mali", "Republic of Mali")
    assert second.actors["jnim"] is first.actors["jnim"]  # not read again


def test_a_mistake_is_said_each_time_until_it_is_mended(root):
    good = tree.load(root)
    change(root, "actors/mali", "kind: state", "kind: sate")
    for _ in range(2):
        with pytest.raises(DataError, match="did you mean 'state'"):
            tree.load(root)
    change(root, "actors/mali", "kind: sate", "kind: state")
    assert tree.load(root).actors == good.actors


def test_a_list_that_is_missing_and_one_that_is_too_many(root):
    lists = root / "data" / "vocabulary"
    (lists / "themes.yml").rename(lists / "tehmes.yml")
    (lists / "shelves.yml").unlink()
    says(problems(root), ("data/vocabulary/shelves.yml:1:1: E121", "this list is missing", "earlier version"),
         ("data/vocabulary/tehmes.yml:1:1: E601", "no key takes", "did you mean 'themes'?"), ("data/vocabulary/themes.yml:1:1: E121", "this list is missing"))


NAMES = """states:
  - {state: mali, lat: 19.6, lon: -1.6}
capitals:
  - {name: Bamako, state: mali, lat: 12.65, lon: -8.0}
in_french:
  Bamako: Bamako
"""


def test_names_of_places(root):
    add(root, "geo/names", NAMES)
    names = tree.load(root).place_names
    assert (names.states[0].state, names.capitals[0].name, names.in_french) == ("mali", "Bamako", {"Bamako": "Bamako"})
    change(root, "geo/names", "lat: 19.6", "lat: 19.7")
    assert tree.load(root).place_names.states[0].lat == 19.7


@pytest.mark.parametrize(("old", "new", "place", "words"), [
    ("{state: mali, lat: 19.6", "{state: malli, lat: 19.6", "2:13: E301", ["unknown actor 'malli'", "did you mean 'mali'?"]),
    ("lat: 19.6", "lat: 196", "2:24: E209", ["less than or equal to 90"]),
    ("lat: 19.6", "latt: 19.6", "2:5: E202", ["the key 'lat' is missing"]),
    ("lat: 12.65", "lat: north", "4:38: E208", ["expected a number"]),
    ("  Bamako: Bamako", "  Bamakoo: Bamako", "6:3: E301", ["unknown place 'Bamakoo'", "did you mean 'Bamako'?"]),
    ("  Bamako: Bamako", "  Atlantis: Atlantide", "6:3: E301", ["unknown place 'Atlantis'", "delete the line"]),
    ("  Bamako: Bamako", "  Bamako: 12", "6:11: E203", ["quotes"]),
    ("states:\n", "state:\n", "1:1: E201", ["unknown key 'state'", "did you mean 'states'?"]),
    ("states:\n", "states: 'x\n", "1:9: E113", ["quote"]),
])
def test_names_of_places_that_cannot_be_used(root, old, new, place, words):
    add(root, "geo/names", NAMES)
    change(root, "geo/names", old, new)
    says([line for line in problems(root) if f" {place.split()[1]} " in line], (f"data/geo/names.yml:{place}", *words))


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"features": [{}]}', '{"features": [{"geometry": {"coordinates": ["x"]}, "properties": {}}]}'])
def test_outlines_that_cannot_be_read(root, text):
    (root / "data" / "geo" / "outlines.json").write_text(text)
    says(problems(root), ("data/geo/outlines.json:1:1: E605", "earlier version"))


def test_a_deleted_file_is_gone(root):
    assert "digest-jnim" in tree.load(root).sources
    (root / "data" / "sources" / "digest-jnim.yml").unlink()
    assert "digest-jnim" not in tree.load(root).sources


def test_very_many_files_are_read_by_several_processes_as_by_one(root, monkeypatch):
    change(root, JNIM, "to: al-qaeda", "to: al-qaida")
    add(root, "terms/wrong", "term: [\n")
    alone, wrong = library.gather(root)
    monkeypatch.setattr(library, "MANY", 1)
    monkeypatch.setattr(library, "PART", 2)
    shared, same = library.gather(root)
    assert same == wrong and len(wrong) == 2
    assert list(shared.records()) == list(alone.records())
    assert {one.documents[Key("actors", "jnim")].mark(("relations", 0, "to")) for one in (shared, alone)} == {(25, 9)}
