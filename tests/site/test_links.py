"""Every link of the built site leads somewhere, and nothing is loaded from another host."""

import re
from collections import Counter
from urllib.parse import unquote, urljoin, urlsplit

import pytest

HERE = "http://site.invalid"
SOURCES = ("src", "srcset", "href", "data", "poster", "action", "formaction", "{http://www.w3.org/1999/xlink}href")
IN_CSS = re.compile(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""")


def leads_out(target):
    return re.match(r"(?!data:)(\w[\w+.-]*:|//)", target.strip()) is not None


@pytest.fixture(scope="module")
def inner_links(pages):
    """``(page, reference, path, anchor)`` of each reference to the site itself."""
    found = []
    for address, tree in pages.items():
        for reference in {*tree.xpath("//@href"), *tree.xpath("//@src")}:
            if not leads_out(reference) and not reference.startswith("data:"):
                target = urlsplit(urljoin(HERE + address, reference))
                found.append((address, reference, unquote(target.path), unquote(target.fragment)))
    return found


def test_inner_links_lead_to_a_file(site, pages, inner_links):
    files = {"/" + path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()} | set(pages)
    assert len(inner_links) > 20_000
    assert [(page, reference) for page, reference, path, _ in inner_links if path not in files] == []


def test_anchors_are_there(pages, inner_links):
    anchors = {address: {*tree.xpath("//@id"), *tree.xpath("//a/@name"), ""} for address, tree in pages.items()}
    assert sum(bool(anchor) for *_, anchor in inner_links) > 10_000
    assert [(page, reference) for page, reference, path, anchor in inner_links if path in pages and anchor not in anchors[path]] == []


def test_ids_are_unique_on_each_page(pages):
    assert [(address, id) for address, tree in pages.items() for id, count in Counter(tree.xpath("//@id")).items() if count > 1] == []


def test_pages_load_nothing_from_another_host(pages):
    loads = [(address, element.tag, target) for address, tree in pages.items() for element in tree.iter() if isinstance(element.tag, str) and element.tag != "a"
             for attribute in SOURCES if (target := element.get(attribute))]
    assert {"script", "link"} <= {tag for _, tag, _ in loads}
    assert [load for load in loads if leads_out(load[2])] == []


def test_styles_load_nothing_from_another_host(site, pages):
    styles = {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in site.rglob("*.css")}
    styles |= {address: "\n".join([*tree.xpath("//style/text()"), *tree.xpath("//@style")]) for address, tree in pages.items()}
    targets = [(name, one or other) for name, text in styles.items() for one, other in IN_CSS.findall(text)]
    assert "assets/site.css" in styles
    assert [target for target in targets if leads_out(target[1])] == []


def test_links_out_are_web_addresses(pages):
    out = {(address, reference) for address, tree in pages.items() for reference in tree.xpath("//a/@href") if leads_out(reference)}
    assert len(out) > 1_000
    assert [link for link in out if not re.match(r"https?://[^/\s]+\.[^/\s]+", link[1])] == []
