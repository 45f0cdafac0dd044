"""Problems read the same at every door: sorted by place, each once, with a count at the end."""

from macros.reading.problems import DataError, Problem, did_you_mean, report

FIRST = Problem("a.yml", 2, 1, "E201", "wrong", "mend it")
SECOND = Problem("a.yml", 10, 1, "E110", "twice")
THIRD = Problem("b.yml", 1, 1, "E101", "long")


def test_one_line_a_problem():
    assert str(FIRST) == "a.yml:2:1: E201 wrong — mend it"
    assert str(SECOND) == "a.yml:10:1: E110 twice"


def test_report():
    assert report([THIRD, SECOND, FIRST, SECOND]).splitlines() == [str(FIRST), str(SECOND), str(THIRD), "3 problems found in the data."]
    assert report([FIRST]).splitlines() == [str(FIRST), "1 problem found in the data."]


def test_error():
    error = DataError([THIRD, FIRST, FIRST])
    assert error.problems == [FIRST, THIRD]
    assert str(error) == report([FIRST, THIRD])


def test_did_you_mean():
    known = ["ansar-dine", "ansaru", "jnim", "Arabic"]
    assert did_you_mean("ansar-dinne", ["jnim", "ansar-dine"]) == "did you mean 'ansar-dine'?"
    assert did_you_mean("ansaru-dine", ["ansar-dine", "ansar-din", "jnim"]) == "did you mean 'ansar-dine' or 'ansar-din'?"
    assert did_you_mean("JNIM", known) == "did you mean 'jnim'?"
    assert did_you_mean("arabic", known) == "did you mean 'Arabic'?"
    assert did_you_mean("atlantis", known) == "" and did_you_mean("x", []) == ""
    assert did_you_mean(12, ["123"]) == "did you mean '123'?"
