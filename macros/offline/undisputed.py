"""What a question with one right answer may rest on: records that nobody disputes, and nothing about who harmed whom."""

import re

# Words of a title or a definition. What they stand in is left for the lesson: the dead are no quiz, and what is argued over has no right answer.
_GRAVE = re.compile(
    r"\b(abduct|amputat|arrest|assassin|attack|behead|bomb|convict|dead|death|detain|die[sd]?\b|disappear|execut|explo|flog|hostage|injur|kill|massacre|murder"
    r"|prison|rape|sentence|sexual|taken away|tortur|victim|wound)", re.IGNORECASE)
_ARGUED = re.compile(
    r"\b(accus|analysts|argue|authorities apply|called his|claim|contest|critic|debate|deni|disput|insult|others call|quarrel|question whether|reject"
    r"|speaks? of|warn)", re.IGNORECASE)


def events(library):
    """Return ``[(id, event)]``, in order of time: confirmed, undisputed, of one exact day, with no harm done and no blame laid."""
    return [(id, event) for id, event in library.chronicle if _sure(library, event) and _calm(library, event)]


def _sure(library, event):
    day = event.date.kind == "date" and event.date.start.day and not event.date.start.approximate
    return day and event.status == "confirmed" and not (event.disputed or event.planned or library.weak(event.sources))


def _calm(library, event):
    roles = library.vocabulary["roles"]
    blamed = any(part.standing or part.denied_by or part.role == "killed" or roles[part.role].blames or roles[part.role].accuses for part in event.actors)
    return event.theme != "civilians" and not blamed and not _GRAVE.search(event.title) and not _ARGUED.search(event.title)


def terms(library):
    """Return ``{id: term}`` of the glossary: not on weak sources alone, not argued over, tied to no disputed event."""
    return {id: term for id, term in library.terms.items()
            if not (library.weak(term.sources) or _GRAVE.search(term.definition) or _ARGUED.search(term.definition))
            and not any(other in library.events and library.events[other].disputed for other in _named(term))}


def _named(term):
    return {*term.see, *re.findall(r"\]\((?:\w+:)?([a-z0-9-]+)\)", term.definition)}


def actors(library):
    """Return ``{id: actor}``: with a confirmed fact, and with none that is disputed or only claimed by a party."""
    return {id: actor for id, actor in library.actors.items()
            if not {one.status for one in (*actor.facts, *actor.relations)} & {"claimed", "disputed"} and fact(library, actor)}


def fact(library, actor):
    """Return the first confirmed fact of an actor, or ``None``."""
    return next((one for one in actor.facts if one.status == "confirmed" and not library.weak(one.sources)), None)
