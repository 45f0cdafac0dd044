"""The schemas that editors use, and the open data beside the site, say what the records say."""

import copy
import csv
import json
import re
from collections import Counter
from datetime import date

import pytest
from jsonschema import Draft202012Validator

from macros.reading import yamlfile
from macros.records import library, schema
from tests.conftest import FOLDERS, ROOT

KINDS = {"actors": "actor", "events": "event", "terms": "term", "sources": "source", "series": "series", "charts": "chart", "claims": "claim",
         "arguments": "argument"}
TABLES = [("actors", "facts"), ("actors", "designations"), ("actors", "relations"), ("actors", "former_names"), ("events", "places"),
          ("events", "actors"), ("events", "figures"), ("series", "points"), ("charts", "lines")]
CSL_TYPES = {"article", "article-journal", "article-newspaper", "dataset", "entry-encyclopedia", "legislation", "report", "webpage"}


@pytest.fixture(scope="module")
def values():
    """``{folder: {id: value}}`` as YAML 1.2 shows it to an editor."""
    return {folder: {path.stem: yamlfile.read(path).value for path in sorted((ROOT / "data" / folder).glob("*.yml"))} for folder in FOLDERS}


def read_schema(kind):
    return json.loads((ROOT / "data" / "schema" / f"{kind}.json").read_text(encoding="utf-8"))


def read_json(site, name):
    return json.loads((site / "data" / f"{name}.json").read_text(encoding="utf-8"))


def read_csv(site, name):
    with (site / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# -- the schemas


@pytest.mark.parametrize("kind", KINDS.values())
def test_it_is_a_json_schema(kind):
    Draft202012Validator.check_schema(read_schema(kind))


def test_there_are_no_other_schemas():
    assert {path.name for path in (ROOT / "data" / "schema").iterdir()} == {f"{kind}.json" for kind in KINDS.values()}


def test_schemas_know_the_records_of_today():
    assert schema.stale(library.load(ROOT, date(2026, 12, 31))) == [], "run: make schema"


@pytest.mark.parametrize(("folder", "kind"), KINDS.items())
def test_every_record_fits_its_schema(values, folder, kind):
    validator = Draft202012Validator(read_schema(kind))
    assert {id: error.message for id, value in values[folder].items() for error in validator.iter_errors(value)} == {}


@pytest.mark.parametrize(("kind", "folder", "id", "path", "wrong"), [
    ("actor", "actors", "jnim", ("colour",), "red"),
    ("actor", "actors", "jnim", ("kind",), "armed-gruop"),
    ("actor", "actors", "jnim", ("facts", 0, "sources"), []),
    ("actor", "actors", "jnim", ("facts", 0, "sources", 0), "no-such-source"),
    ("actor", "actors", "jnim", ("relations", 0, "to"), "no-such-actor"),
    ("event", "events", "2024-08-24-barsalogho-massacre", ("figures", 0, "value"), "400"),
    ("event", "events", "2024-08-24-barsalogho-massacre", ("actors", 0, "role"), "murderer"),
    ("event", "events", "2024-08-24-barsalogho-massacre", ("places", 0, "lat"), 134.2),
    ("source", "sources", "jihadology-2017-03-27-merger", ("url",), "jihadology.net"),
    ("term", "terms", "katiba", ("see", 0), "no-such-record"),
    ("claim", "claims", "headline-unite-after-france", ("order",), 0),
    ("chart", "charts", "jnim-fighters", ("form",), "pie"),
    ("chart", "charts", "jnim-fighters", ("lines", 0, "series"), "no-such-series"),
    ("chart", "charts", "jnim-fighters", ("lines",), []),
])
def test_schemas_refuse_what_is_wrong(values, kind, folder, id, path, wrong):
    record = copy.deepcopy(values[folder][id])
    inner = record
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = wrong
    assert not Draft202012Validator(read_schema(kind)).is_valid(record)


def test_records_name_their_schema():
    wrong = [path.name for folder, kind in KINDS.items() for path in (ROOT / "data" / folder).glob("*.yml")
             if not path.read_text(encoding="utf-8").startswith(f"# yaml-language-server: $schema=../schema/{kind}.json\n")]
    assert wrong == []


# -- the open data


@pytest.mark.parametrize("kind", KINDS.values())
def test_the_site_offers_the_same_schema(site, kind):
    assert (site / "data" / "schema" / f"{kind}.json").read_bytes() == (ROOT / "data" / "schema" / f"{kind}.json").read_bytes()


@pytest.mark.parametrize("folder", FOLDERS)
def test_json_holds_the_records_as_they_were_written(site, values, folder):
    exported = {record.pop("id"): record for record in read_json(site, folder)}
    assert sorted(exported) == sorted(values[folder])
    assert [id for id, record in exported.items() if record != values[folder][id]] == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_csv_has_a_row_for_each_record(site, values, folder):
    assert sorted(row["id"] for row in read_csv(site, folder)) == sorted(values[folder])


@pytest.mark.parametrize(("folder", "key"), TABLES)
def test_csv_has_a_row_for_each_inner_record(site, values, folder, key):
    rows = Counter(row[KINDS[folder]] for row in read_csv(site, f"{folder}_{key}"))
    assert rows == Counter({id: len(value[key]) for id, value in values[folder].items() if value.get(key)})


def test_no_cell_of_a_csv_is_a_formula(site):
    cells = [(path.name, cell) for path in (site / "data").glob("*.csv") for row in csv.reader(path.open(encoding="utf-8", newline="")) for cell in row]
    assert len(cells) > 10_000
    assert [cell for cell in cells if cell[1][:1] in ("=", "+", "-", "@", "\t", "\r") and not re.fullmatch(r"[+-]?\d+(\.\d+)?", cell[1])] == []


def test_vocabulary_holds_every_list(site):
    entries = {(path.stem, id): entry for path in (ROOT / "data" / "vocabulary").glob("*.yml") for id, entry in yamlfile.read(path).value.items()}
    assert {(entry.pop("list"), entry.pop("id")): entry for entry in read_json(site, "vocabulary")} == entries


def test_dates_are_written_to_the_precision_that_is_known(site):
    dates = {row["id"]: row["date"] for row in read_csv(site, "events")}
    assert dates["2024-08-24-barsalogho-massacre"] == "2024-08-24"
    assert dates["2024-07-gur-statement"] == "2024-07"


def test_sources_are_csl(site, values):
    items = {item["id"]: item for item in read_json(site, "sources.csl")}
    assert sorted(items) == sorted(values["sources"])
    assert {item["type"] for item in items.values()} <= CSL_TYPES
    assert [id for id, item in items.items() if item["title"] != values["sources"][id]["title"]] == []
    assert items["jihadology-2017-03-27-merger"]["issued"] == {"date-parts": [[2017, 3, 27]]}
    assert items["jihadology-2017-03-27-merger"]["author"] == [{"literal": "Héni Nsaibia"}]
    assert items["jihadology-2017-03-27-merger"]["URL"] == "http://jihadology.net/2017/03/27/guest-post-jihadist-groups-in-the-sahel-region-formalize-merger"
