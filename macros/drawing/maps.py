"""Maps: outlines of the region with names, dots where events took place, and small locators. Drawn by ``figures``.

The outlines are Natural Earth's (see ``data/geo/README.md``). All maps use the plate carrée projection, in which a
degree east is as long as a degree north: true enough near the equator, and simple.
"""

import functools
import json
import math
from collections import Counter, defaultdict, namedtuple

from markupsafe import Markup

from . import figures

WIDTH = 340
HALF = 4.5  # of the height of a name
EDGE = 2  # outlines end so far outside the map
Window = namedtuple("Window", "west east south north")
REGION = Window(-18, 24, 3, 27.5)
SAHEL = Window(-12.6, 16.2, 9, 25.2)
THREE_BORDERS = Window(-3.6, 4.6, 11.4, 17.2)  # Liptako-Gourma and its surroundings
CLASSES = {"core": "var(--map-core, #e9cfa3)", "other": "var(--map-land, #f3ecdc)", "aes": "var(--map-aes, #e0b46c)", "ecowas": "var(--map-ecowas, #a9cdb8)",
           "both": "var(--map-both, #b9a7d6)"}


@functools.cache
def _outlines(root):
    return json.loads((root / "data" / "geo" / "outlines.json").read_text(encoding="utf-8"))["features"]


def _map(page, window, classes, dots=(), keys=()):
    """Return the specification of a map; ``classes`` gives a class to each state by its id, the others are plain land."""
    library, spots = page.library, page.library.place_names
    features = [feature | {"properties": {"class": classes.get(feature["properties"]["actor"], "other")}} for feature in _outlines(library.root)]
    names = [{"name": name, "lat": spot.lat, "lon": spot.lon} for spot in spots.states if _fits(name := library.actors[spot.state].name, spot, window)]
    towns = [town.model_dump() for town in spots.capitals if _inside(town, window)]
    specification = figures.spec("map", outlines=features, names=names, towns=towns, dots=[dot for dot in dots if not dot["rough"]],
                                 rough=[dot for dot in dots if dot["rough"]])
    scale = WIDTH / math.radians(window.east - window.west)
    specification["width"], specification["height"] = WIDTH, round(scale * math.radians(window.north - window.south))
    specification["projection"] = {"type": "equirectangular", "scale": scale,
                                   "translate": [-scale * math.radians(window.west), scale * math.radians(window.north)],
                                   "clipExtent": [[-EDGE, -EDGE], [WIDTH + EDGE, specification["height"] + EDGE]]}
    for layer in specification["layer"]:
        encoding = layer["encoding"]
        if "fill" in encoding:
            encoding["fill"]["scale"] = {"domain": list(CLASSES), "range": list(CLASSES.values())}
        for channel, values in (("color", [key.colour for key in keys]), ("shape", [key.shape for key in keys])):
            if channel in encoding:
                encoding[channel]["scale"] = {"domain": [key.label for key in keys], "range": values}
    return specification


def _inside(spot, window):
    return window.west < spot.lon < window.east and window.south < spot.lat < window.north


def _fits(name, spot, window):
    """True if a name written around this spot stays on the map; a letter is about 5.5 units wide."""
    half = len(name) * 5.5 / 2 / WIDTH * (window.east - window.west)
    return window.west < spot.lon - half and spot.lon + half < window.east and window.south + 0.5 < spot.lat < window.north - 0.5


def events_map(page, id, title, description, events, window=SAHEL, named=False):
    """Return the :class:`figures.Figure` of a map of these events, or ``None`` if none has a place in the window; ``named`` writes names beside dots."""
    library = page.library
    counts, by_place = Counter(), defaultdict(Counter)
    for _, event in events:
        for place in event.places:
            if _inside(place, window):
                counts[place.lat, place.lon, place.approx, event.theme] += 1
                by_place[place.name, place.country][event.theme] += 1
    if not counts:
        return None
    themes = [theme for theme in library.vocabulary["themes"] if any(spot[3] == theme for spot in counts)]
    label = {theme: library.vocabulary["themes"][theme].label for theme in themes}
    every = figures.keys([entry.label for entry in library.vocabulary["themes"].values()])  # a theme looks the same on all maps
    keys = [key._replace(dash=None) for key in every if key.label in label.values()]
    # The large dots first, so that the small ones lie on top.
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    dots = [{"lat": lat, "lon": lon, "rough": rough, "theme": label[theme], "count": count} for (lat, lon, rough, theme), count in ordered]
    rows = [(name, library.actors[country].name, ", ".join(f"{label[theme]}: {page.language.number(count)}" for theme, count in sorted(themed.items())))
            for (name, country), themed in sorted(by_place.items())]
    specification = _map(page, window, dict.fromkeys(("mali", "burkina-faso", "niger"), "core"), dots, keys)
    if named:
        specification["datasets"]["towns"] = _names_that_fit(page, by_place, events, window)
    say = page.language.say
    return figures.Figure(id, title, description, specification, keys,
                          (say("place"), say("country"), say("recorded")), rows, Markup(page.text(say("map_note"))), wide=False)


def region_map(page, id, title, description):
    """Return the :class:`figures.Figure` of the three states and their neighbours, with capitals; each is named if its name meets no other."""
    library, say = page.library, page.language.say
    towns = [*library.place_names.capitals, *library.place_names.neighbours]
    specification = _map(page, REGION, dict.fromkeys(("mali", "burkina-faso", "niger"), "core"))
    spots = [(town.name, town.lon, town.lat) for town in towns]
    named = {town["name"] for town in _fitting(page, spots, REGION)}
    specification["datasets"]["towns"] = [town.model_dump() | ({} if town.name in named else {"name": ""}) for town in towns]
    rows = [(Markup('<a href="{}">{}</a>').format(page.href(f"actors/{town.state}.md"), library.actors[town.state].name), town.name) for town in towns]
    return figures.Figure(id, title, description, specification, [], (say("country"), say("capital")), rows, "", wide=False)


def _names_that_fit(page, by_place, events, window):
    """Return the places to be named: those with most events first, each only if its name meets no other."""
    spots = {(place.name, place.country): place for _, event in events for place in event.places}
    ordered = sorted(by_place, key=lambda place: (-sum(by_place[place].values()), place))
    return _fitting(page, [(name, spots[name, country].lon, spots[name, country].lat) for name, country in ordered], window)


def _fitting(page, spots, window):
    """Return of ``[(name, lon, lat)]`` those whose name, written to the right, stays on the map and meets neither an earlier one nor a country's."""
    unit = (window.east - window.west) / WIDTH  # degrees of one unit of the drawing
    taken, named = [], []
    for spot in page.library.place_names.states:
        half = len(page.library.actors[spot.state].name) * 2.8 * unit
        taken.append((spot.lon - half, spot.lat - HALF * unit, spot.lon + half, spot.lat + HALF * unit))
    for name, lon, lat in spots:
        box = (lon, lat - HALF * unit, lon + (len(name) * 5.2 + 12) * unit, lat + HALF * unit)
        inside = window.west < box[0] and box[2] < window.east and window.south < box[1] and box[3] < window.north
        if inside and all(box[2] < other[0] or other[2] < box[0] or box[3] < other[1] or other[3] < box[1] for other in taken):
            taken.append(box)
            named.append({"name": name, "lat": lat, "lon": lon})
    return named


def blocs_map(page, id, title, description, day):
    """Return the :class:`figures.Figure` of who belonged to ECOWAS, the AES and UEMOA on a day (a ``datetime.date``)."""
    library, say = page.library, page.language.say
    member = {bloc: {tie.other: tie.relation for tie in library.ties[bloc] if tie.inverse and tie.relation.type == "member-of"
                     and tie.relation.when.earliest <= day < tie.relation.when.latest} for bloc in ("aes", "ecowas", "uemoa")}
    states = sorted(set().union(*member.values()), key=lambda state: library.actors[state].name)
    classes = {state: "both" if state in member["aes"] and state in member["ecowas"] else "aes" if state in member["aes"]
               else "ecowas" if state in member["ecowas"] else "other" for state in states}
    labels = {"aes": say("bloc_aes"), "ecowas": say("bloc_ecowas"), "both": say("bloc_both")}
    keys = [figures.Key(label, CLASSES[name], "square", None) for name, label in labels.items() if name in classes.values()]
    rows = [(Markup('<a href="{}">{}</a>').format(page.href(f"actors/{state}.md"), library.actors[state].name),
             *(page.when(found[state].when) + Markup(page.cite(found[state].sources)) if state in found else "–" for found in member.values()))
            for state in states]
    specification = _map(page, REGION, classes)
    # UEMOA lies across the other two: its members are marked, not coloured.
    marks = [{"name": "U", "lat": spot.lat, "lon": spot.lon} for spot in library.place_names.states if spot.state in member["uemoa"]]
    specification["datasets"]["towns"] = []
    specification["datasets"]["marks"] = marks
    specification["layer"].append({"data": {"name": "marks"}, "mark": {"type": "text", "dy": 11, "fontSize": 10, "fontWeight": "bold", "clip": True},
                                   "encoding": {"longitude": {"field": "lon", "type": "quantitative"}, "latitude": {"field": "lat", "type": "quantitative"},
                                                "text": {"field": "name"}}})
    return figures.Figure(id, title, description, specification, keys, (say("country"), "AES", "ECOWAS", "UEMOA"), rows, say("bloc_uemoa"), wide=False)


# -- locators: so small and so many that the outline is drawn once a page and used again, without Vega-Lite


@functools.cache
def outline(root):
    """Return the outline of the three states, hidden, in degrees, to stand once on a page that has locators."""
    rings = [ring for feature in _outlines(root) if feature["properties"]["actor"] in ("mali", "burkina-faso", "niger")
             for ring in feature["geometry"]["coordinates"]]
    path = "".join("M" + "L".join(f"{lon:.1f},{-lat:.1f}" for lon, lat in ring) + "Z" for ring in rings)
    return Markup('<svg class="outline" width="0" height="0" aria-hidden="true"><defs><path id="outline" d="{}"/></defs></svg>').format(path)


_VIEW = f"{SAHEL.west} {-SAHEL.north} {SAHEL.east - SAHEL.west:.1f} {SAHEL.north - SAHEL.south:.1f}"


def locator(places):
    """Return a map the size of a stamp with a dot for each place in the Sahel, or nothing. The page needs the :func:`outline`."""
    spots = sorted({(round(place.lon, 1), round(place.lat, 1)) for place in places if _inside(place, SAHEL)})
    if not spots:
        return Markup("")
    dots = Markup("").join(Markup('<circle cx="{}" cy="{}" r=".7"/>').format(lon, -lat) for lon, lat in spots)
    return Markup('<svg class="locator" viewBox="{}" aria-hidden="true"><use href="#outline"/>{}</svg>').format(_VIEW, dots)
