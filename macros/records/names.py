"""Names: one name means one actor, however it is spelt; two that nearly look alike are told apart; an alias adds something.

Two actors that really bear the same or nearly the same name say so with ``different_from``.
"""

import functools
import re
import unicodedata
from collections import Counter, defaultdict, namedtuple

from ..reading.problems import Said

_SIGNS = re.compile(r"[^a-z0-9]+")
NEAR = 7  # letters; of shorter names too many differ by one only

Name = namedtuple("Name", "text id folder record path")


@functools.lru_cache(2**16)
def letters(name):
    """Return the letters and digits of a name alone, so that accents, apostrophes and capitals do not count."""
    if name.isascii():
        return _SIGNS.sub("", name.lower())
    return "".join(char for char in unicodedata.normalize("NFKD", name.casefold()) if char.isalnum())


def confusable(one, other):
    """True if two actors with these names must be told apart: they are the same in letters, or one letter makes the difference."""
    first, second = letters(one), letters(other)
    return first == second or min(len(first), len(second)) >= NEAR and _one_apart(first, second)


def check(library):
    """Yield the problems of the names of actors, words, publishers and places."""
    names = [name for name in _names(library) if letters(name.text)]  # signs alone are no name to compare
    owners = {}
    for name in names:
        owners.setdefault(letters(name.text), {}).setdefault(name.id, name)
    yield from _shared(library, names, owners)
    yield from _near(library, owners)
    yield from _repeated(library)
    yield from _itself(library)
    yield from _words(library)
    yield from _spellings(library)


def _names(library):
    """Yield every :class:`Name` of every actor, with the place where it is written: first those of the records, then those in events."""
    for id, actor in library.actors.items():
        yield from (Name(text, id, "actors", id, path) for path, text in _written(actor))
    for event_id, event in library.events.items():
        for i, part in enumerate(event.actors):
            if part.name_then:
                yield Name(part.name_then, part.actor, "events", event_id, ("actors", i, "name_then"))


def _written(actor):
    """Yield ``(path, name)`` of all names of a record."""
    yield ("name",), actor.name
    for key in ("abbreviation", "name_fr"):
        if text := getattr(actor, key):
            yield (key,), text
    for key in ("aliases", "names_ar"):
        yield from (((key, i), text) for i, text in enumerate(getattr(actor, key)))
    for i, former in enumerate(actor.former_names):
        yield from ((("former_names", i, key), text) for key in ("name", "name_fr", "abbreviation") if (text := getattr(former, key)))


def _declared(library, one, other):
    return other in library.actors[one].different_from or one in library.actors[other].different_from


def _shared(library, names, owners):
    """A name means one actor, unless it is declared that two bear it. Said once of each two."""
    said = set()
    for name in names:
        first = next(iter(owners[letters(name.text)]))
        if first != name.id and (first, name.id) not in said and not _declared(library, first, name.id):
            said.add((first, name.id))
            yield library.documents[name.folder, name.record].problem(
                name.path, "E307", Said("'{name}' is also a name of '{actor}'", name=name.text, actor=first),
                Said("if both are the same, merge the two records; if not, write in data/actors/{id}.yml: different_from: [{other}]",
                     id=name.id, other=first), paste=_declaration(first))


def _near(library, owners):
    """Two names of different actors that differ by one letter are perhaps one name spelt in two ways."""
    for word, other in _neighbours(owners):
        one, two = next(iter(owners[word].values())), next(iter(owners[other].values()))
        if one.id != two.id and not owners[word].keys() & owners[other].keys() and not _declared(library, one.id, two.id):
            one, two = sorted((one, two), key=lambda name: (name.folder, name.record))
            yield library.documents[two.folder, two.record].problem(
                two.path, "E319", Said("'{name}' looks like '{match}', a name of '{other}'", name=two.text, match=one.text, other=one.id),
                Said("if it is the same, use the id '{other}'; if not, write in data/actors/{id}.yml: different_from: [{other}]",
                     id=two.id, other=one.id), paste=_declaration(one.id))


def _declaration(id):
    return f"different_from:\n  - {id}"


def _neighbours(words):
    """Yield each two of the words between which one letter is added, missing or another, in order.

    Words that become equal when one letter is left out of each are looked up, not compared with all others.
    """
    index = defaultdict(list)
    for word in words:
        if len(word) >= NEAR:
            for shorter in {word, *(word[:i] + word[i + 1:] for i in range(len(word)))}:
                index[shorter].append(word)
    pairs = {(one, other) for group in index.values() if len(group) > 1 for one in group for other in group if one < other and _one_apart(one, other)}
    yield from sorted(pairs)


def _one_apart(one, other):
    """True if one letter makes the difference. A digit does not count: ``Resolution 2100`` and ``2101`` are two things."""
    start = next((i for i, (a, b) in enumerate(zip(one, other)) if a != b), min(len(one), len(other)))
    if any(char.isdigit() for char in (one[start:start + 1], other[start:start + 1])):
        return False
    return one[start + 1:] == other[start + 1:] or one[start:] == other[start + 1:] or one[start + 1:] == other[start:]


def _repeated(library):
    """An alias is no other name of the actor in other capitals or accents."""
    for id, actor in library.actors.items():
        seen = {_plain(name): name for name in (actor.name_fr, actor.abbreviation, actor.name) if name}
        for i, alias in enumerate(actor.aliases):
            plain = _plain(alias)
            if plain in seen:
                message = (Said("'{name}' is already a name of this actor", name=alias) if seen[plain] == alias else
                           Said("'{alias}' is the name '{name}' of this actor with other capitals or accents", alias=alias, name=seen[plain]))
                yield library.documents["actors", id].problem(("aliases", i), "E308", message, Said("delete it"))
            seen.setdefault(plain, alias)


def _itself(library):
    """No actor is different from itself."""
    for id, actor in library.actors.items():
        if id in actor.different_from:
            place = ("different_from", actor.different_from.index(id))
            yield library.documents["actors", id].problem(place, "E304", Said("'{id}' refers to itself", id=id), Said("delete it"))


def _plain(name):
    return "".join(char for char in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(char)).replace("’", "'")


def _words(library):
    """A word of the glossary is explained once."""
    owner = {}
    for id, term in library.terms.items():
        for path, word in [(("term",), term.term), *((("aliases", i), alias) for i, alias in enumerate(term.aliases))]:
            first = owner.setdefault(letters(word), id)
            if first != id:
                yield library.documents["terms", id].problem(path, "E307", Said("'{name}' is also a word of the term '{other}'", name=word, other=first),
                                                             Said("merge the two, or tell them apart in the word"))


def _spellings(library):
    """The same publisher, claimant or place is written in the same way everywhere; else it would be counted as two."""
    for written in (_publishers, _claimants, _places):
        times = Counter((group, text) for group, text, _, _ in written(library))
        usual = {}
        for (group, text), _ in times.most_common():  # of spellings that are as frequent, the first
            usual.setdefault((group, letters(text)), text)
        if len(usual) == len(times):
            continue
        for group, text, document, path in written(library):
            match = usual[group, letters(text)]
            if text != match:
                yield document.problem(path, "E319", Said("'{name}' looks like '{match}', as it is spelt elsewhere (found {number}×)", name=text, match=match,
                                                          number=times[group, match]),
                                       Said("write it in the same way: {match}", match=match), instead=match)


def _publishers(library):
    for id, source in library.sources.items():
        yield "", source.publisher, library.documents["sources", id], ("publisher",)


def _claimants(library):
    for id, event in library.events.items():
        for i, figure in enumerate(event.figures):
            yield "", figure.claimed_by, library.documents["events", id], ("figures", i, "claimed_by")


def _places(library):
    for id, event in library.events.items():
        for i, place in enumerate(event.places):
            yield place.country, place.name, library.documents["events", id], ("places", i, "name")
