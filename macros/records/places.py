"""Where places lie: inside the country that is named with them, if its outline is in ``data/geo``; and whether those exist that have a French name there."""

import json
from collections import namedtuple

from ..reading import yamlfile
from ..reading.problems import Problem, Said, asked, nearest

NEAR = 0.5  # degrees; outlines are simplified, and towns lie on borders and coasts

Box = namedtuple("Box", "south north west east")
EVERYWHERE = Box(-90, 90, -180, 180)


def check(library):
    """Yield the problems of the places of events, and of their French names."""
    yield from _outside(library)
    yield from _in_french(library)


def _outside(library):
    """Yield a problem for each place outside its country."""
    try:
        boxes = _boxes(library)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):  # no JSON, or not of this form
        yield Problem("data/geo/outlines.json", 1, 1, "E605", Said("this file was made by a program and cannot be read any more"),
                      Said("take it from an earlier version, or make it anew as data/geo/README.md says"))
        return
    for id, event in library.events.items():
        for i, place in enumerate(event.places):
            box = boxes.get(place.country)
            if box and not _inside(place.lat, place.lon, box):
                message = Said("lat {lat}, lon {lon} lies outside '{country}', which reaches from {south}° to {north}° north and from {west}° to {east}° east",
                               lat=place.lat, lon=place.lon, country=place.country, **_rounded(box))
                document = library.documents["events", id]
                hint, right = _advice(place, box)
                lines = [document.with_instead(("places", i, key), degrees) for key, degrees in right.items()]
                yield document.problem(("places", i, "lat"), "E211", message, hint, paste="\n".join(lines) if all(lines) else "")


def _in_french(library):
    """Yield a problem for each French name of a place that is not the name of any."""
    places = {place.name for event in library.events.values() for place in event.places}
    for name in library.place_names.in_french:
        if name not in places:
            near = nearest(name, places)
            document = yamlfile.read(library.root / "data" / "geo" / "names.yml", "data/geo/names.yml")
            yield document.problem(("in_french", name), "E301", Said("unknown {kind} '{id}'", kind=Said("place"), id=name),
                                   asked(near) or Said("no event has a place with this name; delete the line"), key=True, instead=near[0] if near else None)


def _advice(place, box):
    """Return hint and the right degrees, by key: those of the first of the usual mistakes that explains it."""
    for why, lat, lon in ((Said("lat (north) and lon (east) are exchanged"), place.lon, place.lat),
                          (Said("a minus sign is missing or too much; west of Greenwich lon has one"), place.lat, -place.lon),
                          (Said("lat and lon are exchanged, and a minus sign is missing or too much"), place.lon, -place.lat),
                          (Said("lat and lon are exchanged, and a minus sign is missing or too much"), -place.lon, place.lat)):
        if _inside(lat, lon, box):
            return Said("{why}: write lat: {lat}, lon: {lon}", why=why, lat=lat, lon=lon), {"lat": lat, "lon": lon}
    return Said("is '{name}' in another country, or is a digit wrong?", name=place.name), {}


def _inside(lat, lon, box):
    return box.south - NEAR <= lat <= box.north + NEAR and box.west - NEAR <= lon <= box.east + NEAR


def _rounded(box):
    return {side: round(degrees, 1) for side, degrees in box._asdict().items()}


def _boxes(library):
    """Return ``{id of a state: Box}``; an outline that is cut at the edge of the map goes on without end there."""
    file = library.root / "data" / "geo" / "outlines.json"
    if not file.is_file():
        return {}
    found = {}
    for feature in json.loads(file.read_text(encoding="utf-8"))["features"]:
        points = list(_points(feature["geometry"]["coordinates"]))
        found[feature["properties"]["name"]] = feature["properties"]["actor"], _around(points)
    edge = _around([(lon, lat) for _, box in found.values() for lat in box[:2] for lon in box[2:]])
    return {actor: Box(*(far if side == cut else side for side, cut, far in zip(box, edge, EVERYWHERE, strict=True))) for actor, box in found.values() if actor}


def _around(points):
    lons, lats = zip(*points, strict=True)
    return Box(min(lats), max(lats), min(lons), max(lons))


def _points(coordinates):
    if isinstance(coordinates[0], (int, float)):
        yield coordinates
    else:
        for inner in coordinates:
            yield from _points(inner)
