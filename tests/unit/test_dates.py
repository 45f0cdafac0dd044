"""Dates keep the precision they were given in, and a date written another way is answered with the right form."""

from datetime import date, timedelta
from itertools import product

import pytest

from macros.reading.dates import DateError, lifetime, parse


@pytest.mark.parametrize(("text", "earliest", "latest"), [
    ("2024", date(2024, 1, 1), date(2024, 12, 31)),
    ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
    ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
    ("2024-08-24", date(2024, 8, 24), date(2024, 8, 24)),
    ("2024-08~", date(2024, 8, 1), date(2024, 8, 31)),
    ("2013-01-10/2013-01-17", date(2013, 1, 10), date(2013, 1, 17)),
    ("2012/2015-06", date(2012, 1, 1), date(2015, 6, 30)),
    ("2013-01-10/2013-01-10", date(2013, 1, 10), date(2013, 1, 10)),
    ("1000", date(1000, 1, 1), date(1000, 12, 31)),
    ("2022-02-16/..", date(2022, 2, 16), date.max),
    ("../2020", date.min, date(2020, 12, 31)),
    ("[2023-08-03..2023-11-21]", date(2023, 8, 3), date(2023, 11, 21)),
])
def test_first_and_last_day(text, earliest, latest):
    when = parse(text)
    assert (when.earliest, when.latest) == (earliest, latest)
    assert str(when) == text


def test_parts_and_kinds():
    day, interval, between, about = map(parse, ("2024-08-24", "2013/2014", "[2023..2024]", "2024-08~"))
    assert (day.start.year, day.start.month, day.start.day, day.kind) == (2024, 8, 24, "date")
    assert (interval.kind, between.kind) == ("interval", "between")
    assert about.start.approximate and not day.start.approximate
    assert about != parse("2024-08")
    assert (parse("2024").start.month, parse("2024-08").start.day) == (None, None)
    assert parse("2022/..").end is None and parse("../2022").start is None


@pytest.mark.parametrize(("text", "right"), [
    ("2021-5-17", "2021-05-17"), ("2021-05-7", "2021-05-07"), ("2021-5", "2021-05"), ("2021/05/17", "2021-05-17"), ("2021.05.17", "2021-05-17"),
    ("17/05/2021", "2021-05-17"), ("17-05-2021", "2021-05-17"), ("17.5.2021", "2021-05-17"), ("05/2021", "2021-05"), ("2021/05", "2021-05"),
    ("17 mai 2021", "2021-05-17"), ("1er août 2023", "2023-08-01"), ("décembre 2025", "2025-12"),
    ("17 May 2021", "2021-05-17"), ("3rd March 2017", "2017-03-03"), ("May 17, 2021", "2021-05-17"), ("March 2017", "2017-03"),
])
def test_another_form_is_answered_with_the_right_one(text, right):
    with pytest.raises(DateError) as refused:
        parse(text)
    assert str(refused.value) == f"'{text}' is not a date"
    assert refused.value.hint == f'write "{right}"'


@pytest.mark.parametrize("text", [
    "", "soon", "summer 2021", "17 brumaire 2021", "05/17/2021", "45/05/2021", "30/02/2021", "2024-2025", "24", "20240824", "2024-08-24T10:00",
    "2024-08-24 ", "~2024", "٢٠٢٤", "2024/2025/2026", "[2024..]",
])
def test_what_cannot_be_guessed_is_answered_with_the_three_forms(text):
    with pytest.raises(DateError) as refused:
        parse(text)
    assert '"YYYY", "YYYY-MM" or "YYYY-MM-DD"' in refused.value.hint


@pytest.mark.parametrize(("text", "message", "hint"), [
    ("2024-02-30", "February 2024 has 29 days", '"2024-02" if the day is not known'),
    ("2023-02-29", "February 2023 has 28 days", '"2023-02"'),
    ("2024-04-31", "April 2024 has 30 days", '"2024-04"'),
    ("2024-08-00", "00 stands for a day that is not known", '"2024-08"'),
    ("2024-00-12", "00 stands for a month that is not known", '"2024"'),
    ("2024-13", "there is no month 13", "YYYY-MM"),
    ("0999", "the year 0999 cannot be right", "YYYY"),
    ("3024-01", "the year 3024 cannot be right", "YYYY"),
    ("2020/2019", "ends before it starts", "the earlier date first"),
    ("[2023-11-21..2023-08-03]", "ends before it starts", "the earlier date first"),
    ("../..", "open at both ends", "leave the field out"),
    ("2022/", "is not a date", '".."'),
    ("/2022", "is not a date", '".."'),
    (2024, "expected a date in quotes", 'write "2024"'),
])
def test_refused(text, message, hint):
    with pytest.raises(DateError) as refused:
        parse(text)
    assert message in str(refused.value)
    assert hint in refused.value.hint


def test_every_day_of_two_years():
    for offset in range(731):
        day = date(2023, 1, 1) + timedelta(offset)
        when = parse(day.isoformat())
        assert when.earliest == when.latest == day
        assert str(when) == day.isoformat()
        for coarser in (day.isoformat()[:7], day.isoformat()[:4]):
            assert when.overlaps(parse(coarser)) and parse(coarser).overlaps(when)


def test_surely_before():
    assert parse("2023").surely_before(parse("2024"))
    assert parse("2024-08-24").surely_before(parse("2024-08-25"))
    assert not parse("2024-08").surely_before(parse("2024-08-25"))
    assert not parse("2024-08-25").surely_before(parse("2024-08"))
    assert not parse("2020/..").surely_before(parse("2024"))
    assert not parse("2024").surely_before(parse("../2025"))


def test_two_dates_overlap_or_one_is_surely_before_the_other():
    dates = [parse(text) for text in ("2023", "2024", "2024-08", "2024-08-24", "2024-08~", "2023-12/2024-01", "2024-08-24/..", "../2023", "[2023-01..2024-02]")]
    for one, other in product(dates, dates):
        assert one.surely_before(other) + other.surely_before(one) + one.overlaps(other) == 1
        assert one.overlaps(other) == other.overlaps(one)


def test_order_of_time():
    rising = ["../2010", "2012/2013", "2013-01-10/2013-01-17", "2024-08-24", "2024-08-25", "2024-09-01", "2024-09", "2025-01-01", "2025-01", "2025"]
    assert sorted(reversed(rising), key=lambda text: parse(text).sort_key) == rising


def test_lifetime():
    life = lifetime(parse("2012-03"), parse("2017-03-02"))
    assert (life.earliest, life.latest, life.kind) == (date(2012, 3, 1), date(2017, 3, 2), "interval")
    assert lifetime(parse("2012"), None).latest == date.max
    assert lifetime(None, parse("2012")).earliest == date.min
    assert lifetime(None, None).overlaps(parse("1500"))
