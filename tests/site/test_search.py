"""The site's own search box finds what readers of the article will look for."""

import re

from playwright.sync_api import expect

FIRST = 3  # a result is a page with its best places; so many of them fit on a screen

FOUND = [
    ("JNIM", "actors/jnim/"),
    ("GSIM", "actors/jnim/"),
    ("AQIM", "actors/aqim/"),
    ("ISSP", "actors/issp/"),
    ("Katiba Macina", "actors/katiba-macina/"),
    ("Ansar Dine", "actors/ansar-dine/"),
    ("Barsalogho", "timeline/2024/08/#2024-08-24-barsalogho-massacre"),
    ("Bamako 17 September 2024", "timeline/2024/09/#2024-09-17-bamako-attacks"),
    ("Tinzaouaten", "timeline/2024/07/#2024-07-25-tinzaouaten"),
    ("Wagner", "actors/wagner-group/"),
    ("Africa Corps", "actors/africa-corps/"),
    ("GUR", "timeline/2024/07/#2024-07-gur-statement"),
    ("VDP", "actors/vdp/"),
    ("TB2", "glossary/#tb2"),
    ("Akinci", "glossary/#akinci"),
    ("Norinco", "actors/norinco/"),
    ("5,000", "timeline/2025/01/#2025-01-unified-force-5000"),
    ("3,470", "evidence/article/#3470-killed-six-months"),
    ("2.6 million", "evidence/article/#2-6-million-displaced"),
    ("Benin", "actors/benin/"),
    ("Côte d'Ivoire", "actors/cote-divoire/"),
    ("Bakary Sambe", "actors/bakary-sambe/"),
    ("Ovigwe Eguegu", "actors/ovigwe-eguegu/"),
    # short and long names
    ("Mali", "actors/mali/"),
    ("Burkina Faso", "actors/burkina-faso/"),
    ("Niger", "actors/niger/"),
    ("ECOWAS", "actors/ecowas/"),
    ("AES", "actors/aes/"),
    ("Al-Qaeda", "actors/al-qaeda/"),
    # other spellings, other languages, earlier names
    ("CEDEAO", "actors/ecowas/"),
    ("ISGS", "actors/issp/"),
    ("Islamic State in the Greater Sahara", "actors/issp/"),
    ("Ansar al-Din", "actors/ansar-dine/"),
    ("Masina", "actors/katiba-macina/"),
    ("Tiani", "actors/abdourahamane-tchiani/"),
    ("Goita", "actors/assimi-goita/"),
    ("Turkey", "actors/turkiye/"),
    ("Ivory Coast", "actors/cote-divoire/"),
    # a word that stands in brackets only
    ("Idaksahak", "glossary/#daoussahak"),
]


def search(page, words):
    """Write ``words`` into the search box as a reader does; return the addresses of the first results with their places."""
    said = page.locator(".md-search-result__meta")
    page.get_by_role("textbox", name="Search").click()
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    expect(said).to_have_text(re.compile("Type to start searching"))
    page.keyboard.insert_text(words)
    page.keyboard.press("End")
    expect(said).to_have_text(re.compile("matching document|No matching"))
    results = page.locator(f".md-search-result__item:nth-child(-n+{FIRST})")
    if "No matching" not in said.inner_text():
        expect(results.first).to_be_visible()
    links = results.locator("a.md-search-result__link").evaluate_all("links => links.map(link => link.pathname + link.hash)")
    return [link.removeprefix("/") for link in links]


def test_search_finds_what_the_article_speaks_of(visit):
    page = visit()
    missing = {words: address for words, address in FOUND if address not in search(page, words)}
    assert missing == {}, missing


def test_search_finds_nothing_for_a_word_that_is_nowhere(visit):
    assert search(visit(), "Zanzibar") == []


def test_a_result_opens_the_entry(visit):
    page = visit("about/")
    search(page, "Battle of Tinzaouaten")
    page.locator('a.md-search-result__link[href$="#2024-07-25-tinzaouaten"]').first.click()
    expect(page).to_have_url(re.compile(r"/timeline/2024/07/(\?h=[^#]*)?#2024-07-25-tinzaouaten$"))
    expect(page.locator('[id="2024-07-25-tinzaouaten"]')).to_be_in_viewport()
