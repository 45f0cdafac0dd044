"""What the search box finds: each record by all its names, places and dates, and the prose of the pages.

The theme's search stays, and works offline; only what it reads is ours. :func:`index` takes the index that
the theme's plugin wrote, keeps the pages and their prose, and puts one entry for each record in place of
the text that is made from records. :func:`install` sets ``overrides/assets/javascripts/workers`` before the
theme's search worker: ``boot.js`` fetches it only when somebody searches, ``words.js`` teaches it to read
words in any spelling.
"""

import html
import json
import re

import yaml

from . import language
from .model import Prose, marked
from .render import address, built, first_sentence, plain_text

# What an entry holds, and how much each part counts: the names of a record ("whole" is made of them by words.js); places,
# dates and other words that lead to it; what a result shows; all other words of the record or of the page.
FIELDS = {"whole": 100, "names": 10, "leads": 3, "title": 1, "said": 0.2}
WORD = re.compile(r"\w+(?:['’.,]\w+)*")
PROSE = re.compile(r"(explained|about|teach)/|actors/[^/]+/#background$|#")  # sections written by hand
# The theme fetches the index with each page, except from a disk, where it waits until somebody searches. It shall always wait.
EAGER, LATE = 'location.protocol!=="file:"', 'location.protocol==="never:"'


def write(library, words, about, site, directory_urls=True):
    """Rewrite the index that the theme's plugin wrote below ``site``; the arguments are those of :func:`index`."""
    path = site / "search" / "search_index.json"
    new = index(library, words, about, json.loads(path.read_text(encoding="utf-8")), directory_urls)
    path.write_text(json.dumps(new, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def install(site):
    """Put our worker before the theme's in the built ``site``. Raises ``LookupError`` if the theme's files are not as expected."""
    scripts = site / "assets" / "javascripts"
    bundle, worker = _only(scripts, "bundle.*.min.js"), _only(scripts / "workers", "search.*.min.js")
    text = bundle.read_text(encoding="utf-8")
    if LATE not in text:  # the live preview keeps the file of the build before
        if text.count(EAGER) != 1:
            raise LookupError(f"{bundle.name} is not as macros/search.py expects: see how the theme fetches its search index now")
        bundle.write_text(text.replace(EAGER, LATE), encoding="utf-8")
        worker.replace(worker.with_name("theme.js"))
    (scripts / "workers" / "boot.js").replace(worker)


def _only(folder, pattern):
    found = list(folder.glob(pattern))
    if len(found) != 1:
        raise LookupError(f"the theme's file {pattern} was not found; see macros/search.py")
    return found[0]


def index(library, words, about, stock, directory_urls=True):
    """Return the search index of a site.

    ``stock`` is the index that the theme's plugin wrote, a dictionary of ``config`` and ``docs``; ``words`` the
    :class:`language.Language` of the pages; ``about`` maps the address of a page to its front matter, of which
    ``description`` is shown and ``keywords``, a list, lead to it. The theme needs the entry of a page before those of its parts.
    """
    records = {entry["location"]: entry for entry in _records(library, words, directory_urls)}
    titles = {entry["location"]: _plain(entry["title"]) for entry in stock["docs"]}
    pages, parts = {}, []
    for entry in stock["docs"]:
        location, text = entry["location"], entry["text"]
        title = titles[location]
        page = location.partition("#")[0]
        if location == page:
            kind, meta = titles.get(location.partition("/")[0] + "/"), about.get(location, {})
            shown = [*([kind] if kind and kind != title else []), html.unescape(meta.get("description", ""))]
            keywords = meta.get("keywords", [])
            leads = [*keywords, *(titles[part] for part in titles if part.startswith(f"{location}#") and PROSE.match(part))]
            pages[location] = records.pop(location, None) or _entry(location, title, [title], shown, text if PROSE.match(location) else "", leads, 3 if keywords else 1)
        elif PROSE.match(location):
            parts.append(_entry(location, title, [title], [titles[page], first_sentence(_plain(text))], text, boost=0.7))
    config = stock["config"] | {"lang": ["en"], "fields": {name: {"boost": boost} for name, boost in FIELDS.items()}, "pipeline": ["trimmer"]}
    return {"config": config, "docs": [*pages.values(), *parts, *records.values()]}


def _entry(location, title, names, about, text, leads=(), boost=1.0):
    """One entry of the index; ``title`` is Markup-free text or HTML of the theme, ``about`` the kind and a line that describes it."""
    title = f"{_safe(title)}<small>{_safe(' · '.join(about))}</small>" if about else _safe(title)
    leads = " ".join(dict.fromkeys(leads))
    return {"location": location, "title": title, "text": "", "boost": round(boost, 2), "names": list(dict.fromkeys(names)), "leads": leads,
            "said": _rest(_plain(text), title, leads, *names)}


def _records(library, words, directory_urls):
    """Yield the entry of each record that a reader would look for."""
    french = language.Language("fr", words.words)
    french_places = yaml.safe_load((library.root / "data" / "geo" / "french-names.yml").read_text(encoding="utf-8"))

    def dates(when):
        return [text for day in (when.start, when.end) if day for text in (words.day(day), french.day(day), str(day))]

    def entry(key, names, about, leads=(), boost=1.0):
        page, anchor = address(library, key)
        record = library[key]
        location = built(page, directory_urls).removesuffix("index.html") + (f"#{anchor}" if anchor else "")
        text = " ".join(plain_text(text) for _, marker, text in marked(record) if isinstance(marker, Prose))
        return _entry(location, record.label, names, about, text, leads, boost)

    kinds = library.vocabulary["kinds"]
    for key, record in library.records():
        if key.folder == "actors":
            countries = [name for country in record.countries for name in library.actors[country].names[:2]]
            prominence = min(len(library.parts[key.id]), 60) / 200  # of two of like name the one in more events comes first
            yield entry(key, record.names, [kinds[record.kind].label, first_sentence(record.summary)], countries, 1.2 + prominence)
        elif key.folder == "events":
            weight = min(len(record.sources) + len(library.mentions.get(key, [])), 20) / 40  # of two like events the one more spoken of comes first
            places = [f"{place.name}, {library.actors[place.country].name}" for place in record.places]
            french_names = [name for place in record.places for name in (french_places.get(place.name), library.actors[place.country].name_fr) if name]
            yield entry(key, [record.title], [words.say("event"), words.when(record.date), *dict.fromkeys(places), library.vocabulary["themes"][record.theme].label],
                        [*places, *french_names, *dates(record.date)], 1 + weight)
        elif key.folder == "terms":
            yield entry(key, [record.term, record.term_fr, *record.aliases, *filter(None, [record.term_ar])], [words.say("search_term"), record.term_fr, first_sentence(record.definition)], boost=1.1)
        elif key.folder == "series":
            yield entry(key, [record.title], [words.say("numbers"), record.measures], boost=0.6)
        elif key.folder == "claims":
            yield entry(key, [record.quote], [words.say("search_claim"), library.vocabulary["verdicts"][record.verdict].label], boost=0.6)
        elif key.folder == "arguments":
            yield entry(key, [record.by], [library.vocabulary["argument-kinds"][record.kind].label, record.role], boost=0.6)


def _rest(text, *known):
    """Return each word of ``text`` once, in order of the alphabet, without those of the other texts: little to send, and all that a search needs."""
    return " ".join(sorted({*WORD.findall(text.lower())} - {*WORD.findall(" ".join(known).lower())}))


def _plain(text):
    return html.unescape(re.sub(r"<[^>]+>", " ", text))


def _safe(text):
    return html.escape(text, quote=False)
