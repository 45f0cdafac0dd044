"""What feed readers and crawlers ask for at the root of the site: an Atom feed, robots.txt, a map of the site.

The feed (RFC 4287, https://www.rfc-editor.org/rfc/rfc4287) holds the events that happened last. When a record was added is not
known in a copy without the history of the files; the day of its last review is, and is what ``updated`` says.
"""

import uuid

from ..records.library import Key

SHOWN = 30


def write(page, site, site_name, site_url, repo_url):
    """Write ``feed.xml`` and ``robots.txt`` into the folder ``site``; ``page`` is the front page.

    Without ``site_url`` the addresses in the feed are relative, and the map of the site is taken away.
    """
    latest = [(id, event) for id, event in reversed(page.library.chronicle) if not event.planned][:SHOWN]
    entries = [{"id": _name(f"{repo_url}#events/{id}"), "event": event, "updated": _moment(event.reviewed),
                "href": site_url + page.url_of(Key("events", id))} for id, event in latest]
    feed = page.render("feed.xml.j2", entries=entries, id=_name(f"{repo_url}#feed"), name=site_name, base=site_url,
                       updated=max(entry["updated"] for entry in entries))
    (site / "feed.xml").write_text(feed, encoding="utf-8", newline="\n")
    robots = ["User-agent: *", "Disallow:"]
    if site_url:
        robots.append(f"Sitemap: {site_url}sitemap.xml")
    else:  # MkDocs wrote an empty one, for a map needs whole addresses
        for listing in site.glob("sitemap.xml*"):
            listing.unlink()
    (site / "robots.txt").write_text("\n".join(robots) + "\n", encoding="utf-8", newline="\n")


def _name(text):
    """Return a name that stays when the site moves (RFC 4122, version 5)."""
    return uuid.uuid5(uuid.NAMESPACE_URL, text).urn


def _moment(when):
    """Return the day of a review in the form of RFC 3339."""
    return f"{when.earliest}T00:00:00Z"
