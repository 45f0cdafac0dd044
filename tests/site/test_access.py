"""The site for those who do not see it, or use no mouse, or need large letters: WCAG 2.2 AA, measured in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from tests import axe
from tests.site.test_browser import PAGE_TYPES, WIDTHS, assert_fits

PHONE, SCREEN = WIDTHS
ARTICLE = "explained/aes/"
QUICK = ("", ARTICLE, "timeline/2024/08/", "404.html")  # of the types of pages, in the quick run; the others are slow
CALM = {"color_scheme": "light", "reduced_motion": "reduce"}


def darken(*pages):
    for page in pages:
        page.evaluate("document.getElementById('__palette_1').click()")
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def search_for(page, words):
    """Write words into the search, by keyboard, and wait for results."""
    page.keyboard.type(words)
    expect(page.locator(".md-search-result__meta")).to_have_text(re.compile("matching document"))


def open_menu(page):
    page.get_by_role("button", name="Navigation").press("Enter")
    expect(page.locator(".md-sidebar--primary")).to_be_in_viewport()


def open_search(page):
    if page.viewport_size["width"] == PHONE:
        page.get_by_role("button", name="Search").press("Enter")
    else:
        page.get_by_role("textbox", name="Search").focus()
    expect(page.locator("#__search")).to_be_checked()


# -- axe


@pytest.mark.parametrize("address", [ARTICLE, *(one if one in QUICK else pytest.param(one, marks=pytest.mark.slow) for one in PAGE_TYPES)])
def test_axe_finds_nothing(visit, address):
    pages = [visit(address, width, **CALM) for width in WIDTHS]
    for page in pages:
        page.evaluate("for (const one of document.querySelectorAll('article details')) one.open = true")
    assert axe.violations(*pages) == []
    darken(*pages)
    assert axe.violations(*pages, rules=axe.COLOURS) == []


def test_axe_finds_nothing_in_the_menu(visit):
    page = visit(ARTICLE, PHONE, **CALM)
    open_menu(page)
    assert axe.violations(page) == []
    page.get_by_role("checkbox", name="What is the AES?: Table of contents").press("Space")
    assert axe.violations(page) == []
    page.get_by_role("checkbox", name="What is the AES?: Table of contents").press("Space")
    page.get_by_role("checkbox", name="Explained").press("Space")
    assert axe.violations(page) == []
    darken(page)
    assert axe.violations(page, rules=axe.COLOURS) == []


@pytest.mark.slow
def test_axe_finds_nothing_in_the_search(visit):
    pages = [visit(ARTICLE, width, **CALM) for width in WIDTHS]
    for page in pages:
        open_search(page)
        assert axe.violations(page) == []
        search_for(page, "Barkhane")
    assert axe.violations(*pages) == []
    darken(*pages)
    assert axe.violations(*pages, rules=axe.COLOURS) == []


def test_axe_finds_nothing_in_a_filtered_list(visit):
    pages = [visit("timeline/ecowas/?year=2024&words=zzz", width, **CALM) for width in WIDTHS]
    assert axe.violations(*pages) == []


def shape(element):
    return element is not None and (element.tag, element.get("class"), element.get("role"), element.get("type"), *sorted(element.keys()))


def kinds(tree):
    """What axe could judge otherwise than on another page: each shape of element, inside which and after which other; which heading follows which."""
    elements = [element for element in tree.iter() if isinstance(element.tag, str)]
    levels = [element.tag for element in elements if re.fullmatch("h[1-6]", element.tag)]
    return {(shape(element.getparent()), shape(element.getprevious()), shape(element)) for element in elements} | set(zip(levels, levels[1:], strict=False))


def chosen(pages):
    """Return addresses of pages that hold every kind of element that stands in any page."""
    rest, found = {address: kinds(tree) for address, tree in sorted(pages.items())}, []
    missing = set().union(*rest.values())
    while missing:
        found.append(max(rest, key=lambda address: len(rest[address] & missing)))
        missing -= rest.pop(found[-1])
    return found


@pytest.mark.slow
def test_axe_finds_nothing_wherever_pages_differ(visit, pages):
    """Without the rules on colours, half of the work: colours come from the style sheet, and are looked at on each type of page."""
    page = visit("", PHONE, **CALM)
    root = page.url.rstrip("/")
    addresses, found = chosen(pages), []
    assert len(addresses) > 40
    for address in addresses:
        page.goto(root + address)
        found += axe.violations(page, without=axe.COLOURS)
    assert found == []


def test_axe_sees_a_fault(visit):
    page = visit(ARTICLE)
    page.evaluate("document.querySelector('h1').innerHTML = '<a href=\"/\"></a><img src=\"\">'")
    assert {line.split(": ")[1] for line in axe.violations(page)} >= {"link-name", "image-alt"}


# -- by keyboard

# What has the focus: is it to be seen, does it or its label bear a line around it that stands out by 3:1, is it under nothing?
FOCUS = """() => {
    const active = document.activeElement;
    const name = (e) => `${e.tagName} ${e.getAttribute('aria-label') || e.textContent.trim().slice(0, 30)} ${e.id}`;
    const drawn = [active, ...(active.labels || []), ...(active.matches('.md-option') ? [active.nextElementSibling] : [])].find((e) => {
        const style = getComputedStyle(e), box = e.getBoundingClientRect();
        return style.outlineStyle === 'solid' && parseFloat(style.outlineWidth) >= 2 && box.width > 4 && box.height > 4 && e.checkVisibility({visibilityProperty: true});
    });
    if (!drawn) return `${name(active)}: no line around it`;
    const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
    const light = ([r, g, b]) => [r, g, b].map((v) => v / 255).map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
        .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
    const style = getComputedStyle(drawn);
    let ground = parseFloat(style.outlineOffset) < 0 ? drawn : drawn.parentElement;
    while (ground && (parts(getComputedStyle(ground).backgroundColor)[3] ?? 1) < 1) ground = ground.parentElement;
    const [one, other] = [style.outlineColor, ground ? getComputedStyle(ground).backgroundColor : 'rgb(255, 255, 255)'].map((c) => light(parts(c)));
    if ((Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05) < 3) return `${name(active)}: a line of ${style.outlineColor} that does not stand out`;
    const box = drawn.getClientRects()[0];
    const [x, y] = [Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1), Math.min(Math.max(box.top + box.height / 2, 1), innerHeight - 1)];
    if (box.bottom < 0 || box.top > innerHeight || box.right < 0 || box.left > innerWidth) return `${name(active)}: out of sight`;
    const top = document.elementFromPoint(x, y);
    return drawn.contains(top) || top.contains(drawn) || active.contains(top) ? '' : `${name(active)}: under ${name(top)}`;
}"""

# What ought to be reached: the controls that are to be seen, of a group of radio buttons the chosen one.
CONTROLS = """() => [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex]')].filter((e) =>
    e.tabIndex >= 0 && !e.disabled && !e.closest('[inert]') && !(e.type === 'radio' && !e.checked) && e.checkVisibility({visibilityProperty: true}))"""


def walk(page, key="Tab"):
    """Press the key until the focus has gone round; return how many stops there were. At each the focus must be seen, and no control may be left out."""
    faults, stops = [], 0
    page.evaluate(f"window.left = new Set(({CONTROLS})()); window.seen = new Set()")
    for _ in range(1000):
        press(page, key)
        new, again = page.evaluate("""() => {
            const active = document.activeElement, before = window.last, new_ = !window.seen.has(active);
            window.left.delete(active);
            window.last = active;
            window.seen.add(active);
            return [new_, active === document.body || !new_ && active !== before];
        }""")
        if again:
            break
        if new:  # a field for a date has stops within
            stops += 1
            faults.append(page.evaluate(FOCUS))
    assert [fault for fault in faults if fault] == []
    assert page.evaluate("[...window.left].map((e) => e.outerHTML.slice(0, 120))") == []
    return stops


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.slow)])
@pytest.mark.parametrize(("address", "width"), [("timeline/on/", PHONE), pytest.param("timeline/on/", SCREEN, marks=pytest.mark.slow),
                                                 pytest.param("belonging/", PHONE, marks=pytest.mark.slow), ("teach/", SCREEN)])
def test_all_can_be_reached_by_keyboard_and_shows_it(visit, address, width, scheme):
    page = visit(address, width, color_scheme=scheme, reduced_motion="reduce")
    assert walk(page) > 20
    assert walk(page, "Shift+Tab") > 20


@pytest.mark.parametrize("width", WIDTHS)
def test_the_first_stop_skips_to_the_content(visit, width):
    page = visit(ARTICLE, width, **CALM)
    press(page, "Tab")
    skip = page.get_by_role("link", name="Skip to content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    press(page, "Enter", "Tab")
    assert page.evaluate("document.activeElement.closest('article') !== null")


@pytest.mark.parametrize("script", [True, False])
def test_the_menu_by_keyboard_on_a_phone(visit, script):
    page = visit(ARTICLE, PHONE, java_script_enabled=script, **CALM)
    menu = page.locator(".md-sidebar--primary")
    expect(menu.get_by_role("link", name="Actors")).to_be_hidden()
    opener = page.get_by_role("button", name="Navigation") if script else page.get_by_role("checkbox", name="Navigation")
    opener.focus()
    press(page, "Space")
    expect(menu).to_be_in_viewport()
    back = menu.get_by_role("checkbox", name="Explained", exact=True)
    if script:
        press(page, "Tab")
        expect(back).to_be_focused()  # the part of the menu with this page is open
    back.focus()
    press(page, "Space")
    actors = menu.get_by_role("link", name="Actors")
    expect(actors).to_be_in_viewport()
    press(page, "Tab", "Tab")
    expect(menu.get_by_role("checkbox", name="Actors")).to_be_focused()
    press(page, "Space")
    country = menu.get_by_role("link", name="By country")
    expect(country).to_be_in_viewport()
    expect(actors).to_be_hidden()
    press(page, "Tab")
    expect(country).to_be_focused()
    press(page, "Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Actors by country")


def test_the_open_menu_keeps_the_focus_and_gives_it_back(visit):
    page = visit(ARTICLE, PHONE, **CALM)
    opener = page.get_by_role("button", name="Navigation")
    expect(opener).to_have_attribute("aria-expanded", "false")
    open_menu(page)
    expect(page.locator("[data-opens=__drawer]")).to_have_attribute("aria-expanded", "true")
    page.evaluate("window.outside = []; document.addEventListener('focusin', (e) => e.target.closest('.md-sidebar--primary') || outside.push(e.target.outerHTML))")
    assert walk(page) > 5
    assert page.evaluate("outside") == []
    press(page, "Escape")
    expect(opener).to_be_focused()
    expect(opener).to_have_attribute("aria-expanded", "false")


@pytest.mark.parametrize("width", WIDTHS)
def test_the_search_by_keyboard(visit, width):
    page = visit("about/", width, **CALM)
    field = page.get_by_role("textbox", name="Search")
    opener = page.get_by_role("button", name="Search") if width == PHONE else field
    for _ in range(10):
        press(page, "Tab")
        if opener.evaluate("opener => opener === document.activeElement"):
            break
    expect(opener).to_be_focused()
    if width == PHONE:
        press(page, "Enter")
    expect(field).to_be_focused()
    expect(page.get_by_role("search").get_by_role("status")).to_have_count(1)
    search_for(page, "Tinzaouaten")
    press(page, "Tab")
    expect(page.get_by_role("button", name="Clear")).to_be_focused()
    press(page, "Tab")
    results = page.locator("a.md-search-result__link")
    expect(results.first).to_be_focused()
    assert page.evaluate(FOCUS) == ""
    press(page, "Shift+Tab", "Escape")
    expect(page.locator("#__search")).not_to_be_checked()
    if width == PHONE:
        expect(opener).to_be_focused()
    open_search(page)
    search_for(page, " ")
    page.wait_for_timeout(1000)  # the same results are drawn anew, which nothing tells
    press(page, "Tab", "Tab", "ArrowDown", "ArrowUp")
    address = page.evaluate("document.activeElement.pathname")
    press(page, "Enter")
    expect(page).to_have_url(re.compile(re.escape(address)))


def test_who_leaves_the_search_closes_it(visit):
    page = visit("about/", SCREEN, **CALM)
    open_search(page)
    search_for(page, "Zanzibar")
    press(page, "Tab", "Tab")
    expect(page.locator("#__search")).not_to_be_checked()
    expect(page.get_by_role("banner").get_by_role("link", name="GitHub")).to_be_focused()


def test_single_letters_are_no_commands(visit):
    page = visit("explained/aes/", SCREEN, **CALM)
    press(page, *"fs/pn,.")
    expect(page).to_have_url(re.compile("/explained/aes/$"))
    expect(page.get_by_role("textbox", name="Search")).not_to_be_focused()
    open_search(page)
    search_for(page, "fns/p")
    expect(page.get_by_role("textbox", name="Search")).to_have_value("fns/p")


def test_the_colours_by_keyboard(visit):
    page = visit("about/", SCREEN, **CALM)
    page.get_by_role("radio", name="Light colours: switch to dark").focus()
    press(page, "Enter")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    expect(page.get_by_role("radio", name="Dark colours: switch to light")).to_be_focused()
    press(page, "ArrowRight")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")


@pytest.mark.parametrize("address", ["belonging/", "evidence/sourcing/", "timeline/all/"])
def test_what_scrolls_sideways_does_so_by_keyboard(visit, address):
    page = visit(address, PHONE, **CALM)
    scrolled = page.evaluate("""() => [...document.querySelectorAll('article *')].filter((e) =>
        e.checkVisibility() && e.scrollWidth > e.clientWidth + 1 && ['auto', 'scroll'].includes(getComputedStyle(e).overflowX)).map((e, i) => {
            e.dataset.scrolls = i;
            return e.tabIndex < 0 && !e.querySelector(':scope [tabindex="0"]') ? e.outerHTML.slice(0, 100) : '';
        })""")
    assert scrolled
    assert [one for one in scrolled if one] == []
    first = page.locator("[data-scrolls='0']")
    first.evaluate("e => (e.tabIndex < 0 ? e.querySelector('[tabindex=\"0\"]') : e).focus()")
    press(page, "ArrowRight")
    page.wait_for_function("document.querySelector('[data-scrolls=\"0\"]').scrollLeft > 0")


# -- what a screen reader is told


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("address", ["actors/jnim/", "evidence/sourcing/"])
def test_tables_stay_tables_with_a_name_and_headings(visit, address, width):
    """The browser's own tree for screen readers, for tables are drawn as cards on a phone."""
    page = visit(address, width, **CALM)
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    told = [(node["role"]["value"], node.get("name", {}).get("value")) for node in nodes if not node["ignored"]]
    tables = page.locator("article table:visible")
    assert [name for role, name in told if role == "table" and not name] == []
    for role, tag in (("table", "table"), ("row", "tr"), ("columnheader", "th[scope=col]"), ("rowheader", "th[scope=row]"), ("cell", "td")):
        assert len([1 for one, _ in told if one == role]) == (tables if tag == "table" else tables.locator(tag)).count(), role


def test_every_table_has_a_name_and_every_heading_its_scope(pages):
    nameless, unscoped, empty = [], [], []
    for address, tree in pages.items():
        for table in tree.xpath("//article//table"):
            names = [tree.get_element_by_id(id).text_content() for id in (table.get("aria-labelledby") or "").split()] + [
                caption.text_content() for caption in table.iterfind("caption")]
            nameless += [address] if not "".join(names).strip() else []
            unscoped += [address for heading in table.iter("th") if heading.get("scope") not in ("col", "row")]
            empty += [address for heading in table.iter("th") if not heading.text_content().strip()]
    assert (nameless, unscoped, empty) == ([], [], [])


def test_every_drawing_is_named_or_left_out(pages):
    for address, tree in pages.items():
        for svg in tree.xpath("//article//svg"):
            around = [svg, *svg.iterancestors()]
            hidden = any(one.get("aria-hidden") == "true" for one in around)
            named = [one for one in around if one.get("role") in ("img", "group") and (one.get("aria-label") or one.get("aria-labelledby"))]
            named += [one for one in around if one.tag in ("a", "button") and (one.get("title") or one.get("aria-label"))]
            assert hidden or named, (address, svg.get("class"))
        for figure in tree.xpath("//figure[not(.//svg[ancestor::*[@role='img' or @role='group']])]"):
            assert not figure.xpath(".//svg"), address


def test_the_page_one_is_on_is_named_in_the_navigation(pages):
    links = pages["/explained/aes/"].xpath("//nav[contains(@class, 'md-nav--primary')]//a[@aria-current='page']")
    assert [link.text_content().strip() for link in links] == ["What is the AES?"]


def test_foreign_words_say_their_language(pages, records):
    profile = pages["/actors/jnim/"]
    french = records["actors"]["jnim"]["name_fr"]
    assert profile.xpath("//*[@lang='fr'][text()=$name]", name=french)
    glossary = pages["/glossary/"]
    assert len(glossary.xpath("//h3/following-sibling::p[1]/span[@lang='fr']")) == len(records["terms"])
    wrong = [(address, link.get("href")) for address, tree in pages.items() for link in tree.xpath("//ol[@class='notes']//a[@rel='noopener'][not(@lang)]")]
    assert wrong == []


# -- large letters, narrow screens, no movement

SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
             p { margin-bottom: 2em !important; }"""
# Letters that are cut off by the box they stand in, and lines of text that lie on each other.
LOST = """() => {
    const parts = [...document.querySelectorAll('header *, .md-tabs *, article *, footer *')].filter((e) =>
        e.checkVisibility({visibilityProperty: true, opacityProperty: true}) && !e.closest('svg, .skip, thead, .md-search__output, [aria-hidden], .strip'));
    const cut = parts.filter((e) => ['hidden', 'clip'].includes(getComputedStyle(e).overflowX) && e.textContent.trim() &&
        (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1)).map((e) => `cut: ${e.className} ${e.textContent.trim().slice(0, 40)}`);
    const lines = parts.flatMap((e) => [...e.childNodes].filter((node) => node.nodeType === 3 && node.data.trim()).flatMap((node) => {
        const range = document.createRange();
        range.selectNodeContents(node);
        return [...range.getClientRects()].filter((box) => box.width > 1).map((box) => [box, node.data.trim()]);
    })).sort(([one], [other]) => one.top - other.top);
    const on = lines.flatMap(([one, text], i) => {
        const found = [];
        for (let j = i + 1; j < lines.length && lines[j][0].top < one.bottom - 4; j++) {
            const [other, words] = lines[j];
            if (Math.min(one.right, other.right) - Math.max(one.left, other.left) > 3) found.push(`on each other: ${text.slice(0, 40)} | ${words.slice(0, 40)}`);
        }
        return found;
    });
    return [...cut, ...on];
}"""


@pytest.mark.parametrize("address", ["", "actors/jnim/", "timeline/ecowas/", "timeline/on/", "evidence/disputed/", "about/data/"])
def test_nothing_is_lost_in_large_letters_or_on_a_narrow_screen(visit, address):
    for width in (320, 640):  # what is left of 640 and 1280 pixels when all is twice as large
        page = visit(address, width, device_scale_factor=2, **CALM)
        assert_fits(page)
        assert page.evaluate(LOST) == []
        page.add_style_tag(content=SPACING)
        assert_fits(page)
        assert page.evaluate(LOST) == []


def test_nothing_moves_for_those_who_asked_for_that(visit):
    page = visit(ARTICLE, PHONE, **CALM)
    open_menu(page)
    moving = page.evaluate("""() => [...document.querySelectorAll('*')].flatMap((e) => ['', '::before', '::after'].map((part) => getComputedStyle(e, part || null)))
        .filter((style) => style.transitionDuration.split(', ').some((time) => time !== '0s') && style.transitionProperty !== 'none'
                           || style.animationName !== 'none' || style.scrollBehavior === 'smooth').length""")
    assert moving == 0
    assert page.evaluate("document.getAnimations().length") == 0
