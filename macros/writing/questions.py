"""The questions that are asked for a new record: what it is called, when it was, who says so."""

import shlex
from collections import Counter
from difflib import SequenceMatcher

from ..reading import addresses
from ..reading.dates import parse
from ..reading.model import Actor, Event, Fact, Figure, Participation, Place, Source, Span, Term
from ..reading.problems import Said, did_you_mean, either
from ..records import names
from ..records.library import FOLDER_OF, ID, Key, folded, headword
from ..records.rules import date_of
from . import asking, hosts
from .asking import Unusable

NO_SOURCE = "id-of-a-source"  # what stands where a source is due and none is known yet
ALIKE = 0.82  # from which two names look like one; 1 is the same
SHOWN = 5  # records that look alike
WORDS_OF_ID = 5
LONGEST_ID = 100  # characters; some disks take no file name of more than 255 bytes
PLAIN = ("actors", "events", "terms")  # no two of them have the same id, so that it can be written alone


class Refused(Exception):
    """Nothing is to be written; ``said`` (a :class:`problems.Said`) says why. ``status`` is the exit code."""

    def __init__(self, said, status=1):
        super().__init__(said)
        self.said, self.status = said, status


def usable(kind, id):
    """Raise :class:`Refused` if this cannot be the id of a record of this kind."""
    if len(id) > LONGEST_ID:
        raise Refused(Said("an id of {number} characters: {most} at most", number=len(id), most=LONGEST_ID), 2)
    if not ID.fullmatch(id):
        said, better = Said("'{id}' cannot be an id: use small letters, digits and hyphens", id=id), hosts.slug(id)
        raise Refused(Said("{said}, such as {better}", said=said, better=better) if better else said, 2)
    if kind == "event" and not date_of(id):
        raise Refused(Said("'{id}': the id of an event starts with its date, such as 2024-08-24-town", id=id), 2)


class Questions:
    """The questions that several kinds of records share. ``notes`` are lines to be said at the end."""

    def __init__(self, library, interview, today):
        self.library, self.today, self.notes = library, today, []
        self.tell, self.text, self.several, self.agree = interview.tell, interview.text, interview.several, interview.agree
        self.record, self.silent, self._interview = interview.record, interview.silent, interview
        self.actors = _names((id, actor.names) for id, actor in library.actors.items())
        self.states = {name: id for name, id in self.actors.items() if library.actors[id].kind == "state"}
        self._last_source = ""

    def word(self, question, name, **how):
        """A word of the list ``name``; ``TODO`` if it is needed and not known."""
        return self._interview.word(question, name, {id: entry for id, entry in self.library.vocabulary.get(name, {}).items() if entry}, **how)

    def long(self, question, cls, key, left):
        """A text of a sentence or more. ``left`` says what belongs there if no answer is given."""
        return self.text(question, cls, key) or self.open(left)

    def open(self, left):
        """What stands where an answer is due and none is known yet."""
        return f"TODO: {left.into(self._interview.words)}"

    def date(self, question, cls, key, **how):
        """A date that has a start and does not lie after today."""
        def past(answer):
            if _start(answer).earliest > self.today:
                raise Unusable(Said("{date} lies after today ({today})", date=answer, today=self.today))
            return answer
        return self.text(question, cls, key, then=past, **how)

    def address(self, question, understand):
        """A web address, as it was pasted."""
        return self._interview.ask(question, understand)

    def sources(self):
        """The ids of the sources of what was asked just now."""
        first = self._source(Said("Where did you read it? The id or the address of a source"), self._last_source)
        if not first:
            return [NO_SOURCE]
        self._last_source = first
        more = self.several(lambda: self._source(Said("Another source (Enter: no more)"), ""))
        return list(dict.fromkeys([first, *more]))

    def _source(self, question, offered):
        return self._interview.ask(question, self._source_meant, offered)

    def _source_meant(self, answer):
        library = self.library
        if ID.fullmatch(answer):
            if answer in library.sources or answer == self._last_source:
                return answer
            near = did_you_mean(answer, library.sources) or Said("give the address of the page, starting with https://")
            raise Unusable(Said("'{answer}' is not the id of a source — {near}", answer=answer, near=near))
        url = _cleaned(answer)
        if found := hosts.known(library, url):
            self.tell(Said("This is the source {id}.", id=found))
            return found
        id = hosts.id_of(library, url, hosts.date(url, self.today))
        self.notes.append(Said("This page is not among the sources yet; start it under the id {id}: {command}",
                               id=id, command=f"python -m macros new source {shlex.quote(url)}"))
        return id

    def unless_known(self, keys):
        """Name the records that look like this one and return their keys; raise :class:`Refused` if it is one of them."""
        keys = list(dict.fromkeys(keys))[:SHOWN]
        for key in keys:
            self.tell(Said("looks like {name}, {file}", name=self.library[key].label, file=_file(key)))
        if keys and self.agree(Said("Is it this?") if len(keys) == 1 else Said("Is it one of these?")):
            raise Refused(Said("Nothing was written; mend {files}", files=either(map(_file, keys))))
        return keys

    def id(self, kind, offered, taken):
        """The id of the new record: the one offered, or another one that is free."""
        def understood(answer):
            try:
                usable(kind, answer)
            except Refused as refused:
                raise Unusable(refused.said) from None
            if file := taken(answer):
                raise Unusable(Said("{file} exists already", file=file))
            for folder in PLAIN if FOLDER_OF[kind] in PLAIN else ():
                if answer in getattr(self.library, folder):
                    raise Unusable(Said("{file} exists already", file=_file(Key(folder, answer))))
            if moved := self.library.redirects.get(Key(FOLDER_OF[kind], answer)):
                raise Unusable(Said("'{id}' was the id of '{other}', and its address still leads there", id=answer, other=moved.id))
            return answer

        numbered = [offered, *(f"{offered}-{number}" for number in range(2, 100))]
        return self._interview.ask(Said("Under which id? It is the name of the file and stands in addresses."), understood,
                                   next((id for id in numbered if _takes(understood, id)), ""), needed=True)


def _start(date):
    """Return the start of a date; raises :class:`Unusable` if it has none."""
    if not parse(date).start:
        raise Unusable(Said("this has no start — give the first year it can have been"))
    return parse(date).start


def _takes(understood, answer):
    try:
        return bool(understood(answer))
    except Unusable:
        return False


def _file(key):
    return f"data/{key.folder}/{key.id}.yml"


def _spelt(texts):
    """Return a function that gives a text as one of ``texts`` spells it, if it is the same but for capitals, accents and signs."""
    usual = {}
    for text, _ in Counter(texts).most_common():
        usual.setdefault(names.letters(text), text)
    return lambda text: usual.get(names.letters(text), text)


def _names(records):
    """Return ``{folded name: id}`` of ``(id, names)``; an id stands before a name, and the first of two that share one."""
    records = list(records)
    found = {folded(id): id for id, _ in records}
    for id, called in records:
        for name in called:
            found.setdefault(folded(name), id)
    return found


def _alike(known, name):
    """Return the ids in ``{folded name: id}`` whose names are nearly ``name``: spelt otherwise, or with the words in another order."""
    wanted = hosts.slug(name).split("-")
    matcher = SequenceMatcher(b="".join(wanted), autojunk=False)
    found = Counter()
    for other, id in known.items():
        words = hosts.slug(other).split("-")
        matcher.set_seq1("".join(words))
        if sorted(words) == sorted(wanted):
            found[id] = 1
        elif matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE:
            found[id] = max(found[id], matcher.ratio())
    return [id for id, _ in found.most_common()]


def _id_from(name):
    """Return an id made from a name: all its words if they are few, else the first that mean something."""
    words = hosts.slug(name).split("-")
    return "-".join(words if len(words) <= WORDS_OF_ID else [word for word in words if word not in hosts.LITTLE][:WORDS_OF_ID])


def _actor(ask, id):
    name = ask.text(Said("What is it called?"), Actor, "name", needed=True)
    alike = ask.unless_known([Key("actors", other) for other in _alike(ask.actors, name)])
    abbreviation = ask.text(Said("Its abbreviation, such as JNIM (Enter: none)"), Actor, "abbreviation")
    since = Said("Since when has it existed, or lived? Such as 2017, 2017-03 or 2017-03-02")
    record = {
        "kind": ask.word(Said("What kind of actor is it?"), "kinds") or "TODO",
        "name": name,
        "abbreviation": abbreviation,
        "different_from": [key.id for key in alike if any(names.confusable(name, other) for other in ask.library[key].names)],
        "countries": ask.several(lambda: ask.record(Said("A country it belongs to or acts in (Enter: no more)"), ask.states)),
        "active": {"from": start} if (start := ask.date(since, Span, "from")) else None,
        "summary": ask.long(Said("What is it? One sentence that says so and stands alone."), Actor, "summary", Said("one sentence that says what it is")),
        "facts": ask.several(lambda: _fact(ask)),
        "reviewed": str(ask.today),
    }
    return record, _id_from(abbreviation or name)


def _fact(ask):
    if not (statement := ask.text(Said("One thing that is known about it, in a sentence (Enter: no more)"), Fact, "statement")):
        return None
    date = ask.date(Said("When was that? (Enter: leave out)"), Fact, "date")
    status = ask.word(Said("How sure is it?"), "statuses", offered="reported")
    return {"statement": statement} | ({"date": date} if date else {}) | {"status": status, "sources": ask.sources()}


def _event(ask, id):
    date, planned = _event_date(ask, id)
    title = ask.text(Said("What happened? A short title, such as Attack in Bamako"), Event, "title", needed=True)
    place = _place(ask)
    ask.unless_known([Key("events", other) for other in _events_like(ask.library, parse(date), title, place)])
    record = {
        "date": date,
        "title": title,
        "theme": ask.word(Said("What is it about?"), "themes") or "TODO",
        "status": ask.word(Said("How sure is it?"), "statuses", offered="reported"),
        "planned": planned,
        "summary": ask.long(Said("What happened, in a few plain sentences, and who says so?"), Event, "summary", Said("what happened, and who says so")),
        "places": [place] if place else [],
        "actors": ask.several(lambda: _participation(ask)),
        "figures": ask.several(lambda: _figure(ask)),
        "sources": ask.sources(),
        "reviewed": str(ask.today),
    }
    where = hosts.slug(place["name"]).split("-") if place else []
    what = [word for word in hosts.slug(title).split("-") if word not in hosts.LITTLE and word not in where]
    return record, "-".join([str(parse(date).start).rstrip("~"), *where, *what[:max(WORDS_OF_ID - len(where), 1)]])


def _event_date(ask, id):
    """Return the date of an event, and whether it is only announced."""
    def fits(answer):
        _start(answer)
        if id and not date_of(id).overlaps(parse(answer)):
            raise Unusable(Said("{date} does not fit the id '{id}'", date=answer, id=id))
        return answer

    question = Said("When was it? Only what is known: 2024, 2024-08 or 2024-08-24; 2024-08~ is about then; 2024-08-24/2024-08-26 is from … to")
    while True:
        date = ask.text(question, Event, "date", then=fits, offered=str(date_of(id)) if id else "", needed=True)
        planned = _start(date).earliest > ask.today
        if not planned or ask.agree(Said("{date} lies after today ({today}). Is it announced for then?", date=date, today=ask.today)):
            return date, planned


def _place(ask):
    """Return where an event took place: as other events have it, or as it is told."""
    name = ask.text(Said("In which town or area? (Enter: no one place)"), Place, "name")
    if not name:
        return None
    for id, event in reversed(ask.library.chronicle):
        for place in event.places:
            if folded(place.name) == folded(name):
                ask.tell(Said("It is put where it stands in {file}: {lat}, {lon}", file=f"data/events/{id}.yml", lat=place.lat, lon=place.lon))
                return place.model_dump(exclude_unset=True)
    country = ask.record(Said("In which country?"), ask.states) or "TODO"
    lat = ask.text(Said("How far north, in degrees, such as 12.65? South is below 0."), Place, "lat")
    lon = ask.text(Said("How far east, in degrees, such as -8.0? West is below 0."), Place, "lon")
    place = {"name": name, "country": country, "lat": "TODO" if lat is None else lat, "lon": "TODO" if lon is None else lon}
    if lat is not None and ask.agree(Said("Is the spot known only roughly?")):
        place["approx"] = True
    return place


def _events_like(library, when, title, place):
    """Yield the ids of events that may be of the same days and have the same place or nearly the same title."""
    for id, event in library.events.items():
        if event.date.overlaps(when):
            here = place and any(folded(other.name) == folded(place["name"]) for other in event.places)
            if here or SequenceMatcher(None, folded(event.title), folded(title), autojunk=False).ratio() >= ALIKE:
                yield id


def _participation(ask):
    actor = ask.record(Said("Who took part, or was hit? An id or a name; who is missing is started with {command} (Enter: no more)",
                            command="python -m macros new actor"), ask.actors)
    if not actor:
        return None
    part = {"actor": actor, "role": ask.word(Said("In which role?"), "roles") or "TODO"}
    role = ask.library.vocabulary.get("roles", {}).get(part["role"])
    if role and role.blames:
        part["standing"] = ask.word(Said("This lays blame. How do we know?"), "standings") or "TODO"
    if role and (role.accuses or part.get("standing") == "attributed"):
        part["by"] = ask.long(Said("Who says so?"), Participation, "by", Said("who says so"))
    return part


def _figure(ask):
    measure = ask.word(Said("A number that somebody gives: of what? (Enter: no more)"), "measures")
    if not measure:
        return None
    value = ask.text(Said("How many? Digits only, such as 2600"), Figure, "value")
    qualifier = ask.word(Said("With which word? (Enter: none)"), "qualifiers")
    counts = ask.text(Said("What exactly is counted?"), Figure, "counts", offered=ask.library.vocabulary["measures"][measure].label)
    claimants = _spelt(figure.claimed_by for event in ask.library.events.values() for figure in event.figures)
    claimed_by = ask.text(Said("Who gives this number?"), Figure, "claimed_by", then=claimants) or ask.open(Said("who says so"))
    date = ask.date(Said("When was it said? (Enter: leave out)"), Figure, "date")
    figure = {"measure": measure, "value": "TODO" if value is None else value, "qualifier": qualifier, "counts": counts, "claimed_by": claimed_by, "date": date}
    return {key: value for key, value in figure.items() if value is not None} | {"sources": ask.sources()}


def _term(ask, id):
    term = ask.text(Said("Which word?"), Term, "term", needed=True)
    known = _names((id, filter(None, [one.term, headword(one), one.term_fr, *one.aliases])) for id, one in ask.library.terms.items())
    ask.unless_known([Key("terms", other) for other in _alike(known, term)])
    record = {
        "term": term,
        "term_fr": ask.long(Said("The word in French?"), Term, "term_fr", Said("the word in French")),
        "origin_language": ask.word(Said("From which language does it come? (Enter: leave out)"), "origin-languages"),
        "definition": ask.long(Said("What does it mean, in plain words?"), Term, "definition", Said("what it means, in plain words")),
        "sources": ask.sources(),
        "reviewed": str(ask.today),
    }
    return record, _id_from(term.split(" (")[0])


def _source(ask, address):
    library = ask.library
    url = _address(ask, address)
    guessed = hosts.guesses(library, url) if url else {}
    title = ask.text(Said("The page's own title? Without one, a description in [square brackets]"), Source, "title")
    if title:
        titles = _names((id, [source.title]) for id, source in library.sources.items())
        ask.unless_known([Key("sources", other) for other in _alike(titles, title)])

    def likely(field):
        found = guessed.get(field)
        return found.value if found and (found.count * 2 > found.total or not ask.silent) else ""

    def why(question, field):
        found = guessed.get(field)
        return Said("{question} (so {count} of {total} sources of this site)", question=question, count=found.count, total=found.total) if found else question

    def word(question, field, name):
        return ask.word(why(question, field), name, offered=likely(field)) or "TODO"

    publishers = _spelt(source.publisher for source in library.sources.values())
    record = {
        "title": title or ask.open(Said("the page's own title")),
        "author": ask.text(Said("Who signed it? (Enter: nobody)"), Source, "author"),
        "publisher": ask.text(why(Said("Who wrote it? Of an agency's text on another page: the agency"), "publisher"), Source, "publisher",
                              offered=likely("publisher"), then=publishers) or _open_publisher(ask, guessed),
        "date": ask.date(Said("Of which day is it?"), Source, "date", offered=(url and hosts.date(url, ask.today)) or ""),
        "url": url,
        "language": word(Said("In which language?"), "language", "languages"),
        "kind": word(Said("What sort of page?"), "kind", "source-kinds"),
        "party": word(Said("Whose voice is it?"), "party", "parties"),
        "origin": word(Said("How close is it to who first said it?"), "origin", "origins"),
    }
    if record["origin"] == "repost":
        record["read_at"] = ask.text(Said("On whose page was it read?"), Source, "read_at", offered=likely("read_at"))
    if guessed and ask.silent:
        ask.notes.append(Said("Publisher, language and the words of the lists are those of most sources of {host} ({total}): look whether they fit",
                              host=hosts.host(url), total=guessed["kind"].total))
    offered = hosts.id_of(library, url, record["date"]) if url else _id_from(f"{record['publisher']} {record['date'] or ''}")
    return {key: record[key] for key in Source.model_fields if record.get(key)}, offered


def _open_publisher(ask, guessed):
    return ask.open(Said("{name} or another", name=guessed["publisher"].value) if guessed else Said("who wrote it"))


def _address(ask, given):
    """Return the address of a source, clean, if it has one; raise :class:`Refused` if that page is a source already."""
    if given:
        try:
            url = _cleaned(given)
        except Unusable as unusable:
            raise Refused(unusable.said, 2) from None
    else:
        url = ask.address(Said("Its address on the web, starting with https:// (Enter: it is on paper)"), _cleaned)
    if url and (found := hosts.known(ask.library, url)):
        raise Refused(Said("This page is already the source {id} ({file}); nothing was written", id=found, file=_file(Key("sources", found))))
    return url


def _cleaned(text):
    """Return the address that is meant, clean; raises :class:`Unusable` if there is none."""
    if url := hosts.cleaned(text):
        return asking.fitting(url, Source, "url")
    raise Unusable(Said("'{text}' is not a web address — {advice}", text=text[:80], advice=addresses.advice(text)))


KINDS = {"actor": _actor, "event": _event, "term": _term, "source": _source}
