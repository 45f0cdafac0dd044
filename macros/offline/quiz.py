"""Questions for Moodle (``quiz.gift``), made from what is established: words, abbreviations, places, dates.

The wrong answers are chosen by rules and not by chance, so that two builds ask the same.
"""

import hashlib
import re
from collections import Counter, defaultdict
from difflib import SequenceMatcher
from statistics import mean

from ..records.library import Key, folded, headword
from ..showing import prose, render
from . import cited, gift, undisputed

EUROPEAN = (None, "English", "French", "Italian", "Latin", "Spanish")  # origins that say nothing of what a word is about
WRONG = 3  # wrong answers of a question
ALIKE = 0.75  # a French word more like the English one is no question
GAP = range(30, 3 * 365)  # days between two events of which one is to be put first
_YEAR = re.compile(r"\b\d{4}\b")
_SPOT = re.compile(r"[^\W\d_]+(?:[ '’-][^\W\d_]+){0,2}")  # the name of one place, without more


def make(kit):
    """Write ``quiz.gift`` and return its path in a list."""
    say, quiz = kit.words.say, _Quiz(kit)
    full = (*quiz.meanings(), *quiz.words(), *quiz.french(), *quiz.abbreviations(), *quiz.places(), *quiz.years())
    questions = [*(one for one in full if len(one.options) > WRONG), *quiz.first()]
    remarks = (say("quiz_help"), say("knowledge_ends", date=kit.words.day(kit.library.knowledge_ends)), say("quiz_licence"))
    path = kit.out / "quiz.gift"
    path.write_text(gift.text(questions, say("quiz_folder"), remarks), encoding="utf-8", newline="\n")
    return [path]


class _Quiz:
    """Makes the questions, a method for each kind."""

    def __init__(self, kit):
        self.library, self.say, self.language = kit.library, kit.words.say, kit.words
        self.terms, self.events, self.named = undisputed.terms(kit.library), undisputed.events(kit.library), undisputed.actors(kit.library)
        self.defined = {id: term for id, term in self.terms.items() if not _parts(headword(term)) & _parts(_meaning(term))}  # no word gives itself away
        explained = prose.explained(kit.root / "docs" / kit.code)
        self.told = [(id, event) for id, event in self.events if id in explained and not _YEAR.search(event.title)]  # pupils can read of them

    # words

    def meanings(self):
        """What a word means: its own definition among others."""
        for id, term in self.defined.items():
            wrong = [_meaning(self.terms[other]) for other in self._unlike(id, self.defined, _meaning)]
            yield self._about_term("meaning", id, self.say("quiz_meaning", word=headword(term)), _meaning(term), wrong)

    def words(self):
        """Which word is meant: the word among others."""
        for id, term in self.defined.items():
            wrong = [headword(self.terms[other]) for other in self._unlike(id, self.defined, headword)]
            yield self._about_term("word", id, self.say("quiz_word", meaning=_meaning(term)), headword(term), wrong)

    def french(self):
        """The French word for an English one."""
        asked = {id: term for id, term in self.terms.items() if SequenceMatcher(None, folded(headword(term)), folded(_french(term))).ratio() < ALIKE}
        for id, term in asked.items():
            wrong = [_french(asked[other]) for other in self._unlike(id, asked, _french)]
            yield self._about_term("french", id, self.say("quiz_french", word=headword(term)), _french(term), wrong)

    def _unlike(self, id, terms, option):
        """Return the ids of three terms that surely mean something else than the term ``id`` and whose ``option`` looks as if it could be right."""
        term, size = terms[id], len(option(terms[id]))

        def near(other):
            found = terms[other]
            foreign = term.origin_language not in EUROPEAN and found.origin_language == term.origin_language
            longer = abs(len(option(found)) - size) // (size // 2 + 1)
            return not foreign, longer, -len(_parts(term.definition) & _parts(found.definition)), _dice(id, other)

        return sorted((other for other in terms if other != id and _apart(id, term, other, terms[other])), key=near)[:WRONG]

    def _about_term(self, kind, id, text, right, wrong):
        return self._question(kind, id, text, right, wrong, "", self.terms[id].sources, Key("terms", id))

    # names

    def abbreviations(self):
        """Whose abbreviation it is. States are left out, and abbreviations that two share or that stand in the name."""
        shared = Counter(name for actor in self.library.actors.values() for name in actor.names)
        asked = {id: actor for id, actor in self.named.items() if actor.kind != "state" and actor.abbreviation and shared[actor.abbreviation] == 1
                 and not _parts(actor.abbreviation, 2) & _parts(actor.name, 2)}
        for id, actor in asked.items():
            others = (other for other, found in asked.items() if other != id and found.kind == actor.kind)

            def near(other, short=actor.abbreviation):
                return -SequenceMatcher(None, short.upper(), _initials(self.library.actors[other].name)).ratio(), _dice(short, other)

            wrong = [asked[other].name for other in sorted(others, key=near)[:WRONG]]
            more = self.say("quiz_in_french", name=actor.name_fr) if actor.name_fr and folded(actor.name_fr) != folded(actor.name) else ""
            yield self._question("abbreviation", id, self.say("quiz_abbreviation", word=actor.abbreviation), actor.name, wrong, more,
                                 undisputed.fact(self.library, actor).sources, Key("actors", id))

    def places(self):
        """In which country a place lies where something happened; the wrong answers are the countries nearest to it."""
        countries, spots = defaultdict(set), defaultdict(list)
        for event in self.library.events.values():
            for place in event.places:
                countries[place.name].add(place.country)
                spots[place.country].append((place.lat, place.lon))
        centres = {country: (mean(lat for lat, _ in all), mean(lon for _, lon in all)) for country, all in spots.items()}
        latest = {place.name: (id, event, place) for id, event in self.events for place in event.places}
        for name, (id, event, place) in sorted(latest.items(), key=lambda item: folded(item[0])):
            state = self.library.actors[place.country].name
            if not place.approx and len(countries[name]) == 1 and _SPOT.fullmatch(name) and not _parts(state, 4) & _parts(name, 4):
                others = sorted(centres.keys() - {place.country}, key=lambda country, place=place: (_distance(centres[country], place), country))
                yield self._question("place", f"{id} {name}", self.say("quiz_place", place=name), state,
                                     [self.library.actors[other].name for other in others[:WRONG]], self._dated(event), event.sources, Key("events", id))

    # time

    def years(self):
        """In which year something happened: four years in a row."""
        last = self.library.knowledge_ends.year
        for id, event in self.told:
            year = event.date.start.year
            start = min(year - int(_dice("year", id), 16) % (WRONG + 1), last - WRONG)
            years = [str(start + step) for step in range(WRONG + 1)]
            yield self._question("year", id, self.say("quiz_year", title=event.title), str(year), years, self._dated(event), event.sources, Key("events", id))

    def first(self):
        """Which of two events that concern the same actors came first. Each event is asked for once."""
        pairs = sorted((-len(_who(one) & _who(two)), _dice(first, second), first, second) for first, one in self.told for second, two in self.told
                       if (two.date.earliest - one.date.earliest).days in GAP and _who(one) & _who(two) and one.title != two.title)
        used, chosen = set(), []
        for *_, first, second in pairs:
            if not {first, second} & used:
                used |= {first, second}
                chosen.append((first, second))
        for first, second in sorted(chosen):
            one, two = self.library.events[first], self.library.events[second]
            yield self._question("first", f"{first} {second}", self.say("quiz_first"), one.title, [two.title], f"{self._dated(one)} {self._dated(two)}",
                                 [prose.closest(self.library, event.sources)[0] for event in (one, two)], Key("events", first))

    def _dated(self, event):
        return self.say("quiz_dated", title=event.title, date=self.language.when(event.date))

    # all

    def _question(self, kind, id, text, right, wrong, more, sources, key):
        """Return the question. Its feedback ends with what it rests on and with the page to read."""
        page, anchor = render.address(self.library, key)
        address = render.built(page, False) + (f"#{anchor}" if anchor else "")
        named = "; ".join(cited.name(self.language, self.library.sources[source]) for source in prose.closest(self.library, sources)[:2])
        feedback = " ".join(filter(None, (more, self.say("quiz_feedback", source=named, page=address))))
        options = sorted({right, *wrong}, key=lambda option: option if kind == "year" else _dice(id, option))
        return gift.Question(self.say(f"quiz_group_{kind}"), f"{kind} {id}", text, right, tuple(options), feedback)


def _meaning(term):
    return render.first_sentence(term.definition)


def _initials(text):
    return "".join(word[0] for word in re.findall(r"\w+", text)).upper()


def _french(term):
    return term.term_fr.split(" (")[0]


def _parts(text, least=5):
    """Return the words of a text that have ``least`` letters or more, cut to their first six, so that forms of one word are the same."""
    return {word[:6] for word in re.findall(rf"\w{{{least},}}", folded(text))}


def _apart(id, term, other, found):
    """True if two terms have nothing to do with each other: neither names the other, and they lead to no common record."""
    together = folded(f"{term.definition} {term.term}"), folded(f"{found.definition} {found.term}")
    named = folded(headword(found)) in together[0] or folded(headword(term)) in together[1]
    led = {id, *term.see} & {other, *found.see}
    return not (named or led or _parts(headword(term)) & _parts(headword(found)) or len(_parts(_meaning(term)) & _parts(_meaning(found))) > 2)


def _who(event):
    return {part.actor for part in event.actors}


def _distance(centre, place):
    return (centre[0] - place.lat) ** 2 + (centre[1] - place.lon) ** 2


def _dice(*texts):
    """Return letters that follow from the texts alone: an order that nobody sees through and that stays."""
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()
