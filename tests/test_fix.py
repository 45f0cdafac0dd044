"""``python -m macros fix`` mends what needs no thought, shows it, leaves the rest and every comment alone, and fails if anything is left."""

import os
import shutil

import pytest

from macros.reading.model import RECORDS
from macros.records import schema
from macros.writing import fixing
from tests.conftest import ROOT
from tests.test_command_line import files
from tests.test_command_line import run as run_apart
from tests.unit import tree

GOOD = "No problems found: 3 actors, 1 events, 1 terms, 5 sources, 1 series, 1 charts, 1 claims, 1 arguments."


@pytest.fixture
def root(tmp_path):
    tree.plant(tmp_path)
    schema.write(tree.load(tmp_path))
    return tmp_path


def source(text):
    """Return a source whose text is ``text`` from the title on, with the lines that are needed."""
    rest = tree.RECORDS["sources/afp-2017"].partition("\n")[2]
    return text + (rest.replace("language: fr\n", "") if "language:" in text else rest)


MENDED = [  # record, what stands in it, what a careless hand made of it
    ("actors/mali", "kind: state\n", "\ufeffkind: state\n"),
    ("actors/mali", "name: Mali\n", "name: Mali \t \n"),
    ("actors/mali", "name: Mali\n", "name:\tMali\n"),
    ("actors/mali", '  from: "1960', '\tfrom: "1960'),
    ("actors/mali", "A state in West", "A\u00a0state in\u202fWest"),
    ("actors/mali", "A state in West", "A sta\u200bte in\u00ad West"),
    ("actors/mali", 'from: "1960-09-22"', "from: 1960-9-22"),
    ("actors/mali", 'from: "1960-09-22"', 'from: "22/09/1960"'),
    ("actors/mali", 'from: "1960-09-22"', "from: 22.9.1960"),
    ("actors/mali", 'from: "1960-09-22"', "from: 22 septembre 1960"),
    ("actors/mali", 'from: "1960-09-22"', "from: September 22, 1960"),
    ("actors/mali", "name: Mali\n", "name: Mali  \n"),
    ("actors/mali", "kind: state\n", "kind:state\n"),
    ("actors/jnim", "aliases:\n  - GSIM\n", "aliases: GSIM\n"),
    ("actors/jnim", "      - wiki-jnim\n", "\t\t\t- wiki-jnim\n"),
    ("actors/al-qaeda", 'from: "1988"', "from: 1988"),
    ("events/2024-09-17-bamako", "value: 77", "value: '77'"),
    ("events/2024-09-17-bamako", "lat: 12.65", "lat: 12,65"),
    ("series/deaths", "comparable: true", "comparable: Yes"),
    ("series/deaths", 'date: "2023"', "date: 2023"),
    ("series/deaths", "value: 3000", "value: 3 000"),
]


@pytest.mark.parametrize(("record", "right", "wrong"), MENDED)
def test_the_record_is_as_it_was(root, run, record, right, wrong):
    right_files = files(root)
    tree.change(root, record, right, wrong)
    wrong_files = files(root)
    code, lines, errors = run(root, "fix", "--dry-run")
    assert (code, errors, files(root)) == (1, "", wrong_files)
    assert f"+++ data/{record}.yml" in lines and "1 file would be mended; nothing was written." in lines
    code, lines, errors = run(root, "fix")
    assert (code, errors, lines[-2:]) == (0, "", ["1 file mended.", GOOD])
    assert files(root) == right_files
    assert run(root, "fix") == (0, ["0 files mended.", GOOD], "")


@pytest.mark.parametrize(("before", "after"), [
    ("title: 2012\n", 'title: "2012"\n'), ("title: true\n", 'title: "true"\n'), ("title: 1.50\n", 'title: "1.50"\n'),
    ("title: Mali: a coup\n", 'title: "Mali: a coup"\n'), ('title: the "day": gone\n', 'title: "the \\"day\\": gone"\n'),
    ("title: a\\b: c\n", 'title: "a\\\\b: c"\n'),
    ("title: Group #1 in Mali\n", 'title: "Group #1 in Mali"\n'), ("title: @sahel\n", 'title: "@sahel"\n'),
    ("title: %x\n", 'title: "%x"\n'),
    ("title: 'Mali '\n", "title: 'Mali'\n"), ("title: Me\u0301naka\n", "title: Ménaka\n"),
    ("title: >\n  Two\n  lines\n", "title: >-\n  Two\n  lines\n"),
    ("title: |\n  Two\n  lines\n", "title: >-\n  Two\n  lines\n"),
    ("title: A\nnote: 2 # once\n", 'title: A\n# once\nnote: "2"\n'),
    ("title: A\nlanguage: fr # maybe\n", "title: A\n# maybe\nlanguage: fr\n"), ("# é: #\r\ntitle: A\r\n\r\n", "# é: #\ntitle: A\n\n"),
])
def test_what_stands_instead(root, run, before, after):
    tree.add(root, "sources/afp-2017", source(before))
    code, lines, _ = run(root, "fix")
    assert (code, lines[-2:]) == (0, ["1 file mended.", GOOD])
    assert (root / "data" / "sources" / "afp-2017.yml").read_text(encoding="utf-8") == source(after)


def test_comments_stay_and_the_change_is_shown(root, run):
    text = "# first: 2012\t\n" + source("title: 2012\n# between: yes\n") + "  # last #1: \u00a0x\n"
    tree.add(root, "sources/afp-2017", text)
    assert run(root, "fix")[1] == [
        "--- data/sources/afp-2017.yml (as it was)", "+++ data/sources/afp-2017.yml", "@@ -1,5 +1,5 @@",
        "-# first: 2012\t", "-title: 2012", "+# first: 2012", '+title: "2012"', " # between: yes", " publisher: AFP", " author: A. Writer",
        "@@ -10,5 +10,5 @@", " kind: news", " party: independent", " origin: repost", "-  # last #1: \u00a0x", "+  # last #1:  x", " ", "1 file mended.", GOOD]


@pytest.mark.parametrize(("record", "old", "new", "code"), [
    ("actors/mali", '"1960-09-22"', "05/07/1960", "E401"),  # the fifth of July, or the seventh of May
    ("actors/mali", '"1960-09-22"', '"1960-09-31"', "E401"),
    ("actors/mali", "name: Mali", "name: Mali # the state", "E111"),  # text or comment?
    ("actors/mali", "name: Mali", "name: battle # of Konna", "E111"),
    ("actors/mali", "name: Mali", "name: Mali abbreviation: MLI", "E114"),  # two keys on one line
    ("actors/mali", "name: Mali", "name: 'Mali", "E113"),
    ("actors/mali", "name: Mali", "name: \u202eMali", "E105"),
    ("actors/mali", "name: Mali", "name: MaliÃ©", "E118"),
    ("actors/mali", "abbreviation: MLI", "abbreviation: 007", "E112"),
    ("actors/mali", "abbreviation: MLI", "abbreviation:", "E205"),
    ("actors/jnim", "aliases:\n  - GSIM", "aliases: GSIM, JNIM", "E204"),  # one name or two?
    ("actors/jnim", "facts:\n", "fact:\n", "E201"),
    ("events/2024-09-17-bamako", "places:\n  - name: Bamako\n    country: mali\n    lat: 12.65\n    lon: -8.0\n", "places: Bamako\n", "E204"),
    ("events/2024-09-17-bamako", "value: 77", "value: 1,234", "E208"),  # thousands or a fraction?
    ("events/2024-09-17-bamako", "value: 77", "value: about 77", "E208"),
    ("sources/afp-2017", "url: https://", "url: www.", "E206"),
    ("terms/baya", "  - al-qaeda", "  - al-quaeda", "E301"),
])
def test_what_needs_thought_is_left_and_said(root, run, record, old, new, code):
    tree.change(root, record, old, new)
    before = files(root)
    exit_code, lines, errors = run(root, "fix")
    assert (exit_code, errors, lines[0]) == (1, "", "0 files mended.")
    assert f": {code} " in lines[1] and lines[1].startswith(f"data/{record}.yml:")
    assert files(root) == before


def test_a_hopeless_file_is_left_whole_and_the_others_are_mended(root, run):
    hopeless = b"\xef\xbb\xbfname: 'x\r\n\tkind: [\r\n"
    (root / "data" / "actors" / "mali.yml").write_bytes(hopeless)
    (root / "data" / "terms" / "baya.yml").write_bytes(b"term: caf\xe9\r\n")
    tree.change(root, "series/deaths", "comparable: true", "comparable: yes")
    code, lines, errors = run(root, "fix")
    assert (code, errors) == (1, "") and "1 file mended." in lines
    assert any(line.startswith("data/actors/mali.yml:") for line in lines) and any(line.startswith("data/terms/baya.yml:1:10: E102") for line in lines)
    assert (root / "data" / "actors" / "mali.yml").read_bytes() == hopeless
    assert (root / "data" / "terms" / "baya.yml").read_bytes() == b"term: caf\xe9\r\n"
    assert (root / "data" / "series" / "deaths.yml").read_text() == tree.RECORDS["series/deaths"]


def test_permissions_stay_and_nothing_lies_beside(root, run):
    path = root / "data" / "series" / "deaths.yml"
    tree.change(root, "series/deaths", "comparable: true", "comparable: yes")
    path.chmod(0o640)
    names = set(files(root))
    run(root, "fix")
    assert path.stat().st_mode & 0o777 == 0o640 and set(files(root)) == names


def test_a_file_that_cannot_be_replaced_stays_whole(tmp_path, monkeypatch):
    path = tmp_path / "x.yml"
    path.write_text("old")

    def full(*_):
        raise OSError("no space left")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="no space left"):
        fixing.replace(path, b"new")
    assert files(tmp_path) == {"x.yml": b"old"}


def test_the_real_data_needs_no_mending(tmp_path):
    shutil.copytree(ROOT / "data", tmp_path / "data")
    assert fixing.mend(tmp_path / "data") == {}


def test_mending_twice_changes_nothing_more():
    for path in sorted((ROOT / "tests" / "broken").rglob("*.yml")):
        once = fixing.mended(path.read_bytes(), RECORDS[path.parent.name])
        assert fixing.mended(once, RECORDS[path.parent.name]) == once, path


def test_in_a_process_of_its_own(root):
    tree.change(root, "series/deaths", "comparable: true", "comparable: yes")
    code, lines, errors = run_apart(root, "fix")
    assert (code, lines[-2:], errors) == (0, ["1 file mended.", GOOD], "")


def test_wrong_usage(root):
    code, lines, errors = run_apart(root, "fix", "everything")
    assert (code, lines) == (2, []) and errors.startswith("usage: python -m macros")
