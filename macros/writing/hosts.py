"""What a web address tells about a new source: its date, words for an id, and what the sources of the same host have in common.

Nothing is asked of the network. What an address is, ``addresses`` knows.
"""

import re
from collections import Counter, namedtuple
from urllib.parse import parse_qsl, unquote, urlsplit

from ..reading import addresses, dates
from ..records.library import folded

GUESSED = ("publisher", "read_at", "language", "kind", "party", "origin")
WORDS_OF_ID = 4
_HOST = re.compile(r"[\w-]+(\.[\w-]+)+")
_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)([-/_.]?)(0[1-9]|1[0-2])(?:\2(0[1-9]|[12]\d|3[01]))?(?!\d)")
_YEAR = re.compile(r"/((?:19|20)\d\d)/")
# Words that say nothing in an id, in English, in French and in addresses.
LITTLE = {
    "a", "an", "and", "are", "as", "at", "by", "for", "from", "his", "her", "in", "into", "is", "it", "its", "of", "on", "or", "over", "that", "the",
    "their", "to", "was", "were", "will", "with", "au", "aux", "avec", "ce", "ces", "d", "dans", "de", "des", "du", "en", "est", "et", "il", "l",
    "la", "le", "les", "leur", "n", "ne", "par", "pas", "pour", "qu", "que", "qui", "s", "sa", "se", "ses", "son", "sont", "sur", "un", "une",
    "article", "html", "index", "php", "htm", "asp", "aspx", "story", "news", "actualite", "amp",
}
_SECOND = {"ac", "co", "com", "edu", "gob", "gouv", "gov", "net", "org"}  # as in bbc.co.uk: the name stands before
Guess = namedtuple("Guess", "value count total")


def host(url):
    """Return the host of an address, without ``www.``; nothing if it cannot be one."""
    try:
        found = (urlsplit(url).hostname or "").removeprefix("www.").rstrip(".")
    except ValueError:
        return ""
    return found if _HOST.fullmatch(found) else ""


def cleaned(text):
    """Return the address that ``text`` means, without tails that follow readers and without marked text (``#:~:text=``), or ``None`` if it holds none."""
    address = addresses.without_tail(text) if addresses.is_address(text) else addresses.cleaned(text)
    return re.sub("#?:~:.*", "", address) if address and host(address) else None


def date(url, today):
    """Return the date that stands in an address, such as ``2024-08-24`` or ``2024-08``, or ``None``; one after ``today`` is none."""
    path = urlsplit(url).path
    for found in _DATE.finditer(path):
        if when := _past("-".join(part for part in found.group(1, 3, 4) if part), today):
            return when
    year = _YEAR.search(path)
    return _past(year[1], today) if year else None


def _past(text, today):
    try:
        return text if dates.parse(text).start.earliest <= today else None
    except dates.DateError:
        return None


def guesses(library, url):
    """Return ``{field of a source: Guess}``: what most of the sources of the same host say, how many of them, and how many there are."""
    same = [source for source in library.sources.values() if source.url and host(source.url) == host(url)]
    found = {}
    for field in GUESSED:
        value, count = max(Counter(getattr(source, field) for source in same).items(), key=lambda item: (item[1], str(item[0])), default=(None, 0))
        if value:
            found[field] = Guess(value, count, len(same))
    return found


def known(library, url):
    """Return the id of the source that is the page with this address, or ``None``."""
    wanted = addresses.page(url)
    return next((id for id, source in library.sources.items() if source.url and addresses.page(source.url) == wanted), None)


def id_of(library, url, date=None):
    """Return an id for a source: as the ids of its host start, the date if there is one, and the first words of the address."""
    day = re.match(r"\d{4}(-\d\d(-\d\d)?)?", date or "")
    words = [word for word in _last_words(url) if word not in LITTLE and not word.isdigit()][:WORDS_OF_ID]
    return slug(" ".join([_start(library, url), day[0] if day else "", *words]))


def slug(text):
    """Return the text as an id: small letters without accents, digits, hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", folded(text.replace("'", "").replace("’", ""))).strip("-")


def _start(library, url):
    """Return how most ids of the sources of this host start, up to the year; if they do not agree, the name of the host."""
    starts = Counter(found[1] for id, source in library.sources.items()
                     if source.url and host(source.url) == host(url) and (found := re.match(r"(.+?)-(?:19|20)\d\d(?:-|$)", id)))
    usual, count = starts.most_common(1)[0] if starts else ("", 0)
    if count * 2 > starts.total():
        return usual
    labels = host(url).split(".")
    labels = labels[:-2] if len(labels) > 2 and labels[-2] in _SECOND else labels[:-1]
    return labels[-1] if labels else ""


def _last_words(url):
    """Return the words of the last part of the path that has any, in small letters without accents."""
    parts = urlsplit(url)
    for part in [*reversed(parts.path.split("/")), *(value for _, value in parse_qsl(parts.query))]:
        words = re.findall(r"[a-z0-9]+", folded(unquote(part, errors="replace")))
        if any(len(word) > 2 and word.isalpha() and word not in LITTLE for word in words):
            return words
    return []
