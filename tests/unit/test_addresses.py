"""What a pasted web address means, and when two of them lead to one page."""

import pytest

from macros.reading import addresses


@pytest.mark.parametrize(("written", "meant"), [
    ("www.rfi.fr/fr/afrique", "https://www.rfi.fr/fr/afrique"), ("rfi.fr", "https://rfi.fr"), ("https//rfi.fr/a", "https://rfi.fr/a"),
    ("http:/rfi.fr/a", "https://rfi.fr/a"), ("ttps://rfi.fr/a", "https://rfi.fr/a"), ("//rfi.fr/a", "https://rfi.fr/a"),
    ("<https://rfi.fr/a>", "https://rfi.fr/a"), ("« https://rfi.fr/a »", "https://rfi.fr/a"), ("RFI (https://rfi.fr/a), 12 May 2024", "https://rfi.fr/a"),
    ("[RFI](https://rfi.fr/a)", "https://rfi.fr/a"), ("https://rfi.fr/a b", "https://rfi.fr/a%20b"), ("https://rfi.fr/a – archived", "https://rfi.fr/a"),
    ("https://rfi.fr/a https://rfi.fr/b", "https://rfi.fr/a"), ("https://rfi.fr/a?utm_source=x", "https://rfi.fr/a"),
    ("A report of 2024", None), ("none.", None), ("", None), ("javascript:alert(1)", None), ("https://", None), ("x" * 5000, None),
])
def test_cleaned(written, meant):
    assert addresses.cleaned(written) == meant
    assert meant is None or addresses.is_address(meant)


@pytest.mark.parametrize(("one", "other", "same"), [
    ("https://rfi.fr/a", "http://www.rfi.fr/a/", True), ("https://rfi.fr/a", "https://m.rfi.fr/a#part", True), ("https://rfi.fr/a", "https://RFI.fr/a/amp", True),
    ("https://rfi.fr/a?id=1&p=2", "https://rfi.fr/a?p=2&id=1&fbclid=x", True), ("https://rfi.fr/a.html", "https://rfi.fr/a.html?amp=1", True),
    ("https://rfi.fr/a", "https://rfi.fr/A", False), ("https://rfi.fr/a?id=1", "https://rfi.fr/a?id=2", False), ("https://en.rfi.fr/a", "https://rfi.fr/a", False),
    ("https://m.fr/a", "https://fr/a", False), ("https://web.archive.org/web/2020/https://rfi.fr/a", "https://rfi.fr/a", False),
])
def test_one_page(one, other, same):
    assert (addresses.page(one) == addresses.page(other)) is same


def test_only_what_tells_who_sent_the_reader_is_a_tail():
    assert addresses.tail("https://rfi.fr/a?utm_source=x&id=3&GCLID=y&utm_campaign#z") == ["utm_source", "GCLID", "utm_campaign"]
    assert addresses.without_tail("https://rfi.fr/a?utm_source=x&id=3&GCLID=y#z") == "https://rfi.fr/a?id=3#z"
    assert addresses.tail("https://rfi.fr/utm_source=x?source=rss&ref=utm_x") == []
