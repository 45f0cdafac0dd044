"""The offline variant of the site: without what needs a network, and only with the pages chosen."""

import html
import json
import posixpath
import re
import shutil
from pathlib import Path
from urllib.parse import unquote

import lxml.html

VENDOR = Path(__file__).parent / "vendor"
ONLINE = ("404.html", "feed.xml", "robots.txt", "sitemap.xml", "sitemap.xml.gz")  # for servers and search engines
_FEED = re.compile(r'<link rel="alternate[^>]*>\s*')


def finish(site, only=()):
    """Make the built folder ``site`` fit for a disk. ``only`` are addresses such as ``explained/aes`` or ``actors``; with none, all pages stay.

    Raises ``LookupError`` for an address that no page has.
    """
    shutil.copy(VENDOR / "iframe-worker.js", site / "assets" / "javascripts")
    shutil.copy(Path(__file__).parent / "copy.js", site / "assets")
    for name in ONLINE:
        (site / name).unlink(missing_ok=True)
    if only:
        _choose(site, only)
    for path in site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        path.write_text(_FEED.sub("", text), encoding="utf-8", newline="\n")


def _choose(site, only):
    """Leave the pages chosen, the front page and the glossary. What led to others becomes text, or is left out of the navigation and the search."""
    pages = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    kept = {"index.html", "glossary.html"} & pages
    for address in only:
        stem = address.strip("/").removesuffix(".html")
        found = {page for page in pages if page in (f"{stem}.html", f"{stem}/index.html") or page.startswith(f"{stem}/")}
        if not found:
            raise LookupError(f"no page has the address '{address}'; an address is what follows the name of the site, such as explained/aes or actors/jnim")
        kept |= found
    for page in pages - kept:
        (site / page).unlink()
    for page in kept:
        _unlink(site / page, posixpath.dirname(page), kept)
    _forget(site / "search", kept)


def _unlink(path, folder, kept):
    tree = lxml.html.document_fromstring(path.read_bytes())
    for link in tree.xpath("//a[@href]"):
        target = unquote(link.get("href").partition("#")[0])
        if re.match(r"\w+:", target) or not target.endswith(".html") or posixpath.normpath(posixpath.join(folder, target)) in kept:
            continue
        if link.xpath("ancestor::nav"):
            item = link.getparent()
            (item if item.tag == "li" and not item.xpath(".//ul") else link).drop_tree()
        else:
            link.drop_tag()
    for item in tree.xpath("//nav//li[not(.//a)]"):
        item.drop_tree()
    path.write_bytes(lxml.html.tostring(tree, encoding="utf-8", doctype="<!doctype html>"))


def _forget(search, kept):
    index = json.loads((search / "search_index.json").read_text(encoding="utf-8"))
    index["docs"] = [doc for doc in index["docs"] if html.unescape(doc["location"]).partition("#")[0] in kept]
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    (search / "search_index.json").write_text(text, encoding="utf-8")
    (search / "search_index.js").write_text(f"var __index = {text}", encoding="utf-8")
