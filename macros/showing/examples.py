"""One record of each kind as an example, with what each field is for in comments: made from the models and from the real records.

A field that the record does not have stands in a comment, with a value from another record or one that fits.
"""

import textwrap
import types
import typing

from ..reading import dates
from ..reading.model import RECORDS, Listed, Prose, Reference, unwrap
from ..writing import yamltext

# Records that have most of the fields, or each field in its plainest form.
CHOSEN = {"actors": "issp", "events": "2023-11-14-kidal", "terms": "khawarij", "sources": "rfi-2020-09-21-mali-independence",
          "series": "armed-forces-strength-niger", "charts": "aes-force", "claims": "three-day-battle", "arguments": "mahama-trust"}
WORDS = 8  # of a list that are named; of a longer one its name
ITEMS = 2  # of a list of ids or texts that are shown
WIDTH = 76  # of the lines of a comment, so that a page shows them whole


def chosen(library, folder):
    """Return the id of the record of a folder that serves as the example: the one in :data:`CHOSEN`, or the first if that is not there."""
    records = getattr(library, folder)
    return CHOSEN[folder] if CHOSEN[folder] in records else min(records)


def example(library, folder, id, say):
    """Return the lines of a record with a comment above each field; ``say`` gives the words of the interface.

    Of a list of parts only the one with most fields is shown, of a list of ids or texts the first two.
    """
    value = library.documents[folder, id].value
    return _Example(library, folder, say).fields(RECORDS[folder], value, ())


def lists(library):
    """Return ``{list of words: [(folder, path of the field)]}`` for every list, in the order of the models."""
    found = {name: [] for name in library.vocabulary}
    for folder, cls in RECORDS.items():
        for path, listed in _listed(cls, ()):
            found[listed].append((folder, path))
    return found


def _listed(cls, path):
    for name, field in cls.model_fields.items():
        markers, inner = unwrap(field.annotation)
        key = (*path, field.alias or name)
        yield from ((key, marker.vocabulary) for marker in [*markers, *field.metadata] if isinstance(marker, Listed))
        if inner:
            yield from _listed(inner, key)


class _Example:
    def __init__(self, library, folder, say):
        self.library, self.folder, self.say = library, folder, say

    def fields(self, cls, value, path):
        """Return the lines of all fields of ``cls``, which stands at ``path`` in the record; ``value`` is a mapping with some of them."""
        lines = []
        for name, field in sorted(cls.model_fields.items(), key=lambda item: item[0] == "reviewed"):  # which stands last in the files
            key, inner = field.alias or name, unwrap(field.annotation)[1]
            lines += self.comment(field)
            if key not in value:
                sample = value.get(_BESIDE.get(key)) or self.sample(field, (*path, key))
                lines += [f"# {line}" for line in yamltext.entry(key, sample)]
            elif inner:
                lines += [f"{key}:", *_indented(self.part(inner, value[key], (*path, key)))]
            else:
                lines += yamltext.entry(key, value[key][:ITEMS] if isinstance(value[key], list) else value[key])
        return lines

    def part(self, cls, value, path):
        """Return the lines of a part of the record, or of the fullest one in a list of them."""
        if not isinstance(value, list):
            return self.fields(cls, value, path)
        fullest = max(value, key=len)
        lines = self.fields(cls, fullest, path)
        first = next(i for i, line in enumerate(lines) if not line.startswith("#"))
        return [*lines[:first], f"- {lines[first]}", *_indented(lines[first + 1:])]

    def comment(self, field):
        """Return the comment above a field: whether it is needed, what it holds, what it is for."""
        needed = self.say("record_needed" if field.is_required() else "record_optional")
        text = f"{needed}: {self.form(field)}. {field.description or ''}".strip()
        return textwrap.wrap(text, WIDTH, initial_indent="# ", subsequent_indent="# ", break_on_hyphens=False)

    def form(self, field):
        """Return in words what a field holds."""
        markers, inner = unwrap(field.annotation)
        markers += field.metadata
        marker = next((one for one in markers if isinstance(one, (Reference, Listed, Prose))), None)
        plain = _plain(field.annotation)
        if inner:
            text = self.say("record_keys")
        elif isinstance(marker, Reference):
            text = self.say("record_id", folders=", ".join(f"data/{folder}/" for folder in marker.folders))
        elif isinstance(marker, Listed):
            words = self.library.vocabulary[marker.vocabulary]
            named = ", ".join(words) if len(words) <= WORDS else self.say("record_long_list")
            text = self.say("record_word", list=marker.vocabulary, words=named)
        elif isinstance(marker, Prose):
            text = self.say("record_prose")
        elif "format" in str(markers) and "uri" in str(markers):
            text = self.say("record_address")
        else:
            text = self.say(_FORMS[plain])
        return self.say("record_list", form=text) if _is_list(field.annotation) else text

    def sample(self, field, path):
        """Return a value for a field that the record does not have: a middling one of other records."""
        plain = _plain(field.annotation)
        found = [value for key, document in self.library.documents.items() if key[0] == self.folder for value in _at(document.value, path)]
        if plain in (int, float):
            found = sorted(filter(None, found))
            value = found[len(found) // 2] if found else _SAMPLES[plain]
        else:
            value = min(found, key=lambda value: (abs(len(str(value)) - _LENGTH.get(plain, 0)), str(value)), default=_SAMPLES.get(plain, "…"))
        return [value] if _is_list(field.annotation) else value


def _at(value, path):
    """Yield what stands at a path of keys, in each item of the lists on the way."""
    if isinstance(value, list):
        for item in value:
            yield from _at(item, path)
    elif not path:
        yield value
    elif isinstance(value, dict) and path[0] in value:
        yield from _at(value[path[0]], path[1:])


def _plain(annotation):
    """Return the class inside ``list[…]``, ``… | None`` and ``Annotated``; of a number with or without decimals ``float``."""
    inside = [one for one in typing.get_args(annotation) if one is not types.NoneType]
    if typing.get_origin(annotation) is typing.Annotated:
        return _plain(inside[0])
    if not inside:
        return annotation
    return float if float in inside else _plain(inside[0])


def _is_list(annotation):
    return typing.get_origin(annotation) is list or any(map(_is_list, typing.get_args(annotation)))


def _indented(lines):
    return [f"  {line}" for line in lines]


_FORMS = {str: "record_text", dates.When: "record_date", bool: "record_yes_no", int: "record_whole", float: "record_number"}
_SAMPLES = {bool: True, int: 2012, float: 1.5, dates.When: "2024-08"}  # where no record has such a field
_BESIDE = {"low": "value", "high": "value", "value": "low"}  # of what fits to what stands there: a value lies between low and high
_LENGTH = {dates.When: 10, str: 25}  # of a good example
