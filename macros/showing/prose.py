"""What authors put into their sentences: dates, figures, facts and comparisons from the data, each with its sources.

Every function takes the :class:`render.Page` being made and returns Markdown. Those named in
:data:`CITING` leave numbered notes, or stand for entries that have theirs.
"""

import functools
import re
from collections import defaultdict
from pathlib import Path

from ..reading import dates
from ..reading.model import RECORDS, Figure
from ..reading.problems import Said, asked, nearest
from ..records.library import Key, folded
from . import language

SHOWN = 20  # names in a hint
CLOSEST = 2  # sources of an event that a sentence about it cites
_ID_IN_CALL = re.compile(r"""["']([a-z0-9][a-z0-9-]+)["']""")
_TITLE = re.compile(r"""^title: *["']?(.+?)["']?$""", re.MULTILINE)


class PageError(Exception):
    """A macro was called with a name that nothing answers to. ``hint`` says which names there are, ``near`` one that comes near to the ``name``."""

    def __init__(self, message, hint, name="", near=""):
        super().__init__(f"{message} — {hint}")
        self.message, self.hint, self.name, self.near = message, hint, name, near


def known(name, entries, what):
    """Return ``entries[name]``; raises :class:`PageError` with the nearest names if there is none."""
    if name not in entries:
        few, near = len(entries) <= SHOWN, nearest(name, entries)
        some = Said("known: {words}", words=", ".join(entries)) if few else Said("none of the {number} that are known comes near", number=len(entries))
        raise PageError(Said("unknown {kind} '{id}'", kind=what, id=name), asked(near) or some, str(name), near[0] if near else "")
    return entries[name]


# -- links


def actor(page, id, label=None):
    """A link to an actor's profile."""
    known(id, page.library.actors, Said("actor"))
    return page.actor(id, label)


def event(page, id, label=None):
    """A link to an event."""
    known(id, page.library.events, Said("event"))
    return page.event(id, label)


def term(page, id, label=None):
    """A link to a word of the glossary."""
    known(id, page.library.terms, Said("term"))
    return page.link(Key("terms", id), label)


# -- dates


def date(page, event_id, form="day"):
    """The date of an event in words; ``form`` may be ``day``, ``month`` or ``year``, and is never more precise than the record."""
    when = known(event_id, page.library.events, Said("event")).date
    keep = known(form, {"day": ("year", "month", "day"), "month": ("year", "month"), "year": ("year",)}, Said("form"))
    start, end = _coarser(when.start, keep), _coarser(when.end, keep)
    return page.when(dates.When(start, end, "date" if start == end else when.kind))


def _coarser(partial, keep):
    return partial and dates.PartialDate(**{part: getattr(partial, part) for part in keep}, approximate=partial.approximate)


def tie(page, actor_id, relation, other):
    """From when to when a relation between two actors held, with its sources."""
    library = page.library
    known(actor_id, library.actors, Said("actor"))
    known(relation, library.vocabulary["relations"], Said("relation"))
    found = [one for one in library.ties[actor_id] if one.relation.type == relation and one.other == other and not one.inverse]
    if not found:
        others = [one.other for one in library.ties[actor_id] if one.relation.type == relation and not one.inverse]
        raise PageError(Said("no relation '{relation}' from '{actor}' to '{other}'", relation=relation, actor=actor_id, other=other),
                        Said("known: {words}", words=", ".join(others)) if others else Said("see the record"))
    return "; ".join(page.when(one.relation.when) + page.cite(one.relation.sources) for one in found)


# -- facts and sources


def fact(page, actor_id, words):
    """One recorded fact of an actor, found by words that stand in it, with its sources and status."""
    found = known(actor_id, page.library.actors, Said("actor"))
    chosen = [one for one in found.facts if folded(words) in folded(one.statement)]
    if len(chosen) != 1:
        statements = " / ".join(one.statement[:60] for one in chosen or found.facts[:5])
        raise PageError(Said("{number} facts of '{actor}' contain '{words}'", number=len(chosen), actor=actor_id, words=words),
                        Said("give words of one statement: {statements}", statements=statements))
    one = chosen[0]
    return f"{page.text(one.statement)}{page.cite(one.sources)} {page.marks(one)}"


def cite(page, *sources):
    """Numbered notes: ids of sources, or ``event:…`` for the two sources of an event that are closest to it."""
    ids = []
    for name in sources:
        kind, _, id = name.rpartition(":")
        ids += closest(page.library, known(id, page.library.events, Said("event")).sources) if kind == "event" else [name]
    for id in ids:
        known(id, page.library.sources, Said("source"))
    return page.cite(ids)


def closest(library, sources):
    """Return the two sources nearest to who first said it, primary ones first; the event's own entry has all."""
    def distance(id):
        origin = library.vocabulary["origins"][library.sources[id].origin]
        return (not origin.primary, not origin.first_hand, origin.weak)
    return sorted(sources, key=distance)[:CLOSEST]


def argument(page, id):
    """One argument about the alliance: who says it, when, what, and what would show whether it holds."""
    return page.render("argument.md.j2", id=id, argument=known(id, page.library.arguments, Said("argument")))


# -- numbers


def figure(page, event_id, measure):
    """An event's numbers for one measure with every claimant, never one alone: the range first, or what each counts where that differs."""
    by_measure = defaultdict(list)
    for one in known(event_id, page.library.events, Said("event")).figures:
        if not one.scope:
            by_measure[one.measure].append(one)
    figures = sorted(known(measure, by_measure, Said("measure")), key=lambda one: one.value or one.low or 0)
    alike = len({one.counts for one in figures}) == 1
    each = "; ".join(" ".join([page.amount(one) or page.text(one.note), *([] if alike else [page.text(one.counts)])])
                     + f" ({page.text(one.claimed_by)}){page.cite(one.sources)}" for one in figures)
    numbers = [n for one in figures for n in (one.value, one.low, one.high) if n is not None]
    if not alike or not numbers or min(numbers) == max(numbers):
        return each
    span = page.amount(Figure.model_construct(low=min(numbers), high=max(numbers), measure=measure))
    return page.language.say("figure_span", span=span, each=each)


def figures(page, event_id):
    """All numbers of an event in a table: what is counted, the number, who says so."""
    return page.render("figures.md.j2", event=known(event_id, page.library.events, Said("event")))


def point(page, series_id, when):
    """The number of a series for one date, as a link to the series, with its sources; all of them if the series has several."""
    one = known(series_id, page.library.series, Said("series"))
    words = []
    for found in _at(one, when):
        link = page.link(Key("series", series_id), f"{page.amount(found) or found.scope} {one.unit}")
        words.append(link + page.cite(found.sources))
    return "; ".join(words)


def _at(series, when):
    by_date = defaultdict(list)
    for one in series.points:
        by_date[str(one.date)].append(one)
    return known(when, by_date, Said("date"))


def numbers(page, series_id, since=None):
    """A series as a table, with what each number includes; ``since`` leaves out earlier years."""
    one = known(series_id, page.library.series, Said("series"))
    return page.render("numbers.md.j2", id=series_id, one=one, points=_since(one, since))


def side_by_side(page, *series_ids, since=None):
    """Several series in one table, a column each, so that yardsticks can be compared; ``since`` leaves out earlier years."""
    chosen = [(id, known(id, page.library.series, Said("series"))) for id in series_ids]
    rows = defaultdict(lambda: defaultdict(list))
    for id, one in chosen:
        for found in _since(one, since):
            rows[found.date][id].append(found)
    ordered = sorted(rows.items(), key=lambda row: row[0].sort_key if row[0] else ())
    return page.render("side_by_side.md.j2", chosen=chosen, rows=ordered)


def _since(series, since):
    return [one for one in series.points if not since or (one.date and one.date.earliest.year >= int(since))]


def key_figure(page, series_id, when):
    """One number as a card: what is counted, who says so, and the other numbers of that year in the same unit, to compare."""
    one = known(series_id, page.library.series, Said("series"))
    chosen = _at(one, when)
    others = [(id, other, found) for id, other in page.library.series.items() if (other.group, other.unit) == (one.group, one.unit)
              for found in other.points if found not in chosen and found.date and _years(found.date) & _years(chosen[0].date)]
    return page.render("key_figure.html.j2", id=series_id, one=one, points=chosen, others=others)


def _years(when):
    return set(range(when.earliest.year, when.latest.year + 1))


# -- lists and comparisons


def events(page, *ids):
    """A list of chosen events with date, first sentence and sources."""
    return page.render("events.md.j2", events=[(id, known(id, page.library.events, Said("event"))) for id in ids], closest=closest)


def disputes(page, *ids):
    """What is in dispute about each of these events, and between whom."""
    chosen = [(id, known(id, page.library.events, Said("event"))) for id in ids]
    if calm := [id for id, one in chosen if not one.disputed]:
        raise PageError(Said("nothing is recorded as disputed about '{event}'", event=calm[0]),
                        Said("take it out, or fill in 'disputed' in its record"))
    return page.render("disputes.md.j2", events=chosen, closest=closest)


def compare(page, *ids, relations=()):
    """Actors side by side: kind, time, countries, listings, and the ``relations`` named, with their dates."""
    library = page.library
    chosen = [(id, known(id, library.actors, Said("actor"))) for id in ids]
    rows = [(known(name, library.vocabulary["relations"], Said("relation")), [_ties(library, id, name) for id in ids]) for name in relations]
    return page.render("compare.md.j2", chosen=chosen, rows=rows)


def _ties(library, id, name):
    ties = [one for one in library.ties[id] if one.relation.type == name and (not one.inverse or library.vocabulary["relations"][name].symmetric)]
    return sorted(ties, key=lambda one: (one.relation.when.sort_key, one.other))


# -- about the site


def count(page, folder):
    """How many records a folder of data/ holds."""
    known(folder, RECORDS, Said("folder"))
    return page.language.number(len(getattr(page.library, folder)))


def latest(page, number=8):
    """The latest events recorded."""
    return "\n".join(f"- **{page.when(event.date)}** {page.event(id)}" for id, event in list(reversed(page.library.chronicle))[:number]) + "\n"


def vocabulary(page, name):
    """The entries of a list with their definitions."""
    entries = known(name, page.library.vocabulary, Said("list"))
    return "\n".join(f"- **{page.text(entry.label)}**: {page.text(entry.definition)}" for entry in entries.values()) + "\n"


def loaded_words(page):
    """The words that stand on this site only with the name of who uses them, and what is written instead."""
    style = language.style(page.library.root, page.language.code)
    say = page.language.say
    rows = [f"| {page.cell(words)} | {page.cell(instead)} |" for words, instead in style.loaded.items()]
    return "\n".join([f"| {say('loaded_word')} | {say('instead')} |", "| --- | --- |", *rows]) + "\n"


def knowledge(page):
    """A box that says what date the site's knowledge ends."""
    words = page.language
    ends = words.say("knowledge_ends", date=words.day(page.library.knowledge_ends))
    return f'<p class="knowledge"><strong>{ends}</strong> {words.say("knowledge_ends_help")}</p>\n'


# -- which explainers speak of a record


def explained(docs):
    """Return ``{id: [(page, title)]}``: the explainers below ``docs``/explained that name a record in a macro call, in order of their names."""
    return _explained(tuple((str(path), path.stat().st_mtime_ns) for path in _explainers(docs)))


def explainers(docs):
    """Return ``[(page, title)]`` of the explainers below ``docs``/explained, in order of their names."""
    return [(f"explained/{path.name}", _title(path, path.read_text(encoding="utf-8"))) for path in _explainers(docs)]


def _explainers(docs):
    return sorted(path for path in (docs / "explained").glob("*.md") if path.stem != "index")


def _title(path, text):
    title = _TITLE.search(text)
    return title[1] if title else path.stem


@functools.lru_cache(maxsize=4)
def _explained(state):
    found = defaultdict(list)
    for path in (Path(name) for name, _ in state):
        text = path.read_text(encoding="utf-8")
        for id in dict.fromkeys(_ID_IN_CALL.findall(text)):
            found[id].append((f"explained/{path.name}", _title(path, text)))
    return found


MACROS = {function.__name__: function for function in (
    actor, event, term, date, tie, fact, cite, argument, figure, figures, point, numbers, side_by_side, key_figure, events, disputes, compare,
    count, latest, vocabulary, loaded_words, knowledge)}
CITING = {"tie", "fact", "cite", "argument", "figure", "figures", "point", "numbers", "side_by_side", "key_figure", "events", "disputes", "compare",
          "arguments", "timeline", "chart", "family_tree", "blocs", "belonging"}
