"""Names that nearly look alike are told apart, without comparing each with each."""

import random
import time
from types import SimpleNamespace

import pytest

from macros import pages
from macros.reading.model import Actor
from macros.records import names
from macros.showing import language
from macros.showing.render import Page
from tests.unit import tree
from tests.unit.tree import add, problems, says

OTHER = "kind: armed-group\nname: {name}\n{more}summary: Some.\nreviewed: \"2025-12-01\"\n"


@pytest.fixture
def root(tmp_path):
    return tree.plant(tmp_path)


@pytest.mark.parametrize("name", ["Group for Suport", "Group for Supporrt", "Group for Zupport", "Groupe for Support", "GROUP-FOR SUPPORTS"])
def test_one_letter_apart(root, name):
    add(root, "actors/other", OTHER.format(name=name, more=""))
    says(problems(root), ("data/actors/other.yml:2:7: E319", f"'{name}' looks like 'Group for Support', a name of 'jnim'"))


@pytest.mark.parametrize("name", ["Group of Support", "Group for Support 2", "Group 1 for Support", "JNI", "Alqaedaxy", "Support Group"])
def test_further_apart_or_by_a_number(root, name):
    add(root, "actors/other", OTHER.format(name=name, more=""))
    assert problems(root) == []


@pytest.mark.parametrize(("one", "other"), [("jnim", "other"), ("other", "jnim")])
def test_it_is_enough_that_one_of_them_says_that_they_are_two(root, one, other):
    add(root, "actors/other", OTHER.format(name="Group for Suport", more=""))
    path = root / "data" / "actors" / f"{one}.yml"
    path.write_text(path.read_text().replace("summary:", f"different_from:\n  - {other}\nsummary:"))
    assert problems(root) == []
    library = tree.load(root)
    words = language.load(root, "en")
    for id, name in (("jnim", "Group for Suport"), ("other", "Group for Support")):
        assert f"Not to be confused with: [{name}" in pages.head(Page(library, words, f"actors/{id}.md"))
    assert "confused" not in pages.head(Page(library, words, "actors/mali.md"))


def test_nobody_is_different_from_itself(root):
    add(root, "actors/other", OTHER.format(name="Others", more="different_from:\n  - other\n"))
    says(problems(root), ("data/actors/other.yml:4:5: E304", "'other' refers to itself"))


def test_many_names_take_little_time():
    letters = random.Random(1)
    called = {"".join(letters.choices("abcdefghij", k=12)) for _ in range(20_000)}
    actors = {f"a-{number}": Actor.model_validate({"kind": "person", "name": name, "summary": "S.", "reviewed": "2025"}) for number, name in enumerate(called)}
    library = SimpleNamespace(actors=actors, events={}, terms={}, sources={}, documents={})
    start = time.process_time()
    assert list(names.check(library)) == []
    assert time.process_time() - start < 10
