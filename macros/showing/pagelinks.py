"""Links and pictures of a page: none to the site by its full address, no picture without words, credit and licence; and no page that no menu knows."""

import functools
import os
import posixpath
import re

import yaml
from pathspec import GitIgnoreSpec

from ..reading import yamlfile
from ..reading.problems import Said

_TARGET = re.compile(r"(?P<image>!?)\[(?P<text>[^\]]*)\]\(\s*(?P<target>[^)\s]*)")
_REPOSITORY = re.compile(r"^repo_url:.*https://github\.com/([\w-]+)/([\w.-]+?)[\"/\]\s]", re.MULTILINE)
_CREDIT = re.compile(r"\bcr[ée]dits?\s?:", re.IGNORECASE)
_LICENCE = re.compile(r"\bCC[ -]?(?:BY|0)|\bpublic domain|\bdomaine public|\bODbL\b|\bOGL\b|\blicen[cs]e|\bpermission|\bautorisation", re.IGNORECASE)


class _Settings(yamlfile.SAFE_LOADER):
    """Reads mkdocs.yml without carrying out its tags."""


_Settings.add_multi_constructor("", lambda loader, tag, node: None)


def settings(root):
    """Return what ``mkdocs.yml`` sets, as a mapping; empty if there is none that can be read."""
    file = root / "mkdocs.yml"
    try:
        found = yaml.load(file.read_text(encoding="utf-8"), _Settings) if file.is_file() else {}
    except (yaml.YAMLError, UnicodeDecodeError):
        found = {}
    return found if isinstance(found, dict) else {}


def own_addresses(root):
    """Return the addresses under which the site is read: that of SITE_URL, and that which GitHub gives to its repository."""
    text = (root / "mkdocs.yml").read_text(encoding="utf-8", errors="replace") if (root / "mkdocs.yml").is_file() else ""
    pages = [f"https://{owner.lower()}.github.io/{name}/" for owner, name in _REPOSITORY.findall(text)]
    return [address.rstrip("/") + "/" for address in (os.environ.get("SITE_URL"), *pages) if address]


def check(text, page, pages, own):
    """Yield what is wrong with the links and pictures of a page, each as ``pagecheck`` needs it to make a problem.

    ``page`` is its path below the docs folder, ``pages`` all such paths, ``own`` the addresses of the site.
    """
    for link in _TARGET.finditer(text):
        line, target = text.count("\n", 0, link.start()) + 1, link["target"]
        if (path := _on_site(target, own)) is not None:
            relative = _relative(path, page, pages)
            yield (line, "E615", Said("the link '{target}' leads to a page of this site by its full address", target=target),
                   Said("write {relative}, which works in the copies to take along, too", relative=relative) if relative else
                   Said("write the way from this page to that file, such as ../explained/aes.md"), target, relative)
        if link["image"] and not re.match(r"\w+:|//", target) and (missing := _missing(link, text)):
            lacks = functools.reduce(lambda one, other: Said("{one}, {other}", one=one, other=other), missing)
            yield (line, "E614", Said("the image '{target}' lacks: {missing}", target=target, missing=lacks),
                   Said("write what is to be seen between the square brackets, and under the image a line with credit and licence, such as: {example}",
                        example="Credit: A. Writer, CC BY 4.0"),
                   link[0], "", "", f"![{link['text'].strip() or 'What is to be seen'}]({target})\nCredit: A. Writer, CC BY 4.0\n{{: .guide }}")


def _on_site(target, own):
    """Return the path on the site to which a full address or one from the root leads, or ``None``."""
    if target.startswith("/") and not target.startswith("//"):
        return target[1:]
    return next((target[len(address):] for address in own if target.startswith(address) or f"{target}/" == address), None)


def _relative(path, page, pages):
    """Return the way from ``page`` to the file that stands behind a path on the site, or an empty string."""
    path, hash_, anchor = path.partition("#")
    path = path.partition("?")[0].removesuffix("index.html").removesuffix(".html").strip("/")
    file = next((one for one in (f"{path}.md", f"{path}/index.md".lstrip("/"), path) if one in pages), None)
    return posixpath.relpath(file, posixpath.dirname(page) or ".") + hash_ + anchor if file else ""


def _missing(image, text):
    """Return what an image lacks. Credit and licence stand in its paragraph or in the next."""
    below = re.split(r"\n\s*\n", text[image.end():].lstrip("\n"))
    below = " ".join([text[image.start():image.end()], *below[:2]])
    lacks = ((not image["text"].strip(), Said("description")), (not _CREDIT.search(below), Said("credit")), (not _LICENCE.search(below), Said("licence")))
    return [what for missing, what in lacks if missing]


def outside_the_menu(pages, found):
    """Yield the pages that neither ``nav`` nor ``not_in_nav`` of the settings ``found`` names."""
    if not found.get("nav"):
        return
    listed, spared = set(_listed(found["nav"])), GitIgnoreSpec.from_lines(str(found.get("not_in_nav") or "").splitlines())
    yield from (page for page in pages if page not in listed and not spared.match_file(page))


def _listed(nav):
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, (list, dict)):
        for inner in nav.values() if isinstance(nav, dict) else nav:
            yield from _listed(inner)
