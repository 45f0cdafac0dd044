"""Strips: how many events are recorded in each year, month or decade, theme by theme. A small table of numbers that lead to the events."""

from collections import defaultdict, namedtuple

from ..records.library import Key
from .render import FIRST_YEAR, year_page

FEWEST = 5  # events; fewer are seen at a glance without a strip
SHADES = (1, 2, 5, 10)  # from so many events on, a cell is one shade darker
FITS = 6  # so many columns fit on a phone; a strip of more scrolls by itself
EARLIER = FIRST_YEAR - 1  # the column of all years before the first one that has a page of its own

Cell = namedtuple("Cell", "count shade href")


def of_list(page, events):
    """Return the strip of a list with a heading for each year. With the list's filter, a number narrows the list to its events."""
    def to(id, theme):
        event = page.library.events[id]
        return f"?{f'theme={theme}&' if theme else ''}year={year_page(event)}#y{event.date.start.year}"

    return _years(page, events, "events-strip", to)


def of_events(page, events, id="events-strip"):
    """Return a strip of years for any other page: a number leads to the first of its events, a year to its page."""
    def to(event_id, theme):
        return page.url_of(Key("events", event_id)) if theme else page.href(f"timeline/{year_page(page.library.events[event_id])}.md")

    return _years(page, events, id, to)


def of_year(page, events):
    """Return the strip of a year's page, month by month; of the page of all earlier years, decade by decade."""
    def to(id, theme):
        return page.url_of(Key("events", id)) if theme or decades else f"#m{events[id].date.start.month or 0}"

    say, decades = page.language.say, page.id.startswith("before")
    if decades:
        words = ("strip_decades", lambda event: event.date.start.year // 10 * 10, 10, lambda year: say("decade", year=year))
    else:
        words = ("strip_months", lambda event: event.date.start.month or 0, 1,
                 lambda month: page.language.month(month, short=True) if month else say("month_unknown"))
    events = dict(events)
    return _strip(page, events.items(), "events-strip", *words, to)


def _years(page, events, id, to):
    def label(year):
        return page.language.say("before", year=FIRST_YEAR) if year == EARLIER else str(year)

    return _strip(page, events, id, "strip_years", lambda event: max(event.date.start.year, EARLIER), 1, label, to)


def _strip(page, events, id, title, column, step, label, to):
    """Return the strip as HTML, or nothing for a handful of events.

    ``column`` gives the number of an event's column, ``label`` the words for that number, and
    ``to`` the address for the first event of a cell and its theme, or of a column and ``None``.
    """
    if len(events) < FEWEST:
        return ""
    found = defaultdict(list)
    for event_id, event in events:
        found[column(event), event.theme].append(event_id)
        found[column(event), None].append(event_id)
    numbers = sorted({number for number, _ in found})
    columns = range(numbers[0], numbers[-1] + 1, step)

    def cells(theme):
        return [_cell(found[number, theme], theme, to) if (number, theme) in found else None for number in columns]

    themes = {theme for _, theme in found}
    rows = [(entry.label, cells(theme)) for theme, entry in page.library.vocabulary["themes"].items() if theme in themes]
    return page.render("strip.html.j2", id=id, title=title, columns=list(zip(map(label, columns), cells(None), strict=True)), rows=rows,
                       scrolls=len(columns) > FITS)


def _cell(ids, theme, to):
    return Cell(len(ids), sum(len(ids) >= step for step in SHADES), to(ids[0], theme))
