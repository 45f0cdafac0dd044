"""Nothing is lost: the researched record is all there, and all of it is on the site."""

import re

import pytest

# Floors: what the record held in November 2026, rounded down to tens.
# More is welcome. Only a deliberate decision to remove records lowers a number.
FLOORS = [
    ("actors", None, 300),
    ("actors", "facts", 960),
    ("actors", "relations", 340),
    ("actors", "designations", 61),
    ("events", None, 610),
    ("events", "figures", 920),
    ("events", "actors", 1890),
    ("events", "places", 680),
    ("terms", None, 140),
    ("series", None, 110),
    ("series", "points", 810),
    ("charts", None, 53),
    ("claims", None, 77),
    ("arguments", None, 32),
    ("sources", None, 2830),
]
VOICES, ARGUMENTS = 11, 20  # the two kinds within arguments


@pytest.mark.parametrize(("folder", "key", "floor"), FLOORS)
def test_no_record_is_lost(records, folder, key, floor):
    assert sum(len(record.get(key, [])) if key else 1 for record in records[folder].values()) >= floor


def test_arguments_and_voices_are_kept_apart(records):
    kinds = [record["kind"] for record in records["arguments"].values()]
    assert kinds.count("argument") >= ARGUMENTS
    assert kinds.count("voice") >= VOICES
    assert set(kinds) == {"argument", "voice"}


@pytest.mark.parametrize(("folder", "where"), [
    ("events", r"/timeline/(\d{4}(/\d\d)?|before-2012)/"),
    ("terms", r"/glossary/"),
    ("sources", r"/evidence/sources/[a-z0]+/"),
    ("series", r"/figures/\w+/"),
    ("claims", r"/evidence/article/"),
    ("arguments", r"/explained/will-it-work/"),
])
def test_each_record_has_one_anchor_on_the_site(records, pages, folder, where):
    anchors = [id for address, tree in pages.items() if re.fullmatch(where, address) for id in tree.xpath("//article//@id")]
    assert {id: anchors.count(id) for id in records[folder] if anchors.count(id) != 1} == {}


def test_each_actor_has_a_page_under_its_name(records, pages):
    headings = {id: words(pages[f"/actors/{id}/"].find(".//article/h1").text_content()) for id in records["actors"]}
    assert {id: headings[id] for id, actor in records["actors"].items() if not headings[id].startswith(words(actor["name"]))} == {}


def words(text):
    """Text as a reader sees it: links reduced to their label, white space to one blank."""
    return " ".join(re.sub(r"\[([^\[\]]+)\]\([^()\s]+\)", r"\1", text).split())


def page_of(event):
    """The address at which an event's entry must stand: from 2022 on at its month."""
    year, month = re.search(r"(\d{4})(?:-(\d\d))?", event["date"]).groups()
    return f"/timeline/{year}/{month}/" if year >= "2022" and month else f"/timeline/{year if year >= '2012' else 'before-2012'}/"


def sentences(records):
    """``(pattern of the page's address, sentence)`` of what a reader must be able to read."""
    for id, actor in records["actors"].items():
        yield f"/actors/{id}/", actor["summary"]
        yield from ((f"/actors/{id}/", fact["statement"]) for fact in actor.get("facts", []))
    for event in records["events"].values():
        page = page_of(event)
        yield from ((page, text) for text in (event["title"], event["summary"], event.get("disputed", "")))
        yield from ((page, figure[key]) for figure in event.get("figures", []) for key in ("counts", "claimed_by"))
    for folder, address, keys in (("terms", "/glossary/", ("term", "term_fr", "definition")),
                                  ("claims", "/evidence/article/", ("quote", "restated", "explanation")),
                                  ("arguments", "/explained/will-it-work/", ("by", "role", "statement"))):
        yield from ((address, record[key]) for record in records[folder].values() for key in keys)


def test_every_sentence_stands_on_its_page(records, pages):
    texts = {address: words(tree.find(".//article").text_content()) for address, tree in pages.items()}
    asked = list(sentences(records))
    assert len(asked) > 3_000
    assert [(address, text) for address, text in asked if words(text) not in texts[address]] == []
