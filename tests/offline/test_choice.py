"""Some pages only: what a teacher chooses, and nothing that leads to what was left out."""

import json
import posixpath
import shutil

import lxml.html
import pytest

from macros.offline import command, variant
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def chosen(kit, tmp_path_factory):
    folder = tmp_path_factory.mktemp("chosen") / "site"
    shutil.copytree(kit.site, folder)
    variant.finish(folder, ("explained/aes", "actors/jnim"))
    return folder


def test_only_the_pages_chosen_are_packed_and_no_link_leads_to_others(chosen):
    pages = {path.relative_to(chosen).as_posix(): lxml.html.parse(path).getroot() for path in chosen.rglob("*.html")}
    assert set(pages) == {"index.html", "glossary.html", "explained/aes.html", "actors/jnim.html"}
    links = {posixpath.normpath(posixpath.join(posixpath.dirname(name), link.partition("#")[0]))
             for name, tree in pages.items() for link in tree.xpath("//a/@href") if not link.startswith(("http", "#"))}
    assert {link for link in links if link.endswith(".html")} == set(pages)
    assert "Alliance of Sahel States" in pages["explained/aes.html"].xpath("//article")[0].text_content()


def test_the_search_knows_only_what_is_packed(chosen):
    docs = json.loads((chosen / "search" / "search_index.json").read_text(encoding="utf-8"))["docs"]
    assert {doc["location"].partition("#")[0] for doc in docs} == {"index.html", "glossary.html", "explained/aes.html", "actors/jnim.html"}
    assert (chosen / "search" / "search_index.js").read_text(encoding="utf-8").startswith("var __index = {")


def test_an_address_that_no_page_has_is_named_with_the_nearest(tmp_path, capsys):
    assert command.run(ROOT, tmp_path / "dist", ["zip"], ["explained/aez"]) == 2
    assert "'explained/aez'" in capsys.readouterr().err
    assert not (tmp_path / "dist").exists()
