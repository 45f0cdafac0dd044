"""From a document to a checked record, or to problems in plain words."""

import re
from itertools import islice

from pydantic import ValidationError

from . import keys
from .model import Part, unwrap
from .problems import MOST, Said, bounded, did_you_mean


def record(document, cls, lines=()):
    """Return ``(record, problems)``: the ``cls`` that ``document`` holds, or ``None`` and what is wrong with it.

    Only texts of the keys ``lines`` may have several lines.
    """
    if not isinstance(document.value, dict):
        return None, [document.problem((), "E201", "expected keys such as 'name: …'", "start each line with a key")]
    wrong = bounded(_leaves(document, lines))
    try:
        found = cls.model_validate(document.value)
        return None if wrong else found, wrong
    except ValidationError as error:
        details = [detail for detail in error.errors(include_url=False) if detail["input"] is not None or detail["type"] == "extra_forbidden"]
        return None, bounded([*wrong, *(_problem(document, cls, detail) for detail in islice(details, MOST + 1))])


def _leaves(document, lines):
    """Yield a problem for each key or dash without a value, and for each text of several lines."""
    for path, value in document.leaves():
        if value is None:
            yield document.problem(path, "E205", f"{_name(path)}nothing stands here", "give a value, or delete it")
        elif isinstance(value, str) and "\n" in value.strip() and path[-1] not in lines:
            yield document.problem(path, "E210", f"{_name(path)}a line break inside the text", "write one paragraph: use '>-' and leave no line empty")


def _problem(document, cls, detail):
    path = tuple(step for step in detail["loc"] if not _is_union_step(step, detail["loc"]))
    kind, found = detail["type"], detail["input"]
    key = path[-1] if path else ""
    if kind.startswith("E"):
        message, _, hint = detail["msg"].rpartition(" — ")
        return document.problem(path, kind, f"{_name(path)}{message}", hint)
    if kind == "extra_forbidden":
        return document.problem(path, "E201", f"unknown key '{key}'", _where_key_belongs(document, key, cls, path), key=True)
    if kind == "missing":
        return document.problem(path[:-1], "E202", f"the key '{key}' is missing", f"add '{key}: …'")
    written = document.written.get(path, found)
    expected = _EXPECTED.get(kind)
    if kind == "int_type" and isinstance(found, float):
        expected = "a whole number"
    if kind == "model_type":
        expected = f"keys such as '{next(iter(_keys(_class_at(cls, path))))}: …'"
    if expected == "text" and not isinstance(found, (dict, list)):
        return document.problem(path, "E203", f"{_name(path)}expected text, found {_what(found, written)}", f'put it in quotes: "{written}"')
    if expected == "a number" and isinstance(found, str):
        return document.problem(path, "E208", f"{_name(path)}expected a number, found the text '{found[:60]}'", _as_number(found))
    if expected:
        return document.problem(path, "E204", f"{_name(path)}expected {expected}, found {_what(found, written)}", _remedy(expected, found))
    if kind == "too_short":
        return document.problem(path, "E209", f"{_name(path)}the list is empty",
                                "at least one source is needed: no source, no sentence" if key == "sources" else "give one entry at least")
    if kind == "too_long":
        return document.problem(path, "E209", f"{_name(path)}{len(found)} entries are too many", f"keep {detail['ctx']['max_length']} at most")
    hint = _exchanged(document, path) if key in ("lat", "lon") else ""
    return document.problem(path, "E209", f"{_name(path)}{detail['msg'].replace('Input should be', 'it must be')}, not {found}", hint)


def _exchanged(document, path):
    """Return advice for degrees out of range: the two exchanged, if that makes sense of them, or a missing point."""
    lat, lon = (_at(document.value, (*path[:-1], key)) for key in ("lat", "lon"))
    if all(isinstance(one, (int, float)) for one in (lat, lon)) and abs(lat) <= 180 and abs(lon) <= 90:
        return Said("if lat (north) and lon (east) are exchanged, write lat: {lat}, lon: {lon}; else look for a wrong decimal point", lat=lon, lon=lat)
    return Said("lat goes from -90 to 90, lon from -180 to 180: look for a wrong decimal point")


def _at(value, path):
    for step in path:
        value = value.get(step) if isinstance(value, dict) else value[step]
    return value


_EXPECTED = {
    "string_type": "text", "list_type": "a list", "int_type": "a number", "float_type": "a number", "bool_type": "true or false",
}


def _remedy(expected, found):
    """Return advice for a value of the wrong form."""
    if expected == "a list" and isinstance(found, dict):
        return "put '- ' before the first key of each item and indent the others as far"
    if expected == "a list":
        return f"write each item on its own line: - {found}"
    if expected == "text":
        return 'if it is text that starts with [ or {, put it in "quotes"'
    return ""


def _is_union_step(step, loc):
    """Pydantic names the tried branch of ``int | float`` in the path; the file has no such key."""
    return step in ("int", "float") and step == loc[-1]


def _name(path):
    keys = [step for step in path if isinstance(step, str)]
    return f"'{keys[-1]}': " if keys else ""


def _what(value, written):
    if isinstance(value, bool):
        return f"the yes/no value {written}"
    if isinstance(value, (int, float)):
        return f"the number {written}"
    return {dict: "keys and values", list: "a list"}.get(type(value), f"the text '{str(value)[:60]}'")


def _as_number(text):
    if len(text) < 40 and (found := re.fullmatch(r"(-?[\d., \u00a0']+)\s*(million|billion|thousand|%|per cent)?", text.strip())):
        factor = {"million": 10**6, "billion": 10**9, "thousand": 10**3}.get(found[2], 1)
        digits = re.sub(r"[ \u00a0']", "", found[1])
        digits = re.sub(r"[.,](?=\d{3}(\D|$))", "", digits).replace(",", ".")
        try:
            value = float(digits) * factor
        except ValueError:
            return "write digits only"
        return f"write {int(value) if value.is_integer() else value}"
    return "write digits only, such as 2600000; 'about' or 'at least' goes into 'qualifier', other words into 'counts' or 'note'"


def _where_key_belongs(document, key, cls, path):
    """Return advice for a key that the class at ``path`` does not have."""
    here = _class_at(cls, path[:-1])
    known = _keys(here)
    free = [one for one in known if one not in _at(document.value, path[:-1])]
    if nearest := keys.meant(key, free) or did_you_mean(key, known):
        return nearest
    for inner_key, inner in _inner_classes(cls):
        if key in _keys(inner) and inner is not here:
            return f"it belongs under '{inner_key}'; check the indentation"
    if here is not cls and key in _keys(cls):
        return "it belongs to the record itself; move it to the left"
    if nearest := keys.nearly_meant(key, free):
        return nearest
    return f"known keys here: {', '.join(sorted(known))}"


def _keys(cls):
    return [field.alias or name for name, field in cls.model_fields.items()]


def _inner_classes(cls):
    for name, field in cls.model_fields.items():
        if inner := unwrap(field.annotation)[1]:
            yield field.alias or name, inner


def _class_at(cls, path):
    for step in path:
        if isinstance(step, str):
            cls = dict(_inner_classes(cls)).get(step, Part)
    return cls
