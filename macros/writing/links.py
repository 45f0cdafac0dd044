"""Are the sources still where they were? ``python -m macros links`` asks each web address and says which are gone or have moved.

These are warnings: a page that is gone was there when it was read, and the check of the data never goes online. For each the
nearest copy in the Internet Archive is named (https://archive.org/help/wayback_api.php).
"""

import http.client
import json
import socket
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import defaultdict, namedtuple
from concurrent.futures import ThreadPoolExecutor

from ..reading import addresses
from ..reading.problems import Said

ARCHIVE = "https://archive.org/wayback/available"
HEADERS = {"User-Agent": "Mozilla/5.0 (compatible; SahelExplainedLinkCheck/1.0)", "Accept": "text/html,*/*"}
AT_ONCE = 8  # hosts that are asked at the same time; one host is asked one page after the other
PAUSE = 1  # seconds between two pages of one host
PATIENCE = 30  # seconds
GONE = (404, 410)
NO_HOST = Said("there is no such host any more")

Answer = namedtuple("Answer", "gone moved unsure")  # why it is gone; where to it has moved; why nobody knows: each a text or ""


def check(library, ids=()):
    """Return ``(problems, unsure)``: what is gone or has moved, and ``[(source id, reason)]`` of what could not be looked at.

    ``ids`` are those of the sources to look at; all if there are none.
    """
    by_host = defaultdict(list)
    for id, source in library.sources.items():
        if source.url and (not ids or id in ids):
            by_host[addresses.host(source.url)].append((id, source))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = sorted((answer for group in pool.map(_ask_host, by_host.values()) for answer in group), key=lambda answer: answer[0])
    if any(not answer.unsure for _, answer in answers):  # we are online, so a host without an address is gone
        answers = [(id, Answer(NO_HOST, "", "") if answer.unsure is NO_HOST else answer) for id, answer in answers]
    problems = [_problem(library, id, answer) for id, answer in answers if answer.gone or answer.moved]
    return problems, [(id, answer.unsure) for id, answer in answers if answer.unsure]


def _ask_host(sources):
    found = []
    for number, (id, source) in enumerate(sources):
        time.sleep(PAUSE if number else 0)
        found.append((id, ask(source.url)))
    return found


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows redirects to web pages only, and remembers whether all of them are for good."""

    def __init__(self):
        self.for_good = True

    def redirect_request(self, request, file, code, message, headers, new):
        if not new.startswith(("http://", "https://")):
            return None
        self.for_good = self.for_good and code in (301, 308)
        return super().redirect_request(request, file, code, message, headers, new)


def ask(url):
    """Ask for a page and return the :class:`Answer`; its text is not read."""
    redirects = _Redirects()
    opener = urllib.request.build_opener(redirects)
    try:
        with opener.open(urllib.request.Request(_ascii(url), headers=HEADERS), timeout=PATIENCE) as answer:
            new = answer.url
    except urllib.error.HTTPError as error:
        return Answer(f"{error.code} {error.reason}", "", "") if error.code in GONE else Answer("", "", f"{error.code} {error.reason}")
    except (OSError, http.client.HTTPException, ValueError) as error:
        if isinstance(getattr(error, "reason", None), socket.gaierror):
            return Answer("", "", NO_HOST)
        return Answer("", "", str(getattr(error, "reason", error)) or type(error).__name__)
    if addresses.page(new) == addresses.page(_ascii(url)):
        return Answer("", "", "")
    if urllib.parse.urlsplit(new).path in ("", "/") and not urllib.parse.urlsplit(new).query:
        return Answer(Said("it leads to the front page {address}", address=new), "", "")  # so many sites say that a page is gone
    return Answer("", new if redirects.for_good else "", "")


def _ascii(url):
    """Return the address as it goes over the line: letters beyond ASCII are written with %."""
    parts = urllib.parse.urlsplit(url)
    host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode("ascii")
    return urllib.parse.urlunsplit((parts.scheme, host, *(urllib.parse.quote(part, safe="%/:=&?~#+!$,;'@()*[]") for part in parts[2:4]), ""))


def _problem(library, id, answer):
    source, document = library.sources[id], library.documents["sources", id]
    copy = archived(source)
    kept = (Said("the Internet Archive has a copy of {date}: {address}", date=copy[0], address=copy[1]) if copy else
            Said("the Internet Archive has no copy"))
    if answer.gone:
        return document.problem(("url",), "E617", Said("the page does not answer any more: {why}", why=answer.gone),
                                Said("{kept}; look whether it stands elsewhere. The source stays valid: it was read", kept=kept))
    return document.problem(("url",), "E618", Said("the page has moved to {address}", address=answer.moved),
                            Said("if it is the same page, write the new address; {kept}", kept=kept), instead=answer.moved)


def archived(source):
    """Return ``(day, address)`` of the copy of a source's page in the Internet Archive that is nearest to its date, or ``None``."""
    question = {"url": source.url} | ({"timestamp": source.date.latest.strftime("%Y%m%d")} if source.date and source.date.end else {})
    try:
        request = urllib.request.Request(f"{ARCHIVE}?{urllib.parse.urlencode(question)}", headers=HEADERS)
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            copy = json.loads(answer.read(100_000))["archived_snapshots"]["closest"]
            day = str(copy["timestamp"])
            return f"{day[:4]}-{day[4:6]}-{day[6:8]}", str(copy["url"])
    except (OSError, http.client.HTTPException, ValueError, KeyError, TypeError):
        return None


def lines(library, ids=()):
    """Yield the whole report: each line is a :class:`problems.Problem` or a :class:`problems.Said`."""
    asked = [id for id, source in library.sources.items() if source.url and (not ids or id in ids)]
    problems, unsure = check(library, ids)
    if asked and len(unsure) == len(asked):
        yield Said("No page could be reached, so nothing is known: {why}.", why=unsure[0][1])
        return
    yield from sorted(problems)
    yield from (Said("data/sources/{id}.yml: not known: {why}", id=id, why=reason) for id, reason in unsure)
    yield Said("Pages asked: {asked}; gone or moved: {gone}; not known: {unsure}. These are warnings; nothing is blocked.",
               asked=len(asked), gone=len(problems), unsure=len(unsure))
