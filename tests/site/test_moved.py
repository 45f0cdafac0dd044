"""Old addresses on the built site lead to where a record stands now, without JavaScript."""

import functools
import http.server
import json
import subprocess
import sys
import threading

import lxml.html
import pytest

from tests.conftest import ENVIRONMENT, MOVED, SITE_URL, copy_project


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def open_old(addressed, browser):
    """``open_old(address)`` opens an address of the site whose records have moved, without JavaScript."""
    context = browser.new_context(java_script_enabled=False)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=addressed)) as httpd:
        threading.Thread(target=httpd.serve_forever, daemon=True).start()

        def open_page(address):
            page = context.new_page()
            page.goto(f"http://127.0.0.1:{httpd.server_port}/{address}")
            return page

        yield open_page
        httpd.shutdown()
    context.close()


def test_the_old_page_of_an_actor_leads_to_the_new_one(open_old):
    page = open_old("actors/gsim/")
    page.wait_for_url("**/actors/jnim/")
    assert "Jama'at" in page.locator("h1").inner_text()


def test_the_old_page_says_where_to_go(addressed):
    tree = lxml.html.parse(addressed / "actors" / "gsim" / "index.html").getroot()
    assert tree.xpath('//meta[@name="robots"]/@content') == ["noindex"]
    assert tree.xpath('//link[@rel="canonical"]/@href') == [SITE_URL + "actors/jnim/"]
    assert tree.xpath("//a/@href") == ["../jnim/"] and tree.xpath("//a")[0].text.startswith("Jama'at")
    assert tree.get("lang") == "en"


@pytest.mark.parametrize("folder", ["events", "terms", "sources", "claims", "series", "charts", "arguments"])
def test_an_old_anchor_stands_where_the_record_stands(addressed, folder):
    """On the same page, right before the new one or first in it; every kind of record that is a part of a page."""
    prefix = "chart-" if folder == "charts" else ""
    old, new = next(pair for pair in MOVED.items() if pair[0].startswith(f"{folder}/"))
    old, new = (prefix + address.partition("/")[2] for address in (old, new))
    found = []
    for path in addressed.rglob("index.html"):
        text = path.read_text(encoding="utf-8")
        if f'id="{old}"' in text:
            tree = lxml.html.fromstring(text)
            (anchor,) = tree.xpath(f'//*[@id="{old}"]')
            (record,) = tree.xpath(f'//*[@id="{new}"]')
            found.append(anchor.getnext() is record or record[0] is anchor)
    assert found == [True]


def test_an_event_with_a_new_date_is_found_from_its_old_page(addressed, open_old):
    id = next(old.partition("/")[2] for old in MOVED if old.startswith("events/2019-"))
    (old,) = (path.parent.relative_to(addressed).as_posix() for path in (addressed / "timeline").rglob("index.html")
              if f'<p id="{id}"' in path.read_text(encoding="utf-8"))
    assert old.startswith("timeline/2019")
    page = open_old(f"{old}/#{id}")
    page.locator(f'[id="{id}"] a').click()
    page.wait_for_url("**/timeline/2024/**#2024-08-24-barsalogho-massacre")


def test_old_addresses_are_not_searched(addressed):
    index = json.loads((addressed / "search" / "search_index.json").read_text(encoding="utf-8"))
    assert [doc["location"] for doc in index["docs"] if "gsim/" in doc["location"]] == []


def test_a_wrong_line_stops_the_build(tmp_path):
    project = copy_project(tmp_path / "project")
    (project / "data" / "redirects.yml").write_text("actors/gsim:  actors/jnmi\n", encoding="utf-8")
    built = subprocess.run([sys.executable, "-m", "mkdocs", "build", "--strict"], cwd=project, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert built.returncode == 1
    assert "data/redirects.yml:1:15: E301 unknown actor 'jnmi' — did you mean 'jnim'?" in built.stdout + built.stderr
