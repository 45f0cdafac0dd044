"""The report on other builders names what differs, and the copy for Zensical can be made and calls the macros. The builds themselves run once a week."""

import importlib
import shutil
import subprocess
import sys
from types import SimpleNamespace

import pytest

from tests import portability
from tests.conftest import ROOT

PAGE = b'<html><head><title>%s</title><meta name="generator" content="%s"></head><body><p>menu</p><article>One <b>two</b></article></body></html>'


def site(folder, **pages):
    folder.mkdir()
    for name, content in pages.items():
        (folder / name.replace("_", ".")).write_bytes(content)
    return portability.files(folder)


def test_what_differs_is_named(tmp_path):
    usual = site(tmp_path / "usual", same_html=PAGE % (b"T", b"a"), title_html=PAGE % (b"T", b"a"), text_html=PAGE % (b"T", b"a"), gone_html=b"<p>",
                 data_json=b"{}", gone_json=b"")
    other = site(tmp_path / "other", same_html=PAGE % (b"T", b"b 2"), title_html=PAGE % (b"U", b"b"), text_html=(PAGE % (b"T", b"b")).replace(b"two", b"three"),
                 data_json=b"[]", more_css=b"")
    assert {what: paths for what, _, paths in portability.differences(usual, other)} == {
        "pages that are missing": ["gone.html"], "other files that are missing": ["gone.json"], "files that MkDocs does not write": ["more.css"],
        "pages with another text": ["text.html"], "pages with another title or description": ["title.html"], "pages with other JSON-LD": [],
        "pages that differ in any byte": ["text.html", "title.html"], "other files that differ in any byte": ["data.json"]}
    assert not any(paths for _, _, paths in portability.differences(usual, usual))


@pytest.mark.parametrize("arguments", [[], ["mkdcs"], ["properdocs", "hugo"]])
def test_wrong_usage(arguments):
    done = subprocess.run([sys.executable, "tests/portability.py", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (2, "usage: python tests/portability.py properdocs zensical\n", "")


def test_the_copy_for_zensical_calls_the_macros(tmp_path, monkeypatch):
    for part in ("mkdocs.yml", "docs", "overrides"):
        shutil.copytree(ROOT / part, tmp_path / part) if (ROOT / part).is_dir() else shutil.copy(ROOT / part, tmp_path)
    portability._adapt(tmp_path)
    assert (tmp_path / "docs" / "en" / "glossary.md").read_text(encoding="utf-8").endswith("{{ page_end() }}\n")
    monkeypatch.syspath_prepend(tmp_path)
    adapter = importlib.import_module("zensical_adapter")
    macros, meta = {}, {}
    conf = {"root_dir": str(ROOT), "theme": {"language": "en"}, "use_directory_urls": True, "extra": {"edit_root": ""}, "site_name": "Sahel Explained"}
    adapter.define_env(SimpleNamespace(conf=conf, page=SimpleNamespace(path="actors/jnim.md", meta=meta),
                                       macro=lambda function, name=None: macros.__setitem__(name or function.__name__, function)))
    assert "Katiba" in macros["profile"]() and 'id="n1"' in macros["page_end"]()
    assert meta["title"].endswith("(JNIM)") and meta["json_ld"].startswith('{"@context"') and meta["description"]
