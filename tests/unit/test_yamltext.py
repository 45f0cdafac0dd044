"""What is written as YAML is read back as it was."""

import pytest

from macros.reading import yamlfile
from macros.writing import yamltext
from tests.conftest import FOLDERS, ROOT


def back(value):
    return yamlfile.parse("\n".join([*yamltext.lines(value), ""]).encode(), "").value


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_record_is_read_back(folder):
    values = {path.stem: yamlfile.read(path).value for path in (ROOT / "data" / folder).glob("*.yml")}
    assert [id for id, value in values.items() if back(value) != value] == []


@pytest.mark.parametrize("text", [
    "a: b", "a #b", "# a", "- a", "? a", "[a", "{a}", "& a", "*a", "!a", "|", ">", "%a", "@a", "`a", "'a'", '"a"', "a:", "12", "1.5", "true", "null", "~",
    "2024", "2024-08-24", "2024-08~",
    "a\\b", 'say "yes"', "l'armée", "TODO: a", "=", "<<", "word " * 40 + "end", "# " + "word " * 40 + "end", "a: " + "word " * 40 + "b", "x" * 300,
])
def test_texts_are_read_back(text):
    assert back({"key": text, "list": [text, {"inner": text}]}) == {"key": text, "list": [text, {"inner": text}]}


def test_the_form_is_that_of_our_files():
    value = {"name": "Mali", "date": "2024-08-24", "flag": True, "n": 12, "f": -8.0,
             "long": "word " * 30 + "end", "parts": [{"a": "b", "c": ["d"]}, {"a": "e"}]}
    assert yamltext.lines(value) == [
        "name: Mali", 'date: "2024-08-24"', "flag: true", "n: 12", "f: -8.0", "long: >-", "  " + ("word " * 22).rstrip(), "  " + "word " * 8 + "end",
        "parts:", "  - a: b", "    c:", "      - d", "  - a: e"]
