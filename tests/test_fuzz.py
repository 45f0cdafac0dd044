"""Whatever stands in a file, the answer is a record or a report: no exception, no wait, nothing written.

Real records are damaged byte by byte and line by line, and files are made up by Hypothesis. The seeds are fixed; what was
once answered wrongly stands here as an example.
"""

import functools
import gc
import json
import os
import random
import re
import time
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from macros.reading import messages, validate, yamlfile
from macros.reading.model import RECORDS
from macros.reading.problems import MOST, DataError, Problem
from macros.showing import language, pagecheck
from macros.writing import fixing
from tests.conftest import ROOT
from tests.unit import tree

PATHS = [path for folder in RECORDS for path in sorted((ROOT / "data" / folder).glob("*.yml"))]
FIXED = {"derandomize": True, "database": None, "deadline": None, "suppress_health_check": list(HealthCheck)}
NAME = "data/x.yml"
SIGNS = [b"\t", b"\r", b"\0", b"\x1b", b"\xff", b"\xc3", b"\xef\xbb\xbf", b"\xc2\xa0", b"\xe2\x80\xae", b"\xe2\x80\xa8",
         b"'", b'"', b": ", b" #", b"- ", b"[", b"{", b"}", b"]",
         b"&a ", b"*a", b"!!str ", b"|", b">", b"%", b"@", b"\\", b"---\n", b"...\n",
         b"<<: ", b"? ", b"~", b"\n", b"\n\n", b"0", b"-", b"1e999", b".", b"e\xcc\x81"]


@pytest.fixture(autouse=True)
def without_collection():
    """As ``library.load`` reads the files."""
    gc.disable()
    yield
    gc.enable()


def answer(data, cls):
    """Return the record, or the problems, that reading and validating the bytes gives; it must be one of the two, and soon."""
    start = time.process_time()
    try:
        record, problems = validate.record(yamlfile.parse(data, NAME), cls)
    except DataError as error:
        record, problems = None, error.problems
    assert time.process_time() - start < 2, data[:200]
    assert isinstance(record, cls) and not problems or record is None and problems, data[:200]
    lines = data.count(b"\n") + data.count(b"\r") + 1
    assert len(problems) <= MOST + 1
    for problem in problems:
        assert isinstance(problem, Problem) and problem.path == NAME and problem.column >= 1, problem
        assert 1 <= problem.line <= lines + 1, (problem, data[:200])
        assert problem.code[0] == "E" and problem.code[1:].isdigit() and len(problem.code) == 4, problem
        assert problem.message and len(str(problem)) < 4100 + 6 * 40, problem
        assert not any(unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") for sign in str(problem)), problem  # it can be printed, on one line
    return record or problems


def mend(data, cls):
    """The fixer gives bytes that it would not change again, and soon."""
    start = time.process_time()
    once = fixing.mended(data, cls)
    assert time.process_time() - start < 2, data[:200]
    assert fixing.mended(once, cls) == once, data[:200]
    if once == data:
        return
    before, after = answer(data, cls), answer(once, cls)
    assert isinstance(before, list) or before == after, data[:200]  # a record that was right says the same


def sample(number):
    """Return ``(class, bytes)`` of real records, as many of every kind."""
    chance = random.Random(number)
    for folder, cls in RECORDS.items():
        paths = [path for path in PATHS if path.parent.name == folder]
        for path in chance.sample(paths, min(number, len(paths))):
            yield cls, path.read_bytes()


def damaged(data, chance):
    """Return the bytes with one thing wrong."""
    at, other = sorted(chance.randrange(len(data)) for _ in range(2))
    lines = data.splitlines(keepends=True)
    first, second = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(10):
        case 0:
            return data[:at]
        case 1:
            return data[:at] + data[at + 1:]
        case 2:
            return data[:at] + data[at:at + 1] + data[at:]
        case 3:
            return data[:at] + data[other:other + 1] + data[at + 1:other] + data[at:at + 1] + data[other + 1:] if at < other else data
        case 4:
            return data[:at] + bytes([chance.randrange(256)]) + data[at + 1:]
        case 5:
            return data[:at] + chance.choice(SIGNS) + data[at:]
        case 6:
            return data[:at] + data[other:]
        case 7:
            lines.insert(second, lines.pop(first))
        case 8:
            lines.insert(second, lines[first])
        case 9:
            lines[first] = chance.choice([b" ", b"  ", b"    ", b"- ", b"\t"]) + lines[first] if chance.random() < 0.5 else lines[first].lstrip(b" -")
    return b"".join(lines)


def many(records, times):
    chance, refused, number = random.Random(times), 0, 0
    for cls, data in sample(records):
        for _ in range(times):
            wrong = damaged(data, chance)
            for _ in range(chance.choice([0, 0, 0, 1, 4])):
                wrong = damaged(wrong or data, chance)
            refused += isinstance(answer(wrong, cls), list)
            if number % 4 == 0:
                mend(wrong, cls)
            number += 1
    return number, refused


def test_damage_to_real_records():
    number, refused = many(records=12, times=20)
    assert number > 1500 and refused > number / 2


@pytest.mark.slow
def test_more_damage_to_real_records():
    number, refused = many(records=60, times=30)
    assert number > 10_000 and refused > number / 2


def test_every_byte_of_a_record_of_each_kind():
    for cls, data in sample(1):
        for at in range(0, len(data), max(1, len(data) // 100)):
            for wrong in (data[:at], data[:at] + data[at + 1:], data[:at] + b"'" + data[at + 1:], data[:at] + b"\xff" + data[at + 1:]):
                answer(wrong, cls)


# -- values and files that Hypothesis makes up ----------------------------------------------------------------------

ODD_TEXT = st.text(max_size=40) | st.sampled_from(
    ["", " ", "2024", "2024-02-30", "17/05/2021", "[2020..2019]", "../..", "[..]", "/", "..", "9999", "0000-00-00", "२०२४", "²", "1²",
     "[x](actor:y)", "[x](", "](",
     "{{ x }}", "https://", "http://[",
     "http://x.y" + "z" * 3000, "None", "TODO", "∞", "１２", "3 785", "2,6 million", "-,-", "\ud7ff", "x\ny", "\x85"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.integers(min_value=-10**30, max_value=10**30) | st.floats() | ODD_TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(ODD_TEXT | st.sampled_from(sorted(fixing.KEYS)), inner, max_size=4), max_leaves=8)


@functools.cache
def real(folder):
    return [yamlfile.read(path).value for path in PATHS if path.parent.name == folder][:40]


def planted(value, chance, odd):
    """Return a copy of a record in which ``odd`` stands somewhere, as a value or under a key of its own."""
    if isinstance(value, dict) and value and chance.random() < 0.85:
        key = chance.choice(sorted(value))
        return {**value, key: planted(value[key], chance, odd)} if chance.random() < 0.9 else {**value, "odd": odd}
    if isinstance(value, list) and value and chance.random() < 0.85:
        at = chance.randrange(len(value))
        return [*value[:at], planted(value[at], chance, odd), *value[at + 1:]]
    return odd


def planting(folder, seed, odd):
    record = planted(real(folder)[seed % len(real(folder))], random.Random(seed), odd)
    data = json.dumps(record, ensure_ascii=seed % 2 == 0).encode("utf-8", "surrogatepass")
    answer(data, RECORDS[folder])
    mend(data, RECORDS[folder])


PLANTING = given(st.sampled_from(list(RECORDS)), st.integers(0, 10_000), VALUES)


@PLANTING
@settings(max_examples=600, **FIXED)
def test_any_value_anywhere(folder, seed, odd):
    planting(folder, seed, odd)


@pytest.mark.slow
@PLANTING
@settings(max_examples=2_000, **FIXED)
def test_any_value_anywhere_more(folder, seed, odd):
    planting(folder, seed, odd)


PIECES = st.lists(st.sampled_from([*SIGNS, *(f"{key}: ".encode() for key in sorted(fixing.KEYS)), b"2024", b"x",
                                   "é".encode(), b" ", b"  ", b"yes", b"2021-5-7"]),
                  max_size=25)


STRANGE = [
    "name: \u212b", "name: \u1112\u1161\u11ab",  # not NFC, and no combining character
    'name: "\\e[31m"\n"\\e]0;x\\a": y', '"a\\nb": x', 'reviewed: "\\n\\u2028"',  # written out they would command a terminal, or break the line
]


@pytest.mark.parametrize("text", STRANGE)
def test_what_was_answered_wrongly_once(text):
    for folder in RECORDS:
        soup(text.encode(), folder)


def soup(data, folder):
    answer(data, RECORDS[folder])
    mend(data, RECORDS[folder])


@given(PIECES.map(b"".join) | st.binary(max_size=60), st.sampled_from(list(RECORDS)))
@settings(max_examples=1200, **FIXED)
def test_any_file(data, folder):
    soup(data, folder)


@pytest.mark.slow
@given(PIECES.map(b"".join) | st.binary(max_size=200), st.sampled_from(list(RECORDS)))
@settings(max_examples=4_000, **FIXED)
def test_any_file_more(data, folder):
    soup(data, folder)


# -- right in form and strange in sense: the rules that hold records against each other ------------------------------

SENSELESS = ["1000", "2999-12-31~", "../2024", "2024/..", "[1000..2999]", "2024-02-29", 0, -1, 1e300, True, [], {}, "mali", "jnim", "afp-2017",
             ["mali", "mali"], "x" * 10_000,
             "[x](actor:mali)" * 500, "[" * 5000, "[x](", "led", "part-of", "fights", "state", "person", "confirmed",
             "killed", "\u202b", "\x1b[31m", "\u0660", "é", "{{ x }}", "{% x %}"]


def senseless(root, times):
    chance, whole = random.Random(times), tree.plant(root)
    for _ in range(times):
        damaged_ones = chance.sample(sorted(tree.RECORDS), chance.choice([1, 1, 3]))
        for record in damaged_ones:
            value = planted(yamlfile.parse(tree.RECORDS[record].encode(), record).value, chance, chance.choice(SENSELESS))
            tree.add(whole, record, json.dumps(value))
        start = time.process_time()
        for line in tree.problems(whole):
            assert re.match(r"data/\S+:\d+:\d+: E\d{3} \S", line) and line.isprintable(), line
        assert time.process_time() - start < 2, damaged_ones
        for record in damaged_ones:
            tree.add(whole, record, tree.RECORDS[record])


def test_senseless_records(tmp_path):
    senseless(tmp_path, 60)


@pytest.mark.slow
def test_more_senseless_records(tmp_path):
    senseless(tmp_path, 400)


# -- large, deep and hostile ----------------------------------------------------------------------------------------

LAUGHS = "a: &a [x]\n" + "".join(f"{new}: &{new} [{', '.join([f'*{old}'] * 10)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True))
HUGE = {
    "a line of a megabyte": "name: " + "x" * 990_000,
    "a line of colons": "name: " + "a: " * 300_000,
    "a line of signs": "name: " + " #" * 400_000,
    "a line of spaces": "name: x" + " " * 900_000 + "y",
    "a line of tabs": "name:" + "\t" * 900_000,
    "a key of a megabyte": "x" * 990_000,
    "100,000 items": "aliases:\n" + "  - x\n" * 100_000,
    "100,000 numbers": "aliases:\n" + "  - 17\n" * 100_000,
    "100,000 items on a line": "aliases: [" + "x, " * 100_000 + "x]",
    "100,000 empty items": "aliases:\n" + "-\n" * 100_000,
    "100,000 wrong parts": "facts:\n" + "- x\n" * 100_000,
    "50,000 unknown keys": "".join(f"k{number}: x\n" for number in range(50_000)),
    "100,000 wrong lines": "a: b: c\n" * 100_000,
    "100,000 same keys": "a: b\n" * 100_000,
    "100,000 comments in the way": "a: b # c\n" * 80_000,
    "10,000 brackets": "name: " + "[" * 10_000 + "]" * 10_000,
    "10,000 braces": "name: " + "{a: " * 10_000 + "}" * 10_000,
    "10,000 dashes": "- " * 10_000 + "x",
    "billion laughs": LAUGHS,
    "a loop": "name: &a [*a]\n",
    "40,000 lines with two colons": "name: b: c\n" * 80_000,
    "a long fraction": "name: 1." + "0" * 900_000,
    "900,000 odd spaces": "name: " + "\u00a0" * 400_000,
    "300,000 loose accents": "name: " + "e\u0301" * 300_000,
    "300,000 accents on one letter": "name: e" + "\u0301" * 400_000,
    "300,000 garbled letters": "name: " + "Ã©" * 240_000,
    "400,000 control characters": "name: " + "\x07" * 900_000,
    "100,000 Windows line ends": "name: x\r\n" * 100_000,
    "a date of a megabyte": "reviewed: '" + "2021-5-7 " * 100_000 + "'",
    "a number of a megabyte": "reviewed: " + "1" * 900_000,
    "an address of a megabyte": "url: https://" + "x." * 450_000,
    "many links": "summary: '" + "[x](actor:y)" * 80_000 + "'",
    "many open links": "summary: '" + "[" * 900_000 + "'",
}


@pytest.mark.parametrize("name", HUGE)
def test_the_large_and_hostile_get_an_answer_soon(name):
    data = HUGE[name].encode()
    for cls in (RECORDS["actors"], RECORDS["sources"]):
        answer(data, cls)
    mend(data, RECORDS["actors"])


def test_nothing_is_written(tmp_path, monkeypatch):
    before = {path: (os.stat(path).st_mtime_ns, os.stat(path).st_size) for path in PATHS}
    monkeypatch.chdir(tmp_path)
    many(records=2, times=3)
    assert list(tmp_path.iterdir()) == [] and {path: (os.stat(path).st_mtime_ns, os.stat(path).st_size) for path in PATHS} == before


# -- the lists, the words and the other files beside the records ----------------------------------------------------

DAMAGE = [lambda data, at: None, lambda data, at: data[:at], lambda data, at: data[:at] + data[at + 1:], lambda data, at: data[:at] + b" [" + data[at:],
          lambda data, at: data[:at] + b"\xe9" + data[at:], lambda data, at: b"[]\n", lambda data, at: b"a:\n",
          lambda data, at: data[:data.rfind(b"\n", 0, at) + 1] + data[data.find(b"\n", at) + 1:],  # a line is gone
          lambda data, at: data[:data.rfind(b"\n", 0, at) + 1] + b"  " + data[data.rfind(b"\n", 0, at) + 1:]]


def damaged_beside(root, times):
    """Damage one of the files at a time, in one way, and look at what is said of the whole."""
    chance, whole = random.Random(times), tree.plant(root)
    tree.add(whole, "geo/names", "states:\n  - {state: mali, lat: 19.6, lon: -1.6}\nin_french:\n  Bamako: Bamako\n")
    files = [path for path in sorted((whole / "data").rglob("*.*")) if path.parent.name not in RECORDS and path.suffix in (".yml", ".json")]
    assert len(files) > 25
    said = 0
    for _ in range(times):
        path = chance.choice(files)
        data = path.read_bytes()
        wrong = chance.choice(DAMAGE)(data, chance.randrange(len(data)))
        path.unlink() if wrong is None else path.write_bytes(wrong)
        lines = everything(whole)
        assert all(re.match(r"data/\S+:\d+:\d+: E\d{3} \S", line) and line.isprintable() for line in lines), lines
        said += bool(lines)
        path.write_bytes(data)
    assert said > times / 2
    assert everything(whole) == []


def everything(root):
    """Return what the check says of the project but for schemas, one line a problem."""
    try:
        for code in messages.languages(root):
            messages.load(root, code)
        return list(map(str, pagecheck.check(tree.load(root), language.load(root, "en"))))
    except DataError as error:
        return list(map(str, error.problems))


def test_damaged_lists_and_words(tmp_path):
    damaged_beside(tmp_path, 150)


@pytest.mark.slow
def test_more_damaged_lists_and_words(tmp_path):
    damaged_beside(tmp_path, 250)
