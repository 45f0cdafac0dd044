"""What is offered to paste is true: with it in the file, what was said is said no more."""

import json

import pytest

from macros.reading import instead
from macros.reading.problems import DataError
from macros.records import schema
from macros.showing import language, pagecheck
from macros.writing import pasting
from tests.conftest import ROOT
from tests.unit import tree

MALI, JNIM, EVENT, SOURCE = "actors/mali", "actors/jnim", "events/2024-09-17-bamako", "sources/reuters-2017"
GIVEN_LATER = {"E301", "E205", "E202"}  # of an example that the writer must replace, or of a part that needs more keys


@pytest.fixture
def root(tmp_path):
    tree.plant(tmp_path)
    schema.write(tree.load(tmp_path))
    return tmp_path


def problems(root):
    """Return all that ``check`` says of the data and the pages, with lines to paste."""
    try:
        found = list(pagecheck.check(tree.load(root), language.load(root, "en")))
    except DataError as error:
        found = error.problems
    return pasting.pasted(root, sorted(set(found)))


def paste(root, problem, below=False):
    """Put what is offered in place of the line that the problem names, or below it."""
    path = root / problem.path
    lines = path.read_text(encoding="utf-8").split("\n")
    at = problem.line - 1
    lines[at + below:at + 1] = problem.paste.split("\n")
    path.write_text("\n".join(lines), encoding="utf-8")


@pytest.mark.parametrize(("record", "right", "wrong", "code", "offered"), [
    (MALI, "name: Mali", "name:\tMa\u00a0li", "E104", "name: Ma li"),
    (MALI, "name: Mali", "name: Ma\u202eli", "E105", "name: Mali"),
    (MALI, "A state", "A sta\u200bte", "E105", "summary: A state in West Africa."),
    (MALI, "A state", "A sta\u0300te", "E106", "summary: A st\u00e0te in West Africa."),
    (MALI, "A state", "A stÃ©te of â€™67", "E118", "summary: A stéte of ’67 in West Africa."),
    (JNIM, "- GSIM", "- *GSIM", "E108", '  - "*GSIM"'),
    (EVENT, "title: Attack", "title: Attack #2", "E111", 'title: "Attack #2 in Bamako"'),
    (MALI, "name: Mali", "name: Mali # the state", "E111", 'name: "Mali # the state"'),
    ("claims/flag", "order: 1", "order: 01", "E112", "order: 1"),
    (MALI, "MLI", "007", "E112", 'abbreviation: "007"'),
    (EVENT, "title: Attack in Bamako", 'title: "Attack in Bamako', "E113", 'title: "Attack in Bamako"'),
    (EVENT, "title: Attack in Bamako", "title: [Attack in Bamako", "E113", 'title: "[Attack in Bamako"'),
    (JNIM, "aliases:\n  - GSIM", "aliases: [GSIM", "E113", "aliases: [GSIM]"),
    (EVENT, "title: Attack", "title: Mali: Attack", "E114", 'title: "Mali: Attack in Bamako"'),
    (EVENT, "title: Attack", 'title: the "day": Attack', "E114", 'title: "the \\"day\\": Attack in Bamako"'),
    (MALI, "name: Mali\nabbreviation", "name: Mali abbreviation", "E114", "name: Mali\nabbreviation: MLI"),
    (JNIM, "- GSIM", "- GSIM\n    name_fr: x", "E114", "name_fr: x"),
    (EVENT, "status: reported", "status:reported", "E115", "status: reported"),
    (EVENT, "title: Attack", 'title: "Massacre" Attack', "E116", "title: '\"Massacre\" Attack in Bamako'"),
    (EVENT, "title: Attack in Bamako", "title: 'L'attaque'", "E116", 'title: "L\'attaque"'),
    (EVENT, "title: Attack in Bamako", 'title: "C:\\Mali"', "E116", 'title: "C:\\\\Mali"'),
    (JNIM, "- GSIM", "- @GSIM", "E116", '  - "@GSIM"'),
    (EVENT, "sources:\n  - reuters-2017\nreviewed", "sources:\n  - reuters-2017\n - afp-2017\nreviewed", "E117", "  - afp-2017"),
    (JNIM, "aliases:", "alliases:", "E201", "aliases:"),
    (EVENT, "counts: killed", "count: killed", "E201", "    counts: killed"),
    (MALI, "name: Mali", "name: 2012", "E203", 'name: "2012"'),
    (MALI, "name: Mali", "name: TRUE", "E203", 'name: "TRUE"'),
    (MALI, '"1960-09-22"', "1960", "E203", '  from: "1960"'),
    (JNIM, "aliases:\n  - GSIM", "aliases: GSIM", "E204", "aliases:\n  - GSIM"),
    ("series/deaths", "comparable: true", "comparable: yes", "E204", "comparable: true"),
    (EVENT, "  - actor: jnim\n    role: attacker\n    standing: claimed\n", "  - jnim\n", "E204", "  - actor: jnim"),
    (MALI, "name: Mali", 'name: "Mali "', "E205", 'name: "Mali"'),
    (MALI, "summary: A state", "summary: >\n  A state", "E205", "summary: >-"),
    (SOURCE, "https://www.reuters.com/merge", "www.reuters.com/merge", "E206", "url: https://www.reuters.com/merge"),
    (SOURCE, "https://www.reuters.com/merge", "https://www.reuters.com/merge (archived)", "E206", "url: https://www.reuters.com/merge"),
    (SOURCE, "https://www.reuters.com/merge", "https://www.reuters.com/mergehttps://afp.com/b", "E206", "url: https://www.reuters.com/merge"),
    (EVENT, "value: 77", "value: 2,6 million", "E208", "    value: 2600000"),
    (EVENT, "value: 77", 'value: "3 470"', "E208", "    value: 3470"),
    (EVENT, "value: 77", "value: about 77", "E208", "    value: 77\n    qualifier: about"),
    (EVENT, "value: 77", "value: au moins 1 200", "E208", "    value: 1200\n    qualifier: at-least"),
    (EVENT, "lat: 12.65", 'lat: "12,65"', "E208", "    lat: 12.65"),
    (JNIM, "    sources:\n      - wiki-jnim", "    sources: []", "E209", "    sources:\n      - id-of-a-source"),
    (EVENT, "summary: Fighters", "summary: |\n  Fighters\n  and", "E210", "summary: >-"),
    (JNIM, "  - mali", "  - Mali", "E301", "  - mali"),
    (EVENT, "- actor: jnim", "- actor: jnmi", "E301", "  - actor: jnim"),
    (EVENT, "- actor: jnim", "- actor: 'jnmi'", "E301", "  - actor: jnim"),
    (EVENT, "theme: security", "theme: securty", "E302", "theme: security"),
    (EVENT, "(actor:jnim)", "(actor:jnmi)", "E303", "summary: Fighters of [JNIM](actor:jnim) attacked after swearing [an oath](term:baya)."),
    (EVENT, "(actor:jnim)", "(actors:jnim)", "E303", "summary: Fighters of [JNIM](actor:jnim) attacked after swearing [an oath](term:baya)."),
    (EVENT, 'date: "2024-09-17"\n', "date: 17/09/2024\n", "E401", 'date: "2024-09-17"'),
    (MALI, '"1960-09-22"', "22 septembre 1960", "E401", '  from: "1960-09-22"'),
    (MALI, '"1960-09-22"', '"1960-09-31"', "E401", '  from: "1960-09"'),
    (EVENT, "status: reported", "status: confirmed", "E501", "status: reported"),
    ("redirects", "", "actors/gsim: actors/jnmi\n", "E301", "actors/gsim: actors/jnim"),
    ("redirects", "", "actors/gsim: actors/nusrat\nactors/nusrat: actors/jnim\n", "E316", "actors/gsim: actors/jnim"),
])
def test_with_it_the_problem_is_gone(root, record, right, wrong, code, offered):
    if right:
        tree.change(root, record, right, wrong)
    else:
        tree.add(root, record, wrong)
    before = problems(root)
    problem = next(one for one in before if one.code == code)
    assert problem.paste == offered
    paste(root, problem)
    left = {one.code for one in problems(root)}
    assert code not in left and left <= {one.code for one in before} | GIVEN_LATER


@pytest.mark.parametrize(("record", "without", "offered"), [
    (EVENT, "status: reported\n", "status: reported"),
    (EVENT, "    claimed_by: a security source\n", "    claimed_by: TODO"),
    (EVENT, "    role: target\n", "    role: participant"),
    (JNIM, "    sources:\n      - wiki-jnim\n", "    sources:\n      - id-of-a-source"),
    (JNIM, "  - type: fights\n    to: mali\n", "    to: id-of-an-actor"),
    ("series/deaths", "comparable: true\n", "comparable: false"),
    ("arguments/trust", 'date: "2025-01"\n', 'date: "2024"'),
    ("charts/deaths", "lines:\n  - series: deaths\n    label: UN\n", "lines:\n  - series: id-of-a-series\n    label: TODO"),
])
def test_a_missing_key_comes_with_an_example(root, record, without, offered):
    tree.change(root, record, without, "  - type: fights\n" if "type" in without else "")
    problem = next(one for one in problems(root) if one.code == "E202")
    assert problem.paste == offered
    paste(root, problem, below=True)
    assert {one.code for one in problems(root)} <= {"E301", "E205"}


def test_exchanged_numbers(root):
    tree.change(root, EVENT, "value: 77", "low: 90\n    high: 70")
    problem, = problems(root)
    assert problem.code == "E207" and problem.paste == "    low: 70\n    high: 90"
    tree.change(root, EVENT, "    low: 90\n    high: 70", problem.paste)
    assert problems(root) == []


@pytest.mark.parametrize(("record", "right", "wrong", "offered"), [
    (JNIM, "    status: confirmed\n    sources:\n      - reuters-2017\n      - afp-2017\n", "    status: confirmed\nsources:\n  - reuters-2017\n  - afp-2017\n",
     "    sources:\n      - reuters-2017\n      - afp-2017"),
    (JNIM, "    status: confirmed\n    sources:\n      - reuters-2017\n      - afp-2017\n", "    sources:\n      - reuters-2017\n      - afp-2017\nstatus: confirmed\n",
     "    status: confirmed"),
    (EVENT, "theme: security\n", "", "theme: security"),
])
def test_a_key_that_stands_too_far_left_or_right(root, record, right, wrong, offered):
    tree.change(root, record, right, wrong)
    if not wrong:
        tree.change(root, record, "    lon: -8.0\n", "    lon: -8.0\n    theme: security\n")
    problem = next(one for one in problems(root) if one.code == "E201")
    assert problem.paste == offered
    path = root / problem.path
    lines = path.read_text(encoding="utf-8").split("\n")
    number = offered.count("\n") + 1
    lines[problem.line - 1:problem.line - 1 + number] = offered.split("\n")
    path.write_text("\n".join(lines), encoding="utf-8")
    assert problems(root) == []


@pytest.mark.parametrize(("record", "old", "new"), [
    (JNIM, "kind: armed-group\n", "kind: armed-group\noffice: emir\n"),  # not below the relations
    (EVENT, "    country: mali\n", "    theme: security\n    country: mali\n"),  # in the middle of a place
    (EVENT, "  - actor: jnim\n", "  - title: x\n    actor: jnim\n"),
])
def test_a_key_elsewhere_is_not_moved(root, record, old, new):
    tree.change(root, record, old, new)
    problem = next(one for one in problems(root) if one.code == "E201")
    assert ("belongs" in problem.hint, problem.paste) == (True, "")


@pytest.mark.parametrize(("wrong", "code", "offered"), [
    ('{{ actr("jnim") }} is a group.{{ cite("un-2018") }}', "E606", '{{ actor("jnim") }} is a group.{{ cite("un-2018") }}'),
    ('{{ actor("jnmi") }} is a group.{{ cite("un-2018") }}', "E606", '{{ actor("jnim") }} is a group.{{ cite("un-2018") }}'),
    ('In the attack 77 people were killed.{{ cite("un-2018") }}', "E612",
     'In the attack {{ figure("2024-09-17-bamako", "killed") }} people were killed.{{ cite("un-2018") }}'),
])
def test_a_line_of_a_page(root, wrong, code, offered):
    page = root / "docs" / "en" / "explained" / "aes.md"
    page.write_text(f"# A page\n\n{wrong}\n", encoding="utf-8")
    problem, = problems(root)
    assert (problem.code, problem.paste) == (code, offered)
    paste(root, problem)
    assert problems(root) == []


@pytest.mark.parametrize(("record", "right", "wrong"), [
    (MALI, "abbreviation: MLI", "abbreviation:"), (MALI, "abbreviation: MLI", "abbreviation: unknown"), (EVENT, "value: 77", "value: many"),
    (MALI, '"1960-09-22"', "long ago"), (JNIM, "  - mali", "  - atlantis"), (MALI, "name: Mali", "name: |"),
    (JNIM, "aliases:\n  - GSIM", "aliases: &a x\nnote: *a"),
])
def test_nothing_is_offered_where_nobody_knows(root, record, right, wrong):
    tree.change(root, record, right, wrong)
    assert {one.paste for one in problems(root)} == {""}


def test_a_long_line_is_not_repeated(root):
    tree.change(root, MALI, "name: Mali", f"name: {'x' * 3000}: y")
    assert problems(root)[0].paste == ""


def test_what_is_shown(root, run):
    tree.change(root, JNIM, "aliases:\n  - GSIM", "aliases: GSIM")
    tree.change(root, MALI, "abbreviation: MLI", "abbreviation:")
    code, lines, faults = run(root, "check")
    assert (code, faults) == (1, "")
    assert lines == [
        "data/actors/jnim.yml:4:10: E204 'aliases': expected a list, found the text 'GSIM' — write each item on its own line: - GSIM",
        "    aliases:", "      - GSIM",
        "data/actors/mali.yml:3:14: E205 'abbreviation': nothing stands here — give a value, or delete it",
        "E205, for example:", "    author: unknown", "    language: fr", "mended:", "    language: fr",
        "2 problems found in the data."]
    _, lines, _ = run(root, "check", "--lang", "fr")
    assert (lines[4], lines[7]) == ("E205, par exemple :", "corrigé :")
    _, lines, _ = run(root, "check", "--format", "github")
    assert len(lines) == 2 and lines[0].endswith("- GSIM%0Aaliases:%0A  - GSIM")
    found = json.loads("\n".join(run(root, "check", "--format", "json")[1]))
    assert [one["paste"] for one in found] == ["aliases:\n  - GSIM", ""]


def test_what_is_shown_commands_no_terminal(root, run):
    tree.change(root, MALI, "name: Mali", '"na\\e[31mme": x')
    lines = run(root, "check")[1]
    assert all(line.isprintable() for line in lines)


def test_examples_stand_in_the_lists():
    words = {path.stem: path.read_text(encoding="utf-8") for path in (ROOT / "data" / "vocabulary").glob("*.yml")}
    assert all(f"\n{word}:\n" in "\n" + words[name] for name, word in instead.WORDS.items())
    assert all(f"\n{word}:\n" in "\n" + words["qualifiers"] for word in instead.QUALIFIERS.values())
