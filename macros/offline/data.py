"""The open data in one file: everything that :mod:`macros.exports` writes, described as a Data Package.

The description, ``datapackage.json``, says of each table what its columns hold and how the tables hang together
(https://specs.frictionlessdata.io/data-package/). It follows from the models of the records.
"""

import csv
import hashlib
import json
import shutil

from ..reading.model import RECORDS
from ..records import exports
from ..records.library import SINGULAR
from . import archive

LICENCE = {"name": "CC-BY-4.0", "title": "Creative Commons Attribution 4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}


def make(kit):
    """Write ``sahel-explained-data.zip`` and return its path in a list."""
    folder = kit.work / "data"
    shutil.rmtree(folder, ignore_errors=True)
    exports.write(kit.library, folder, {})
    shutil.copy(kit.root / "LICENSE-CONTENT", folder / "LICENSE.txt")
    (folder / "README.txt").write_text(_readme(kit), encoding="utf-8", newline="\n")
    package = json.dumps(describe(kit, folder), ensure_ascii=False, indent=1) + "\n"
    (folder / "datapackage.json").write_text(package, encoding="utf-8", newline="\n")
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return [archive.write(kit.out / "sahel-explained-data.zip", archive.with_sums(files), kit.date)]


def describe(kit, folder):
    """Return the Data Package of the tables that :func:`exports.write` put into ``folder``."""
    say, date = kit.words.say, kit.date
    return {
        "profile": "tabular-data-package",
        "name": "sahel-explained",
        "title": say("data_title"),
        "description": f"{_knowledge(kit)} {say('knowledge_ends_help')}",
        "version": f"{date.year}.{date.month}.{date.day}",
        "created": f"{date:%Y-%m-%dT%H:%M:%SZ}",
        "licenses": [LICENCE],
        "contributors": [{"title": say("data_contributors"), "role": "author"}],
        "sources": [{"title": say("data_sources", n=kit.words.number(len(kit.library.sources))), "path": "sources.csv"}],
        "resources": [_resource(kit.library, name, table, folder / f"{table}.csv") for name in RECORDS for table in exports.table_names(name)],
    }


def _readme(kit):
    return kit.words.say("data_readme", title=kit.words.say("data_title"), knowledge=_knowledge(kit), date=kit.words.day(kit.day))


def _knowledge(kit):
    return kit.words.say("knowledge_ends", date=kit.words.day(kit.library.knowledge_ends))


def _resource(library, name, table, path):
    """Return the description of one table. ``name`` is the folder of ``data/`` that it comes from."""
    content = path.read_bytes()
    record = RECORDS[name].model_json_schema(by_alias=True)
    one = record if table == name else _resolved(record["properties"][table.removeprefix(f"{name}_")]["items"], record)
    columns = {"id" if table == name else SINGULAR[name]: {"type": "string", "required": True}} | dict(_columns(one, record))
    header = next(csv.reader(content.decode("utf-8").splitlines()))
    schema = {"fields": [_field(library, column, columns[column]) for column in header]}
    keys = {column: columns[column]["x-reference"][0] for column in header if len(columns[column].get("x-reference", ())) == 1}
    if table == name:
        schema["primaryKey"] = ["id"]
    else:
        keys = {SINGULAR[name]: name} | keys
    schema["foreignKeys"] = [{"fields": [column], "reference": {"resource": other, "fields": ["id"]}} for column, other in keys.items()]
    return {"profile": "tabular-data-resource", "name": table, "path": path.name, "description": " ".join(one["description"].split()),
            "format": "csv", "mediatype": "text/csv", "encoding": "utf-8", "bytes": len(content), "hash": f"sha256:{_sha256(content)}", "schema": schema}


def _columns(part, record, prefix="", required=True):
    """Yield ``(column, JSON Schema)`` of a part of a record as :func:`exports.write` spreads it over columns; ``required`` is one more key."""
    for key, found in part["properties"].items():
        node, needed = _resolved(found, record), required and key in part.get("required", ())
        if "properties" in node:
            yield from _columns(node, record, f"{prefix}{key}.", needed)
        else:
            yield prefix + key, node | {"required": needed}


def _resolved(node, record):
    """Return a JSON Schema without ``$ref`` and without the choice of no value; a choice of two numbers is a number."""
    if "$ref" in node:
        node = record["$defs"][node["$ref"].rpartition("/")[2]] | {key: value for key, value in node.items() if key != "$ref"}
    choices = [choice for choice in node.get("anyOf", ()) if choice != {"type": "null"}]
    if choices:
        node = {key: value for key, value in node.items() if key != "anyOf"} | _resolved(choices[-1], record)
    return node


def _field(library, column, node):
    """Return the Table Schema of a column."""
    field = {"name": column, "type": "string" if node["type"] == "array" else node["type"]}
    words = [node["description"]] if "description" in node else []
    if node["type"] == "array":
        words.append("Several are joined by ' | '.")
    if "examples" in node:  # a date of any precision
        words.append(f"In the Extended Date/Time Format: {', '.join(node['examples'])}")
    if words:
        field["description"] = " ".join(words)
    if field["type"] == "boolean":
        field |= {"trueValues": ["True"], "falseValues": ["False"]}
    constraints = {"required": True} if node["required"] and node["type"] != "array" else {}
    if "x-list" in node:
        constraints["enum"] = list(library.vocabulary[node["x-list"]])
    return field | ({"constraints": constraints} if constraints else {})


def _sha256(content):
    return hashlib.sha256(content).hexdigest()
