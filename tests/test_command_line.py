"""``python -m macros``: what it says, what it writes, and with which exit code it ends."""

import json
import os
import subprocess
import sys
from datetime import date

import pytest

from tests.conftest import ENVIRONMENT, ROOT
from tests.unit import tree

SCHEMAS = ["actor", "argument", "chart", "claim", "event", "series", "source", "term"]


@pytest.fixture
def root(tmp_path):
    return tree.plant(tmp_path)


def run(root, *arguments):
    """Return ``(exit code, lines of output, error output)`` of one command in the project at ``root``."""
    done = subprocess.run([sys.executable, "-m", "macros", *arguments], cwd=root, env=ENVIRONMENT | {"PYTHONPATH": str(ROOT)},
                          capture_output=True, text=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout.splitlines(), done.stderr


def files(root):
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_schema_and_check(root):
    old = [f"data/schema/{name}.json:1:1: E605 this file is written by a program, and is older than the data or was edited by hand — "
           "run: make schema; to change what it says, edit macros/reading/model.py or the lists in data/vocabulary/ instead" for name in SCHEMAS]
    assert run(root, "check") == (1, [*old, f"{len(SCHEMAS)} problems found in the data."], "")
    assert run(root, "schema") == (0, [], "")
    assert run(root, "check") == (0, ["No problems found: 3 actors, 1 events, 1 terms, 5 sources, 1 series, 1 charts, 1 claims, 1 arguments."], "")
    before = files(root)
    assert run(root, "schema") == (0, [], "") and files(root) == before
    tree.add(root, "sources/afp-2018", tree.RECORDS["sources/afp-2017"].replace("fusion", "liste"))
    code, lines, _ = run(root, "check")
    assert code == 1 and {line.split()[1] for line in lines[:-1]} == {"E605"}
    assert run(root, "schema")[0] == 0 and run(root, "check")[0] == 0
    (root / "data" / "schema" / "term.json").write_text("{}")
    assert run(root, "check") == (1, [old[-1], "1 problem found in the data."], "")


def test_check_says_everything_that_is_wrong_with_the_data(root):
    tree.change(root, "actors/jnim", "kind: armed-group", "kind: armed group")
    tree.change(root, "terms/baya", "term: Bay'a", "term: Bay'a: oath")
    before = files(root)
    code, lines, errors = run(root, "check")
    assert (code, errors) == (1, "")
    tree.says(lines, ("data/actors/jnim.yml:1:7: E302", "did you mean 'armed-group'?"), ("    kind:", "armed-group"),
              ("data/terms/baya.yml:1:12: E114", 'term: "Bay\'a: oath"'), ("    term:", '"Bay\'a: oath"'), ("2 problems found", "in the data."))
    assert run(root, "schema") == (1, lines, "")
    assert files(root) == before


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_check_is_silent_when_nobody_reads_on(root, unbuffered):
    here, there = os.pipe()
    os.close(here)
    with open(there, "wb") as gone:
        done = subprocess.run([sys.executable, "-m", "macros", "check"], cwd=root, stdout=gone, stderr=subprocess.PIPE, check=False,
                              env=ENVIRONMENT | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": unbuffered})
    assert (done.returncode, done.stderr) == (1, b"")


def test_problems_as_notes_on_a_pull_request_and_as_json(root):
    run(root, "schema")
    assert run(root, "check", "--format", "json") == (0, ["[]"], "")
    tree.change(root, "actors/jnim", "kind: armed-group", "kind: 100% armed")
    code, lines, _ = run(root, "check", "--format", "github")
    assert code == 1 and len(lines) == 1
    assert lines[0].startswith("::error file=data/actors/jnim.yml,line=1,col=7,title=E302::") and "100%25 armed" in lines[0]
    code, lines, _ = run(root, "check", "--format", "json")
    problem, = json.loads("\n".join(lines))
    assert code == 1 and (problem["path"], problem["line"], problem["column"], problem["code"]) == ("data/actors/jnim.yml", 1, 7, "E302")
    assert "100% armed" in problem["message"]


def test_check_says_what_is_wrong_with_the_pages(root):
    run(root, "schema")
    (root / "docs" / "en" / "glossary.md").write_text("{{ glosary() }}\n")
    (root / "docs" / "en" / "actors" / "mali.md").rename(root / "docs" / "en" / "actors" / "malli.md")
    code, lines, errors = run(root, "check")
    assert (code, errors) == (1, "")
    tree.says(lines, ("data/actors/mali.yml:1:1: E603", "docs/en/actors/mali.md"), ("    {{", "profile() }}"),
              ("docs/en/actors/malli.md:1:1: E604", "did you mean 'mali'?"),
              ("docs/en/glossary.md:1:4: E606", "did you mean 'glossary'?"), ("    {{", "glossary() }}"), ("3 problems found", "in the data."))


@pytest.mark.parametrize("arguments", [(), ("chek",), ("new",), ("new", "actor"), ("new", "country", "togo"), ("check", "more")])
def test_wrong_usage(root, arguments):
    before = files(root)
    code, lines, errors = run(root, *arguments)
    assert (code, lines) == (2, []) and errors.startswith("usage: python -m macros") and "Traceback" not in errors
    assert files(root) == before


@pytest.mark.parametrize(("kind", "id", "words"), [
    ("actor", "JNIM", "small letters, digits and hyphens"), ("actor", "katiba macina", "small letters"), ("actor", "a_b", "small letters"),
    ("actor", "a--b", "small letters"), ("actor", "../x", "small letters"), ("actor", "côte", "small letters"), ("actor", "", "small letters"),
    ("event", "bamako", "starts with its date, such as 2024-08-24-town"),
])
def test_new_refuses_what_cannot_be_an_id(root, kind, id, words):
    before = files(root)
    code, lines, errors = run(root, "new", kind, id)
    assert (code, errors, len(lines)) == (2, "", 1) and words in lines[0] and lines[0].startswith(f"'{id}'")
    assert files(root) == before


def test_new_actor_writes_the_record_and_its_page(root):
    before = files(root)
    assert run(root, "new", "actor", "ansaru") == (0, ["wrote data/actors/ansaru.yml", "wrote docs/en/actors/ansaru.md"], "")
    written = files(root)
    assert written.pop("docs/en/actors/ansaru.md") == b"{{ profile() }}\n"
    record = written.pop("data/actors/ansaru.yml").decode()
    assert record.startswith("# yaml-language-server: $schema=../schema/actor.json\nkind: ") and record.endswith(f'\nreviewed: "{date.today()}"\n')
    assert written == before


@pytest.mark.parametrize(("kind", "id", "missing"), [
    ("actor", "ansaru", {"id-of-a-source"}), ("event", "2024-08-24-town", {"id-of-a-source", "id-of-an-actor"}), ("term", "word", {"id-of-a-source"}),
])
def test_a_new_record_lacks_only_its_references(root, kind, id, missing):
    run(root, "new", kind, id)
    run(root, "schema")
    _, lines, _ = run(root, "check")
    assert {line.split("'")[1] for line in lines if " E301 " in line} == missing
    assert [line for line in lines if line.startswith(("data/", "docs/")) and " E301 " not in line] == []


def test_a_new_event_takes_its_date_from_its_id(root):
    for id, day in (("2024-08-24-town", "2024-08-24"), ("2024-08-town", "2024-08"), ("2024-town", "2024")):
        assert run(root, "new", "event", id) == (0, [f"wrote data/events/{id}.yml"], "")
        assert f'\ndate: "{day}"\n' in (root / "data" / "events" / f"{id}.yml").read_text()


@pytest.mark.parametrize("existing", ["data/actors/ansaru.yml", "docs/en/actors/ansaru.md"])
def test_new_leaves_alone_what_exists(root, existing):
    (root / existing).write_text("my own words\n")
    before = files(root)
    assert run(root, "new", "actor", "ansaru") == (1, [f"{existing} exists already; nothing was written"], "")
    assert files(root) == before
