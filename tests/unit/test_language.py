"""Dates, numbers and interface words in a language, no more exact than they are known."""

import re

import pytest
import yaml

from macros.reading.dates import parse
from macros.reading.model import Amount, Entry
from macros.reading.problems import DataError
from macros.showing import language
from tests.unit.tree import ROOT, says

FRENCH = {"date_about": "vers {date}", "date_interval": "du {start} au {end}", "date_since": "depuis {start}", "date_until": "jusqu'à {end}",
          "date_between": "entre {start} et {end}", "date_unknown": "date inconnue", "number_range": "{low} à {high}"}
QUALIFIERS = {"at-least": Entry(label="at least {n}", definition="x"), "average": Entry(label="{n} on average", definition="x")}


@pytest.fixture
def english():
    return language.load(ROOT, "en")


@pytest.fixture
def french():
    return language.Language("fr", FRENCH)


@pytest.mark.parametrize(("date", "in_english", "in_french"), [
    ("2024", "2024", "2024"),
    ("2024-08", "August 2024", "août 2024"),
    ("2024-08-04", "4 August 2024", "4 août 2024"),
    ("2024~", "about 2024", "vers 2024"),
    ("2024-08~", "about August 2024", "vers août 2024"),
    ("2024-08-24~", "about 24 August 2024", "vers 24 août 2024"),
    ("2013-01-10/2013-02", "10 January 2013 to February 2013", "du 10 janvier 2013 au février 2013"),
    ("2022-02-16/..", "since 16 February 2022", "depuis 16 février 2022"),
    ("../2020", "until 2020", "jusqu'à 2020"),
    ("[2023-08-03..2023-11]", "between 3 August 2023 and November 2023", "entre 3 août 2023 et novembre 2023"),
    ("2012~/2015", "about 2012 to 2015", "du vers 2012 au 2015"),
])
def test_dates(english, french, date, in_english, in_french):
    assert english.when(parse(date)) == in_english
    assert french.when(parse(date)) == in_french


def test_no_date(english):
    assert english.when(None) == "date not known"


def test_months(english, french):
    assert (english.month(1), english.month(12)) == ("January", "December")
    assert (french.month(2), french.month(8)) == ("février", "août")


@pytest.mark.parametrize(("number", "in_english", "in_french"), [
    (0, "0", "0"), (77, "77", "77"), (3470, "3,470", "3\u202f470"), (2600000, "2.6 million", "2,6 millions"),
    (500_000_000_000, "500 billion", "500 milliards"), (1_250_000_000, "1.25 billion", "1,25 milliard"), (23548781, "23,548,781", "23\u202f548\u202f781"),
    (999_999, "999,999", "999\u202f999"), (12.5, "12.5", "12,5"), (-8, "-8", "-8"),
])
def test_numbers(english, french, number, in_english, in_french):
    assert english.number(number) == in_english
    assert french.number(number) == in_french


def test_shares(english):
    assert english.share(1, 4) == "1 (25%)"
    assert english.share(2000, 3000) == "2,000 (67%)"
    assert english.share(0, 0) == "0 (0%)"


@pytest.mark.parametrize(("amount", "text"), [
    ({"value": 133}, "133"),
    ({"value": 0}, "0"),
    ({"value": 3470, "qualifier": "at-least"}, "at least 3,470"),
    ({"value": 2.5, "qualifier": "average"}, "2.5 on average"),
    ({"low": 130, "high": 400}, "130 to 400"),
    ({"low": 130, "high": 400, "qualifier": "at-least"}, "at least 130 to 400"),
    ({"value": 200, "low": 130, "high": 400}, "200 (130 to 400)"),
])
def test_amounts(english, amount, text):
    assert english.amount(Amount(**amount), QUALIFIERS) == text


def test_an_amount_in_words_only_has_no_number(english):
    assert english.amount(Amount.model_construct(value=None, low=None, high=None, qualifier=None), QUALIFIERS) is None


def test_words(english):
    assert english.say("sources") == "Sources"
    assert english.say("overdue", months=6) == "Not reviewed for more than 6 months: it may be out of date."
    with pytest.raises(KeyError):
        english.say("no-such-word")


@pytest.mark.parametrize(("text", "start", "words"), [
    ("- Sources\n", "data/ui/xx.yml:1:1: E201", ["key"]),
    ("sources: 'Sources\n", "data/ui/xx.yml:1:10: E113", []),
    (None, "data/ui/xx.yml:1:1: E609", ["missing", "data/ui/en.yml"]),
])
def test_words_that_cannot_be_used(tmp_path, text, start, words):
    says(refused(tmp_path, text), (start, *words))


@pytest.mark.parametrize(("old", "new", "start", "words"), [
    ("sources: Sources", "sources: 2024", "178:10: E203", ["'sources'", "quotes"]),
    ("sources: Sources", "sourzes: Sources", "178:1: E201", ["no word 'sourzes'", "did you mean 'sources'?"]),
    ("sources: Sources\n", "", "3:1: E609", ["the word 'sources' is missing"]),
    ("about {date}", "about {dat}", "3:13: E619", ["'date_about'", "they are: {date}"]),
    ("about {date}", "about", "3:13: E619", ["they are: {date}"]),
    ("about {date}", "about {date", "3:13: E619", ["they are: {date}"]),
    ("about {date}", "about {date.__class__}", "3:13: E619", ["they are: {date}"]),
    ("about {date}", "about {date:99999999}", "3:13: E619", ["they are: {date}"]),
    ("about {date}", "about {date!r}", "3:13: E619", ["they are: {date}"]),
    ("date not known", "date {not} known", "8:15: E619", ["write none"]),
])
def test_a_word_that_cannot_be_used(tmp_path, old, new, start, words):
    text = (ROOT / "data" / "ui" / "en.yml").read_text(encoding="utf-8")
    assert text.count(old) == 1
    says([line for line in refused(tmp_path, text.replace(old, new)) if f" {start.split()[1]} " in line], (f"data/ui/xx.yml:{start}", *words))


def refused(root, text):
    """Return what is said about a file of words with this text; without a text there is no file."""
    path = root / "data" / "ui" / "xx.yml"
    path.parent.mkdir(parents=True)
    if text:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as error:
        language.load(root, "xx")
    return [str(problem) for problem in error.value.problems]


def test_the_program_asks_only_for_words_that_are_on_its_list():
    listed = yaml.safe_load((ROOT / "macros" / "specs" / "words.yml").read_text(encoding="utf-8"))
    texts = [path.read_text(encoding="utf-8") for folder in ("macros", "overrides") for path in (ROOT / folder).rglob("*") if path.suffix in (".py", ".j2", ".html")]
    asked = {word for text in texts for word in re.findall(r"""\bsay\(["'](\w*[a-z0-9])["']""", text)}
    assert len(asked) > 200
    assert asked <= listed.keys()
