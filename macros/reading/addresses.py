"""Web addresses as people paste them: with a tracking tail, without https://, with a title or a note around them.

:func:`cleaned` says what was meant, :func:`page` when two addresses lead to one page.
"""

import re
from urllib.parse import urlsplit

from .problems import Said

TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|gbraid|wbraid|dclid|msclkid|yclid|twclid|ttclid|igshid|mc_cid|mc_eid|mkt_tok|_hsenc|_hsmi|at_medium|at_campaign"
                      r"|at_custom\d|xtor|ref_src|ref_url|__twitter_impression|ns_mchannel|ns_campaign)$", re.IGNORECASE)
_WHOLE = re.compile(r"https?://[^\s/<>\"'{}|\\^`]+\.[^\s<>\"{}|\\^`]+")
_BARE = re.compile(r"(?:www\.)?(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/[^\s<>\"]*)?", re.IGNORECASE)
_SCHEME = re.compile(r"h?t?tps?(?::/{0,3}|/{1,3})(?=\w)|//(?=\w)", re.IGNORECASE)
_MIRROR = re.compile(r"^(?:www|m|mobile|amp)\.(?=[^.]+\.[^.])")
_FRONT = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$")
LONGEST = 2000  # characters of an address


def is_address(text):
    """True if the text has the form of one web address."""
    return bool(_WHOLE.fullmatch(text))


def tail(address):
    """Return the names of the parameters in ``address`` that only tell who sent the reader there."""
    _, _, query = address.split("#")[0].partition("?")
    return [name for name in (pair.split("=")[0] for pair in query.split("&")) if TRACKING.match(name)]


def without_tail(address):
    """Return ``address`` without such parameters."""
    whole, hash_, fragment = address.partition("#")
    start, _, query = whole.partition("?")
    kept = "&".join(_kept(query))
    return (f"{start}?{kept}" if kept else start) + hash_ + fragment


def _kept(query):
    return [pair for pair in query.split("&") if pair and not TRACKING.match(pair.split("=")[0])]


def cleaned(text):
    """Return the address that ``text`` most likely means, or ``None`` if it holds none (a title, a note)."""
    if len(text) > LONGEST:
        return None
    if found := re.search(r"\]\((https?://[^\s()]+)\)", text):  # a link of Markdown
        return without_tail(found[1])
    text = text.strip().strip("<>\"'“”‘’«»() ").rstrip(".,;")
    if found := re.search(r"https?://\S+", text):
        text = re.split(r"(?<=.)(?=https?://)", found[0] if found.start() or _note_follows(text) else text)[0]
    elif _SCHEME.match(text):
        text = "https://" + _SCHEME.sub("", text, count=1)
    elif _BARE.fullmatch(text) and " " not in text:
        text = f"https://{text}"
    else:
        return None
    text = text.strip().rstrip(".,;")
    if text.count("(") < text.count(")"):
        text = text.rstrip(").,;")
    text = without_tail(re.sub(r"\s+", "%20", text))
    return text if is_address(text) else None


def _note_follows(text):
    """True if after the first space in the text comes what cannot belong to an address: a bracket, a dash, a second address, a sentence."""
    rest = text.partition(" ")[2]
    return bool(re.match(r"[(\[–—-]|https?://|\S+ \S+ ", rest))


def advice(text):
    """Return what to write instead of a text that is no web address."""
    if address := cleaned(text):
        return Said("write {word}", word=address)
    if " " in text.strip():
        return Said("this looks like a title or a note: put it under 'title' or 'note', and the address of the page, starting with https://, here")
    return Said("write the whole address, starting with https://")


def page(address):
    """Return a key that is the same for two addresses of one page.

    http or https, ``www.`` or ``m.``, a tracking tail, ``/amp`` and ``#part`` make no difference.
    """
    start, _, query = address.split("#")[0].partition("?")
    host, slash, path = start.partition("://")[2].partition("/")
    path = (slash + path).rstrip("/")
    path = _FRONT.sub("", path[:-4] if path.endswith(("/amp", ".amp")) else path)
    query = "&".join(sorted(pair for pair in _kept(query) if pair not in ("amp", "amp=1")))
    return f"{_MIRROR.sub('', host.casefold())}{path}?{query}"


def host(address):
    """Return the host that the address names, in small letters."""
    return urlsplit(address).netloc.casefold()
