"""What the program says, it says in French too: every sentence, with the same places, at every door."""

import ast
import json
import re
from datetime import date

import pytest

from macros.reading import messages
from macros.reading.problems import DataError, Problem, Said, either, report
from macros.records import schema
from macros.showing import errors
from tests.conftest import ROOT
from tests.test_command_line import run as run_apart
from tests.unit import tree

FRENCH = messages.load(ROOT, "fr")
# Words and signs that are the same in both languages.
SAME = {"{near} {allowed}", "{one}, {other}", "  {file}", "argument", "date", "description", "licence", "macro", "relation", "source", "true or false",
        'write "{text}"', "{message} — {hint}"}


@pytest.fixture
def root(tmp_path):
    tree.plant(tmp_path)
    schema.write(tree.load(tmp_path))
    return tmp_path


def test_every_sentence_has_a_french_one_and_none_is_left_over():
    assert len(messages.templates()) > 300
    assert set(FRENCH) == messages.templates()


def test_the_french_is_not_the_english():
    assert {english for english, french in FRENCH.items() if english == french} <= SAME


def test_every_message_of_the_program_is_made_of_a_template():
    """A problem whose words are put together in another way could not be said in French."""
    makers = {"Problem", "problem", "at", "add", "_wrong", "PageError", "DateError"}
    for path in sorted((ROOT / "macros").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in makers:
                after = next((number for number, one in enumerate(node.args, 1) if isinstance(one, ast.Constant) and re.fullmatch(r"E\d{3}", str(one.value))), 0)
                for one in node.args[after:after + 2]:
                    words = isinstance(one, ast.Constant) and " " in str(one.value)
                    assert not (words or isinstance(one, (ast.JoinedStr, ast.BinOp))), f"{path.name}:{one.lineno}: {ast.unparse(one)}"


def test_a_sentence_in_a_sentence():
    inner = Said("'{word}'", word="{jnim}")
    said = Said("did you mean {words}?", words=either([inner, "x"]))
    assert (said, said.into({}), said.into(FRENCH)) == ("did you mean '{jnim}' or x?",) * 2 + ("vouliez-vous dire « {jnim} » ou x ?",)
    problem = Problem("a.yml", 1, 1, "E301", said, "plain words", "x: y").into(FRENCH)
    assert (problem.message, problem.hint, problem.paste) == (said.into(FRENCH), "plain words", "x: y")
    assert report([problem], FRENCH).splitlines()[-1] == "1 problème trouvé dans les données."


@pytest.mark.parametrize(("line", "place", "words"), [
    ('"nobody says this": x', "1:1: E201", "no message says this in English"),
    ('"use space": x', "1:1: E201", "did you mean 'use spaces'?"),
    ('"use spaces": 3', "1:15: E203", "expected text, found 3"),
    ('"use spaces": "{x}"', "1:15: E619", "write none"),
    ('"put it in quotes: \\"{text}\\"": "x"', "1:33: E619", "they are: {text}"),
    ('"put it in quotes: \\"{text}\\"": "{txt}"', "1:33: E619", "they are: {text}"),
    ('"put it in quotes: \\"{text}\\"": "{text.__class__}"', "1:33: E619", "they are: {text}"),
    ('"put it in quotes: \\"{text}\\"": "{text!r}"', "1:33: E619", "they are: {text}"),
    ('"put it in quotes: \\"{text}\\"": "{text:9999999999}"', "1:33: E619", "they are: {text}"),
    ('"put it in quotes: \\"{text}\\"": "{text"', "1:33: E619", "they are: {text}"),
    ('"put it in quotes: \\"{text}\\"": "{} {text}"', "1:33: E619", "they are: {text}"),
    ("- use spaces", "1:1: E201", "expected lines such as"),
])
def test_what_is_wrong_with_a_translation(root, run, line, place, words):
    tree.add(root, "messages/fr", line + "\n")
    with pytest.raises(DataError) as error:
        messages.load(root, "fr")
    problem, = map(str, error.value.problems)
    assert problem.startswith(f"data/messages/fr.yml:{place} ") and words in problem
    for arguments in (("check",), ("check", "--lang", "fr"), ("stale", "--lang", "fr")):
        code, lines, faults = run(root, *arguments)
        assert (code, lines[0], lines[-1], faults) == (1, problem, "1 problem found in the data.", "")


def test_numbers_may_be_written_without_english_commas(root):
    tree.add(root, "messages/fr", '"the file has {size:,} bytes": "{size} octets"\n')
    assert Said("the file has {size:,} bytes", size=1234567).into(messages.load(root, "fr")) == "1234567 octets"


def test_what_has_no_french_yet_stays_english(root, run):
    tree.add(root, "messages/fr", '"use spaces": utilisez des espaces\n')
    tree.change(root, "actors/mali", "name: Mali", "name:\tMali")
    assert run(root, "check", "--lang", "fr")[1][0] == "data/actors/mali.yml:2:6: E104 a tab character — utilisez des espaces"


def test_check_in_french(root, run):
    code, lines, faults = run(root, "check", "--lang", "fr")
    assert (code, faults) == (0, "")
    assert lines == ["Aucun problème trouvé. Acteurs : 3, événements : 1, termes : 1, sources : 5, séries : 1, graphiques : 1, affirmations : 1, arguments : 1."]
    tree.change(root, "actors/jnim", "kind: armed-group", "kind: armed-gruop")
    tree.change(root, "events/2024-09-17-bamako", 'date: "2024-09-17"\ntitle', "date: 17/09/2024\ntitle")
    code, lines, faults = run(root, "check", "--lang", "fr")
    assert (code, faults, lines[-1]) == (1, "", "2 problèmes trouvés dans les données.")
    assert lines[0] == ("data/actors/jnim.yml:1:7: E302 « armed-gruop » n’est pas dans la liste « kinds » — vouliez-vous dire « armed-group » ? permis : "
                        "state, organisation, armed-group, armed-force, peace-mission, private-military, company, person")
    assert 'data/events/2024-09-17-bamako.yml:1:7: E401 « date » : « 17/09/2024 » n’est pas une date — écrivez "2024-09-17"' in lines
    _, lines, _ = run(root, "check", "--lang", "fr", "--format", "github")
    assert lines[0].startswith("::error file=data/actors/jnim.yml,line=1,col=7,title=E302::« armed-gruop » n’est pas dans la liste")
    found = json.loads("\n".join(run(root, "check", "--lang", "fr", "--format", "json")[1]))
    assert [one["code"] for one in found] == ["E302", "E401"] and found[1]["hint"] == 'écrivez "2024-09-17"'
    _, english, _ = run(root, "check")
    assert english[0].startswith("data/actors/jnim.yml:1:7: E302 'armed-gruop' is not in the list 'kinds' — did you mean 'armed-group'?")


def test_dates_records_and_pages_in_french(root, run):
    tree.change(root, "events/2024-09-17-bamako", 'date: "2024-09-19"', 'date: "2204-09-19"')
    tree.change(root, "terms/baya", "  - al-qaeda", "  - al-qaeda\n  - baya")
    lines = run(root, "check", "--lang", "fr")[1]
    assert [lines[0], lines[1], lines[-1]] == [
        f"data/events/2024-09-17-bamako.yml:22:11: E405 « date » : 2204-09-19 est après aujourd’hui ({date.today()}) — vérifiez l’année",
        "data/terms/baya.yml:6:5: E304 « baya » renvoie à lui-même — supprimez-le", "2 problèmes trouvés dans les données."]


def test_the_other_commands_in_french(root, run):
    tree.change(root, "series/deaths", "comparable: true", "comparable: yes")
    code, lines, _ = run(root, "fix", "--dry-run", "--lang", "fr")
    assert code == 1 and lines[0] == "--- data/series/deaths.yml (avant)" and "1 fichier serait corrigé ; rien n’a été écrit." in lines
    assert "1 fichier corrigé." in run(root, "fix", "--lang", "fr")[1]
    assert "les sources faibles sur lesquelles repose le plus de fiches :" in run(root, "stale", "--lang", "fr")[1]
    assert run(root, "diff", "mian", "--lang", "fr")[1][0].startswith("data:1:1: E317 git ne connaît aucune version « mian »")
    code, lines, _ = run(root, "explain", "all", "--lang", "fr")
    assert code == 2 and lines == ["« all » n’est pas un code : ils vont de E101 à E619, par exemple E301"]


def test_explained_in_french(root):
    code, lines, faults = run_apart(root, "explain", "E104", "--lang", "fr")
    french = errors.load(ROOT, "fr")["E104"]
    assert (code, faults, lines[0]) == (0, "", f"E104: {french.title}")
    assert "Faux (par exemple dans data/events/2024-09-17-bamako.yml) :" in lines and "Juste :" in lines and "    title:⇥Attack in Bamako" in lines


def test_an_unknown_language_is_wrong_usage(root):
    code, lines, faults = run_apart(root, "check", "--lang", "de")
    assert (code, lines) == (2, []) and faults.startswith("usage: python -m macros")
