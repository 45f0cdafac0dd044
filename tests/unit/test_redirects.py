"""What is said about ``data/redirects.yml``."""

import pytest

from tests.unit import tree

FILE = "data/redirects.yml"


@pytest.fixture
def root(tmp_path):
    return tree.plant(tmp_path)


def said(root, text):
    tree.add(root, "redirects", text)
    return tree.problems(root)


def test_a_record_keeps_its_old_addresses(root):
    tree.add(root, "redirects", "# What moved\nactors/gsim: actors/jnim\nactors/nusrat: actors/jnim\nevents/2024-09-18-bamako: events/2024-09-17-bamako\n")
    assert tree.load(root).redirects == {("actors", "gsim"): ("actors", "jnim"), ("actors", "nusrat"): ("actors", "jnim"),
                                         ("events", "2024-09-18-bamako"): ("events", "2024-09-17-bamako")}


@pytest.mark.parametrize("text", [None, "# No line yet\n\n# actors/old: actors/new\n"])
def test_nothing_has_moved_yet(root, text):
    if text:
        tree.add(root, "redirects", text)
    assert tree.load(root).redirects == {}


@pytest.mark.parametrize(("text", "place", "words"), [
    ("actors/gsim: actors/jnmi", "1:14: E301", ["unknown actor 'jnmi'", "did you mean 'jnim'?"]),
    ("# a\nseries/old: series/figures", "2:13: E301", ["unknown series 'figures'", "there is no file figures.yml"]),
    ("actors/mali: actors/jnim", "1:1: E315", ["'actors/mali' is still the address of a record", "delete this line"]),
    ("actors/gsim: terms/baya", "1:14: E314", ["cannot become one of the terms", "write actors/"]),
    ("actor/gsim: actors/jnim", "1:1: E314", ["'actor/gsim' is not the address of a record", "actors/jnim", "claims"]),
    ("actors/gsim: jnim", "1:14: E314", ["'jnim' is not the address of a record"]),
    ("actors/gsim:", "1:13: E314", ["is not the address"]),
    ("actors/gsim: [actors/jnim]", "1:14: E314", ["is not the address"]),
    ("actors/gsim: actors/../jnim", "1:14: E314", ["is not the address"]),
    ("- actors/gsim", "1:1: E201", ["expected lines such as 'actors/old-id: actors/new-id'"]),
    ("actors/gsim: actors/jnim\nactors/gsim: actors/mali", "2:1: E110", ["stands here and on line 1"]),
    ("actors/gsim: actors/gsim", "1:14: E316", ["goes in a circle: gsim → gsim", "name a record that is there"]),
])
def test_a_wrong_line(root, text, place, words):
    tree.says(said(root, text + "\n"), (f"{FILE}:{place}", *words))


def test_a_chain_is_to_be_cut_short(root):
    tree.says(said(root, "actors/a: actors/b\nactors/b: actors/jnim\n"), (f"{FILE}:1:11: E316", "leads to an old address: a → b → jnim", "write actors/jnim"))


def test_a_circle_is_shown_from_each_of_its_lines(root):
    tree.says(said(root, "actors/a: actors/b\nactors/b: actors/a\n"),
              (f"{FILE}:1:11: E316", "goes in a circle: a → b → a"), (f"{FILE}:2:11: E316", "goes in a circle: b → a → b"))
