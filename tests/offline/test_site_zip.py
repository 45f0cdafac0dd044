"""The site from a disk: unpacked from its ZIP into a folder with spaces and accents, opened in Chromium without a server."""

import hashlib
import posixpath
import re
import zipfile
from urllib.parse import unquote

import lxml.html
import pytest
from playwright.sync_api import expect

from macros.offline import site_zip
from tests.offline.conftest import elsewhere
from tests.site.test_browser import assert_fits

MB = 1_000_000


@pytest.fixture(scope="module")
def archive(copies):
    return copies("site_zip")[0]


@pytest.fixture(scope="module")
def unpacked(archive, tmp_path_factory):
    folder = tmp_path_factory.mktemp("usb") / "Leçons du Sahel, été"
    zipfile.ZipFile(archive).extractall(folder)
    return folder / "sahel-explained"


@pytest.fixture
def open_file(browser, unpacked):
    """``open_file("explained/aes.html", width=360)`` opens a file; the test fails if a page asks for anything but files or writes an error."""
    contexts, faults = [], []

    def gate(route):
        if route.request.url.startswith("file:"):
            route.continue_()
        else:
            faults.append(f"asked for {route.request.url}")
            route.abort()

    def open_page(name="index.html", width=1280, **options):
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        context.route("**/*", gate)
        context.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        context.on("weberror", lambda error: faults.append(str(error.error)))
        page = context.new_page()
        page.goto((unpacked / name).as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


def test_the_zip_is_small_and_says_where_to_start(archive, unpacked, kit):
    assert archive.stat().st_size <= 10 * MB
    start = (unpacked / "START-HERE.txt").read_text(encoding="utf-8")
    assert "Open index.html" in start and "Ouvrez index.html" in start
    assert str(kit.library.knowledge_ends.year) in start
    assert {"LICENSE.txt", "LICENSE-CONTENT.txt", "SHA256SUMS"} <= {path.name for path in unpacked.iterdir()}
    assert len(list((unpacked / "data").glob("*.csv"))) > 8 and (unpacked / "data" / "events.json").exists()


def test_it_is_the_same_each_time_it_is_made(archive, kit, tmp_path):
    assert site_zip.make(elsewhere(kit, tmp_path))[0].read_bytes() == archive.read_bytes()


def test_every_file_is_as_its_checksum_says(unpacked):
    sums = dict(reversed(line.split("  ", 1)) for line in (unpacked / "SHA256SUMS").read_text(encoding="utf-8").splitlines())
    files = {path.relative_to(unpacked).as_posix(): path for path in unpacked.rglob("*") if path.is_file() and path.name != "SHA256SUMS"}
    assert sums == {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()}


def test_what_needs_a_network_is_left_out(unpacked):
    assert [name for name in ("404.html", "sitemap.xml", "robots.txt", "feed.xml") if (unpacked / name).exists()] == []
    assert list(unpacked.rglob("*.map")) == []


def test_every_link_leads_to_a_file_and_a_place_in_it(unpacked):
    trees = {path.relative_to(unpacked).as_posix(): lxml.html.parse(path).getroot() for path in unpacked.rglob("*.html")}
    places = {name: {element.get("id") for element in tree.iter() if element.get("id")} for name, tree in trees.items()}
    lost = []
    for name, tree in trees.items():
        for attribute in ("href", "src"):
            for link in tree.xpath(f"//@{attribute}"):
                if re.match(r"(https?|mailto|data):", link):
                    continue
                target, _, place = unquote(re.sub(r"\?[^#]*", "", link)).partition("#")  # a question is for the script of the page
                target = posixpath.normpath(posixpath.join(posixpath.dirname(name), target)) if target else name
                if not (unpacked / target).is_file() or place and target in places and place not in places[target] and not place.startswith("__"):
                    lost.append(f"{name}: {link}")
    assert len(trees) > 450
    assert lost == []


def test_search_finds_from_the_disk(open_file):
    page = open_file("explained/aes.html")
    page.get_by_role("textbox", name="Search").press_sequentially("goita")
    first = page.locator(".md-search-result__item a").first
    expect(first).to_contain_text("Assimi Goïta", timeout=15_000)
    first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Assimi Goïta")


def test_the_filter_works_from_the_disk(open_file):
    page = open_file("timeline/all.html", 360)
    events = page.locator("[data-themes]:visible, article tbody tr:visible, article li:visible")
    before = events.count()
    page.locator(".filter select").first.select_option(index=1)
    expect(events).not_to_have_count(before)


def test_figures_colours_and_a_phone(open_file):
    page = open_file("figures/deaths.html", 360)
    assert page.locator(".drawing svg").first.bounding_box()["height"] > 100
    assert_fits(page)
    page.locator(".md-header__option label:visible").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_the_front_page_says_how_old_its_knowledge_is(open_file):
    page = open_file()
    expect(page.locator("[data-ends]")).to_contain_text(re.compile(r"Knowledge ends \d+ \w+ 20\d\d\. By the clock of this device that is"))
    plain = open_file(java_script_enabled=False)
    expect(plain.locator("[data-ends]")).to_contain_text(re.compile(r"Knowledge ends \d+ \w+ 20\d\d\.$"))
