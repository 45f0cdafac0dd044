"""The live preview follows every kind of edit, never shows what is old, says mistakes where the writer looks, and recovers."""

import re
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

import pytest

from macros.writing.preview import NEED_ALL
from tests.conftest import ENVIRONMENT, copy_project

pytestmark = pytest.mark.slow  # at the end every page is made
DEADLINE = 300  # seconds; on a busy machine all pages take more than a minute
ACTOR, PROFILE = "data/actors/katiba-serma.yml", "actors/katiba-serma/"
ADDED = re.compile(rb'(<div id="trouble".*?</div>\s*)?<script>\s*\(function look\(\).*?</script>\s*', re.DOTALL)

# Edits of each kind of file: what is replaced in it (once), by what, and a page that shows the word until the edit is undone.
EDITS = [
    (ACTOR, "kind: armed-group", "kind: armed-group\nnote: Zanzibar0.", PROFILE),
    ("data/events/2024-08-24-barsalogho-massacre.yml", "title: Barsalogho massacre", "title: Barsalogho Zanzibar1", "timeline/2024/08/"),
    ("data/events/2024-08-24-barsalogho-massacre.yml", "Zanzibar1", "Zanzibar2", "actors/jnim/"),
    ("data/terms/bay-a.yml", "term: Bay'a", "term: Bay'a Zanzibar3", "glossary/"),
    ("data/sources/cjb-2024-08-26-statement.yml", "publisher: Collectif Justice pour Barsalogho", "publisher: Collectif Zanzibar4", "timeline/2024/08/"),
    ("data/series/acled-central-sahel-statements.yml", "title: >-\n", "title: >-\n  Zanzibar5\n", "figures/deaths/"),
    ("data/charts/aes-force.yml", "title: The announced", "title: Zanzibar6, the announced", "figures/forces/"),
    ("data/claims/2-6-million-displaced.yml", "restated: >-\n", "restated: >-\n  Zanzibar7.\n", "evidence/article/"),
    ("data/arguments/accountant-bamako-fuel.yml", "statement: >-\n", "statement: >-\n  Zanzibar8.\n", "explained/will-it-work/"),
    ("data/vocabulary/kinds.yml", "label: State\n", "label: State Zanzibar9\n", "actors/mali/"),
    ("data/ui/en.yml", "\nindex: ", "\nindex: Zanzibar10 ", "about/"),
    ("data/style/en.yml", "write 'military government'", "write 'Zanzibar11'", "about/style/"),
    ("data/errors/en.yml", "title: A tab character", "title: Zanzibar12", "about/errors/"),
    ("data/geo/names.yml", "{name: Bamako", "{name: Zanzibar13", "figures/maps/"),
    ("docs/en/explained/aes.md", "\n## ", "\nZanzibar14.\n{: .guide }\n\n## ", "explained/aes/"),
    ("docs/en/assets/site.css", "\n", "\n.zanzibar15 { color: red }\n", "assets/site.css"),
    ("overrides/partials/source.html", "<a ", '<a data-place="Zanzibar16" ', "about/"),
    ("macros/templates/glossary.md.j2", "{% ", "Zanzibar17\n\n{% ", "glossary/"),
    ("macros/drawing/charts.py", '"""', '"""Zanzibar18 ', None),
    ("mkdocs.yml", "  - Glossary: ", "  - Glossary Zanzibar19: ", "about/"),
]


class Preview:
    """``python -m macros serve`` at work in a copy of the project."""

    def __init__(self, project):
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port = probe.getsockname()[1]
        self.project, self.url, self.output = project, f"http://127.0.0.1:{self.port}/", []
        self.process = subprocess.Popen([sys.executable, "-m", "macros", "serve", "--port", str(self.port)], cwd=project,
                                        env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8")
        self.reader = threading.Thread(target=lambda: self.output.extend(self.process.stdout), daemon=True)
        self.reader.start()
        self.wait(lambda: self.get("") != b"")

    def replace(self, file, old, new):
        path = self.project / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def get(self, address):
        """What is served now at the address, or nothing while nobody answers."""
        try:
            with urllib.request.urlopen(self.url + address, timeout=DEADLINE) as answer:
                return answer.read()
        except urllib.error.HTTPError as error:
            return error.read()
        except OSError:
            return b""

    @property
    def said(self):
        return "".join(self.output)

    def wait(self, condition):
        """Wait until ``condition()`` holds; fail at the deadline, or if the process ends."""
        end = time.monotonic() + DEADLINE
        while not condition():
            assert self.process.poll() is None, self.said
            assert time.monotonic() < end, self.said
            time.sleep(0.1)

    def stop(self):
        self.process.kill()
        self.process.wait(DEADLINE)
        self.reader.join(DEADLINE)


@pytest.fixture(scope="module")
def preview(tmp_path_factory):
    server = Preview(copy_project(tmp_path_factory.mktemp("preview") / "project"))
    yield server
    server.stop()


def test_no_page_waits_for_all_others(preview, browser):
    """What needs all pages is asked for only when somebody searches."""
    asked, page = [], browser.new_page()
    page.on("request", lambda request: asked.append(request.url.removeprefix(preview.url)))
    for address in ("", PROFILE, "explained/aes/", "timeline/all/", "timeline/on/", "figures/maps/", "glossary/"):
        with page.expect_request("**/workers/*"):  # the last that a page asks for
            page.goto(preview.url + address)
    page.close()
    assert len(asked) > 30
    assert [one for one in asked if one.startswith(NEED_ALL)] == []


def test_an_edit_stops_the_making_of_all_pages(preview):
    """The answer would be old; and the writer waits for the edit."""
    answers = []
    asking = threading.Thread(target=lambda: answers.append(preview.get("search/search_index.json")))
    asking.start()
    time.sleep(1)  # all pages take much longer
    preview.replace(ACTOR, "kind: armed-group", "kind: armed-group\nnote: Zanzibar.")
    preview.wait(lambda: b"Zanzibar." in preview.get(PROFILE))
    asking.join(DEADLINE)
    assert b"<h1" in answers[0]  # the page for what is not there
    preview.replace(ACTOR, "\nnote: Zanzibar.", "")
    preview.wait(lambda: b"Zanzibar." not in preview.get(PROFILE))


def test_a_mistake_is_said_in_the_browser_until_it_is_mended(preview, browser):
    page = browser.new_page()
    page.goto(preview.url + PROFILE)
    assert page.locator("#trouble").count() == 0

    preview.replace(ACTOR, "kind: armed-group", "kind: armed-gruop")
    trouble = page.locator("#trouble")
    trouble.wait_for(timeout=DEADLINE * 1000)
    line = (preview.project / ACTOR).read_text(encoding="utf-8").split("\n").index("kind: armed-gruop") + 1
    said = f"{ACTOR}:{line}:7: E302 'armed-gruop' is not in the list 'kinds' — did you mean 'armed-group'"
    assert said in trouble.inner_text()
    assert said in preview.said
    assert page.locator("h1").inner_text()  # the page as it was before stays readable

    preview.replace(ACTOR, "kind: armed-gruop", "kind: armed-group")
    trouble.wait_for(state="detached", timeout=DEADLINE * 1000)
    page.locator("h1").wait_for(timeout=DEADLINE * 1000)
    page.close()


@pytest.mark.parametrize(("file", "wrong"), [
    ("data/ui/en.yml", "event: [\n"), ("docs/en/explained/aes.md", "{{ actor('nobody') }}\n"), ("mkdocs.yml", "nav: [\n"), ("macros/drawing/charts.py", "def (:\n"),
    ("docs/en/actors/nobody.md", "{{ profile() }}\n"), ("data/actors/nobody.yml", "\t")])
def test_nothing_that_is_wrong_stops_the_preview(preview, file, wrong):
    path = preview.project / file
    before = path.read_bytes() if path.exists() else None
    path.write_bytes((before or b"") + wrong.encode())
    preview.wait(lambda: b'id="trouble"' in preview.get(""))
    path.unlink() if before is None else path.write_bytes(before)
    preview.wait(lambda: b'id="trouble"' not in preview.get("") != b"")
    assert b"<h1" in preview.get(PROFILE)


def test_no_edit_leaves_anything_old(preview, site):
    """All edits are undone one by one, the last first. In the end the preview serves what a build of the unedited project has made."""
    said = len(preview.output)
    for file, old, new, _ in EDITS:
        preview.replace(file, old, new)
    for number, (file, old, new, address) in reversed(list(enumerate(EDITS))):
        word, restarts = f"zanzibar{number}".encode(), f"{file} changed: starting again"
        preview.wait(lambda address=address, word=word: not address or word in preview.get(address).lower())
        before = preview.said.count(restarts)
        preview.replace(file, new, old)
        if address:
            preview.wait(lambda address=address, word=word: word not in preview.get(address).lower() != b"")
        else:
            preview.wait(lambda before=before, restarts=restarts: preview.said.count(restarts) > before)
            preview.wait(lambda: preview.get("") != b"")
    files = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    served = {name: ADDED.sub(b"", preview.get(name)) for name in ["search/search_index.json", *files]}  # the first has all pages made
    assert len(files) > 700
    assert [name for name, path in files.items() if path.read_bytes() != served[name]] == []
    assert "Traceback" not in "".join(preview.output[said:])
