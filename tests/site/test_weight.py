"""What a page weighs on the wire, what it asks for, and that the stylesheet lost nothing that shows.

Bytes are those of gzip at level 6, which servers use, of all files asked for by the first view of a page: HTML, stylesheet, scripts, icon.
An ordinary page weighs at most 75 kB: so do the front page, half of the profiles and six of seven of all pages. Explainers, months with their sources and
the glossary are longer texts and have budgets of their own; no profile and no page of the timeline may grow beyond 60 kB of HTML.
"""

import gzip
import re
from pathlib import Path

import material
import pytest

from macros.building.shipping import TABLE
from tests.conftest import ROOT
from tests.site.test_browser import PAGE_TYPES

KB = 1000
THEME = Path(material.__file__).parent / "templates" / "assets" / "stylesheets"


@pytest.fixture(scope="session")
def html(site):
    """``{address: bytes of its HTML on the wire}``, lightest first."""
    weights = {"/" + path.relative_to(site).as_posix().removesuffix("index.html"): on_the_wire(path) for path in sorted(site.rglob("index.html"))}
    return dict(sorted(weights.items(), key=lambda item: item[1]))


def on_the_wire(path):
    return len(gzip.compress(path.read_bytes(), 6, mtime=0))


def those(html, pattern):
    """The addresses that fit a pattern, lightest first."""
    found = [address for address in html if re.fullmatch(pattern, address)]
    assert len(found) > 2
    return found


def median(html, pattern):
    found = those(html, pattern)
    return found[len(found) // 2]


@pytest.fixture
def first_view(browser, server, site):
    """``first_view("/")`` returns the files that a phone asks for when it opens the page for the first time, as ``{path: bytes on the wire}``."""
    contexts = []

    def load(address):
        contexts.append(browser.new_context(viewport={"width": 360, "height": 740}))
        asked = []
        contexts[-1].on("request", lambda request: asked.append(request.url))
        page = contexts[-1].new_page()
        page.goto(server + address.lstrip("/"), wait_until="networkidle")
        icon = page.locator('link[rel~="icon"]').first.evaluate("link => link.href")  # a browser without a window does not ask for it
        paths = dict.fromkeys(url.split("#")[0].removeprefix(server) for url in [*asked, icon])
        return {path: on_the_wire(site / path / "index.html" if path.endswith("/") or not path else site / path) for path in paths}

    yield load
    for context in contexts:
        context.close()


@pytest.mark.parametrize(("pattern", "budget"), [
    ("/", 75), (r"/actors/[^/]+/", 65), (r"/explained/[^/]+/", 85), (r"/timeline/\d{4}/(\d\d/)?", 90), (r"/a-z/(places/)?|/", 90), (r"/glossary/", 120)])
def test_first_view_is_light(html, first_view, pattern, budget):
    fitting = [address for address in html if re.fullmatch(pattern, address)]
    files = first_view(fitting[len(fitting) // 2])
    assert len(files) <= 8, files
    assert sum(files.values()) <= budget * KB, files


def test_an_ordinary_page_weighs_75_kilobytes_at_most(html, first_view):
    shared = sum(weight for path, weight in first_view("/").items() if path)
    ordinary = [address for address, weight in html.items() if shared + weight <= 75 * KB]
    assert len(ordinary) >= len(html) * 6 / 7, (shared, len(ordinary), len(html))


@pytest.mark.parametrize("pattern", [r"/actors/[^/]+/", r"/timeline/.*"])
def test_no_page_grows_beyond_60_kilobytes(html, pattern):
    heaviest = those(html, pattern)[-1]
    assert html[heaviest] <= 60 * KB, heaviest


def test_every_file_of_the_theme_that_is_sent_is_asked_for(site):
    names = [path for path in (site / "assets").rglob("*") if path.is_file()]
    text = "".join(path.read_text(encoding="utf-8") for path in [*site.rglob("*.html"), *(site / "assets").rglob("*.js"), *(site / "assets").rglob("*.css")])
    assert [path.name for path in names if path.name not in text] == []
    assert [path.name for path in names if path.suffix == ".map" or "lunr." in path.name] == []
    assert "sourceMappingURL" not in text
    assert [path.name for path in names if path.suffix == ".css"] == ["site.css"]


@pytest.mark.slow
@pytest.mark.parametrize("address", PAGE_TYPES)
def test_no_page_asks_another_host(visit, address):
    page = visit(address)  # fails on such a request
    page.emulate_media(media="print", color_scheme="dark")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")
    page.wait_for_load_state("networkidle")


def nothing(_):
    pass


def drawer(page):
    page.locator('button[data-opens="__drawer"]').click()


def found(page):
    if page.viewport_size["width"] < 960:
        page.locator('button[data-opens="__search"]').click()
    page.locator(".md-search__input").press_sequentially("jnim")
    page.locator(".md-search-result__item").first.wait_for()


def opened(page):
    page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")


def printed(page):
    page.emulate_media(media="print")


@pytest.mark.slow
@pytest.mark.parametrize(("address", "width", "scheme", "state"), [
    ("", 360, "light", nothing), ("", 1280, "dark", nothing), ("actors/katiba-serma/", 360, "dark", drawer), ("actors/katiba-serma/", 1280, "light", printed),
    ("explained/aes/", 360, "light", opened), ("explained/aes/", 1280, "dark", nothing), ("timeline/2013/", 360, "dark", nothing),
    ("timeline/all/", 1280, "light", nothing), ("timeline/on/2021/", 1280, "light", nothing), ("about/contribute/", 360, "light", nothing),
    ("about/method/", 360, "light", found), ("about/method/", 1280, "dark", found), ("404.html", 360, "dark", nothing)])
def test_the_cut_stylesheet_shows_what_the_whole_one_shows(visit, address, width, scheme, state):
    whole = [*THEME.glob("main.*.css"), *THEME.glob("palette.*.css"), ROOT / "docs" / "en" / "assets" / "site.css"]
    page = visit(address, width, color_scheme=scheme, reduced_motion="reduce")
    page.route("**/whole.css", lambda route: route.fulfill(content_type="text/css", body="\n".join(path.read_text(encoding="utf-8") for path in whole).replace(*TABLE)))
    state(page)
    differing = page.evaluate("""async () => {
        const kind = (element) => element ? `${element.tagName}.${element.className} < ${kind(element.parentElement)}` : "";
        const kinds = new Map([...document.querySelectorAll("html, body *:not(svg *)")].filter((one) => one.checkVisibility()).map((one) => [kind(one), one]));
        const shown = [...kinds.values()];
        const look = () => shown.flatMap((element) => ["", "::before", "::after"].map((part) => {
            const style = getComputedStyle(element, part);
            return part && style.content === "none" ? "" : [...style].filter((name) => !name.startsWith("--")).map((name) => `${name}: ${style.getPropertyValue(name)}`).join("; ");
        }));
        let cut = [], before;
        do {  // until the scripts of the theme have measured the page
            before = cut.join();
            await new Promise((later) => setTimeout(later, 300));
            cut = look();
        } while (cut.join() !== before);
        await new Promise((loaded) => {
            const link = document.querySelector('link[rel="stylesheet"]');
            link.onload = loaded;
            link.href = "/whole.css";
        });
        return look().flatMap((text, place) => {
            const rules = cut[place].split("; ");
            const wrong = text === cut[place] ? [] : text.split("; ").filter((rule) => !rules.includes(rule));
            return wrong.length ? [`${shown[Math.floor(place / 3)].outerHTML.slice(0, 80)} ${wrong.join("; ")}`] : [];
        }).slice(0, 5);
    }""")
    assert differing == []
