"""The records as open data for other programs: JSON, CSV, CSL-JSON and the JSON Schemas."""

import csv
import io
import json
from typing import get_origin

from ..reading.model import RECORDS, unwrap
from . import schema
from .citations import csl
from .library import SINGULAR


def plain(record):
    """Return a record as plain values, with the keys and the dates of its YAML file."""
    return record.model_dump(by_alias=True, exclude_unset=True)


def table_names(folder):
    """Return the CSV tables of a folder of ``data/``: its own, then one per list of parts in its records (``actors_facts``)."""
    fields = RECORDS[folder].model_fields.items()
    return [folder, *(f"{folder}_{name}" for name, field in fields if get_origin(field.annotation) is list and unwrap(field.annotation)[1])]


def write(library, folder, drawings):
    """Write all exports, and the files ``{name: text}`` of the drawings, into ``folder`` (made if missing). Each is written whole or not at all."""
    for name, text in drawings.items():
        _write(folder / name, text)
    for name in RECORDS:
        records = [{"id": id, **plain(record)} for id, record in getattr(library, name).items()]
        _write(folder / f"{name}.json", _json(records))
        for table, rows in _tables(name, records).items():
            _write(folder / f"{table}.csv", sheet(rows))
    entries = ((name, id, entry) for name, entries in library.vocabulary.items() for id, entry in entries.items())
    _write(folder / "vocabulary.json", _json({"list": name, "id": id, **plain(entry)} for name, id, entry in entries))
    _write(folder / "sources.csl.json", _json(csl(id, source) for id, source in library.sources.items()))
    for name, text in schema.texts(library).items():
        _write(folder / "schema" / name, text)


def _tables(name, records):
    """Return the rows of the tables of a folder. A row of an inner table names its record in the first column."""
    tables = {table: [] for table in table_names(name)}
    for record in records:
        row = {}
        for key, value in record.items():
            if f"{name}_{key}" in tables:
                tables[f"{name}_{key}"] += [{SINGULAR[name]: record["id"], **_flat(item)} for item in value]
            else:
                row.update(_flat({key: value}))
        tables[name].append(row)
    return tables


def _flat(item):
    """Return a mapping with its inner mappings spread into ``key.inner`` and its lists joined by `` | ``."""
    flat = {}
    for key, value in item.items():
        if isinstance(value, dict):
            flat.update({f"{key}.{inner}": text for inner, text in value.items()})
        else:
            flat[key] = " | ".join(map(str, value)) if isinstance(value, list) else value
    return flat


def sheet(rows):
    """Return rows (``{column: value}``) as CSV, with the columns in the order in which they first come."""
    columns = list(dict.fromkeys(key for row in rows for key in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows({key: harmless(value) for key, value in row.items()} for row in rows)
    return text.getvalue()


def harmless(value):
    """Return a cell that no spreadsheet runs as a formula (https://owasp.org/www-community/attacks/CSV_Injection)."""
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@")) else value


def _json(records):
    """Return a JSON list with one record a line."""
    return "[\n" + ",\n".join(json.dumps(record, ensure_ascii=False) for record in records) + "\n]\n"


def _write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(path.name + ".part")
    partial.write_text(text, encoding="utf-8", newline="\n")
    partial.replace(path)
