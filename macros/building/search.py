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
from collections import defaultdict

from ..reading.model import Prose
from ..showing import language
from ..showing.render import address, built, first_sentence, plain_text

# What an entry holds, and how much each part counts: the names of a record ("whole" is made of them by words.js); places,
# dates and other words that lead to it; what a result shows; all other words of the record or of the page.
FIELDS = {"whole": 100, "names": 10, "leads": 3, "title": 1, "said": 0.2}
WORD = re.compile(r"\w+(?:['’.,]\w+)*")
SHORT = 2  # letters of a word that only a name can be
PROSE = re.compile(r"(explained|teach|about/method)[/.]|actors/[^/]+(/|\.html)#background$|#")  # sections written by hand


def write(library, words, about, site, directory_urls=True):
    """Rewrite the index that the theme's plugin wrote below ``site``; the arguments are those of :func:`index`."""
    path = site / "search" / "search_index.json"
    new = index(library, words, about, json.loads(path.read_text(encoding="utf-8")), directory_urls)
    path.write_text(json.dumps(new, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def install(site):
    """Put our worker before the theme's in the built ``site``. Raises ``LookupError`` if the theme's files are not as expected."""
    workers = site / "assets" / "javascripts" / "workers"
    found = list(workers.glob("search.*.min.js"))
    if len(found) != 1:
        raise LookupError("the theme's search worker was not found; see macros/building/search.py")
    found[0].replace(workers / "theme.js")
    (workers / "boot.js").replace(found[0])


def index(library, words, about, stock, directory_urls=True):
    """Return the search index of a site.

    ``stock`` is the index that the theme's plugin wrote, a dictionary of ``config`` and ``docs``; ``words`` the
    :class:`language.Language` of the pages; ``about`` maps the address of a page to its front matter, of which
    ``description`` is shown and ``keywords``, a list, lead to it. The theme needs the entry of a page before those of its parts.
    """
    own = {entry["location"]: entry for entry in _records(library, words, directory_urls)}
    pages, parts = _pages(stock["docs"], about)
    pages |= {location: own.pop(location) for location in list(own) if location in pages}
    config = stock["config"] | {"lang": ["en"], "pipeline": ["trimmer"], "fields": {name: {"boost": boost} for name, boost in FIELDS.items()}}
    return {"config": config, "docs": [*pages.values(), *parts, *own.values()]}


def _pages(docs, about):
    """Return ``({address: entry}, [entry])``: the pages, and the parts of those that were written by hand."""
    titles = {doc["location"]: _plain(doc["title"]) for doc in docs}
    pages, parts, headings = {}, [], defaultdict(list)
    for doc in docs:
        location, page = doc["location"], doc["location"].partition("#")[0]
        if location != page and PROSE.match(location):
            parts.append(_entry(location, titles[location], [titles[location]], [titles[page], first_sentence(_plain(doc["text"]))], doc["text"], boost=0.7))
            headings[page].append(titles[location])
    for doc in docs:
        location, title = doc["location"], titles[doc["location"]]
        if "#" not in location:
            folder = location.partition("/")[0]
            meta, section = about.get(location, {}), titles.get(f"{folder}/", titles.get(f"{folder}/index.html", title))
            shown = [*([section] if section != title else []), html.unescape(meta.get("description", ""))]
            keywords, text = meta.get("keywords", []), doc["text"] if PROSE.match(location) else ""
            pages[location] = _entry(location, title, [title], shown, text, [*keywords, *headings[location]], 3 if keywords else 1)
    return pages, parts


def _entry(location, title, names, shown, text, leads=(), boost=1.0):
    """Return one entry of the index; ``shown`` under the title are its kind and a line that says what it is, all of them plain text."""
    title = f"{_safe(title)}<small>{_safe(' · '.join(shown))}</small>"
    leads = " ".join(filter(None, dict.fromkeys(leads)))
    return {"location": location, "title": title, "text": "", "boost": round(boost, 1), "names": list(dict.fromkeys(names)), "leads": leads,
            "said": _rest(_plain(text), title, leads, *names)}


def _records(library, words, directory_urls):
    """Yield the entry of each record that a reader would look for. Of two of like name the one that more speaks of counts a little more."""
    french = language.Language("fr", words.words)
    french_places = library.place_names.in_french
    label = {name: {id: entry.label for id, entry in entries.items()} for name, entries in library.vocabulary.items()}

    def entry(key, names, shown, leads=(), boost=1.0):
        page, anchor = address(library, key)
        location = built(page, directory_urls).removesuffix("index.html") + (f"#{anchor}" if anchor else "")
        text = " ".join(plain_text(text) for _, marker, text in library.texts(key) if isinstance(marker, Prose))
        return _entry(location, library[key].label, names, shown, text, leads, boost)

    def actor(key, one):
        countries = [name for id in one.countries for name in library.actors[id].names[:2]]
        spoken_of = min(len(library.parts[key.id]), 60) / 200
        return entry(key, one.names, [label["kinds"][one.kind], first_sentence(one.summary)], countries, 1.2 + spoken_of)

    def event(key, one):
        states = [library.actors[place.country] for place in one.places]
        places = [f"{place.name}, {state.name}" for place, state in zip(one.places, states, strict=True)]
        in_french = [french_places.get(place.name, "") for place in one.places] + [state.name_fr or "" for state in states]
        days = [said for day in (one.date.start, one.date.end) if day for said in (words.day(day), french.day(day), str(day))]
        spoken_of = min(len(one.sources) + len(library.mentions.get(key, [])), 20) / 40
        shown = [words.say("event"), words.when(one.date), *dict.fromkeys(places), label["themes"][one.theme]]
        return entry(key, [one.title], shown, [*places, *in_french, *days], 1 + spoken_of)

    def term(key, one):
        names = [one.term, one.term_fr, *one.aliases, *filter(None, [one.term_ar])]
        return entry(key, names, [words.say("search_term"), one.term_fr, first_sentence(one.definition)], boost=1.1)

    def series(key, one):
        return entry(key, [one.title], [words.say("numbers"), one.measures], boost=0.6)

    def claim(key, one):
        return entry(key, [one.quote], [words.say("search_claim"), label["verdicts"][one.verdict]], boost=0.6)

    def argument(key, one):
        return entry(key, [one.by], [label["argument-kinds"][one.kind], one.role], boost=0.6)

    kinds = {"actors": actor, "events": event, "terms": term, "series": series, "claims": claim, "arguments": argument}
    for key, record in library.records():
        if key.folder in kinds:
            yield kinds[key.folder](key, record)


def _rest(text, *known):
    """Return each word of ``text`` once, in order of the alphabet, without those of the other texts: little to send, and all that a search needs."""
    words = {*WORD.findall(text.lower())} - {*WORD.findall(" ".join(known).lower())}
    return " ".join(sorted(word for word in words if len(word) > SHORT))


def _plain(text):
    return html.unescape(re.sub(r"<[^>]+>", " ", text))


def _safe(text):
    return html.escape(text, quote=False)
