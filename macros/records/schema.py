"""JSON Schemas of the records, so that editors complete ids and explain fields.

The models say the form; the library adds the ids and the closed lists as they stand today.
"""

import json

from ..reading.model import RECORDS
from ..reading.problems import Problem, Said
from .library import SINGULAR


def texts(library):
    """Return ``{file name: text}`` of the schema of every kind of record."""
    return {f"{SINGULAR[folder]}.json": _text(cls, folder, library) for folder, cls in RECORDS.items()}


def stale(library):
    """Return the names of the files in ``data/schema/`` that differ from the schemas of today."""
    folder = library.root / "data" / "schema"
    return [name for name, text in texts(library).items()
            if not (folder / name).is_file() or (folder / name).read_text(encoding="utf-8") != text]


def problem(name):
    """Return the :class:`Problem` of a file in ``data/schema/`` that is not as a program writes it."""
    return Problem(f"data/schema/{name}", 1, 1, "E605", Said("this file is written by a program, and is older than the data or was edited by hand"),
                   Said("run: make schema; to change what it says, edit macros/reading/model.py or the lists in data/vocabulary/ instead"))


def write(library):
    """Write the schemas into ``data/schema/``."""
    folder = library.root / "data" / "schema"
    folder.mkdir(exist_ok=True)
    for name, text in texts(library).items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _text(cls, folder, library):
    schema = cls.model_json_schema(by_alias=True)
    lists = {}
    _fill(schema, library, lists)
    schema.setdefault("$defs", {}).update(lists)
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"{cls.__name__} (data/{folder}/)"} | schema
    return json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _fill(node, library, lists):
    """Replace the marks that the models leave by references to lists of the ids and words known today."""
    if isinstance(node, list):
        for item in node:
            _fill(item, library, lists)
    if not isinstance(node, dict):
        return
    if folders := node.pop("x-reference", None):
        name = "id of " + " or ".join(folders)
        lists[name] = {"enum": sorted(set().union(*(getattr(library, folder) for folder in folders)))}
        node["$ref"] = f"#/$defs/{name.replace(' ', '%20')}"
    if vocabulary := node.pop("x-list", None):
        entries = library.vocabulary[vocabulary]
        lists[vocabulary] = {"oneOf": [{"const": id, "description": entry.definition} for id, entry in entries.items()]}
        node["$ref"] = f"#/$defs/{vocabulary}"
    for value in node.values():
        _fill(value, library, lists)
