"""Where places lie: inside the country that is named with them. Checked for the countries whose outlines are in ``data/geo``."""

import json
from collections import namedtuple

from ..reading.problems import Said

NEAR = 0.5  # degrees; outlines are simplified, and towns lie on borders and coasts

Box = namedtuple("Box", "south north west east")
EVERYWHERE = Box(-90, 90, -180, 180)


def check(library):
    """Yield a problem for each place outside its country."""
    boxes = _boxes(library)
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
