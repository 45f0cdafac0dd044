"""Old addresses in the built site, as ``data/redirects.yml`` names them.

An actor's old page leads to the new one at once. A record that is a part of a page keeps its old anchor beside the new
one. Where an event, with its date, has moved to another page, its old page says so. All works without JavaScript.
"""

import re
from types import SimpleNamespace

from markupsafe import Markup

from ..records.rules import date_of
from ..showing.render import Page, address, built, fill


def write(library, language, site, site_name, site_url, directory_urls):
    """Write the old addresses into the built site below the folder ``site``. Raises ``LookupError`` if a new anchor is not there."""
    for old, new in library.redirects.items():
        target, anchor = address(library, new)
        before = _before(library, old, new)
        page = Page(library, language, before, directory_urls)
        file, label = site / built(before, directory_urls), library[new].label
        link = {"href": page.href(target, anchor), "label": label, "say": language.say}
        if anchor:
            old_anchor = anchor.removesuffix(new.id) + old.id
            _keep_anchor(site / built(target, directory_urls), anchor, old_anchor)
        if before != target and file.exists():
            note = Markup('<p id="{}" class="note">{}: <a href="{}">{}</a></p>').format(old.id, language.say("moved"), link["href"], label)
            _change(file, "</article>", f"{note}</article>")
        elif before != target:
            whole = site_url and site_url + Page(library, language, "index.md", directory_urls).href(target)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(fill("moved.html.j2", lang=language.code, name=site_name, canonical=whole, **link), encoding="utf-8", newline="\n")


def _before(library, old, new):
    """Return the page on which a record stood under its old id: an actor had its own, the id of an event starts with its date."""
    if old.folder == "actors":
        return f"actors/{old.id}.md"
    date = date_of(old.id) if old.folder == "events" else None
    if not date:
        return address(library, new)[0]
    event = library.events[new.id].model_copy(update={"date": date})
    return address(SimpleNamespace(events={old.id: event}), old)[0]


def _keep_anchor(file, new, old):
    """Put an empty anchor beside the element whose id is ``new``; in a list of descriptions, inside it."""
    found = re.search(rf'<(\w+)\b[^>]*\sid="?{re.escape(new)}"?[^>]*>', file.read_text(encoding="utf-8"))
    if not found:
        raise LookupError(f"{file}: no element has the id '{new}'")
    anchor = f'<a id="{old}"></a>'
    _change(file, found[0], found[0] + anchor if found[1] in ("dt", "li") else anchor + found[0])


def _change(file, old, new):
    file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8", newline="\n")
