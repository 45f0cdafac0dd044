"""The examples of records name every field, pass the check, and stand on the site as they are; so do the words of the lists."""

import datetime
import re
import shutil

import pytest

from macros.reading import validate, yamlfile
from macros.reading.model import RECORDS, unwrap
from macros.records import library
from macros.showing import examples, language
from macros.writing.fixing import KEYS
from tests.conftest import ROOT
from tests.unit import tree

SAY = language.load(ROOT, "en").say


@pytest.fixture(scope="module")
def shown():
    """``{folder: (id, text)}`` of the examples."""
    records = library.load(ROOT, datetime.date.today())
    return {folder: (id, "\n".join([*examples.example(records, folder, id, SAY), ""])) for folder in RECORDS for id in [examples.chosen(records, folder)]}


def keys(cls, path=()):
    """Yield the path of every field of a class."""
    for name, field in cls.model_fields.items():
        yield (*path, field.alias or name)
        if inner := unwrap(field.annotation)[1]:
            yield from keys(inner, (*path, field.alias or name))


def uncommented(text):
    """Return the example with the fields that stand in comments made real."""
    commented = re.compile(rf"^( *)# ((?:{'|'.join(KEYS)}):.*(?:\n\1#   .*)*)", re.MULTILINE)
    return commented.sub(lambda found: found[1] + found[2].replace(f"\n{found[1]}# ", f"\n{found[1]}"), text)


def test_all_examples_at_once_pass_the_check_in_the_place_of_the_records(tmp_path, shown):
    shutil.copytree(ROOT / "data", tmp_path / "data")
    for folder, (id, text) in shown.items():
        assert (tmp_path / "data" / folder / f"{id}.yml").is_file()
        tree.add(tmp_path, f"{folder}/{id}", text)
    library.load(tmp_path, datetime.date.today())


@pytest.mark.parametrize("folder", RECORDS)
def test_an_example_names_every_field_and_says_what_it_is_for(shown, folder):
    text = shown[folder][1]
    document = yamlfile.parse(uncommented(text).encode(), folder)
    record, wrong = validate.record(document, RECORDS[folder])
    assert wrong == [] and record
    there = {tuple(step for step in path if isinstance(step, str)) for path in document.marks}
    assert [path for path in keys(RECORDS[folder]) if path not in there] == []
    fields = [line for line in text.split("\n") if re.match(r" *(# )?(- )?(" + "|".join(KEYS) + "):", line)]
    comments = re.findall(r"^ *# (?:needed|optional): ", text, flags=re.M)
    assert len(comments) == len(fields) == len(list(keys(RECORDS[folder])))
    assert max(map(len, re.findall(r"^ *#.*", text, flags=re.M))) <= 110


def test_every_field_of_a_record_is_described():
    todo, seen = list(RECORDS.values()), set()
    while todo:
        cls = todo.pop()
        seen.add(cls)
        assert [name for name, field in cls.model_fields.items() if not field.description] == [], cls
        todo += [inner for field in cls.model_fields.values() if (inner := unwrap(field.annotation)[1]) and inner not in seen]


def test_another_record_serves_if_the_chosen_one_is_gone(tmp_path):
    records = tree.load(tree.plant(tmp_path))
    for folder, cls in RECORDS.items():
        lines = examples.example(records, folder, examples.chosen(records, folder), SAY)
        assert validate.record(yamlfile.parse("\n".join([*lines, ""]).encode(), folder), cls)[1] == []


def test_the_page_shows_the_examples_as_they_are(pages, shown):
    blocks = [block.text_content() for block in pages["/about/records/"].xpath("//article//pre")]
    assert sorted(blocks) == sorted(text for _, text in shown.values())


def test_the_page_of_the_lists_has_every_word(pages):
    article = pages["/about/lists/"].xpath("//article")[0]
    lists = {path.stem: yamlfile.read(path).value for path in (ROOT / "data" / "vocabulary").glob("*.yml")}
    assert {heading.get("id") for heading in article.xpath(".//h2")} == set(lists)
    for name, entries in lists.items():
        table = article.xpath(f'.//h2[@id="{name}"]/following::table[1]')[0]
        rows = [[" ".join(cell.text_content().split()) for cell in row.xpath("./td")] for row in table.xpath(".//tbody/tr")]
        assert rows == [[id, entry["label"], " ".join(entry["definition"].split())] for id, entry in entries.items()], name
    assert "Used in: actors facts.status, actors relations.status, events status." in " ".join(article.text_content().split())
