"""The records as open data for other programs: JSON, CSV, CSL-JSON and the JSON Schemas."""

import csv
import json
import tempfile

from . import schema
from .citations import csl
from .dates import When
from .library import SINGULAR
from .model import RECORDS


def plain(record):
    """Return a record as plain values, with the keys and the dates of its YAML file."""
    return _plain(record.model_dump(by_alias=True, exclude_unset=True))


def _plain(value):
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, When) else value


def tables(library):
    """Return ``{name: rows}``: a table per folder of ``data/``, and one per list inside its records (``actors_facts``).

    A row is a dictionary of texts and numbers; rows of an inner table name their record in the first column.
    """
    found = {}
    for folder, cls in RECORDS.items():
        for id, record in getattr(library, folder).items():
            row = {"id": id}
            for key, value in plain(record).items():
                if isinstance(value, list) and value and isinstance(value[0], dict):
                    inner = found.setdefault(f"{folder}_{key}", [])
                    inner += [{SINGULAR[folder]: id, **_flat(item)} for item in value]
                else:
                    row.update(_flat({key: value}))
            found.setdefault(folder, []).append(row)
    return dict(sorted(found.items()))


def _flat(item):
    """Return a mapping with its inner mappings spread into ``key.inner`` and its lists joined by `` | ``."""
    flat = {}
    for key, value in item.items():
        if isinstance(value, dict):
            flat.update({f"{key}.{inner}": text for inner, text in value.items()})
        else:
            flat[key] = " | ".join(map(str, value)) if isinstance(value, list) else value
    return flat


def write(library, folder):
    """Write all exports into ``folder`` (made if missing). Each file is written whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in RECORDS:
        records = [{"id": id, **plain(record)} for id, record in getattr(library, name).items()]
        _write(folder / f"{name}.json", _json(records))
    _write(folder / "vocabulary.json", _json({name: {id: plain(entry) for id, entry in entries.items()} for name, entries in library.vocabulary.items()}))
    _write(folder / "sources.csl.json", _json([csl(id, source) for id, source in library.sources.items()]))
    for name, rows in tables(library).items():
        columns = list(dict.fromkeys(key for row in rows for key in row))
        with tempfile.SpooledTemporaryFile(mode="w+", newline="", encoding="utf-8") as text:
            writer = csv.DictWriter(text, columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows({key: _harmless(value) for key, value in row.items()} for row in rows)
            text.seek(0)
            _write(folder / f"{name}.csv", text.read())
    for name, text in schema.texts(library).items():
        _write(folder / "schema" / name, text)


def _harmless(value):
    """Return a cell that no spreadsheet runs as a formula (https://owasp.org/www-community/attacks/CSV_Injection)."""
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@" else value


def _json(value):
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(path.name + ".part")
    partial.write_text(text, encoding="utf-8", newline="\n")
    partial.replace(path)
