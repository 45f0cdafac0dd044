"""The Sahel on a date as a reader uses it: with the script, without it, from a file, on a phone."""

import re

import pytest
from playwright.sync_api import expect

from tests.site.test_browser import assert_fits

INDEX = "timeline/on/"
YEARS = range(2012, 2027)
# Names, links and dates of every list, without the note numbers; links as the whole address.
READ = """() => Object.fromEntries([...document.querySelector('.on-date').querySelectorAll('[data-part]')].map(part => {
    const copy = part.cloneNode(true);
    copy.querySelectorAll('sup.cite').forEach(note => note.remove());
    return [`${part.dataset.state} ${part.dataset.part}`, [...copy.children].map(block => [block.tagName,
        [...(block.tagName === 'UL' ? block.children : [block])].map(one => one.textContent.replace(/\\s+/g, ' ').trim()),
        [...block.querySelectorAll('a')].map(link => new URL(link.getAttribute('href'), document.baseURI).href)])];
}))"""


def part(page, state, name):
    return page.locator(f'[data-state="{state}"][data-part="{name}"]')


def choose(page, day):
    page.get_by_label("Day").fill(day)


@pytest.mark.parametrize("width", (360, 1280))
def test_the_first_of_june_2021(visit, width):
    page = visit(INDEX, width)
    choose(page, "2021-06-01")
    expect(page.get_by_role("heading", level=2)).to_have_text("The Sahel on 1 June 2021")
    for state, leader in (("mali", "Assimi Goïta"), ("burkina-faso", "Roch Marc Christian Kaboré"), ("niger", "Mohamed Bazoum")):
        expect(part(page, state, "leaders").get_by_role("link", name=leader).first).to_be_visible()
        expect(part(page, state, "memberships")).to_contain_text("Economic Community of West African States (ECOWAS), 28 May 1975 to 29 January 2025")
        expect(part(page, state, "memberships")).not_to_contain_text("AES")
        expect(part(page, state, "forces")).to_contain_text("Operation Barkhane, 1 August 2014 to")
    expect(part(page, "mali", "leaders").get_by_role("listitem").first).to_contain_text("Assimi Goïta")
    expect(part(page, "mali", "leaders")).not_to_contain_text("Bah Ndaw")
    expect(part(page, "mali", "forces")).to_contain_text("MINUSMA")
    expect(part(page, "mali", "groups")).to_contain_text("Islamic State in the Greater Sahara (ISGS)")
    expect(part(page, "mali", "groups")).not_to_contain_text("ISSP")
    expect(part(page, "mali", "events").get_by_role("link", name="Second coup in Mali")).to_be_visible()
    assert_fits(page)


def test_new_year_2026(visit):
    page = visit(INDEX + "#2026-01-01")
    for state in ("mali", "burkina-faso", "niger"):
        expect(part(page, state, "memberships")).to_contain_text("Alliance of Sahel States (AES), since 16 September 2023")
        expect(part(page, state, "memberships")).not_to_contain_text("ECOWAS")
        expect(part(page, state, "forces")).to_contain_text("Africa Corps")
    expect(part(page, "mali", "groups")).to_contain_text("Islamic State - Sahel Province (ISSP)")
    expect(part(page, "mali", "groups")).not_to_contain_text("ISGS")


def test_four_groups_become_one(visit):
    page = visit(INDEX + "#2017-03-01")
    groups = part(page, "mali", "groups")
    four = ("Ansar Dine", "Al-Mourabitoun", "Katiba Macina", "AQIM Sahara emirate")
    for name in four:
        expect(groups.get_by_role("link", name=name).first).to_be_visible()
    expect(groups).not_to_contain_text("JNIM")
    choose(page, "2017-03-02")
    expect(groups).to_contain_text("(JNIM), since 2 March 2017")
    choose(page, "2017-03-03")
    expect(groups).to_contain_text("Katiba Macina, since January 2015; part of JNIM")
    for name in ("Ansar Dine", "Al-Mourabitoun", "AQIM Sahara emirate"):
        expect(groups.get_by_role("link", name=name)).to_have_count(0)


@pytest.mark.parametrize(("day", "state", "before", "after"), [
    ("2012-03-22", "mali", "Amadou Toumani Touré", "CNRDRE"),
    ("2021-05-24", "mali", "Bah Ndaw", "Assimi Goïta"),
    ("2022-01-24", "burkina-faso", "Roch Marc Christian Kaboré", "Paul-Henri"),
    ("2023-07-26", "niger", "Mohamed Bazoum", "Abdourahamane Tchiani"),
])
def test_on_the_day_of_a_coup_both_names_stand(visit, day, state, before, after):
    leaders = part(visit(f"{INDEX}#{day}"), state, "leaders")
    expect(leaders).to_contain_text(before)
    expect(leaders).to_contain_text(after)


def test_the_address_keeps_the_day(visit):
    page = visit(INDEX)
    choose(page, "2021-06-01")
    expect(page).to_have_url(re.compile(r"/timeline/on/#2021-06-01$"))
    page.reload()
    expect(page.get_by_label("Day")).to_have_value("2021-06-01")
    expect(page.get_by_role("heading", level=2)).to_have_text("The Sahel on 1 June 2021")
    page.evaluate("location.hash = '#2012-04-01'")
    expect(page.get_by_label("Day")).to_have_value("2012-04-01")
    for nonsense in ("#2021-02-31", "#1999-01-01", "#mali", "#2021-6-1", "#<b>"):
        page.evaluate(f"location.hash = '{nonsense}'")
        expect(page.get_by_label("Day")).to_have_value("2012-04-01")


def test_the_slider_moves_by_months_with_the_keys(visit):
    page = visit(INDEX + "#2021-06-15")
    slider = page.get_by_role("slider", name="Month")
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_label("Day")).to_have_value("2021-07-01")
    expect(slider).to_have_attribute("aria-valuetext", "July 2021")
    page.keyboard.press("Home")
    expect(page.get_by_label("Day")).to_have_value("2012-01-01")
    page.keyboard.press("End")
    expect(page.get_by_label("Day")).to_have_value(page.get_by_label("Day").get_attribute("max")[:8] + "01")


def test_what_changed_is_said_in_few_words(visit):
    page = visit(INDEX)
    status = page.get_by_role("status")
    expect(status).to_have_attribute("aria-live", "polite")
    expect(status).to_be_empty()
    choose(page, "2021-06-01")
    expect(status).to_have_text("1 June 2021. Mali: Assimi Goïta; Burkina Faso: Roch Marc Christian Kaboré; Niger: Mohamed Bazoum")
    choose(page, "2020-09-01")
    expect(status).to_contain_text("Mali: National Committee for the Salvation of the People (CNSP);")
    choose(page, "1999-06-01")
    expect(status).to_contain_text("Choose a day from 1 January 2012 to")
    expect(page.get_by_role("heading", level=2)).to_have_text("The Sahel on 1 September 2020")


def test_the_pages_of_the_years_and_the_script_say_the_same(visit):
    page = visit(INDEX)
    end = page.get_by_label("Day").get_attribute("max")
    latest = page.evaluate(READ)
    choose(page, "2012-01-01")
    assert page.evaluate(READ) != latest
    choose(page, end)
    assert page.evaluate(READ) == latest
    plain = visit(INDEX, java_script_enabled=False)
    for year in YEARS:
        plain.goto(f"{page.url.partition('#')[0]}{year}/")
        choose(page, f"{year}-01-01")
        assert page.evaluate(READ) == plain.evaluate(READ), year


def test_without_script_the_years_and_the_latest_day_are_there(visit):
    page = visit(INDEX, 360, java_script_enabled=False)
    expect(page.locator("form.on-date-form")).to_be_hidden()
    expect(part(page, "mali", "leaders")).to_contain_text("Assimi Goïta, president of the transition, since 7 June 2021")
    page.locator(".on-date-years").get_by_role("link", name="2021").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The Sahel on 1 January 2021")
    expect(part(page, "mali", "leaders").get_by_role("listitem").first).to_contain_text("Bah Ndaw, interim president, 25 September 2020 to 24 May 2021")
    note = part(page, "mali", "leaders").locator("sup.cite a").first
    note.click()  # more than sixty are folded
    expect(page.locator(note.get_attribute("href"))).to_be_visible()
    assert_fits(page)
    page.get_by_role("link", name="2022", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The Sahel on 1 January 2022")
    page.get_by_role("link", name="any other day").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The Sahel on a date")


@pytest.mark.parametrize("year", (2012, 2026))
def test_a_page_of_a_year_fits_a_phone_and_has_a_note_on_each_line(visit, year):
    page = visit(f"{INDEX}{year}/", 360)
    assert_fits(page)
    lines = page.locator("[data-part] li")
    assert lines.count() == lines.filter(has=page.locator("sup.cite a")).count() > 20


def test_there_is_a_page_for_each_year_up_to_the_end_of_the_knowledge(visit):
    page = visit(INDEX)
    last = int(page.get_by_label("Day").get_attribute("max")[:4])
    assert page.locator(".on-date-years a").all_inner_texts() == [str(year) for year in range(2012, last + 1)]
    assert page.evaluate("document.getElementById('on-date-data').textContent.length") < 130_000


def test_it_works_from_a_file(browser, site):
    context = browser.new_context()
    faults = []  # the theme's search has its own
    context.on("weberror", lambda error: faults.append(error.error.stack) if "ondate" in error.error.stack else None)
    page = context.new_page()
    page.goto((site / "timeline/on/index.html").as_uri() + "#2021-06-01")
    expect(part(page, "mali", "leaders")).to_contain_text("Assimi Goïta")
    choose(page, "2026-01-01")
    expect(part(page, "mali", "memberships")).to_contain_text("Alliance of Sahel States (AES)")
    assert page.url.endswith("#2026-01-01")
    context.close()
    assert faults == []


def test_the_timeline_leads_here(visit):
    page = visit("timeline/")
    page.get_by_role("article").get_by_role("link", name="The Sahel on a date").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The Sahel on a date")
