"""The reader takes YAML as an editor shows it, and refuses what YAML hides, with the place and what to type instead."""

import pytest

from macros.reading import yamlfile
from macros.reading.problems import DataError
from tests.unit.tree import says


def read(text):
    return yamlfile.parse(text.encode(), "f.yml")


def refused(data):
    """Return what is said about the bytes or text, one line a problem."""
    with pytest.raises(DataError) as error:
        yamlfile.parse(data if isinstance(data, bytes) else data.encode(), "f.yml")
    return [str(problem) for problem in error.value.problems]


# -- what is read -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("written", "value"), [
    ("NO", "NO"), ("no", "no"), ("on", "on"), ("Yes", "Yes"), ("y", "y"),
    ("2024-08-24", "2024-08-24"), ("2024-08", "2024-08"), ("12:30", "12:30"), ("12:30:45", "12:30:45"),
    ("true", True), ("False", False), ("null", None), ("~", None), ("", None),
    ("12", 12), ("-8", -8), ("+5", 5), ("0", 0), ("12.65", 12.65), ("-8.0", -8.0), ("1e3", 1000.0),
    ("1_000", "1_000"), ("2,6", "2,6"), ("12 %", "12 %"), (".", "."), ("1.2.3", "1.2.3"),
    ('"0123"', "0123"), ("'12'", "12"), ('"NO"', "NO"), ('""', ""),
    ("C#", "C#"), ("a#b", "a#b"), ("it's", "it's"), ("Jama'at", "Jama'at"), ("a:b", "a:b"), ("https://x.org/a?b=c#d", "https://x.org/a?b=c#d"),
])
def test_plain_values(written, value):
    found = read(f"key: {written}\n").value
    assert found == {"key": value}
    assert type(found["key"]) is type(value)


def test_blocks_and_lists():
    text = "folded: >-\n  one\n  two\n\n  three\nkept: |-\n  one\n  two: x # no comment\nlist:\n  - a\n  - key: b\nflow: [a, 1]\n# a comment\n"
    assert read(text).value == {"folded": "one two\nthree", "kept": "one\ntwo: x # no comment", "list": ["a", {"key": "b"}], "flow": ["a", 1]}


def test_places():
    document = read("# comment\nname: x\nfacts:\n  - date: y\n    sources:\n      - z\n")
    assert document.mark(("name",)) == (2, 7)
    assert document.mark(("name",), key=True) == (2, 1)
    assert document.mark(("facts", 0, "date")) == (4, 11)
    assert document.mark(("facts", 0, "date"), key=True) == (4, 5)
    assert document.mark(("facts", 0, "sources", 0)) == (6, 9)
    assert document.mark(("facts", 0, "missing")) == (4, 5)  # its nearest parent
    assert document.mark(()) == (2, 1)


def test_inside():
    part = read("first: 1\nmali:\n  label: 1.50\n").inside("mali")
    assert part.value == {"label": 1.5}
    assert part.mark(("label",)) == (3, 10)
    assert part.mark(("label",), key=True) == (3, 3)
    assert part.written == {("label",): "1.50"}


def test_leaves():
    document = read("a: 1\nb:\n  - x\n  - c:\nd: []\n")
    assert list(document.leaves) == [(("a",), 1), (("b", 0), "x"), (("b", 1, "c"), None)]
    assert document.scalars == [1, "x", None]


def test_problem_points_at_its_place():
    assert str(read("a: 1\nb: 2\n").problem(("b",), "E201", "wrong", "mend it")) == "f.yml:2:4: E201 wrong — mend it"


def test_read_names_the_file_itself_unless_told_otherwise(tmp_path):
    path = tmp_path / "x.yml"
    path.write_bytes(b"a: 'b\n")
    for name, shown in ((None, str(path)), ("data/x.yml", "data/x.yml")):
        with pytest.raises(DataError) as error:
            yamlfile.read(path, name)
        assert error.value.problems[0].path == shown


# -- what is refused ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("data", "start", "words"), [
    # bytes
    (b"\xef\xbb\xbfname: x\n", "f.yml:1:1: E102", ["byte-order mark", "U+FEFF", "UTF-8 with BOM"]),
    (b"name: x\ntitle: caf\xe9\n", "f.yml:2:11: E102", ["0xe9", "UTF-8"]),
    ("é: é".encode() + b"\xe9", "f.yml:1:5: E102", ["0xe9"]),
    ("name: x".encode("utf-16"), "f.yml:1:1: E102", ["0xff"]),
    # characters
    ("name: x\ntitle: y\r\n", "f.yml:2:1: E103", ["CRLF", '"LF"']),
    ("name: x\n\ttitle: y\n", "f.yml:2:1: E104", ["tab", "use spaces"]),
    ("name: x\ttitle\n", "f.yml:1:8: E104", ["tab"]),
    ("name: a\u00a0b\n", "f.yml:1:8: E105", ["U+00A0", "no-break space", "ordinary space"]),
    ("name: a\u200bb\n", "f.yml:1:8: E105", ["U+200B", "zero width space"]),
    ("name: \u202eb\n", "f.yml:1:7: E105", ["U+202E"]),
    ("name: \u2067b\n", "f.yml:1:7: E105", ["U+2067"]),
    ("a: b\nname: a\x07\n", "f.yml:2:8: E105", ["U+0007"]),
    ("a: b\nname: a\x85b\n", "f.yml:2:8: E105", ["U+0085"]),
    ("name: x\n\ufeffa: b\n", "f.yml:2:1: E105", ["U+FEFF"]),
    ("name: \ufffe\n", "f.yml:1:7: E105", ["U+FFFE"]),
    ("name: Me\u0301naka\n", "f.yml:1:9: E106", ["accent", "M\u00e9naka"]),
    ("name: \u212bland\n", "f.yml:1:7: E106", ["U+212B", "\u00c5land"]),
    ("name: \u1112\u1161\u11ab\n", "f.yml:1:7: E106", ["\ud55c"]),
    ("name: MÃ©naka\n", "f.yml:1:8: E118", ["'Ã©'", "UTF-8"]),
    ("name: donâ€™t\n", "f.yml:1:10: E118", ["'â€™'"]),
    ("name: caf\ufffd\n", "f.yml:1:10: E118", ["UTF-8"]),
    # whole files
    ("", "f.yml:1:1: E107", ["empty"]),
    ("# nothing but a comment\n", "f.yml:1:1: E107", ["empty"]),
    ("a: b\n---\nc: d\n", "f.yml:2:1: E107", ["second document", "---"]),
    # signs of YAML
    ("a: &x b\n", "f.yml:1:4: E108", ["'&x'", "anchor", "quotes"]),
    ("&x a: b\n", "f.yml:1:1: E108", ["'&x'"]),
    ("a: *x\n", "f.yml:1:4: E108", ["'*x'"]),
    ("a: !!str 12\n", "f.yml:1:4: E108", ["'!!str'", "tag"]),
    ("a: !!python/object:os.system x\n", "f.yml:1:4: E108", ["tag"]),
    ("!x a: b\n", "f.yml:1:1: E108", ["'!x'"]),
    ("a: b\n<<: c\n", "f.yml:2:1: E108", ["'<<'", "merges"]),
    # shape
    ("? [a]\n: b\n", "f.yml:1:3: E109", ["used as a key"]),
    ("name: {{ x }}\n", "f.yml:1:8: E109", ["used as a key", "quotes"]),
    ("a: " + "[" * 13 + "]" * 13 + "\n", "f.yml:1:16: E109", ["more than 12 deep", "indentation"]),
    ("name: x\nkind: y\nname: z\n", "f.yml:3:1: E110", ["'name'", "line 1", "keep one"]),
    ("a:\n  b: 1\n  b: 2\n", "f.yml:3:3: E110", ["'b'", "line 2"]),
    ("'a': 1\na: 2\n", "f.yml:2:1: E110", ["line 1"]),
    # texts and numbers
    ("title: Battle # of Konna\n", "f.yml:1:8: E111", ["'Battle'", 'write title: "Battle # of Konna"']),
    ("- 12 # dead\n", "f.yml:1:3: E111", ["'12'"]),
    ("code: 0123\n", "f.yml:1:7: E112", ["0123", "write 123", '"0123"']),
    ("code: 1234567890123456\n", "f.yml:1:7: E112", ["cannot be right", "quotes"]),
    ("code: " + "0" * 5000 + "\n", "f.yml:1:7: E112", ["cannot be right"]),
    ("code: 1e999\n", "f.yml:1:7: E112", ["1e999"]),
    # the parser gives up
    ('a: b\ntitle: "Mali\n', "f.yml:2:8: E113", ["quote opens here", "close it"]),
    ("title: 'Mali\nkind: x\n", "f.yml:1:8: E113", ["quote opens here"]),
    ('title: "Mali\nkind: "security"\n', "f.yml:1:8: E113", ["quote opens here"]),
    ("a: b\nlist: [a, b\nc: d\n", "f.yml:2:7: E113", ["bracket opens here"]),
    ("summary: Mali: a coup\n", "f.yml:1:14: E114", ['summary: "Mali: a coup"']),
    ('  - note: the "day": gone\n', "f.yml:1:20: E114", ['note: "the \\"day\\": gone"']),
    ("summary: Mali\n  a coup: yes\n", "f.yml:2:9: E114", [">-", "indentation"]),
    ("title: x\nhidden:false\nurl: https://x.org\n", "f.yml:2:8: E115", ["'hidden: false'"]),
    ("kind:state\nname: Mali\n", "f.yml:1:6: E115", ["'kind: state'"]),
    ("title: x\nhidden:false", "f.yml:2:8: E115", ["'hidden: false'"]),
    ("name: 'Côte d'Ivoire'\n", "f.yml:1:15: E116", ["straight double quotes"]),
    ('name: the "big" one\ntitle: "the "big" one"\n', "f.yml:2:14: E116", [">-"]),
    ("name: @x\n", "f.yml:1:7: E116", ["quotes"]),
    ("name: *x*y\n", "f.yml:1:9: E116", ["quotes"]),
    ("note: - he said\n", "f.yml:1:7: E116", ["quotes"]),
    ('path: "C:\\dir"\n', "f.yml:1:10: E116", ["backslash", "\\\\"]),
    ("facts:\n  - a: 1\n b: 2\n", "f.yml:3:2: E117", ["indentation"]),
])
def test_refused(data, start, words):
    says(refused(data), (start, *words))


def test_all_problems_are_said_in_order():
    says(refused("b: &x 012\na: c # d\nb: *x\n"),
         ("f.yml:1:4: E108", "&x"), ("f.yml:1:4: E112", "012"), ("f.yml:2:4: E111", "'c'"), ("f.yml:3:1: E110", "'b'"), ("f.yml:3:4: E108", "*x"))
    says(refused("a:\tb\nc: d\u00a0e\u200bf\n"), ("f.yml:1:3: E104",), ("f.yml:2:5: E105", "U+00A0"), ("f.yml:2:7: E105", "U+200B"))


@pytest.mark.parametrize("line", ["name: x\n", "- 012\n", "name: \u00a0\n", "# \u200b\n"])
def test_of_a_flood_a_thousand_are_said(line):
    said = refused(line * 2000)
    assert len(said) == 1001 and sum(" E119 " in one for one in said) == 1
    assert "more than 1,000 problems" in said[-1] and "check again" in said[-1]


def test_a_message_does_not_command_the_terminal():
    says(refused('"\\e]0;x\\a\\nb": 1\n"\\e]0;x\\a\\nb": 2\n'), ("f.yml:2:1: E110", "\\u001b]0;x\\u0007\\u000ab"))


def test_a_merge_is_refused_as_a_whole():
    says(refused("base: &b\n  x: 1\nother:\n  <<: *b\n"), ("f.yml:1:7: E108", "&b"), ("f.yml:4:3: E108", "<<"), ("f.yml:4:7: E108", "*b"))


def test_twelve_levels_are_allowed():
    assert read("a: " + "[" * 11 + "x" + "]" * 11).value


def test_a_file_has_at_most_a_million_bytes(tmp_path):
    path = tmp_path / "long.yml"
    path.write_bytes(b"a: '" + b"x" * 999_995 + b"'")
    assert len(yamlfile.read(path).value["a"]) == 999_995
    path.write_bytes(b"a: '" + b"x" * 999_996 + b"'")
    with pytest.raises(DataError) as error:
        yamlfile.read(path, "f.yml")
    says([str(problem) for problem in error.value.problems], ("f.yml:1:1: E101", "1,000,001 bytes", "1,000,000"))
