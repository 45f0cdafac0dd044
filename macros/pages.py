"""What each kind of page shows: the choosing and ordering of records, handed to a template.

Every function takes the :class:`render.Page` being made and returns Markdown. ``__init__.py``
gives them to authors as macros.
"""

import re
from collections import Counter, defaultdict, namedtuple
from itertools import groupby

from .drawing import drawings, lanes, maps, palette
from .reading.dates import PartialDate
from .reading.model import RECORDS
from .reading.problems import Said
from .records import exports
from .records.library import SINGULAR, Key, by_letter, folded
from .showing import architecture, atoz, errors, examples, filters, freshness, ondate, prose, sourcing, strips
from .showing.prose import PageError, known
from .showing.render import FIRST_YEAR, MONTHS_FROM, event_page, month_page, year_page

USES_SHOWN = 2  # of the entries that use a word of the glossary; the rest is counted
Disputes = namedtuple("Disputes", "statements events")


def profile(page):
    """The whole page of the actor whose id is the page's name."""
    return head(page) + record(page)


def head(page):
    """The top of an actor's page: name, summary, and the strip of its events. Prose goes between ``head`` and ``record``."""
    actor = known(page.id, page.library.actors, Said("actor"))
    events = {part.event_id: part.event for part in page.library.parts[page.id]}
    return page.render("head.md.j2", actor=actor, namesakes=page.library.namesakes[page.id], strip=strips.of_events(page, list(events.items())))


def record(page):
    """The rest of an actor's page: all that is recorded about it."""
    library, id = page.library, page.id
    actor = known(id, library.actors, Said("actor"))
    relations = library.vocabulary["relations"]
    ties = sorted(library.ties[id], key=lambda tie: (tie.relation.when.sort_key, tie.other))
    order = list(relations)
    disputes = Disputes([f.statement if not f.note else f"{f.statement} {f.note}" for f in actor.facts if f.status == "disputed"],
                        [part.event_id for part in library.parts[id] if part.event.disputed])
    return page.render(
        "record.md.j2", id=id, actor=actor,
        facts=sorted(actor.facts, key=lambda fact: (fact.date is None, fact.date.sort_key if fact.date else ())),
        offices=[tie for tie in ties if relations[tie.relation.type].office],
        relations=sorted(((_reading(relations, tie), tie) for tie in ties if not relations[tie.relation.type].office),
                         key=lambda item: (order.index(item[1].relation.type), item[1].inverse)),
        parts=library.parts[id],
        locator=_locator(page, id),
        tree=drawings.family_tree(page, id) if actor.line and len(lanes.around(library, id)) > 1 else None,
        series=[(key, one) for key, one in library.series.items() if id in one.actors],
        disputes=disputes if any(disputes) else None,
        explained=prose.explained(page.docs).get(id, []),
        mentions=[key for key in library.mentions.get(Key("actors", id), []) if key.folder in ("terms", "claims")],
        country_page=_country_page(page, id), events_here=len(_at(library.chronicle, id)) if actor.kind == "state" else 0)


def _locator(page, id):
    """Return a small map of the places of an actor's events; a state needs none."""
    found = maps.locator([place for part in page.library.parts[id] for place in part.event.places])
    return maps.outline(page.library.root) + found if found and page.library.actors[id].kind != "state" else None


def _reading(relations, tie):
    entry = relations[tie.relation.type]
    return entry.inverse if tie.inverse and entry.inverse else entry.label


def year(page):
    """The events of the year whose number is the page's name (``before-2012``: all earlier years), month by month: lists, if the months have pages."""
    def month(item):
        return item[1].date.start.month or 0

    events = [(id, event) for id, event in page.library.chronicle if year_page(event) == page.id]
    months = [(None, page.path, events)]  # many years on one page: no months
    if not page.id.startswith("before"):
        groups = ((number, list(group)) for number, group in groupby(sorted(events, key=month), key=month))
        months = [(number, event_page(group[0][1]), group) for number, group in groups]
    return page.render("year.md.j2", months=months, strip=strips.of_year(page, events),
                       map=drawings.where(page, events), outline=maps.outline(page.library.root), locator=maps.locator)


def month(page):
    """The events of the month whose page this is, with ways to the months before and after in which something is recorded."""
    found = re.fullmatch(r"timeline/(\d{4})/(0[1-9]|1[0-2])\.md", page.path)
    if not found or int(found[1]) < MONTHS_FROM:
        raise PageError(Said("{macro}() has nothing to show here", macro="month"), Said("it belongs on pages such as {page}", page=month_page(MONTHS_FROM, 1)))
    when, chronicle = PartialDate(int(found[1]), int(found[2])), page.library.chronicle
    starts = [one.date.start for _, one in chronicle if one.date.start.year >= MONTHS_FROM and one.date.start.month]
    months = {month_page(start.year, start.month): PartialDate(start.year, start.month) for start in starts}

    def way(path):
        return path and (page.language.day(months[path]), path)

    return page.render("month.md.j2", name=page.language.day(when), year=when.year, events=[(id, one) for id, one in chronicle if event_page(one) == page.path],
                       before=way(max((path for path in months if path < page.path), default=None)),
                       after=way(min((path for path in months if path > page.path), default=None)),
                       outline=maps.outline(page.library.root), locator=maps.locator)


def timeline(page, theme=None, country=None, kind=None, actors=()):
    """A list of events: of one theme, in one country, with an actor of one kind, or with one of some actors."""
    chosen = _chosen(page, theme, country, kind, actors)
    years = groupby(chosen, key=lambda item: item[1].date.start.year)
    return page.render(
        "timeline.md.j2", years=[(number, list(group)) for number, group in years], year_page=year_page, strip=strips.of_list(page, chosen),
        map=drawings.where(page, chosen) if len(chosen) < len(page.library.events) else "",  # of all events it would be too large for a page
        filter=filters.form(page, chosen) if len(chosen) >= strips.FEWEST else "")


def strip(page, theme=None, country=None, kind=None, actors=()):
    """How many events are recorded by year and theme, as a small table of links; it takes the same names as ``timeline``, which brings its own."""
    name = "-".join(filter(None, (theme, country, kind, *actors)))
    return strips.of_events(page, _chosen(page, theme, country, kind, actors), f"strip-{name}")


def _chosen(page, theme, country, kind, actors):
    library = page.library
    for name, names, what in ((theme, library.vocabulary["themes"], Said("theme")), (country, library.actors, Said("country")),
                              (kind, library.vocabulary["kinds"], Said("kind")), *((id, library.actors, Said("actor")) for id in actors)):
        if name is not None:
            known(name, names, what)
    chosen = library.chronicle if page.draws else []
    if theme:
        chosen = [(id, event) for id, event in chosen if event.theme == theme]
    if country:
        chosen = _at(chosen, country)
    if kind:
        chosen = [(id, e) for id, e in chosen if any(library.actors[p.actor].kind == kind for p in e.actors)]
    if actors:
        chosen = [(id, e) for id, e in chosen if any(p.actor in actors for p in e.actors)]
    return chosen


def _at(events, country):
    return [(id, event) for id, event in events if any(place.country == country for place in event.places)]


def _country_page(page, country):
    """Return the path of a country's timeline if somebody has made that page."""
    path = f"timeline/countries/{country}.md"
    return path if (page.docs / path).is_file() else None


def years(page):
    """Links to the pages of the years, with the number of events recorded in each."""
    say = page.language.say
    counts = Counter(year_page(event) for _, event in page.library.chronicle)
    return "\n".join(f"- [{name if name.isdigit() else say('before', year=FIRST_YEAR)}]({page.to(f'timeline/{name}.md')}): "
                     f"{say('events_count', n=page.language.number(count)) if count != 1 else say('events_count_one')}"
                     for name, count in sorted(counts.items(), key=lambda item: (item[0].isdigit(), item[0]))) + "\n"


def countries(page):
    """Links to the timelines of the countries that have one."""
    states = sorted((actor.name, id) for id, actor in page.library.actors.items() if actor.kind == "state" and _country_page(page, id))
    return "\n".join(f"- [{page.text(name)}]({page.to(_country_page(page, id))})" for name, id in states) + "\n"


def glossary(page):
    """All terms of the glossary, by letter."""
    terms = sorted(page.library.terms.items(), key=lambda item: folded(item[1].term))
    letters = by_letter(terms, lambda item: folded(item[1].term))

    def related(id, term):
        see = [page.library.find(other) for other in term.see]
        return see + [key for key in page.library.mentions.get(Key("terms", id), []) if key not in see]

    def uses(id, see):
        return [key for key in page.library.word_uses.get(id, []) if key not in see]

    return page.render("glossary.md.j2", letters=letters, related=related, uses=uses, shown=USES_SHOWN)


def bibliography(page):
    """The sources that stand on the shelf whose name is the page's."""
    library, shelf = page.library, page.id
    sources = sorted(((id, source) for id, source in library.sources.items() if library.shelves[id] == shelf),
                     key=lambda item: (folded(item[1].publisher), item[1].date.sort_key if item[1].date else (), item[0]))
    return page.render("bibliography.html.j2", sources=[(id, source, library.uses.get(id, [])) for id, source in sources])


def shelves(page):
    """Links to the pages of the bibliography, with the number of sources on each."""
    counts = Counter(page.library.shelves.values())
    return " · ".join(f"[{page.text(entry.label)}]({page.to(f'evidence/sources/{name}.md')}) ({counts[name]})"
                      for name, entry in page.library.vocabulary["shelves"].items()) + "\n"


def article(page):
    """The claims of the article of 2025, in its order."""
    return page.render("article.md.j2", claims=sorted(page.library.claims.items(), key=lambda item: item[1].order))


def rivals(event):
    """Return the figures of an event for which two claimants or more give numbers of the same thing, a list for each measure, lowest first."""
    by_measure = defaultdict(list)
    for figure in sorted(event.figures, key=lambda figure: figure.value or figure.low or 0):
        if figure.scope is None:
            by_measure[figure.measure].append(figure)
    return [figures for _, figures in sorted(by_measure.items()) if len({figure.claimed_by for figure in figures}) > 1]


def disputed_figures(page):
    """Every event with rival numbers, latest first: each number with what it counts and who says so. The sources stand with the event's own entry."""
    entries = [(id, event, found) for id, event in reversed(page.library.chronicle) if (found := rivals(event))]
    years = groupby(entries, key=lambda entry: entry[1].date.start.year)
    return page.render("disputed.md.j2", years=[(number, list(group)) for number, group in years])


def series(page):
    """All series of numbers that belong on the page of that name."""
    library = page.library
    groups = [(entry, [id for id, one in library.charts.items() if library.series[one.lines[0].series].group == name],
               [(id, one) for id, one in library.series.items() if one.group == name])
              for name, entry in library.vocabulary["series-groups"].items() if entry.page == page.id]
    return page.render("series.md.j2", groups=[group for group in groups if group[2]], chart=drawings.chart)


def actors(page, by="kind"):
    """The list of actors by ``kind`` or by ``country``."""
    library = page.library
    ordered = sorted(library.actors.items(), key=lambda item: folded(item[1].name))
    if by == "kind":
        groups = [(kind, entry.label, [(id, a) for id, a in ordered if a.kind == kind]) for kind, entry in library.vocabulary["kinds"].items()]
    elif by == "country":
        states = [id for id, actor in ordered if actor.kind == "state"]
        states.sort(key=lambda id: id not in ("burkina-faso", "mali", "niger"))
        at_home = defaultdict(list)
        for id, actor in ordered:
            for country in actor.countries:
                at_home[country].append((id, actor))
        groups = [(country, library.actors[country].name, [one for one in at_home[country] if one[0] != country]) for country in states]
    else:
        raise PageError(Said("unknown order '{order}'", order=by), Said("known: {words}", words="kind, country"))
    return page.render("actors.md.j2", groups=[group for group in groups if group[2]])


def arguments(page, kind="argument"):
    """Arguments about the alliance by side, or citizens' voices."""
    known(kind, page.library.vocabulary["argument-kinds"], Said("kind"))
    chosen = [(id, a) for id, a in page.library.arguments.items() if a.kind == kind]
    sides = page.library.vocabulary["sides"] if kind == "argument" else {None: None}
    groups = [(entry.label if entry else None, [(id, a) for id, a in chosen if a.side == side]) for side, entry in sides.items()]
    return page.render("arguments.md.j2", groups=groups)


def sourcing_report(page):
    """How well the record is sourced, and how each kind of actor is shown, in tables."""
    states = ("mali", "burkina-faso", "niger")
    return page.render("sourcing.md.j2", sourcing=sourcing, states=states)


def freshness_report(page):
    """What maintainers should look at next: old reviews, weak sources on which much rests, old ties without an end."""
    return page.render("freshness.md.j2", freshness=freshness, overdue=freshness.overdue(page.library, page.today), key=page.key)


def error_codes(page):
    """Every code that the checks give, explained: why, an example gone wrong, and the example mended."""
    groups = groupby(errors.load(page.library.root, page.language.code).items(), key=lambda item: item[0][1])
    return page.render("errors.md.j2", groups=[(digit, list(group)) for digit, group in groups], block=_block)


def _block(help, snippet):
    """Return an example as a block of code; Markdown takes nothing in it for markup, and Jinja does not read it again."""
    language = "yaml" if (help.file or "").endswith(".yml") else "text"
    return f"```{language}\n{errors.seen(snippet)}\n```"


def record_example(page, kind):
    """A real record of one kind as it stands in its file, with what each field is for in comments."""
    folder = known(kind, {word: folder for folder, word in SINGULAR.items()}, "kind of record")
    if not page.draws:
        return ""
    say, id = page.language.say, examples.chosen(page.library, folder)
    lines = examples.example(page.library, folder, id, say)
    return f"{say('record_is', file=f'`data/{folder}/{id}.yml`', link=page.link(Key(folder, id)))}\n\n```yaml\n{errors.seen(chr(10).join(lines))}\n```\n"


def word_lists(page):
    """Every closed list of words, with where it is used, and each word with what is shown for it and what it means."""
    lists = [(name, ", ".join(f"{folder} `{'.'.join(path)}`" for folder, path in fields), page.library.vocabulary[name])
             for name, fields in examples.lists(page.library).items()]
    return page.render("word_lists.md.j2", lists=lists)


def modules(page, *names):
    """Modules of the program, each with what it says of itself."""
    said = architecture.modules()
    return "\n".join(f"- `{name.replace('.', '/')}.py`: {known(name, said, 'module')}" for name in names) + "\n"


def downloads(page):
    """A table of the open data files."""
    rows = []
    for name in RECORDS:
        links = " · ".join(f'<a href="{page.href(f"data/{table}.csv")}">{table}.csv</a>' for table in exports.table_names(name))
        schema = f"data/schema/{SINGULAR[name]}.json"
        rows.append(f'| <a href="{page.href(f"data/{name}.json")}">{name}.json</a> | {links} | <a href="{page.href(schema)}">schema</a> |')
    more = " · ".join(f'<a href="{page.href(f"data/{name}")}">{name}</a>' for name in ("vocabulary.json", "sources.csl.json"))
    return "\n".join(["| JSON | CSV | JSON Schema |", "| --- | --- | --- |", *rows]) + f"\n\n{more}\n"


def example(page, name, *args, **named):
    """A macro explained: its call, what it is for, and what it prints with these arguments."""
    function = known(name, MACROS, Said("macro"))
    given = ", ".join([*(f'"{one}"' for one in args), *(f"{key}={value!r}".replace("'", '"') for key, value in named.items())])
    return f"### {name} {{: #{name} }}\n\n{function.__doc__}\n\n```jinja\n{{{{ {name}({given}) }}}}\n```\n\n{function(page, *args, **named)}\n"


def copies(page, pattern):
    """The offline copies whose file names fit a pattern such as ``*.pdf``, each with its size and, where the site offers it, a link."""
    found = [path for path in page.copies if path.match(pattern)]
    links = [f'<a href="{page.href(f"copies/{path.name}")}">{path.name}</a> ({page.language.say("megabytes", n=_megabytes(page, path))})' for path in found]
    return ", ".join(links) or f"`{pattern}`"


def _megabytes(page, path):
    return page.language.number(max(round(path.stat().st_size / 1e6, 1), 0.1))


MACROS = {function.__name__: function for function in (
    profile, head, record, year, month, timeline, strip, years, countries, glossary, bibliography, shelves, article, disputed_figures, series, actors,
    arguments, sourcing_report, freshness_report, error_codes, record_example, word_lists, modules, downloads, copies, example, ondate.on_date, palette.colours,
    atoz.index_of_names, atoz.index_of_places)}
MACROS |= prose.MACROS | drawings.MACROS
