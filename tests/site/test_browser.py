"""What a reader sees: every type of page in a real browser, on a phone and on a large screen."""

import re
from collections import Counter
from datetime import datetime
from urllib.parse import urljoin

import pytest
from playwright.sync_api import expect

WIDTHS = (360, 1280)
JNIM = "Jama'at Nusrat al-Islam wal-Muslimin"
BARSALOGHO = "2024-08-24-barsalogho-massacre"
PAGE_TYPES = ["", "explained/", "explained/armed-groups/", "explained/will-it-work/", "teach/", "about/style/", "about/writing/",
              "actors/", "actors/jnim/", "actors-by-country/", "timeline/", "timeline/all/", "timeline/2024/",
              "timeline/2024/08/", "timeline/2023/05/", "timeline/2021/", "timeline/before-2012/", "timeline/civilians/",
              "timeline/on/", "timeline/on/2021/", "timeline/countries/mali/", "figures/", "figures/deaths/", "figures/maps/", "glossary/", "evidence/",
              "evidence/article/", "evidence/disputed/", "evidence/sources/", "evidence/sources/a/", "about/", "about/method/", "about/data/",
              "about/contribute/", "about/errors/", "about/records/", "about/lists/", "about/architecture/", "404.html"]


def after(page, id, element):
    """The nearest ``element`` below the heading with this id."""
    return page.locator(f'//*[@id="{id}"]/following-sibling::{element}[1]')


def row(page, id, *words):
    """The one row with all these words in the table below the heading with this id."""
    rows = after(page, id, "*[.//table or self::table]").get_by_role("row")
    for word in words:
        rows = rows.filter(has_text=word)
    return rows


def section(page, id):
    """The elements between the heading with this id and the next one."""
    return page.locator(f'//*[self::h2 or self::h3][@id="{id}"]/following-sibling::*[not(self::h2 or self::h3)]'
                        f'[preceding-sibling::*[self::h2 or self::h3][1][@id="{id}"]]')


def assert_fits(page):
    """No sideways scrolling of the page, and nothing that sticks out of the screen but what scrolls by itself: wide tables and code."""
    wide = page.evaluate("""() => [...document.querySelectorAll('main *')].filter(e => e.checkVisibility() && e.getBoundingClientRect().right > innerWidth + 1
                                                                                    && !e.closest('.scroll, pre, .drawing svg, .strip'))
                                    .map(e => `${e.tagName} ${e.textContent.trim().slice(0, 40)}`)""")
    assert wide == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


# -- profiles


@pytest.mark.parametrize("width", WIDTHS)
def test_profile_says_who_it_is(visit, width):
    page = visit("actors/jnim/", width)
    expect(page).to_have_title(f"{JNIM} (JNIM) - Sahel Explained")
    description = page.locator('meta[name="description"]')
    expect(description).to_have_attribute("content", "Jihadist coalition created in March 2017 from four groups linked to Al-Qaeda and led by Iyad Ag Ghali.")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{JNIM} (JNIM)")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    key_facts = page.locator("dl")
    for fact in ("Armed group", "Groupe de soutien à l'islam et aux musulmans", "GSIM", "since 2 March 2017", "Burkina Faso"):
        expect(key_facts.get_by_text(fact).first).to_be_visible()
    assert_fits(page)


def test_profile_gives_the_earlier_name(visit):
    page = visit("actors/issp/")
    expect(page.locator("dt", has_text="Earlier names").locator("+ dd")).to_have_text("Islamic State in the Greater Sahara (ISGS), May 2015 to March 2022")


@pytest.mark.parametrize("width", WIDTHS)
def test_profile_tells_facts_with_date_status_and_notes(visit, width):
    fact = visit("actors/jnim/", width).locator("li", has_text="Founded by a video of 2 March 2017")
    expect(fact).to_be_visible()
    expect(fact.locator("strong")).to_have_text("2 March 2017.")
    expect(fact.locator(".badge")).to_have_text("confirmed")
    expect(fact.locator("sup.cite a")).to_have_count(3)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_note_leads_to_its_source_and_on_to_the_bibliography(visit, width):
    page = visit("actors/jnim/", width)
    note = page.locator(".notes li", has_text="Mali's jihadist merger: desperate or dangerous?")
    id = note.get_attribute("id")
    page.locator("li", has_text="Its founders pledged loyalty").locator(f'sup.cite a[href="#{id}"]').click()
    expect(page).to_have_url(re.compile(rf"/actors/jnim/#{id}$"))
    expect(note).to_be_in_viewport()
    note.get_by_role("link", name=re.compile(r"^what else rests on it \(")).click()
    expect(page).to_have_url(re.compile(r"/evidence/sources/i/#islamedianalysis-2017-merger$"))
    expect(page.locator("dt#islamedianalysis-2017-merger")).to_be_in_viewport()


@pytest.mark.parametrize("width", WIDTHS)
def test_profile_dates_offices_relations_and_listings(visit, width):
    page = visit("actors/jnim/", width)
    for id, words in (("leadership", ("Iyad Ag Ghali", "leader", "since 2 March 2017", "confirmed")),
                      ("relations", ("part of", "Al-Qaeda (AQ)", "since 2 March 2017", "confirmed")),
                      ("relations", ("Operation Barkhane", "until 9 November 2022", "reported")),
                      ("designations", ("UN Security Council", "4 October 2018", "QDe.159")),
                      ("designations", ("Foreign Terrorist Organization", "6 September 2018"))):
        expect(row(page, id, *words)).to_have_count(1)
        expect(row(page, id, *words)).to_be_visible()


@pytest.mark.parametrize("width", WIDTHS)
def test_profile_lists_its_events_with_the_part_it_had(visit, width):
    page = visit("actors/jnim/", width)
    attack = row(page, "events", "24 August 2024", "Barsalogho massacre", "attacker, claimed by itself")
    attack.get_by_role("link").click()
    expect(page).to_have_url(re.compile(rf"/timeline/2024/08/#{BARSALOGHO}$"))
    expect(page.locator(f'[id="{BARSALOGHO}"]')).to_be_in_viewport()


# -- events and timelines


@pytest.mark.parametrize("width", WIDTHS)
def test_an_event_shows_every_number_with_its_claimant(visit, width):
    page = visit(f"timeline/2024/08/#{BARSALOGHO}", width)
    expect(page.get_by_role("heading", name="Barsalogho massacre")).to_be_in_viewport()
    numbers = section(page, BARSALOGHO).get_by_role("row")
    for number, claimant in (("at least 400", "Justice Collective for Barsalogho"), ("up to 600", "French government security assessment, via CNN"),
                             ("at least 200", "United Nations estimate, via CNN"), ("nearly 300", "JNIM, via SITE and Reuters"),
                             ("at least 133", "Human Rights Watch"), ("nearly 200", "RFI"), ("at least 91", "AFP")):
        claim = numbers.filter(has=page.get_by_role("cell", name=re.compile(f"^(Number: )?{number}$"))).filter(has_text=claimant)
        expect(claim).to_have_count(1)
        expect(claim).to_be_visible()
    text = " ".join(section(page, BARSALOGHO).all_inner_texts())
    for words in ("24 August 2024", "Barsalogho (roughly), Burkina Faso", "attacker, claimed by itself", "denied by the justice ministry", "In dispute:"):
        assert words in text


def test_timeline_by_theme_leads_to_the_event(visit):
    page = visit("timeline/")
    page.get_by_role("article").get_by_role("link", name="Civilians harmed").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Timeline: civilians harmed")
    entry = page.get_by_role("article").get_by_role("listitem").filter(has_text="Barsalogho massacre")
    expect(entry).to_contain_text("24 August 2024")
    entry.get_by_role("link").click()
    expect(page).to_have_url(re.compile(rf"/timeline/2024/08/#{BARSALOGHO}$"))


def test_timelines_run_forward_in_time(visit):
    years = visit("timeline/civilians/").locator("article h2").all_inner_texts()
    assert years[0] < "2020"
    assert years[-1] >= "2026"
    assert years == sorted(years)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_year_leads_to_its_months_and_each_month_to_its_neighbours(visit, width):
    page = visit("timeline/2023/", width)
    article = page.get_by_role("article")
    expect(article.get_by_role("heading", name="May")).to_have_count(0)  # nothing is recorded of May
    article.get_by_role("heading", name="June").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("June 2023")
    assert_fits(page)
    article.get_by_role("link", name="← April 2023").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("April 2023")
    article.get_by_role("link", name="June 2023 →").last.click()
    article.get_by_role("link", name="All of 2023").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2023")


def test_months_without_events_say_so_and_nothing_leads_to_them(pages, records):
    filled = {event["date"][:7] for event in records["events"].values()}
    months = {address: f"{found[1]}-{found[2]}" for address in pages if (found := re.fullmatch(r"/timeline/(\d{4})/(\d\d)/", address))}
    assert {f"{year}-{month:02}" for year in range(2022, 2027) for month in range(1, 13)} <= set(months.values())
    empty = {address for address, month in months.items() if month not in filled}
    assert "/timeline/2023/05/" in empty
    assert [address for address in empty if "Nothing is recorded of" not in pages[address].xpath("string(//article)")] == []
    assert [address for address in set(months) - empty if "Nothing is recorded of" in pages[address].xpath("string(//article)")] == []
    led_to = {urljoin(address, href).partition("#")[0] for address, tree in pages.items() for href in tree.xpath("//article//a/@href")}
    assert led_to & empty == set()


def test_pages_of_months_have_titles_and_descriptions_of_their_own(pages):
    heads = {address: (tree.findtext(".//title"), tree.xpath("string(//meta[@name='description']/@content)"))
             for address, tree in pages.items() if re.fullmatch(r"/timeline/\d{4}/(\d\d/)?", address)}
    assert heads["/timeline/2024/09/"][0] == "September 2024 - Sahel Explained"
    for place in (0, 1):
        assert len({head[place] for head in heads.values()}) == len(heads)


# -- glossary and evidence


def test_glossary_explains_and_has_an_anchor(visit):
    page = visit("glossary/#katiba")
    expect(page.locator("#katiba")).to_be_in_viewport()
    text = " ".join(section(page, "katiba").all_inner_texts())
    for words in ("From: Arabic", "Arabic for battalion; a combat unit of a jihadist group", "See also: Katiba Macina"):
        assert words in text


def test_words_carry_their_explanation_wherever_they_stand(visit):
    page = visit("actors/jnim/")
    word = page.locator(".lead abbr", has_text="fuel blockade")
    expect(word).to_be_visible()
    expect(word).to_have_attribute("title", re.compile("^The ban on fuel imports that JNIM declared in September 2025"))
    expect(page.locator("li abbr", has_text="AQIM").first).to_have_attribute("title", "Al-Qaeda in the Islamic Maghreb")


def test_a_word_is_explained_once_in_each_section(pages):
    for address in ("/actors/jnim/", "/timeline/2024/08/", "/timeline/2021/", "/glossary/"):
        marked = pages[address].xpath("//article//abbr[@title]")
        assert marked
        sections = Counter((word.xpath("string((preceding::*|ancestor::*)[self::h1 or self::h2 or self::h3][last()])"), word.get("title")) for word in marked)
        assert [section for section, number in sections.items() if number > 1] == [], address


def test_a_word_is_not_explained_by_what_stands_before_it(pages):
    link = pages["/timeline/2024/08/"].xpath('//article//li/a[starts-with(., "Jama\'at Nusrat")]')[0]
    assert link.text_content() == f"{JNIM} (JNIM)"
    assert len(link) == 0


def test_bibliography_says_what_rests_on_a_source(visit):
    page = visit("evidence/sources/")
    page.get_by_role("article").get_by_role("link", name="J", exact=True).click()
    entry = page.locator("dt#jihadology-2017-03-27-merger")
    expect(entry).to_contain_text("Jihadology: Guest post: Jihadist Groups in the Sahel Region Formalize Merger")
    expect(entry.get_by_role("link")).to_have_attribute("href", re.compile(r"^http://jihadology\.net/2017/03/27/"))
    about = entry.locator("+ dd")
    for words in ("Héni Nsaibia", "27 March 2017", "English", "original report"):
        expect(about).to_contain_text(words)
    about.get_by_role("link", name=f"{JNIM} (JNIM)").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{JNIM} (JNIM)")


def test_reading_the_article_takes_all_claims_in_order_with_a_verdict(visit, records):
    page = visit("evidence/article/")
    claims = page.locator("article h3").all_inner_texts()
    assert len(claims) == 77
    assert [claim.split(". ")[0] for claim in claims] == [str(number) for number in range(1, 78)]
    assert claims[0] == "1. Once France had left, the three states joined forces against armed groups."
    assert claims[-1] == "77. West Africa cannot be safe with an unsafe zone in its middle."
    labels = {"supported": "Supported", "partly": "Partly supported", "contradicted": "Contradicted", "opinion": "Opinion",
              "unverifiable": "Could not be checked"}
    in_order = sorted(records["claims"].values(), key=lambda claim: claim["order"])
    assert page.locator("article h3 ~ p.meta .badge").all_inner_texts() == [labels[claim["verdict"]] for claim in in_order]
    quote = section(page, "barsalogho-hundreds-killed").locator("p").first
    expect(quote).to_contain_text("“this exposed them to JNIM militants, who approached the civilians on motorbikes and gunned them down, killing hundreds”")


@pytest.mark.parametrize("width", WIDTHS)
def test_disputed_figures_stand_side_by_side(visit, width):
    page = visit("evidence/disputed/", width)
    killed = page.get_by_role("row").filter(has=page.get_by_role("link", name="Barsalogho massacre")).filter(has_text="killed (Human Rights Watch)")
    expect(killed).to_have_count(1)
    lines = killed.get_by_role("cell").last.inner_text().splitlines()
    numbers = [re.fullmatch(r"((?:[a-z]+ )*(\d+)) killed \((.+)\)", line).groups() for line in lines if line]
    assert {(number, who) for number, _, who in numbers} == {
        ("at least 133", "Human Rights Watch"), ("at least 200", "United Nations estimate, via CNN"), ("nearly 200", "RFI"),
        ("nearly 300", "JNIM, via SITE and Reuters"), ("at least 400", "Justice Collective for Barsalogho"),
        ("up to 600", "French government security assessment, via CNN")}
    assert [int(bare) for _, bare, _ in numbers] == sorted(int(bare) for _, bare, _ in numbers)
    killed.get_by_role("link").click()
    expect(page).to_have_url(re.compile(rf"/timeline/2024/08/#{BARSALOGHO}$"))
    expect(section(page, BARSALOGHO).get_by_role("row").filter(has_text="Human Rights Watch").locator("sup.cite a").first).to_be_visible()


# -- lists of actors


@pytest.mark.parametrize(("address", "heading", "name", "not_here"), [
    ("actors/", "armed-group", f"{JNIM} (JNIM)", "Assimi Goïta"),
    ("actors/", "person", "Assimi Goïta", f"{JNIM} (JNIM)"),
    ("actors-by-country/", "mali", "Assimi Goïta", "Bakary Sambe"),
    ("actors-by-country/", "senegal", "Bakary Sambe", "Assimi Goïta"),
])
def test_actors_are_listed_by_kind_and_by_country(visit, address, heading, name, not_here):
    page = visit(address)
    listed = after(page, heading, "ul")
    expect(listed.get_by_role("link", name=not_here)).to_have_count(0)
    listed.get_by_role("link", name=name, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


# -- every page type


@pytest.mark.parametrize("address", PAGE_TYPES)
def test_every_page_type_fits_a_phone_and_says_when_the_knowledge_ends(visit, address):
    page = visit(address, 360)
    assert_fits(page)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    foot = page.locator(".knowledge-foot")
    expect(foot).to_be_visible()
    said = re.fullmatch(r"Knowledge ends (\d+ \w+ \d{4})\.", foot.inner_text())
    assert said, foot.inner_text()
    assert datetime.strptime(said[1], "%d %B %Y") >= datetime(2026, 5, 4)


@pytest.mark.parametrize(("scheme", "name", "background", "text"), [
    ("light", "default", "rgb(253, 251, 246)", "rgb(34, 32, 27)"),
    ("dark", "slate", "rgb(23, 22, 18)", "rgb(239, 233, 218)"),
])
def test_colours_follow_the_readers_system(visit, scheme, name, background, text):
    page = visit("actors/jnim/", color_scheme=scheme)
    body = page.locator("body")
    expect(body).to_have_attribute("data-md-color-scheme", name)
    expect(body).to_have_css("background-color", background)
    expect(page.locator(".lead")).to_have_css("color", text)


@pytest.mark.parametrize("width", WIDTHS)
def test_all_is_readable_without_javascript(visit, width):
    page = visit("actors/jnim/", width, java_script_enabled=False)
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{JNIM} (JNIM)")
    expect(page.locator(".lead")).to_be_visible()
    expect(page.locator("li", has_text="Its founders pledged loyalty")).to_be_visible()
    expect(row(page, "relations", "Operation Barkhane", "until 9 November 2022")).to_be_visible()
    expect(row(page, "designations", "QDe.159")).to_be_visible()
    attack = row(page, "events", "24 August 2024", "Barsalogho massacre")
    expect(attack).to_be_visible()
    attack.get_by_role("link").click()
    expect(section(page, BARSALOGHO).get_by_role("row").filter(has_text="up to 600")).to_be_visible()
