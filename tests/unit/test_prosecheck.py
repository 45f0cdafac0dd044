"""No source, no sentence; no number by hand; no loaded word that is nobody's."""

import pytest

from macros.showing import language, pagecheck
from macros.showing.prosecheck import blocks
from tests.unit import tree
from tests.unit.tree import add, change, says

NOTE = '{{ cite("reuters-2017") }}'


@pytest.fixture
def root(tmp_path):
    return tree.plant(tmp_path)


def found(root, text, name="explained/aes"):
    (root / "docs" / "en" / f"{name}.md").write_text(text, encoding="utf-8")
    return [str(problem) for problem in sorted(pagecheck.check(tree.load(root), language.load(root, "en")))]


@pytest.mark.parametrize("text", [
    f"The groups merged.{NOTE}\n",
    f"- The groups merged.{NOTE}\n- They swore an oath,\n  all four.{NOTE}\n",
    "{{ fact('jnim', 'founded') }}\n",
    "Killed: {{ figure('2024-09-17-bamako', 'killed') }}.\n",
    "1. Who merged with whom?\n2. Four groups merged. Why did they?\n",
    "More on this page below.\n{: .guide }\n",
    "# A heading that asserts\n\n<div class='box' markdown>\n\n</div>\n",
    "---\ntitle: The groups merged.\n---\n\n```\nThe groups merged.\n```\n",
])
def test_what_has_a_source_or_needs_none(root, text):
    assert found(root, text) == []


@pytest.mark.parametrize(("text", "line", "words"), [
    ("# A\n\nThe groups merged.\n", 3, "no source: “The groups merged.”"),
    ("---\ntitle: A\n---\n# A\n\n{{ event('2024-09-17-bamako', 'They attacked') }} the city.\n", 6, "“They attacked the city.”"),
    (f"Good.{NOTE}\n\n- Good.{NOTE}\n- [Mali](../actors/mali.md) said no.\n", 4, "“Mali said no.”"),
    ("<div class='short' markdown>\n\nIn short.\n\n</div>\n", 3, "“In short.”"),
    ("A guide?\n\nThe groups merged.\n{: .lead }\n", 3, "The groups merged."),
])
def test_what_has_no_source(root, text, line, words):
    says(found(root, text), (f"docs/en/explained/aes.md:{line}:1: E611", words, '{{ cite("…") }}', "{: .guide }"))


def test_profiles_are_held_to_it_and_other_pages_are_not(root):
    assert found(root, "The groups merged.\n", "about") == []
    assert found(root, "The groups merged.\n", "explained/index") == []
    says(found(root, "{{ head() }}\n\nIt merged.\n\n{{ record() }}\n", "actors/jnim"), ("docs/en/actors/jnim.md:3:1: E611", "It merged."))


@pytest.mark.parametrize(("text", "column", "words"), [
    ("In September 2024 they came.", 4, "the date 'September 2024' is typed by hand — the data has it: {{ date(\"2024-09-17-bamako\", \"month\") }}"),
    ("On 17 September 2024 they came.", 4, "the data has it: {{ date(\"2024-09-17-bamako\") }}"),
    ("On 18 September 2024 they came.", 4, "print it with {{ date"),
    ("They killed 77 people.", 13, "the number '77' is typed by hand — the data has it: {{ figure(\"2024-09-17-bamako\", \"killed\") }}"),
    ("They killed 3,000 people.", 13, "the data has it: {{ point(\"deaths\", \"2023\") }}"),
    ("They killed 3 thousand people.", 13, "the data has it: {{ point(\"deaths\", \"2023\") }}"),
    ("About 40% fled.", 7, "the number '40%'"),
    ("The {{ event('2024-09-17-bamako', '99 dead') }} of that day.", 36, "the number '99'"),
    ("Some ninety people fled.", 6, "the number 'ninety'"),
    ("They came and\nkilled 99 people.", 8, "the number '99'"),
])
def test_what_was_typed_by_hand(root, text, column, words):
    lines = found(root, f"{text}{NOTE}\n")
    assert any(line.startswith(f"docs/en/explained/aes.md:{1 + text.count(chr(10))}:{column}: E612") and words in line for line in lines), lines


@pytest.mark.parametrize("text", [
    "Since 2012, in the 1990s and in 2020–2021.", "Four states and twelve towns.", "A G5 force, flight 447b and a TB2.", "Hundreds fled.",
    "See [deaths](../figures/deaths.md#d-2023-09).", "{{ date('2024-09-17-bamako') }}", "Thirteenth",
])
def test_what_may_be_typed(root, text):
    assert found(root, f"{text}{NOTE}\n") == []


def test_the_front_page_types_no_numbers_and_needs_no_notes(root):
    says(found(root, "They killed 77 people.\n", "index"), ("docs/en/index.md:1:13: E612", "'77'"))


@pytest.mark.parametrize(("text", "word"), [
    ("The terrorists came.", "terrorists"), ("The Junta fell.", "Junta"), ("He admitted it.", "admitted"), ("They said so. The regime fell.", "regime"),
    ("It was clearly so.", "clearly"), ("[The junta](actors/mali.md) fell.", "junta"), ("{{ actor('mali', 'The regime') }} fell.", "regime"),
])
def test_loaded_words_that_are_nobodys(root, text, word):
    says(found(root, f"{text}\n", "about"), (f"docs/en/about.md:1:{text.index(word) + 1}: E613", f"'{word}' is nobody's here", "quotation marks"))


@pytest.mark.parametrize("text", [
    "The army calls them terrorists.", "“The junta” fell.", 'A "liberation. A regime" ended.', "The Global Terrorism Index rose.", "The rent rose.",
    "According to Paris it was a junta.", "The National Movement for the Liberation of Azawad.",
])
def test_loaded_words_with_an_owner(root, text):
    assert found(root, f"{text}\n", "about") == []


def test_another_language_brings_its_own_words(root):
    add(root, "style/en", 'loaded:\n  sand: write soil\nattributing: [whispers]\nnames: []\nnumber_words: []\nscales: {}\n')
    says(found(root, "Sand and terror.\n", "about"), ("docs/en/about.md:1:1: E613", "write soil"))
    assert found(root, "He whispers of sand.\n", "about") == []


def test_rules_of_writing_that_are_wrong_or_missing(root):
    change(root, "style/en", "attributing:", "atributing:")
    with pytest.raises(language.DataError) as error:
        found(root, "x\n", "about")
    lines = [str(problem) for problem in error.value.problems]
    assert any(line.startswith("data/style/en.yml:") and "E201 unknown key 'atributing' — did you mean 'attributing'?" in line for line in lines)
    (root / "data" / "style" / "en.yml").unlink()
    with pytest.raises(language.DataError, match="E609 the rules of writing"):
        found(root, "x\n", "about")


def test_blocks_keep_their_lines():
    text = "---\ntitle: A\n---\n# H\n\nOne\ntwo.\n\n- Three\n  four\n- Five\n\n{{ record() }}\n\nSix.\n{: .guide }\n"
    assert [(block.line, block.text, block.guide) for block in blocks(text)] == [
        (6, "One\ntwo.", False), (9, "- Three\n  four", False), (11, "- Five", False), (15, "Six.\n{: .guide }", True)]
