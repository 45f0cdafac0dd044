"""The offline variant of the site: without what needs a network, and only with the pages chosen."""

import html
import json
import posixpath
import re
import shutil
from pathlib import Path
from urllib.parse import unquote

import lxml.html

from ..reading.problems import did_you_mean

VENDOR = Path(__file__).parent / "vendor"
ONLINE = ("404.html", "feed.xml", "robots.txt", "sitemap.xml", "sitemap.xml.gz")  # for servers and search engines
_FEED = re.compile(r'<link rel="alternate[^>]*>\s*')


def unknown(docs, only):
    """Return a sentence for each address of ``only`` that no page below the folder ``docs`` has."""
    pages = {path.relative_to(docs).with_suffix("").as_posix() for path in docs.rglob("*.md")}
    known = pages | {folder.as_posix() for page in pages for folder in Path(page).parents}
    return [f"no page has the address '{address}'; {did_you_mean(address, known) or 'an address is such as explained/aes or actors/jnim'}"
            for address in only if address not in known]


def finish(site, only=()):
    """Make the built folder ``site`` fit for a disk. ``only`` are addresses such as ``explained/aes`` or ``actors``; with none, all pages stay."""
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
    kept = {page for page in pages if page in ("index.html", "glossary.html") or page.removesuffix(".html") in only
            or any(folder.as_posix() in only for folder in Path(page).parents)}
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
