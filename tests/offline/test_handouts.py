"""The handouts, one for each explainer."""

import re

import pytest

from macros.offline import handouts
from macros.offline.kit import CopyError
from tests.conftest import ROOT
from tests.offline import pdf
from tests.offline.conftest import elsewhere

TOPICS = sorted(path.stem for path in (ROOT / "docs" / "en" / "explained").glob("*.md") if path.stem != "index")


@pytest.fixture(scope="module")
def made(copies):
    """``{topic: path}``."""
    return {path.stem.removeprefix("handout-"): path for path in copies("handouts")}


def test_each_explainer_has_one(made):
    assert sorted(made) == TOPICS


@pytest.mark.parametrize("topic", TOPICS)
def test_has_what_a_lesson_needs_on_four_pages(made, topic):
    texts = pdf.texts(made[topic])
    assert 1 < len(texts) <= 4
    text = "\n".join(texts)
    for heading in ("In 30 seconds", "What happened when", "Words", "Questions to think about", "Some of the sources"):
        assert re.search(rf"^{heading}\s*$", text, re.MULTILINE), heading
    assert "Knowledge ends" in text and "made on 22 November 2026" in text and "CC BY 4.0" in text and "https://" in text


@pytest.mark.parametrize("topic", TOPICS)
def test_two_checkers_find_no_error(made, topic, tmp_path):
    assert pdf.errors_by_outloud(made[topic], tmp_path) == pdf.errors_by_pdfua(made[topic]) == []
    assert all(embedded and "+Book" in name for name, embedded in pdf.fonts(made[topic]).items())


def test_links_lead_to_sources_on_it(made):
    inner = pdf.inner_links(made["aes"])
    assert inner and set(inner) <= pdf.destinations(made["aes"]).keys()


def test_no_letter_is_smaller_than_nine_points(made):
    for path in made.values():
        assert min(pdf.sizes(path)) > 8.9, path


def test_without_an_explainer_says_so(kit, tmp_path):
    other = elsewhere(kit, tmp_path)
    other.book = type(kit.book)(kit.book.title, "en", [part for part in kit.book.parts if part.title != "Explained"])
    with pytest.raises(CopyError, match="explained/aes"):
        handouts.make(other)


@pytest.mark.slow
def test_two_are_equal(kit, made, tmp_path):
    for path in handouts.make(elsewhere(kit, tmp_path)):
        assert path.read_bytes() == made[path.stem.removeprefix("handout-")].read_bytes()
