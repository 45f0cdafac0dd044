"""What other programs read of a page: titles, descriptions, previews and JSON-LD, held against the records."""

import json
import re
from collections import Counter
from urllib.parse import urljoin

import lxml.html
import pytest
import yaml

from tests.conftest import HOSTILE, ROOT, SITE_URL

NAME = "Sahel Explained"
KINDS = {"state": "Country", "person": "Person"}
KNOWN = {"WebSite", "LearningResource", "Event", "Place", "Organization", "Person", "Country", "DefinedTermSet", "DefinedTerm", "Dataset", "DataDownload"}
REQUIRED = {"Event": {"name"}, "Place": {"name", "address"}, "DefinedTerm": {"name", "url"}, "DataDownload": {"encodingFormat", "contentUrl"}}
DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")  # ISO 8601, as exact as it is known
LINK = re.compile(r"\[([^\[\]]+)\]\([^()\s]+\)")


def meta(tree, name):
    return [element.get("content") for element in tree.iter("meta") if name in (element.get("name"), element.get("property"))]


def things(tree):
    """Return the schema.org things on a page, those inside others after them."""
    found = []
    for script in tree.xpath('//script[@type="application/ld+json"]/text()'):
        whole = json.loads(script)
        assert whole.pop("@context") == "https://schema.org"
        found += whole.get("@graph", [whole])
    for thing in found:
        for value in thing.values():
            found += [inner for inner in (value if isinstance(value, list) else [value]) if isinstance(inner, dict)]
    return found


def of_type(tree, *types):
    return [thing for thing in things(tree) if thing["@type"] in types]


@pytest.fixture(scope="module")
def real(pages):
    return {address: tree for address, tree in pages.items() if address != "/404.html"}


@pytest.fixture(scope="module")
def elsewhere(addressed):
    """``{address: tree}`` of some pages of the site that knows its address."""
    some = ("", "actors/jnim/", "actors/mali/", "glossary/", "about/data/")
    return {address: lxml.html.parse(addressed / address / "index.html").getroot() for address in some}


def test_each_page_has_a_title_of_its_own(pages):
    titles = Counter(tree.findtext(".//title") for tree in pages.values())
    assert titles.most_common(1)[0][1] == 1
    assert pages["/"].findtext(".//title") == NAME
    assert [title for title in titles if title != NAME and not re.fullmatch(rf"\S.* - {NAME}", title)] == []


def test_each_page_has_a_short_description_of_its_own(real):
    found = {address: meta(tree, "description") for address, tree in real.items()}
    assert [address for address, texts in found.items() if len(texts) != 1 or not 20 <= len(texts[0]) <= 160] == []
    repeated = [text for text, count in Counter(texts[0] for texts in found.values()).items() if count > 1]
    assert repeated == []


def test_a_description_is_cut_only_between_words(real, records):
    whole = {f"/actors/{id}/": " ".join(LINK.sub(r"\1", actor["summary"]).split()) for id, actor in records["actors"].items()}
    for path in (ROOT / "docs" / "en").rglob("*.md"):
        if found := re.match(r"---\n(.*?)\n---\n", path.read_text(encoding="utf-8"), re.DOTALL):
            address = "/" + path.relative_to(ROOT / "docs" / "en").as_posix().removesuffix("index.md").removesuffix(".md")
            whole[address.rstrip("/") + "/"] = yaml.safe_load(found[1])["description"]
    cut = 0
    for address, tree in real.items():
        said, text = meta(tree, "description")[0], whole[address]
        cut += said.endswith("…")
        assert text.startswith(said.removesuffix("…")), address
        rest = text[len(said.removesuffix("…")):]
        assert not rest or not rest[0].isalnum(), (address, said)
    assert cut > 5


def test_previews_say_what_the_page_says(real):
    for address, tree in real.items():
        assert meta(tree, "og:description") == meta(tree, "description"), address
        title = tree.findtext(".//title")
        assert [f"{meta(tree, 'og:title')[0]} - {NAME}" if address != "/" else meta(tree, "og:title")[0]] == [title], address
        assert meta(tree, "og:type") == (["website"] if address == "/" else ["article"])


def test_without_an_address_of_its_own_the_site_names_none(pages):
    for address, tree in pages.items():
        assert tree.xpath('//link[@rel="canonical"]') == [], address
        assert meta(tree, "og:url") == meta(tree, "og:image") == [], address


def test_with_an_address_each_page_names_its_own(elsewhere, addressed):
    for address, tree in elsewhere.items():
        assert tree.xpath('//link[@rel="canonical"]/@href') == meta(tree, "og:url") == [SITE_URL + address]
        assert meta(tree, "twitter:card") == ["summary_large_image"]
        image = meta(tree, "og:image")[0]
        data = (addressed / image.removeprefix(SITE_URL)).read_bytes()
        assert data.startswith(b"\x89PNG\r\n")
        size = [str(int.from_bytes(data[at:at + 4], "big")) for at in (16, 20)]
        assert size == meta(tree, "og:image:width") + meta(tree, "og:image:height") == ["1200", "630"]
        assert meta(tree, "og:image:alt")


def test_the_colour_of_the_browser_is_that_of_the_header(pages, visit):
    for scheme in ("light", "dark"):
        page = visit("about/", color_scheme=scheme)
        colour = page.evaluate("getComputedStyle(document.body).getPropertyValue('--md-primary-fg-color').trim()")
        assert pages["/about/"].xpath(f'//meta[@name="theme-color"][contains(@media, "{scheme}")]/@content') == [colour]


# -- JSON-LD ----------------------------------------------------------------------------------------------------


def test_json_ld_is_sound(real):
    for address, tree in real.items():
        assert len(tree.xpath('//script[@type="application/ld+json"]')) <= 1, address
        for thing in things(tree):
            assert thing["@type"] in KNOWN, address
            assert thing.keys() >= REQUIRED.get(thing["@type"], {"name", "description"}), (address, thing)
            for key, value in thing.items():
                assert value not in ("", [], None), (address, thing)
                assert not key.endswith("Date") or DAY.fullmatch(value), (address, thing)


def test_each_actor_is_told_by_its_record(real, records):
    for id, actor in records["actors"].items():
        tree = real[f"/actors/{id}/"]
        (thing,) = things(tree)
        assert thing["@type"] == KINDS.get(actor["kind"], "Organization")
        assert thing["name"] == actor["name"] and thing["description"] == meta(tree, "description")[0]
        names = {actor.get("name_fr"), actor.get("abbreviation"), *actor.get("aliases", []), *actor.get("names_ar", [])}
        names |= {former.get(key) for former in actor.get("former_names", []) for key in ("name", "name_fr", "abbreviation")}
        assert set(thing.get("alternateName", [])) == names - {None, actor["name"]}, id
        assert set(thing) <= {"@type", "name", "description", "alternateName"}


def expected_event(records, event):
    date = event["date"]
    start, _, end = date.partition("/") if "/" in date else ("" if date.startswith("[") else date, "", "")
    days = {name: day for name, day in (("startDate", start), ("endDate", end)) if day and day != ".." and not day.endswith("~")}
    places = [(place["name"], records["actors"][place["country"]]["name"]) for place in event.get("places", [])]
    return event["title"], tuple(days.items()), tuple(places)


def test_each_event_is_told_once_by_its_record(real, records):
    told = []
    for tree in real.values():
        for event in of_type(tree, "Event"):
            places = event.get("location", [])
            places = [(place["name"], place["address"]) for place in (places if isinstance(places, list) else [places])]
            told.append((event["name"], tuple((key, event[key]) for key in ("startDate", "endDate") if key in event), tuple(places)))
            assert set(event) <= {"@type", "name", "startDate", "endDate", "location"}
    assert Counter(told) == Counter(expected_event(records, event) for event in records["events"].values())


def test_each_event_is_told_on_the_page_on_which_it_stands(real, records):
    for address, tree in real.items():
        told = {event["name"] for event in of_type(tree, "Event")}
        if told:
            here = {records["events"][id]["title"] for id in tree.xpath("//*[self::h2 or self::h3]/@id") if id in records["events"]}
            assert told == here, address


def test_the_glossary_tells_its_terms(real, records):
    tree = real["/glossary/"]
    terms = {(term["name"], term["url"]) for term in of_type(tree, "DefinedTerm")}
    assert terms == {(term["term"], f"#{id}") for id, term in records["terms"].items()}
    assert {url.removeprefix("#") for _, url in terms} <= set(tree.xpath("//@id"))


def test_explainers_and_lessons_are_for_learning(real):
    lessons = {address for address, tree in real.items() if of_type(tree, "LearningResource")}
    assert lessons == {address for address in real if address.startswith(("/explained/", "/teach/"))} - {"/explained/"}


def test_the_open_data_are_where_the_description_says(site, real):
    files = [thing["contentUrl"] for thing in of_type(real["/about/data/"], "DataDownload")]
    assert len(files) > 15
    assert [file for file in files if not (site / urljoin("/about/data/", file).lstrip("/")).is_file()] == []


def test_no_text_ends_the_script(elsewhere, addressed):
    tree = elsewhere["actors/jnim/"]
    assert HOSTILE in things(tree)[0]["alternateName"]
    (script,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', (addressed / "actors/jnim/index.html").read_text(encoding="utf-8"), re.DOTALL)
    assert not set(script) & set("<>&")
    assert json.loads(script)["name"] == things(tree)[0]["name"]
