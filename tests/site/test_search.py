"""The site's own search box finds what readers look for, as they spell it, and fetches nothing before somebody searches."""

import gzip
import re
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import expect

QUERIES = yaml.safe_load(Path(__file__).with_name("queries.yml").read_text(encoding="utf-8"))
FETCHED = ["assets/javascripts/workers/theme.js", "assets/javascripts/workers/words.js", "search/search_index.json"]  # by the first search
FIRST = 3  # so many results fit on the screen of a phone
# Writes each question into the search box as a reader does, and gives the links of the first results.
ASK = """async ([questions, first]) => {
    const field = document.querySelector(".md-search__input"), list = document.querySelector(".md-search-result__list");
    const found = [];
    for (const question of questions) {
        const told = new Promise(resolve => new MutationObserver((_, it) => { it.disconnect(); setTimeout(resolve) })
            .observe(document.querySelector(".md-search-result"), {childList: true, subtree: true, characterData: true}));
        field.value = question;
        field.dispatchEvent(new KeyboardEvent("keyup"));
        await told;
        found.push([...list.querySelectorAll("a.md-search-result__link")].slice(0, first).map(link => link.pathname + link.hash));
    }
    return found;
}"""


def ask(page, questions):
    """Return for each question the addresses of the first results, without the slash at their start."""
    open_search(page)
    found = page.evaluate(ASK, [questions, FIRST])
    return {question: [address.removeprefix("/") for address in addresses] for question, addresses in zip(questions, found, strict=True)}


def open_search(page):
    page.get_by_role("textbox", name="Search").click()
    expect(page.locator(".md-search-result__meta")).not_to_contain_text("Initializing", timeout=15_000)


def fits(wanted, address):
    """True if the address is that of the record ``folder/id`` (or ``pages/address``)."""
    folder, _, id = wanted.partition("/")
    if folder in ("actors", "pages"):
        return address.partition("#")[0] == (f"actors/{id}/" if folder == "actors" else f"{id}/")
    return address.partition("#")[2] == id


def place(wanted, addresses):
    """The rank of the first result that is wanted, from 1, or ``None``."""
    return next((i for i, address in enumerate(addresses, 1) if any(fits(one, address) for one in wanted)), None)


def test_readers_find_what_they_look_for(visit):
    found = ask(visit(), list(QUERIES))
    places = {question: place(wanted, found[question]) for question, wanted in QUERIES.items()}
    assert len(places) >= 120
    assert {question: found[question] for question, rank in places.items() if rank is None} == {}
    later = {question: found[question][0] for question, rank in places.items() if rank != 1}
    assert len(later) <= 0.05 * len(places), later


@pytest.mark.slow
def test_every_name_finds_its_record(visit, records):
    names = {}
    for id, actor in records["actors"].items():
        former = [name for one in actor.get("former_names", []) for name in (one.get("name"), one.get("abbreviation"), one.get("name_fr"))]
        for name in [actor["name"], actor.get("abbreviation"), actor.get("name_fr"), *actor.get("aliases", []), *actor.get("names_ar", []), *former]:
            names.setdefault(name, []).append(f"actors/{id}")
    for id, term in records["terms"].items():
        for name in [term["term"], term["term_fr"], term.get("term_ar"), *term.get("aliases", [])]:
            names.setdefault(name, []).append(f"terms/{id}")
    names.pop(None)
    assert len(names) > 1200
    found = ask(visit(), list(names))
    ranks = {name: place(wanted, found[name]) for name, wanted in names.items()}
    assert {name: found[name] for name, rank in ranks.items() if rank is None} == {}
    later = [name for name, rank in ranks.items() if rank != 1]
    assert len(later) <= 0.01 * len(names), later


def test_a_result_says_its_kind_and_what_it_is(visit):
    page = visit()
    ask(page, ["jnim"])
    first = page.locator(".md-search-result__link").first
    expect(first).to_contain_text("Jama'at Nusrat al-Islam wal-Muslimin (JNIM)")
    expect(first.locator("small")).to_contain_text("Armed group · Jihadist coalition created in March 2017")
    ask(page, ["17 september 2024 bamako"])
    expect(page.locator(".md-search-result__link").first.locator("small")).to_contain_text("Event · 17 September 2024 · Bamako, Mali")


def test_a_word_that_is_nowhere_finds_nothing(visit):
    assert ask(visit(), ["xyzzyxyzzy"]) == {"xyzzyxyzzy": []}


def test_signs_break_nothing(visit):
    signs = ["*", "~1", "-jnim", '"', "^", "<img src=x onerror=alert(1)>", "l'", "d' '", "niger\u0000", "+", "(mali"]
    questions = [question for sign in signs for question in (sign, f"jnim{' ' * len(sign)}")]
    found = ask(visit(), questions)
    assert [sign for sign in signs if found[f"jnim{' ' * len(sign)}"][0] != "actors/jnim/"] == []


def test_a_result_opens_the_entry(visit):
    page = visit("about/")
    open_search(page)
    page.keyboard.type("Battle of Tinzaouaten")
    page.locator('a.md-search-result__link[href$="#2024-07-25-tinzaouaten"]').first.click()
    expect(page).to_have_url(re.compile(r"/timeline/2024/(07/)?#2024-07-25-tinzaouaten$"))
    expect(page.locator('[id="2024-07-25-tinzaouaten"]')).to_be_in_viewport()


def test_nothing_is_fetched_before_somebody_searches(visit):
    page = visit()
    page.wait_for_load_state("networkidle")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    loaded = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    assert not [url for url in loaded if "search_index" in url or "theme.js" in url]
    ask(page, ["jnim"])
    names = sorted(re.sub(r".*?//[^/]*/", "", url) for url in asked)
    assert names == FETCHED


def test_what_the_first_search_fetches_is_small(site):
    assert sum(len(gzip.compress((site / name).read_bytes(), 6, mtime=0)) for name in FETCHED) <= 300_000
