"""Lines to paste for what ``validate`` finds in a record: a key that is missing, a number in words, two values that were exchanged.

An example that the writer must replace is one that the checks refuse until then, unless a closed list offers a plain word.
"""

import re
import typing
from datetime import date

from pydantic import WithJsonSchema

from .model import Listed, Reference, unwrap

MOST_LINES = 20  # of a key that is moved
_TO_BE_GIVEN = "TODO"
WORDS = {"argument-kinds": "argument", "chart-forms": "time", "designators": "un-1267", "kinds": "armed-group", "languages": "en", "measures": "killed",
          "origins": "original-report", "parties": "independent", "relations": "part-of", "roles": "participant", "source-kinds": "news",
          "statuses": "reported", "themes": "security"}
_IDS = {"actors": "id-of-an-actor", "events": "id-of-an-event", "terms": "id-of-a-term", "sources": "id-of-a-source", "series": "id-of-a-series"}
QUALIFIERS = {"about": "about", "environ": "about", "at least": "at-least", "au moins": "at-least", "more than": "more-than", "over": "more-than",
               "plus de": "more-than", "nearly": "nearly", "almost": "nearly", "presque": "nearly", "up to": "up-to", "jusqu'à": "up-to"}
_FACTORS = {"million": 10**6, "billion": 10**9, "thousand": 10**3}


def missing(document, path, key, field):
    """Return the lines of the key ``key``, with an example of its value, for the mapping at ``path``; ``field`` is that of the model."""
    line, column = document.mark(path)
    if document.lines[line - 1][column - 1:column] == "{":
        return ""  # all of it stands on one line
    return "\n".join(_lines(" " * (column - 1) + key, field.annotation, field.metadata, " " * (column + 1)))


def filled(document, path, field):
    """Return the lines of the key at ``path``, which has an empty list, with an example of an item."""
    line, column = document.mark(path, key=True)
    before = document.lines[line - 1][:column - 1]
    return "\n".join(_lines(f"{before}{path[-1]}", field.annotation, field.metadata, " " * (column + 1)))


def moved_in(document, path, above):
    """Return the lines of the key at ``path`` as they stand when they belong to ``above``; nothing if that is not the key just before it."""
    value = document.at(path[:-1])
    keys = list(value)
    before = keys[keys.index(path[-1]) - 1]
    parts, place = value[above] if above in value else None, (*path[:-1], above)
    if isinstance(parts, list) and parts:
        parts, place = parts[-1], (*place, len(parts) - 1)
    return _shifted(document, path, document.mark(place)[1]) if before == above and isinstance(parts, dict) and path[-1] not in parts else ""


def moved_out(document, path):
    """Return the lines of the key at ``path``, which ends a part of the record, as they stand when they belong to the record; nothing if it ends none."""
    value = document.value
    for step in path:
        last = len(value) - 1 if isinstance(value, list) else list(value)[-1]
        if step != last and step != path[0]:
            return ""
        value = value[step]
    return _shifted(document, path, 1)


def _shifted(document, path, column):
    """Return the lines of the key at ``path`` when it starts in ``column``."""
    line, now = document.mark(path, key=True)
    block = document.lines[line - 1:line]
    for other in document.lines[line:line + MOST_LINES]:
        indent = len(other) - len(other.lstrip())
        if indent < now - 1 + (not other.lstrip().startswith("- ")):
            break
        block.append(other)
    if block[0][:now - 1].strip() or len(block) > MOST_LINES:
        return ""
    return "\n".join(" " * (len(one) - len(one.lstrip()) + column - now) + one.lstrip() for one in block)


def exchanged(document, path, one, other):
    """Return the lines of the keys ``one`` and ``other`` of the mapping at ``path`` with their values exchanged."""
    first, second = (*path, one), (*path, other)
    if document.mark(first)[0] == document.mark(second)[0]:
        return ""
    return "\n".join([document.with_instead(first, document.source(second)), document.with_instead(second, document.source(first))])


def number(document, path, text, qualified):
    """Return the line of the value at ``path`` with the number that ``text`` writes; with ``qualified`` a word such as "about" gets a line of its own."""
    if (value := number_in(text)) is not None:
        return document.with_instead(path, value)
    found = re.fullmatch(rf"({'|'.join(QUALIFIERS)}) (.+)", text.strip().casefold()[:60])
    value = number_in(found[2]) if found and qualified else None
    if value is None or not (line := document.with_instead(path, value)):
        return ""
    return f"{line}\n{' ' * (document.mark(path, key=True)[1] - 1)}qualifier: {QUALIFIERS[found[1]]}"


def number_in(text):
    """Return the number that ``text`` writes with separators or words, such as ``2,6 million``, or ``None``."""
    found = re.fullmatch(r"(-?[\d., \u00a0']+)\s*(million|billion|thousand|%|per cent)?", text.strip()) if len(text) < 40 else None
    if not found:
        return None
    digits = re.sub(r"[ \u00a0']", "", found[1])
    digits = re.sub(r"[.,](?=\d{3}(\D|$))", "", digits).replace(",", ".")
    try:
        value = float(digits) * _FACTORS.get(found[2], 1)
    except ValueError:
        return None
    return int(value) if value.is_integer() else value


def _lines(start, annotation, markers, indent):
    """Return the lines of a key and an example of its value; ``start`` is what stands before the colon, ``indent`` that of the lines below."""
    inner = unwrap(annotation)[1]
    if inner:
        dash = "- " if typing.get_origin(annotation) is list else ""
        needed = [(field.alias or name, field) for name, field in inner.model_fields.items() if field.is_required()]
        below = [line for key, field in needed for line in _lines(key, field.annotation, field.metadata, "  ")]
        return [f"{start}:", *(f"{indent}{dash if not number else ' ' * len(dash)}{line}" for number, line in enumerate(below))]
    if typing.get_origin(annotation) is list:
        return [f"{start}:", f"{indent}- {_example(start, *unwrap(annotation)[0])}"]
    return [f"{start}: {_example(start.strip(' -'), *markers, annotation)}"]


def _example(key, *markers):
    if key == "reviewed":
        return f'"{date.today()}"'
    for marker in markers:
        if isinstance(marker, Listed):
            return WORDS.get(marker.vocabulary, _TO_BE_GIVEN)
        if isinstance(marker, Reference):
            return _IDS.get(marker.folders[0], _TO_BE_GIVEN)
        if isinstance(marker, WithJsonSchema) and "examples" in marker.json_schema:
            return f'"{marker.json_schema["examples"][0]}"'
    return "false" if bool in markers else _TO_BE_GIVEN
