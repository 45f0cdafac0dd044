"""The data package, read by the library of those who wrote its standard."""

import csv
import hashlib
import json
import shutil
import zipfile

import pytest
import yaml
from frictionless import Package, Resource, system

from macros.offline import data
from macros.offline.kit import Kit
from tests.conftest import ENVIRONMENT, FOLDERS, ROOT


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    """The zip file."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", ENVIRONMENT["SOURCE_DATE_EPOCH"])
        return data.make(Kit(ROOT, tmp_path_factory.mktemp("data")))[0]


@pytest.fixture(scope="module")
def folder(pack, tmp_path_factory):
    """The folder into which the zip file was extracted."""
    target = tmp_path_factory.mktemp("extracted")
    with zipfile.ZipFile(pack) as file:
        file.extractall(target)
    return target


def problems(path):
    """Return what the library finds wrong with the package at ``path``."""
    with system.use_context(trusted=True):  # that the path is absolute
        return Package(str(path)).validate().flatten(["rowNumber", "fieldName", "type", "note"])


def test_it_is_a_valid_data_package(folder, pack):
    assert problems(folder / "datapackage.json") == []
    assert problems(pack) == []
    described = {resource["path"] for resource in json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["resources"]}
    assert described == {path.name for path in folder.glob("*.csv")}


@pytest.mark.parametrize("table, column, wrong, kind", [
    ("events_places", "lat", "north", "type-error"), ("events_actors", "role", "villain", "constraint-error"),
    ("actors_relations", "to", "nobody", "foreign-key"), ("series", "comparable", "perhaps", "type-error"), ("terms", "id", "azawad", "primary-key")])
def test_its_description_would_find_a_mistake(folder, tmp_path, table, column, wrong, kind):
    copy = shutil.copytree(folder, tmp_path / "copy")
    with open(copy / f"{table}.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[0][column] = wrong
    with open(copy / f"{table}.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    package = json.loads((copy / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        del resource["bytes"], resource["hash"]
    (copy / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    assert kind in {found[2] for found in problems(copy / "datapackage.json")}


def test_numbers_are_read_as_numbers(folder):
    with system.use_context(trusted=True):
        package = Package(str(folder / "datapackage.json"))
        place = package.get_resource("events_places").read_rows()[0]
        series = package.get_resource("series").read_rows()[0]
    assert isinstance(float(place["lat"]), float) and not isinstance(place["lat"], str)
    assert isinstance(series["comparable"], bool)


def test_every_record_comes_back_as_it_was_written(folder, records):
    for name in FOLDERS:
        found = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        assert len(found) == len(records[name])
        assert {record.pop("id"): record for record in found} == records[name]


def test_a_record_written_as_yaml_again_is_the_same(folder, records):
    for name in FOLDERS:
        for record in json.loads((folder / f"{name}.json").read_text(encoding="utf-8")):
            written = yaml.dump(record, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
            again = yaml.load(written, yaml.CSafeLoader)
            assert again == {"id": record["id"]} | records[name][record["id"]]


def test_tables_have_a_row_for_each_record_and_part(folder, records):
    with system.use_context(trusted=True):
        rows = {path.stem: len(Resource(str(path)).read_rows()) for path in sorted(folder.glob("*.csv"))}
    for name in FOLDERS:
        assert rows.pop(name) == len(records[name])
    for table, number in rows.items():
        name, _, part = table.partition("_")
        assert number == sum(len(record.get(part, [])) for record in records[name].values()), table


def test_checksums_licence_and_help_are_there(folder):
    sums = dict(reversed(line.split("  ")) for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines())
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != "SHA256SUMS"}
    assert sums == {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    assert "creativecommons.org/licenses/by/4.0" in (folder / "LICENSE.txt").read_text(encoding="utf-8")
    readme = (folder / "README.txt").read_text(encoding="utf-8")
    assert "Knowledge ends" in readme and "22 November 2026" in readme and "{" not in readme
    assert len(list((folder / "schema").glob("*.json"))) == len(FOLDERS)


def test_two_packages_are_the_same_byte_for_byte(pack, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", ENVIRONMENT["SOURCE_DATE_EPOCH"])
    assert data.make(Kit(ROOT, tmp_path))[0].read_bytes() == pack.read_bytes()
