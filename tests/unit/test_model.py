"""A record with a wrong field is refused, at the place of the mistake, with what to write instead."""

import pytest

from macros.reading.model import Actor, Event
from macros.reading.model import Source as SourceRecord
from tests.unit import tree
from tests.unit.tree import change, problems, says

JNIM, EVENT, SOURCE, CLAIM, CHART = "actors/jnim", "events/2024-09-17-bamako", "sources/reuters-2017", "claims/flag", "charts/deaths"


@pytest.fixture
def root(tmp_path):
    return tree.plant(tmp_path)


def test_the_tree_itself_is_valid(root):
    assert problems(root) == []


@pytest.mark.parametrize(("record", "old", "new", "place", "words"), [
    # E201 unknown keys
    (JNIM, "aliases:", "alliases:", "4:1: E201", ["unknown key 'alliases'", "did you mean 'aliases'?"]),
    (JNIM, "    status: confirmed\n", "    status: confirmed\n    stand: x\n", "15:5: E201",
     ["'stand'", "known keys here: date, note, sources, statement, status"]),
    (JNIM, "summary:", "claimed_by: AFP\nsummary:", "10:1: E201", ["'claimed_by'", "known keys here:", "designations"]),
    (EVENT, "summary:", "standing: claimed\nsummary:", "5:1: E201", ["belongs under 'actors'", "indentation"]),
    (EVENT, "summary:", "lat: 12.5\nsummary:", "5:1: E201", ["belongs under 'places'"]),
    (EVENT, "    role: target\n", "    role: target\n    summary: x\n", "17:5: E201", ["belongs to the record itself", "to the left"]),
    # E202 missing keys
    (JNIM, "name: Group for Support\n", "", "1:1: E202", ["'name' is missing", "add 'name: …'"]),
    (EVENT, "    claimed_by: a security source\n", "", "18:5: E202", ["'claimed_by' is missing"]),
    (EVENT, "    counts: killed\n", "", "18:5: E202", ["'counts' is missing"]),
    # E203 numbers and yes/no where text is due
    (JNIM, "name: Group for Support", "name: 2017", "2:7: E203", ["expected text, found the number 2017", 'put it in quotes: "2017"']),
    (JNIM, "name: Group for Support", "name: 1.50", "2:7: E203", ["number 1.50", '"1.50"']),
    (JNIM, "name: Group for Support", "name: TRUE", "2:7: E203", ["yes/no value TRUE", '"TRUE"']),
    (JNIM, "  - GSIM", "  - 17", "5:5: E203", ["'aliases'", '"17"']),
    (JNIM, 'from: "2017-03-02"\nsummary', "from: 2017\nsummary", "9:9: E203", ["'from'", "the number 2017", 'write "2017"']),
    # E204 another form
    (JNIM, "aliases:\n  - GSIM", "aliases: GSIM", "4:10: E204", ["'aliases'", "expected a list, found the text 'GSIM'", "- GSIM"]),
    (JNIM, "aliases:\n  - GSIM", "aliases:\n  one: GSIM", "5:3: E204", ["expected a list, found keys and values", "put '- ' before the first key"]),
    (JNIM, 'active:\n  from: "2017-03-02"', "active: 2017", "8:9: E204", ["'active'", "keys such as 'from: …'", "the number 2017"]),
    (EVENT, "  - actor: jnim\n    role: attacker\n    standing: claimed", "  - jnim", "12:5: E204", ["keys such as 'actor: …'", "the text 'jnim'"]),
    (EVENT, "title: Attack in Bamako", "title: [Attack]", "2:8: E204", ["expected text, found a list", '"quotes"']),
    (EVENT, "    lon: -8.0", "    lon: -8.0\n    approx: yes", "11:13: E204", ["expected true or false, found the text 'yes'"]),
    (EVENT, "value: 77", "value: true", "19:12: E204", ["expected a number, found the yes/no value true"]),
    (CLAIM, "order: 1", "order: 1.5", "1:8: E204", ["expected a whole number", "1.5"]),
    # E205 nothing, or a placeholder
    (JNIM, "summary: A coalition that fights [Mali](actor:mali).", "summary:", "10:9: E205", ["'summary'", "delete it"]),
    (JNIM, "abbreviation: JNIM", "name_fr:", "3:9: E205", ["'name_fr'"]),
    (JNIM, "abbreviation: JNIM", "name_fr: null", "3:10: E205", ["'name_fr'"]),
    (JNIM, "abbreviation: JNIM", "name_fr: ~", "3:10: E205", []),
    (JNIM, "  - GSIM", "  -", "5:4: E205", ["'aliases'"]),
    (JNIM, 'date: "2017-03-02"', "date:", "13:10: E205", ["'date'"]),
    (JNIM, "abbreviation: JNIM", 'name_fr: ""', "3:10: E205", ["placeholder"]),
    (JNIM, "abbreviation: JNIM", "name_fr: TODO look it up", "3:10: E205", ["'TODO look it up' is a placeholder", "delete the key"]),
    (JNIM, "abbreviation: JNIM", "name_fr: n/a", "3:10: E205", ["'n/a'"]),
    (JNIM, "abbreviation: JNIM", "name_fr: Unknown", "3:10: E205", ["'Unknown'"]),
    (JNIM, "abbreviation: JNIM", 'name_fr: "Nom "', "3:10: E205", ["starts or ends with a space"]),
    (EVENT, "summary: Fighters", "summary: |\n  Fighters", "5:10: E205", ["line break", "'>-'"]),
    # E206 web addresses
    (SOURCE, "https://www.reuters.com/merge", "www.reuters.com/merge", "4:6: E206", ["'www.reuters.com/merge' is not a web address", "https://"]),
    (SOURCE, "https://www.reuters.com/merge", "https://www.reuters.com/merge (archived)", "4:6: E206", ["not a web address"]),
    (SOURCE, "https://www.reuters.com/merge", "Reuters", "4:6: E206", ["not a web address"]),
    (SOURCE, "https://www.reuters.com/merge", "javascript:alert(1)", "4:6: E206", ["not a web address"]),
    (SOURCE, "https://www.reuters.com/merge", "ftp://reuters.com/merge", "4:6: E206", ["not a web address"]),
    (SOURCE, "https://www.reuters.com/merge", "https://reuters", "4:6: E206", ["not a web address"]),
    (SOURCE, "https://www.reuters.com/merge", "https://reuters.com/ahttps://afp.com/b", "4:6: E206", ["two addresses", "keep one"]),
    # E207 numbers that do not fit each other
    (EVENT, "value: 77", "low: 90\n    high: 70", "18:5: E207", ["low (90) is larger than high (70)", "swap"]),
    (EVENT, "value: 77", "low: 90", "18:5: E207", ["'low' and 'high' go together"]),
    (EVENT, "value: 77", "qualifier: about", "18:5: E207", ["no number", "'note'"]),
    # E208 text where a number is due
    (EVENT, "value: 77", "value: 2,6 million", "19:12: E208", ["'2,6 million'", "write 2600000"]),
    (EVENT, "value: 77", "value: 2.6 million", "19:12: E208", ["write 2600000"]),
    (EVENT, "value: 77", 'value: "3 470"', "19:12: E208", ["write 3470"]),
    (EVENT, "value: 77", "value: 1,234,567", "19:12: E208", ["write 1234567"]),
    (EVENT, "value: 77", "value: 12 %", "19:12: E208", ["write 12"]),
    (EVENT, "value: 77", "value: dozens", "19:12: E208", ["digits only", "'counts' or 'note'"]),
    (EVENT, "lat: 12.65", 'lat: "12,65"', "9:10: E208", ["write 12.65"]),
    # E209 out of range
    (EVENT, "lat: 12.65", "lat: 126.5", "9:10: E209", ["126.5", "90", "exchanged"]),
    (EVENT, "lon: -8.0", "lon: -800", "10:10: E209", ["-180"]),
    (JNIM, "    sources:\n      - wiki-jnim", "    sources: []", "34:14: E209", ["no source, no sentence"]),
    (CLAIM, "order: 1", "order: 0", "1:8: E209", ["greater than or equal to 1"]),
    (CHART, "lines:\n  - series: deaths\n    label: UN", "lines: []", "3:8: E209", ["the list is empty", "one entry at least"]),
    (CHART, "  - series: deaths\n    label: UN", "  - {series: deaths, label: UN}\n" * 6, "4:3: E209", ["6 entries are too many", "keep 5"]),
    (CHART, "title:", "form: pie\ntitle:", "1:7: E302", ["'pie' is not in the list 'chart-forms'", "allowed: time, claims"]),
    # E210 several lines
    (EVENT, "summary: Fighters", "summary: |-\n  Before dawn.\n  Fighters", "5:10: E210", ["'summary'", "line break", "'>-'"]),
    (EVENT, "summary: Fighters", "summary: >-\n  Before dawn.\n\n  Fighters", "5:10: E210", ["one paragraph"]),
    (JNIM, "  - GSIM", '  - "GS\\nIM"', "5:5: E210", ["'aliases'"]),
    # E401 dates
    (EVENT, 'date: "2024-09-17"', 'date: "17/09/2024"', "1:7: E401", ["'17/09/2024'", 'write "2024-09-17"']),
    (EVENT, 'date: "2024-09-17"', "date: 2024-9-17", "1:7: E401", ['write "2024-09-17"']),
    (EVENT, 'date: "2024-09-17"', "date: [2024]", "1:7: E401", ["in quotes"]),
])
def test_refused(root, record, old, new, place, words):
    change(root, record, old, new)
    says(problems(root), (f"data/{record}.yml:{place}", *words))


def test_a_misspelt_key_is_unknown_and_the_right_one_missing(root):
    change(root, JNIM, "reviewed:", "reveiwed:")
    says(problems(root), (f"data/{JNIM}.yml:1:1: E202", "'reviewed' is missing"), (f"data/{JNIM}.yml:36:1: E201", "did you mean 'reviewed'?"))


@pytest.mark.parametrize("text", ["- a\n- b\n", "only text\n", "12\n", "---\n"])
def test_a_record_is_keys_and_values(root, text):
    tree.add(root, "terms/baya", text)
    found = problems(root)
    assert len(found) == 1 and "E201 expected keys such as 'name: …'" in found[0]


@pytest.mark.parametrize(("record", "old", "new"), [
    (EVENT, "value: 77", "value: 77.5"),
    (EVENT, "value: 77", "low: 70\n    high: 70"),
    (EVENT, "value: 77", "value: 75\n    low: 70\n    high: 80\n    qualifier: about"),
    (EVENT, "value: 77", "note: several dozen"),
    (EVENT, "value: 77", "value: 0"),
    (EVENT, "lat: 12.65", "lat: 12"),
    (JNIM, "name: Group for Support", "name: NO"),
    (EVENT, "summary: Fighters", "summary: >-\n  Before dawn.\n  Fighters"),
    (SOURCE, "https://www.reuters.com/merge", "https://web.archive.org/web/2020/https://reuters.com/a"),
    (SOURCE, "https://www.reuters.com/merge", "https://www.reuters.com/merge?id=1&x=(2)#top"),
])
def test_accepted(root, record, old, new):
    change(root, record, old, new)
    assert problems(root) == []


def test_an_unknown_key_without_a_value(root):
    change(root, JNIM, "abbreviation: JNIM", "abreviation:")
    says(problems(root), (f"data/{JNIM}.yml:3:1: E201", "did you mean 'abbreviation'?"), (f"data/{JNIM}.yml:3:13: E205", "'abreviation'"))


def test_all_problems_of_all_records_are_said(root):
    change(root, JNIM, "kind: armed-group", "kind: 7\nkidn: x")
    change(root, EVENT, "value: 77", "value: many")
    says(problems(root), (f"data/{JNIM}.yml:1:7: E203",), (f"data/{JNIM}.yml:2:1: E201", "did you mean 'kind'?"), (f"data/{EVENT}.yml:19:12: E208",))


def test_labels():
    common = {"kind": "armed-group", "summary": "x", "reviewed": "2025"}
    assert Actor(name="Group for Support", abbreviation="JNIM", **common).label == "Group for Support (JNIM)"
    assert Actor(name="JNIM group", abbreviation="JNIM", **common).label == "JNIM group"
    assert Actor(name="Mali", abbreviation="MLI", **common | {"kind": "state"}).label == "Mali"
    assert Event(date="2024", title="A coup", theme="politics", status="reported", summary="x", sources=["a"], reviewed="2025").label == "A coup"
    assert SourceRecord(title="T", publisher="P", language="en", kind="news", party="independent", origin="primary").label == "T"


def test_a_record_cannot_be_changed(root):
    with pytest.raises(Exception, match="frozen"):
        tree.load(root).actors["jnim"].name = "Another"
