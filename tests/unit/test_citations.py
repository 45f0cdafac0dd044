"""Notes keep their numbers, and sources read as CSL-JSON."""

import yaml

from macros.reading.model import Source
from macros.records.citations import Notes, csl
from tests.unit.tree import ROOT

COMMON = {"title": "Title", "publisher": "Reuters", "language": "en", "kind": "news", "party": "independent", "origin": "original-report"}


def test_a_source_keeps_the_number_of_its_first_citation():
    notes = Notes()
    assert notes.cite(["b", "a"]) == [1, 2]
    assert notes.cite(["c", "a"]) == [2, 3]
    assert notes.cite(["b"]) == [1]
    assert notes.cite([]) == []
    assert list(notes.numbers) == ["b", "a", "c"]


def test_two_pages_number_for_themselves():
    first, second = Notes(), Notes()
    first.cite(["a"])
    assert second.cite(["b"]) == [1]


def test_a_bare_source():
    assert csl("x", Source(**COMMON)) == {
        "id": "x", "type": "article-newspaper", "title": "Title", "publisher": "Reuters", "language": "en",
        "custom": {"origin": "original-report", "party": "independent"}}


def test_a_full_source():
    source = Source(**COMMON | {"kind": "un"}, author="A. Writer", read_at="Le Monde", date="2024-08", url="https://x.org/a", note="A note.")
    assert csl("x", source) == {
        "id": "x", "type": "report", "title": "Title", "publisher": "Reuters", "language": "en", "container-title": "Le Monde",
        "author": [{"literal": "A. Writer"}], "URL": "https://x.org/a", "issued": {"date-parts": [[2024, 8]]}, "note": "A note.",
        "custom": {"origin": "original-report", "party": "independent"}}


def test_dates_are_no_more_exact_than_known():
    known = {"2024": [2024], "2024-08": [2024, 8], "2024-08-24": [2024, 8, 24], "2024-08-24/2024-08-30": [2024, 8, 24], "../2024-08": [2024, 8]}
    for date, parts in known.items():
        assert csl("x", Source(**COMMON, date=date))["issued"] == {"date-parts": [parts]}


def test_every_kind_of_source_has_a_type_of_csl():
    known = {"article", "article-journal", "article-newspaper", "dataset", "entry-encyclopedia", "legislation", "report", "webpage", "book"}
    kinds = yaml.safe_load((ROOT / "data" / "vocabulary" / "source-kinds.yml").read_text(encoding="utf-8"))
    assert kinds
    assert {csl("x", Source(**COMMON | {"kind": kind}))["type"] for kind in kinds} <= known
