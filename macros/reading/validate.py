"""From a document to a checked record, or to problems in plain words."""

from itertools import islice

from pydantic import ValidationError

from . import instead, keys
from .model import Part, unwrap
from .problems import MOST, Said, asked, bounded, nearest


def record(document, cls, lines=()):
    """Return ``(record, problems)``: the ``cls`` that ``document`` holds, or ``None`` and what is wrong with it.

    Only texts of the keys ``lines`` may have several lines.
    """
    if not isinstance(document.value, dict):
        return None, [document.problem((), "E201", Said("expected keys such as 'name: …'"), Said("start each line with a key"))]
    wrong = bounded(_leaves(document, lines))
    try:
        found = cls.model_validate(document.value)
        return None if wrong else found, wrong
    except ValidationError as error:
        details = [detail for detail in error.errors(include_url=False) if detail["input"] is not None or detail["type"] == "extra_forbidden"]
        return None, bounded([*wrong, *(_problem(document, cls, detail) for detail in islice(details, MOST + 1))])


def _leaves(document, lines):
    """Yield a problem for each key or dash without a value, and for each text of several lines."""
    if not any(value is None or isinstance(value, str) and "\n" in value for value in document.scalars):
        return
    for path, value in document.leaves:
        if value is None:
            yield document.problem(path, "E205", _of(path, Said("nothing stands here")), Said("give a value, or delete it"))
        elif isinstance(value, str) and "\n" in value.strip() and path[-1] not in lines:
            yield document.problem(path, "E210", _of(path, Said("a line break inside the text")), Said("write one paragraph: use '>-' and leave no line empty"))


def _problem(document, cls, detail):
    path = tuple(step for step in detail["loc"] if not _is_union_step(step, detail["loc"]))
    kind, found = detail["type"], detail["input"]
    key = path[-1] if path else ""
    if kind.startswith("E"):
        said = detail["ctx"]
        paste = instead.exchanged(document, path, *said["exchange"]) if said["exchange"] else ""
        return document.problem(path, kind, _of(path, said["message"]), said["hint"], paste=paste, instead=said["instead"])
    if kind == "extra_forbidden":
        hint, meant, paste = _meant_key(document, key, cls, path)
        return document.problem(path, "E201", Said("unknown key '{key}'", key=key), hint, key=True, paste=paste, instead=meant)
    if kind == "missing":
        paste = instead.missing(document, path[:-1], key, _field(cls, path))
        return document.problem(path[:-1], "E202", Said("the key '{key}' is missing", key=key), Said("add '{key}: …'", key=key), paste=paste)
    written = document.written.get(path, found)
    expected = _EXPECTED.get(kind)
    if kind == "int_type" and isinstance(found, float):
        expected = Said("a whole number")
    if kind == "model_type":
        expected = Said("keys such as '{key}: …'", key=_keys(_class_at(cls, path))[0])
    message = _of(path, Said("expected {form}, found {what}", form=expected, what=_what(found, written))) if expected else ""
    if expected == "text" and not isinstance(found, (dict, list)):
        return document.problem(path, "E203", message, Said('put it in quotes: "{text}"', text=written), instead=f'"{written}"')
    if expected == "a number" and isinstance(found, str):
        qualified = "qualifier" in _keys(_class_at(cls, path[:-1])) and (*path[:-1], "qualifier") not in document.marks
        return document.problem(path, "E208", message, _as_number(found), paste=instead.number(document, path, found, qualified))
    if expected:
        item = kind == "model_type" and isinstance(found, str) and isinstance(path[-1], int)  # the first key may be all that is missing
        return document.problem(path, "E204", message, _remedy(expected, found),
                                instead=f"{_keys(_class_at(cls, path))[0]}: {document.source(path)}" if item and document.source(path) else None)
    if kind == "too_short":
        hint = Said("at least one source is needed: no source, no sentence") if key == "sources" else Said("give one entry at least")
        return document.problem(path, "E209", _of(path, Said("the list is empty")), hint, paste=instead.filled(document, path, _field(cls, path)))
    if kind == "too_long":
        return document.problem(path, "E209", _of(path, Said("{number} entries are too many", number=len(found))),
                                Said("keep {most} at most", most=detail["ctx"]["max_length"]))
    hint = _exchanged(document, path) if key in ("lat", "lon") else ""
    return document.problem(path, "E209", _of(path, _bound(detail)), hint)


def _exchanged(document, path):
    """Return advice for degrees out of range: the two exchanged, if that makes sense of them, or a missing point."""
    lat, lon = (document.at((*path[:-1], key)) for key in ("lat", "lon"))
    if all(isinstance(one, (int, float)) for one in (lat, lon)) and abs(lat) <= 180 and abs(lon) <= 90:
        return Said("if lat (north) and lon (east) are exchanged, write lat: {lat}, lon: {lon}; else look for a wrong decimal point", lat=lon, lon=lat)
    return Said("lat goes from -90 to 90, lon from -180 to 180: look for a wrong decimal point")


_EXPECTED = {
    "string_type": Said("text"), "list_type": Said("a list"), "int_type": Said("a number"), "float_type": Said("a number"), "bool_type": Said("true or false"),
}


def _bound(detail):
    """Return what is said of a value that is too small, too large, or wrong in a way of which we have no words of our own."""
    kind, found = detail["type"], detail["input"]
    if kind == "greater_than_equal":
        return Said("it must be greater than or equal to {bound:g}, not {found}", bound=detail["ctx"]["ge"], found=found)
    if kind == "less_than_equal":
        return Said("it must be less than or equal to {bound:g}, not {found}", bound=detail["ctx"]["le"], found=found)
    return Said("{what}, not {found}", what=detail["msg"].replace("Input should be", "it must be"), found=found)


def _remedy(expected, found):
    """Return advice for a value of the wrong form."""
    if expected == "a list" and isinstance(found, dict):
        return Said("put '- ' before the first key of each item and indent the others as far")
    if expected == "a list":
        return Said("write each item on its own line: - {item}", item=found)
    if expected == "text":
        return Said('if it is text that starts with [ or {{, put it in "quotes"')
    return ""


def _is_union_step(step, loc):
    """Pydantic names the tried branch of ``int | float`` in the path; the file has no such key."""
    return step in ("int", "float") and step == loc[-1]


def _of(path, message):
    """Return the message with the key before it to which it belongs."""
    keys = [step for step in path if isinstance(step, str)]
    return Said("'{key}': {what}", key=keys[-1], what=message) if keys else message


def _what(value, written):
    if isinstance(value, bool):
        return Said("the yes/no value {value}", value=written)
    if isinstance(value, (int, float)):
        return Said("the number {value}", value=written)
    if isinstance(value, dict):
        return Said("keys and values")
    return Said("a list") if isinstance(value, list) else Said("the text '{text}'", text=str(value)[:60])


def _as_number(text):
    if (value := instead.number_in(text)) is not None:
        return Said("write {word}", word=value)
    return Said("write digits only, such as 2600000; 'about' or 'at least' goes into 'qualifier', other words into 'counts' or 'note'")


def _meant_key(document, key, cls, path):
    """Return ``(advice, key or None, lines to paste)`` for a key that the class at ``path`` does not have."""
    here = _class_at(cls, path[:-1])
    known = _keys(here)
    free = [one for one in known if one not in document.at(path[:-1])]
    if ours := keys.meant(key, free):
        return Said("the key for that is '{key}' here", key=ours), ours, ""
    if near := nearest(key, known):
        return asked(near), near[0], ""
    for inner_key, inner in _inner_classes(cls):
        if key in _keys(inner) and inner is not here:
            return Said("it belongs under '{key}'; check the indentation", key=inner_key), None, instead.moved_in(document, path, inner_key)
    if here is not cls and key in _keys(cls):
        return Said("it belongs to the record itself; move it to the left"), None, instead.moved_out(document, path)
    if ours := keys.nearly_meant(key, free):
        return Said("the key for that is '{key}' here", key=ours), ours, ""
    return Said("known keys here: {words}", words=", ".join(sorted(known))), None, ""


def _keys(cls):
    return [field.alias or name for name, field in cls.model_fields.items()]


def _inner_classes(cls):
    for name, field in cls.model_fields.items():
        if inner := unwrap(field.annotation)[1]:
            yield field.alias or name, inner


def _field(cls, path):
    """Return the field of the model that the key at ``path`` is."""
    return next(field for name, field in _class_at(cls, path[:-1]).model_fields.items() if (field.alias or name) == path[-1])


def _class_at(cls, path):
    for step in path:
        if isinstance(step, str):
            cls = dict(_inner_classes(cls)).get(step, Part)
    return cls
