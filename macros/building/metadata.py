"""What other programs read of a page: its description, its name in a preview, and schema.org JSON-LD from the records.

Search engines and readers of linked data understand https://schema.org. Nothing is said here that the record does not
say; what has no exact form there (a date that is rough, or lies between two others) is left out.
"""

import functools
import html
import json
import re
from collections import defaultdict

from ..reading.model import RECORDS
from ..records import exports
from ..records.library import Key
from ..showing.render import address, first_sentence

LONGEST = 160  # signs of a description; search engines show no more
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
TYPES = {"state": "Country", "person": "Person"}  # of actors by kind; all others are organisations, whatever they do
_ENDS_TAGS = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def of(page, site_name, meta):
    """Return entries for the front matter ``meta`` of a page: ``description``, ``preview_title`` and ``json_ld``, safe to be written into HTML."""
    actor = page.library.actors.get(page.id) if page.path.startswith("actors/") else None
    title = actor.label if actor else str(meta.get("title", site_name))
    description = shortened(first_sentence(actor.summary) if actor else str(meta.get("description", "")))
    things = _actor(actor, description) if actor else _things(page, site_name, title, description)
    return {"description": html.escape(description), "preview_title": html.escape(title), "json_ld": embedded(things)}


def shortened(text):
    """Return the text, cut between two words if it is too long for a description."""
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"


def embedded(things):
    """Return JSON-LD for a ``<script>``, in which no text can end the script, or nothing."""
    if not things:
        return ""
    whole = {"@context": "https://schema.org"} | (things[0] if len(things) == 1 else {"@graph": things})
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).translate(_ENDS_TAGS)


def _things(page, site_name, title, description):
    """Return what a page that is no actor's is about, as schema.org things."""
    about = {"name": title, "description": description, "inLanguage": page.language.code}
    free = {"isAccessibleForFree": True, "license": LICENCE}
    if page.path == "index.md":
        return [{"@type": "WebSite"} | about]
    if re.fullmatch(r"explained/(?!index\.md).+|teach/.+", page.path):
        return [{"@type": "LearningResource"} | about | free]
    if page.path == "glossary.md":
        terms = [{"@type": "DefinedTerm", "name": term.term, "url": f"#{id}"} for id, term in page.library.terms.items()]
        return [{"@type": "DefinedTermSet"} | about | {"hasDefinedTerm": terms}]
    if page.path == "about/data.md":
        files = [(f"data/{name}.json", "application/json") for name in RECORDS]
        files += [(f"data/{table}.csv", "text/csv") for name in RECORDS for table in exports.table_names(name)]
        return [{"@type": "Dataset"} | about | free | {"name": f"{site_name}: {title}", "distribution": [
            {"@type": "DataDownload", "encodingFormat": form, "contentUrl": page.href(file)} for file, form in files]}]
    return [_event(page.library, event) for event in _events(page.library)[page.path]]


def _actor(actor, description):
    others = [name for name in actor.names if name != actor.name]
    thing = {"@type": TYPES.get(actor.kind, "Organization"), "name": actor.name, "description": description}
    return [thing | ({"alternateName": others} if others else {})]


@functools.lru_cache(maxsize=1)
def _events(library):
    """Return the events that stand on each page."""
    found = defaultdict(list)
    for id, event in library.chronicle:
        found[address(library, Key("events", id))[0]].append(event)
    return found


def _event(library, event):
    """Return an event in few words: a page may hold a hundred."""
    when = event.date
    ends = {"startDate": when.start} if when.kind == "date" else {"startDate": when.start, "endDate": when.end} if when.kind == "interval" else {}
    thing = {"@type": "Event", "name": event.title} | {name: str(end) for name, end in ends.items() if end and not end.approximate}
    places = [{"@type": "Place", "name": place.name, "address": library.actors[place.country].name} for place in event.places]
    return thing | ({"location": places if len(places) > 1 else places[0]} if places else {})
