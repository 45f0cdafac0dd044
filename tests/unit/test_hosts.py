"""What a web address tells: without tails, its date, an id, and what the sources of its host have in common."""

from datetime import date

import pytest

from macros.records import library
from macros.writing import hosts
from tests.conftest import ROOT

TODAY = date(2026, 1, 1)


@pytest.fixture(scope="module")
def real():
    return library.gather(ROOT)[0]


@pytest.mark.parametrize(("text", "url"), [
    ("https://a.org/x?utm_source=b&utm_medium=c", "https://a.org/x"), ("https://a.org/?p=123", "https://a.org/?p=123"),
    ("https://a.org/x?q=a%20b+c&xtor=RSS-1#part", "https://a.org/x?q=a%20b+c#part"), ("a.org/x", "https://a.org/x"),
    ("https://a.org/x#part:~:text=word", "https://a.org/x#part"), ("https://a.org/x#:~:text=word", "https://a.org/x"),
    ("[A title](https://a.org/x)", "https://a.org/x"), ("A title", None), ("https://[::1.com/a", None), ("../x", None), ("", None),
])
def test_the_address_that_is_meant(text, url):
    assert hosts.cleaned(text) == url


@pytest.mark.parametrize(("url", "day"), [
    ("https://a.org/2024/08/24/x", "2024-08-24"), ("https://a.org/2024/08/x", "2024-08"), ("https://a.org/2024/x", "2024"),
    ("https://a.org/20240824-x", "2024-08-24"),
    ("https://a.org/x-2024-08-24.html", "2024-08-24"), ("https://a.org/x-240824", None), ("https://a.org/2024/13/01/x", "2024"),
    ("https://a.org/20240231-x", None),
    ("https://a.org/x-2042160.html", None), ("https://a.org/2027/03/04/x", None), ("https://2024.org/x", None), ("https://a.org/x?d=2024-08-24", None),
])
def test_a_date_is_read_from_the_path(url, day):
    assert hosts.date(url, TODAY) == day


@pytest.mark.parametrize(("url", "day", "id"), [
    ("https://www.rfi.fr/fr/afrique/20240824-mali-l-armee-annonce-la-mort-de-dix", "2024-08-24", "rfi-2024-08-24-mali-armee-annonce-mort"),
    ("https://new.example.co.uk/story/les-%C3%A9tats-du-sahel-1234.html", "2024~", "example-2024-etats-sahel"),
    ("https://new.gouv.ml/?p=12", None, "new"),
])
def test_an_id_is_made_of_host_date_and_words(real, url, day, id):
    assert hosts.id_of(real, url, day) == id
    assert library.ID.fullmatch(id)


def test_every_address_in_the_data_can_be_read(real):
    urls = [source.url for source in real.sources.values() if source.url]
    assert len(urls) > 2000
    assert [url for url in urls if hosts.cleaned(url) != url] == []
    assert [url for url in urls[::40] if not library.ID.fullmatch(hosts.id_of(real, url))] == []
    url = real.sources["jihadology-2017-03-27-merger"].url
    assert hosts.known(real, url.replace("http://", "https://www.") + "?utm_source=x#part") == "jihadology-2017-03-27-merger"
    assert hosts.known(real, "https://unheard.example/x") is None


def test_most_dates_in_addresses_are_those_of_the_records(real):
    found = [(source.date, day) for source in real.sources.values() if source.url and (day := hosts.date(source.url, TODAY))]
    assert len(found) > 400
    assert sum(str(when).startswith(day) for when, day in found) / len(found) > 0.95


def test_a_host_tells_what_most_of_its_sources_say(real):
    guesses = hosts.guesses(real, "https://rfi.fr/fr/afrique/anything")
    assert {field: guess.value for field, guess in guesses.items() if guess.count * 2 > guess.total} == {
        "publisher": "RFI", "language": "fr", "kind": "news", "party": "independent", "origin": "original-report"}
    assert hosts.guesses(real, "https://unheard.example/x") == {}
