"""The form that narrows a list of events. It holds all that the script ``assets/filter.js`` needs; without script it stays hidden."""

from ..records.library import folded
from .render import FIRST_YEAR, year_page


def form(page, events):
    """Return the form for a list of these events: themes, countries, years, and every name of those who took part."""
    library, say = page.library, page.language.say
    themes = {event.theme for _, event in events}
    countries = {place.country for _, event in events for place in event.places}
    actors = {participation.actor for _, event in events for participation in event.actors}
    years = dict.fromkeys(year_page(event) for _, event in events)
    return page.render(
        "filter.html.j2", number=page.language.number(len(events)),
        themes=[(id, entry.label) for id, entry in library.vocabulary["themes"].items() if id in themes],
        countries=sorted(((id, library.actors[id].name) for id in countries), key=lambda item: folded(item[1])),
        years=[(year, year if year.isdigit() else say("before", year=FIRST_YEAR)) for year in years],
        actors=sorted(((id, _spellings(library.actors[id].names)) for id in actors), key=lambda item: folded(item[1][0])))


def _spellings(names):
    """Return the names without those that differ only in accents or capitals, which the script takes for the same."""
    return list({folded(name): name for name in reversed(names)}.values())[::-1]
