"""Colours, mark, page for wrong addresses, feed and what crawlers ask for, on the built site."""

import re
import subprocess
import sys
from datetime import datetime
from urllib.parse import urljoin

import lxml.etree
import lxml.html
import pytest

from macros.drawing import palette
from tests.conftest import ROOT, SITE_URL

CSS = ROOT / "docs" / "en" / "assets" / "site.css"
SCHEMES = ["light", "dark", "print"]
READ = ["", "actors/jnim/", "timeline/", "glossary/", "evidence/article/", "figures/deaths/", "explained/aes/", "about/style/", "404.html"]
DECORATION = {"figure-grid", "rule", "md-default-fg-color--lightest", "md-accent-fg-color--transparent"}
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


# -- colours: counted here a second time, from the style sheet alone -------------------------------------------


def blocks():
    """Return ``{scheme: {variable: #rrggbb}}`` of the three blocks at the top of the style sheet, in their order."""
    found = [dict(re.findall(r"--([\w-]+): (#[0-9a-f]+);", block)) for block in re.findall(r"\[data-md-color-scheme[^{]*\{([^}]*)\}", CSS.read_text())[:3]]
    light, dark, paper = ({name: "#" + "".join(c * 2 for c in value[1:]) if len(value) == 4 else value for name, value in block.items()} for block in found)
    return {"light": light, "dark": dark, "print": light | paper}


def luminance(colour):
    red, green, blue = (int(colour[at:at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (red, green, blue))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def blend(over, under, part):
    return "#" + "".join(f"{round(int(over[at:at + 2], 16) * part + int(under[at:at + 2], 16) * (1 - part)):02x}" for at in (1, 3, 5))


def test_contrast_is_counted_as_wcag_does():
    assert contrast("#000000", "#ffffff") == 21
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54  # the lightest grey for text on white, https://webaim.org/articles/contrast/
    assert contrast("#777777", "#ffffff") < 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("pair", palette.PAIRS, ids=lambda pair: pair.use)
def test_colours_that_meet_differ_enough(pair, scheme):
    colours = blocks()[scheme]
    grounds = [blend(colours[pair.mixed[0]], colours[name], pair.mixed[1]) if pair.mixed else colours[name] for name in pair.grounds]
    for front in pair.fronts:
        for ground in grounds:
            assert contrast(blend(colours[front], ground, pair.part), ground) >= pair.needs, (front, ground)
    assert pair.needs in (3, 4.5)


def test_every_colour_is_held_to_it_or_decoration():
    colours = blocks()
    used = {name for pair in palette.PAIRS for name in (*pair.fronts, *pair.grounds)}
    assert set(colours["light"]) == used | DECORATION
    assert set(colours["dark"]) == set(colours["light"])
    assert all(scheme["figure-paper"] == scheme["md-default-bg-color"] for scheme in colours.values())


def test_no_colour_stands_elsewhere():
    _, _, rest = CSS.read_text(encoding="utf-8").partition("@media print {")
    rest = rest.partition("\n}\n")[2]
    assert re.findall(r"#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(", re.sub(r"[^{}]*\{", "{", rest)) == []


def test_drawings_by_themselves_have_the_light_colours(site):
    light, fallbacks = blocks()["light"], set()
    for file in (site / "data" / "figures").glob("*.svg"):
        fallbacks |= set(re.findall(r"var\(--([\w-]+), ?(#[0-9a-f]+)\)", file.read_text(encoding="utf-8")))
    assert len(fallbacks) > 15
    assert {(name, value) for name, value in fallbacks if light[name] != value} == set()


def test_the_table_of_colours_is_true(pages):
    (table,) = (table for table in pages["/about/style/"].iter("table") if table.xpath('.//span[@class="swatch"]'))
    rows = [[cell.text_content().strip() for cell in row.iter("td")] for row in table.iter("tr") if row.xpath("td")]
    assert len(rows) == len(palette.PAIRS)
    known = {value for scheme in blocks().values() for value in scheme.values()}
    for _, *cells, needs in rows:
        for cell in cells:
            front, ground, ratio = re.fullmatch(r"(#\w{6}) on (#\w{6}): ([\d.]+)", cell).groups()
            assert 0 <= contrast(front, ground) - float(ratio) < 0.1, cell
            assert float(ratio) >= float(needs)
            assert front in known or ground in known
    swatches = table.xpath('.//span[@class="swatch"]/@style')
    shown = re.findall(r"(#\w{6}) on (#\w{6})", table.text_content())
    assert swatches == [f"color:{front};background:{ground}" for front, ground in shown]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_browser_takes_the_colours_of_the_scheme(visit, scheme):
    page = visit("about/", color_scheme="light" if scheme == "light" else "dark")
    if scheme == "print":  # from a dark screen
        page.emulate_media(media="print")
    expected = blocks()[scheme]
    taken = page.evaluate("names => names.map(name => getComputedStyle(document.body).getPropertyValue('--' + name).trim())", list(expected))
    long = ["#" + "".join(c * 2 for c in value[1:]) if len(value) == 4 else value for value in taken]
    assert dict(zip(expected, long, strict=True)) == expected


# Contrast of each text with what really lies behind it. Letters of 24 px, or 18.66 px and bold, are large.
LOW = """() => {
  const colour = text => {
    const n = text.match(/[\\d.e-]+/g).map(Number)
    return text.startsWith("color(") ? [n[0] * 255, n[1] * 255, n[2] * 255, n[3] ?? 1] : [n[0], n[1], n[2], n[3] ?? 1]
  }
  const over = (a, b) => [0, 1, 2].map(i => a[i] * a[3] + b[i] * (1 - a[3])).concat(1)
  const light = c => [0.2126, 0.7152, 0.0722].reduce((sum, w, i) => {
    const p = c[i] / 255
    return sum + w * (p <= 0.04045 ? p / 12.92 : ((p + 0.055) / 1.055) ** 2.4)
  }, 0)
  const found = {}
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  let seen = 0
  while (walk.nextNode()) {
    const element = walk.currentNode.parentElement
    if (!walk.currentNode.data.trim() || element.closest("svg, script, style, template, noscript, option")) continue
    if (!element.checkVisibility({visibilityProperty: true, opacityProperty: true})) continue
    const box = element.getBoundingClientRect()
    if (box.width < 2 || box.height < 2) continue
    const layers = []
    let opacity = 1
    for (let here = element; here; here = here.parentElement) {
      const style = getComputedStyle(here)
      opacity *= Number(style.opacity)
      layers.push(colour(style.backgroundColor))
      if (layers.at(-1)[3] === 1) break
    }
    const ground = layers.reverse().reduce((under, layer) => over(layer, under), [255, 255, 255, 1])
    const style = getComputedStyle(element), front = colour(style.color)
    front[3] *= opacity
    const [a, b] = [light(over(front, ground)), light(ground)].sort((x, y) => y - x)
    const ratio = (a + 0.05) / (b + 0.05), size = parseFloat(style.fontSize)
    seen += 1
    if (ratio < (size >= 24 || (size >= 18.66 && style.fontWeight >= 700) ? 3 : 4.5))
      found[`${element.tagName}.${element.className}: ${walk.currentNode.data.trim().slice(0, 30)} ${ratio.toFixed(2)}`] = 1
  }
  return [seen, Object.keys(found)]
}"""


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("address", READ)
def test_every_text_can_be_told_from_its_ground(visit, address, scheme):
    page = visit(address, color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    if scheme == "print":
        page.emulate_media(media="print")
    seen, low = page.evaluate(LOW)
    assert seen > 5
    assert low == []


def test_text_that_cannot_be_told_from_its_ground_is_found(visit):
    page = visit("about/")
    page.add_style_tag(content="h1 { color: #a99 !important } .md-typeset ul a { opacity: 0.3 }")
    _, low = page.evaluate(LOW)
    assert {found.partition(".")[0] for found in low} >= {"H1", "A"}


# -- mark ---------------------------------------------------------------------------------------------------------


def test_the_mark_stands_in_the_header(visit):
    page = visit("actors/mali/")
    drawing = page.locator(".md-header .md-logo svg")
    box = drawing.bounding_box()
    assert box["height"] >= 20 and box["width"] > box["height"]
    outlines = (ROOT / "overrides" / ".icons" / "mark.svg").read_text(encoding="utf-8")
    assert drawing.locator("path").get_attribute("d") in outlines


def test_icons_are_there_at_their_sizes(site, pages):
    tree = pages["/actors/jnim/"]
    icons = tree.xpath('//link[@rel="icon" or @rel="apple-touch-icon"]')
    files = {icon.get("href"): site / urljoin("/actors/jnim/", icon.get("href")).lstrip("/") for icon in icons}
    assert len(files) == 3
    sizes = {}
    for href, file in files.items():
        data = file.read_bytes()
        if href.endswith(".svg"):
            assert lxml.etree.fromstring(data).tag == "{http://www.w3.org/2000/svg}svg"
        else:
            sizes[file.name] = [int.from_bytes(data[at:at + 4], "big") for at in (16, 20)]
        assert len(data) < 10_000
    assert sizes == {"icon-32.png": [32, 32], "touch-icon.png": [180, 180]}


def test_pictures_have_no_letters_of_a_font():
    for name in ("preview", "icon"):
        assert "<text" not in (ROOT / "macros" / "templates" / f"{name}.svg.j2").read_text(encoding="utf-8")


# -- a wrong address ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("depth", ["nowhere", "actors/nobody/", "timeline/1999/12/31/x.html"])
def test_from_a_wrong_address_all_ways_lead_on(addressed, pages, depth):
    tree = lxml.html.parse(addressed / "404.html").getroot()
    links = [urljoin(SITE_URL + depth, target) for target in tree.xpath("//article//a/@href")]
    assert {SITE_URL, SITE_URL + "actors/", SITE_URL + "timeline/", SITE_URL + "glossary/"} <= set(links)
    targets = [target for target in [*tree.xpath("//@href"), *tree.xpath("//@src")] if not re.match(r"https?:|#|data:", target)]
    needed = [urljoin(SITE_URL + depth, target) for target in targets]
    assert len(needed) > 20
    for target in needed:
        assert target.startswith(SITE_URL), target
        file = addressed / target.removeprefix(SITE_URL).partition("#")[0]
        assert file.is_file() or (file / "index.html").is_file(), target
    assert [target for target in pages["/404.html"].xpath("//article//a/@href") if not target.startswith("/") or "/./" in target] == []


def test_the_page_for_wrong_addresses_is_not_offered_to_search_engines(pages):
    tree = pages["/404.html"]
    assert tree.findtext(".//h1") and not tree.xpath('//link[@rel="canonical"] | //meta[@property]')


# -- feed, map of the site, robots ----------------------------------------------------------------------------------


@pytest.fixture(params=["without an address", "with one"])
def built(request, site, addressed):
    """``(folder, address)`` of both sites."""
    return (site, "") if request.param == "without an address" else (addressed, SITE_URL)


def test_the_feed_is_atom(built, records):
    folder, base = built
    feed = lxml.etree.parse(folder / "feed.xml").getroot()
    assert feed.tag == f"{ATOM}feed"
    for element in (feed, *feed.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1 and element.findtext(f"{ATOM}{name}").strip()
        datetime.strptime(element.findtext(f"{ATOM}updated"), "%Y-%m-%dT%H:%M:%SZ")
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", element.findtext(f"{ATOM}id"))
        assert len([link for link in element.findall(f"{ATOM}link") if link.get("rel") == "alternate"]) == 1
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    ids = [element.text for element in feed.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids)) > 20
    assert feed.findtext(f"{ATOM}updated") == max(entry.findtext(f"{ATOM}updated") for entry in feed.iter(f"{ATOM}entry"))
    assert [link.get("href") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"] == [f"{base}feed.xml"]


def test_the_feed_holds_what_happened_last(built, records):
    folder, base = built
    by_title = {event["title"]: (id, event) for id, event in records["events"].items()}
    shown = []
    for entry in lxml.etree.parse(folder / "feed.xml").getroot().iter(f"{ATOM}entry"):
        id, event = by_title[entry.findtext(f"{ATOM}title")]
        shown.append(event["date"].strip("[").replace("~", "")[:10])
        assert entry.findtext(f"{ATOM}updated") == f"{event['reviewed']}T00:00:00Z" and not event.get("planned")
        page, _, anchor = entry.find(f"{ATOM}link").get("href").removeprefix(base).partition("#")
        assert anchor == id and entry.find(f"{ATOM}link").get("href").startswith(base)
        assert f'id="{id}"' in (folder / page / "index.html").read_text(encoding="utf-8")
        assert "](" not in entry.findtext(f"{ATOM}summary")
    assert shown == sorted(shown, reverse=True)
    past = sorted(event["date"].strip("[")[:10] for event in records["events"].values() if not event.get("planned"))
    assert shown[0] == past[-1]


def test_names_in_the_feed_stay_when_the_site_moves(site, addressed):
    here, there = ([element.text for element in lxml.etree.parse(folder / "feed.xml").iter(f"{ATOM}id")] for folder in (site, addressed))
    assert here == there


def test_every_page_names_the_feed(pages, site):
    for address, tree in pages.items():
        (link,) = tree.xpath('//link[@type="application/atom+xml"]')
        assert link.get("rel").split() == ["alternate"] and link.get("title")
        assert urljoin(address, link.get("href")) == "/feed.xml"


def test_the_map_holds_every_page_once_and_no_old_address(addressed):
    listed = [loc.text for loc in lxml.etree.parse(addressed / "sitemap.xml").iter(f"{SITEMAP}loc")]
    files = [path for path in addressed.rglob("index.html") if 'http-equiv="refresh"' not in path.read_text(encoding="utf-8")]
    assert sorted(listed) == sorted(SITE_URL + path.relative_to(addressed).as_posix().removesuffix("index.html") for path in files)


def test_robots_are_told_where_the_map_is(site, addressed):
    assert (addressed / "robots.txt").read_text() == f"User-agent: *\nDisallow:\nSitemap: {SITE_URL}sitemap.xml\n"
    assert "Sitemap" not in (site / "robots.txt").read_text()
    assert list(site.glob("sitemap*")) == []  # a map needs whole addresses


# -- the pictures drawn twice are the same ------------------------------------------------------------------------------


def test_pictures_are_the_same_in_another_process(tmp_path, addressed):
    (tmp_path / "assets").mkdir()
    code = "import pathlib, sys; from macros import mark; r, s = map(pathlib.Path, sys.argv[1:]); mark.write(r, r / 'docs' / 'en', s)"
    subprocess.run([sys.executable, "-c", code, str(ROOT), str(tmp_path)], cwd=ROOT, check=True)
    drawn = sorted((tmp_path / "assets").iterdir())
    assert len(drawn) == 4
    assert [path.name for path in drawn if path.read_bytes() != (addressed / "assets" / path.name).read_bytes()] == []
