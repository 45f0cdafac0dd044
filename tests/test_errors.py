"""Every code is explained, and the examples do what they say: the wrong one is refused with its code, the right one is not."""

import re
import subprocess
import sys

import pytest

from macros.reading import messages
from macros.reading.model import RECORDS
from macros.reading.problems import DataError
from macros.showing import errors, language, pagecheck
from tests.conftest import ENVIRONMENT, ROOT
from tests.unit import tree

HELP = errors.load(ROOT, "en")
FRENCH = errors.load(ROOT, "fr")
KEY = re.compile(r"[a-z_]+(?=:)")
# Examples of what is no text in one file (its name, its encoding, a command, another file), or that the small sample of the data has no records for.
WITHOUT_FILE = {"E101", "E102", "E103", "E119", "E121", "E312", "E317", "E318", "E320", "E404", "E601", "E603", "E604", "E605", "E609", "E616", "E617",
                "E618"}


def codes_of(root):
    """The codes of all that ``check`` says of the data and pages, without that the schemas are old."""
    try:
        messages.load(root, "fr")
        problems = list(pagecheck.check(tree.load(root), language.load(root, "en")))
    except DataError as error:
        problems = error.problems
    return {problem.code for problem in problems}


def put(root, help, snippet):
    """Write an example into its file. In a record its lines take the place of those with the same keys; any other file it fills."""
    path, kept = root / help.file, []
    if path.parent.name in RECORDS and path.parent.parent.name == "data":
        kept = _others(tree.RECORDS[f"{path.parent.name}/{path.stem}"], _keys(help.wrong) | _keys(help.right))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([*kept, snippet, ""]), encoding="utf-8")


def _keys(snippet):
    return {found[0] for line in snippet.split("\n") if (found := KEY.match(line))}


def _others(text, keys):
    """Yield the lines of a record that do not belong to one of the keys."""
    dropped = False
    for line in text.splitlines():
        if found := KEY.match(line):
            dropped = found[0] in keys
        if not dropped:
            yield line


def explain(*arguments):
    done = subprocess.run([sys.executable, "-m", "macros", "explain", *arguments], cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, encoding="utf-8",
                          check=False)
    return done.returncode, done.stdout, done.stderr


def test_each_code_is_explained_and_each_explanation_has_a_code():
    sources = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "macros").rglob("*.py")))
    assert set(re.findall(r'"(E\d{3})"', sources)) == set(HELP)
    assert {code for code, help in HELP.items() if not help.file} == WITHOUT_FILE
    assert len({help.title for help in HELP.values()}) == len({help.why for help in HELP.values()}) == len(HELP)


@pytest.mark.parametrize("code", sorted(set(HELP) - WITHOUT_FILE))
def test_the_examples_do_what_they_say(tmp_path, code):
    root, help = tree.plant(tmp_path), HELP[code]
    put(root, help, help.wrong)
    assert codes_of(root) == {code}
    put(root, help, help.right)
    assert codes_of(root) == set()


def test_all_of_it_is_explained_in_french_with_the_same_examples():
    assert list(FRENCH) == list(HELP)
    for code, help in HELP.items():
        french = FRENCH[code]
        assert (french.file, french.see) == (help.file, help.see), code
        assert french.title != help.title and french.why != help.why, code
        if help.file:
            assert (french.wrong, french.right) == (help.wrong, help.right), code


def test_more_is_said_on_pages_that_are_there():
    for code, help in HELP.items():
        if help.see:
            page, _, anchor = help.see.partition("#")
            assert f"{{ #{anchor} }}" in (ROOT / "docs" / "en" / page).read_text(encoding="utf-8").replace("{: #", "{ #"), code


def test_explained_in_the_terminal():
    for code in ("E110", "e110"):
        status, said, faults = explain(code)
        assert (status, faults) == (0, "")
        assert said.startswith(f"E110: {HELP['E110'].title}\n\n") and " ".join(HELP["E110"].why.split()) in " ".join(said.split())
        assert "    aliases:\n      - GSIM\n    aliases:\n      - Nusrat\n" in said and "    aliases:\n      - GSIM\n      - Nusrat\n" in said
        assert max(map(len, said.split("\n"))) <= errors.WIDTH
    assert "title:⇥Attack" in explain("E104")[1] and "in⍽Bamako" in explain("E105")[1] and "Me◌\u0301naka" in explain("E106")[1]


@pytest.mark.parametrize(("word", "said"), [("301", "did you mean 'E301'?"), ("E3011", "or 'E301'?"), ("all", "from E101 to E619"), ("", "from E101")])
def test_what_is_no_code(word, said):
    status, lines, faults = explain(word)
    assert (status, faults) == (2, "") and said in lines and lines.startswith(f"'{word}' is not a code") and lines.count("\n") == 1


@pytest.mark.parametrize(("old", "new", "words"), [
    ("E102:", "E1O2:", ["E201", "'E1O2' is not a code"]),
    ("  title: The file is too large\n", "  titel: The file is too large\n", ["E201", "did you mean 'title'?"]),
    ("  title: The file is too large\n", "", ["E202", "'title'"]),
    ("  title: The file is too large\n", "  title: TODO\n", ["E205", "placeholder"]),
    ("E102:", "E101:", ["E110", "E101"]),
])
def test_explanations_are_read_strictly(tmp_path, old, new, words):
    root = tree.plant(tmp_path)
    tree.change(root, "errors/en", old, new)
    with pytest.raises(DataError) as error:
        list(pagecheck.check(tree.load(root), language.load(root, "en")))
    assert any(line.startswith("data/errors/en.yml:") and all(word in line for word in words) for line in map(str, error.value.problems))


def test_a_language_without_explanations_or_with_something_else(tmp_path):
    root = tree.plant(tmp_path)
    tree.add(root, "errors/en", "- E101\n")
    with pytest.raises(DataError, match="E201 expected codes"):
        errors.load(root, "en")
    with pytest.raises(DataError, match="data/errors/de.yml:1:1: E609"):
        errors.load(root, "de")


def test_the_page_says_all_of_it_and_nothing_in_an_example_runs(pages):
    page = pages["/about/errors/"]
    ids = page.xpath("//article//h3/@id")
    assert ids == [code.lower() for code in HELP]
    for code, help in HELP.items():
        heading = page.xpath(f'//article//h3[@id="{code.lower()}"]')[0]
        assert " ".join(heading.text_content().split()) == f"{code}: {help.title}"
        assert " ".join(heading.getnext().text_content().split()).startswith(help.why)
    assert page.xpath("//article//h2/@id") == ["unseen", *(f"e{digit}xx" for digit in "123456")]
    blocks = [block.text_content().rstrip("\n") for block in page.xpath("//article//pre")][1:]
    assert blocks == [errors.seen(snippet) for help in HELP.values() for snippet in (help.wrong, help.right)]
    assert not page.xpath("//article//img | //article//pre//a")
