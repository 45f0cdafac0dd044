"""``python -m macros diff``: a change of the records told in words."""

import subprocess

import pytest

from tests.test_command_line import run
from tests.unit import tree


def commit(root):
    for command in (("add", "-A"), ("-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "a change")):
        subprocess.run(["git", *command], cwd=root, check=True)


@pytest.fixture
def root(tmp_path):
    root = tree.plant(tmp_path)
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    commit(root)
    return root


def test_what_was_added_changed_and_taken_away(root):
    assert run(root, "diff", "HEAD") == (0, ["Records changed: 0. Pages touched: 0."], "")
    tree.change(root, "terms/baya", "term: Bay'a", "term: Bay'ah")
    tree.add(root, "sources/afp-2018", tree.RECORDS["sources/afp-2017"].replace("fusion", "liste"))
    code, lines, errors = run(root, "diff", "HEAD")
    assert (code, errors, len(lines)) == (0, "", 3)
    assert lines[0].endswith("(sources/afp-2018): new")
    assert lines[1] == "Bay'ah (terms/baya): term: “Bay'a” → “Bay'ah”"
    assert lines[2].startswith("Records changed: 2. Pages touched: ")


def test_a_part_of_a_list(root):
    file = root / "data" / "actors" / "jnim.yml"
    text = file.read_text()
    line = next(line for line in text.splitlines() if line.startswith("aliases:"))
    file.write_text(text.replace(line, line + "\n  - Support Group", 1) if line == "aliases:" else text.replace(line, "aliases: [Support Group]"))
    _, lines, _ = run(root, "diff", "HEAD")
    assert "aliases: 1 added (“Support Group”)" in lines[0]


def test_a_record_that_is_gone_needs_a_redirect(root):
    old = root / "data" / "sources" / "afp-2018.yml"
    tree.add(root, "sources/afp-2018", tree.RECORDS["sources/afp-2017"].replace("fusion", "liste"))
    commit(root)
    old.rename(old.with_name("afp-2018-list.yml"))
    code, lines, _ = run(root, "diff", "HEAD")
    assert code == 1 and any("data/sources/afp-2018.yml:1:1: E318" in line for line in lines)
    (root / "data" / "redirects.yml").write_text("sources/afp-2018: sources/afp-2018-list\n")
    assert run(root, "diff", "HEAD")[0] == 0


def test_a_revision_that_git_does_not_know(root):
    code, lines, errors = run(root, "diff", "never")
    assert code == 1 and errors == "" and "E317" in lines[0] and "'never'" in lines[0]


def test_an_old_revision_that_no_rule_of_today_would_pass_is_compared_all_the_same(root):
    file = root / "data" / "terms" / "baya.yml"
    good = file.read_text()
    file.write_text("term: [never closed\n")
    commit(root)
    file.write_text(good)
    code, lines, errors = run(root, "diff", "HEAD")
    assert (code, errors) == (0, "") and "(terms/baya): " in lines[0]
