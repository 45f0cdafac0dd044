"""The live preview follows the data, survives a mistake in it, and recovers."""

import http.client
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.request

import pytest

from tests.conftest import ENVIRONMENT, copy_project

pytestmark = pytest.mark.slow  # each change builds the whole site anew
DEADLINE = 120  # seconds
RECORD = "data/actors/katiba-serma.yml"


class Preview:
    """``mkdocs serve`` at work in a copy of the project."""

    def __init__(self, project):
        with socket.create_server(("127.0.0.1", 0)) as probe:
            port = probe.getsockname()[1]
        self.record = project / RECORD
        self.url = f"http://127.0.0.1:{port}/actors/katiba-serma/"
        self.output = []
        self.process = subprocess.Popen([sys.executable, "-m", "mkdocs", "serve", "--livereload", "-a", f"127.0.0.1:{port}"], cwd=project,
                                        env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8")
        self.reader = threading.Thread(target=lambda: self.output.extend(self.process.stdout), daemon=True)
        self.reader.start()

    def replace(self, old, new):
        text = self.record.read_text(encoding="utf-8")
        assert text.count(old) == 1
        self.record.write_text(text.replace(old, new), encoding="utf-8")

    def page(self):
        """The page as it is served now, or an empty text while nothing answers."""
        try:
            with urllib.request.urlopen(self.url, timeout=DEADLINE) as answer:
                return answer.read().decode()
        except (OSError, http.client.HTTPException):
            return ""

    @property
    def said(self):
        return "".join(self.output)

    def wait(self, condition):
        """Wait until ``condition()`` holds; fail at the deadline, or if the process ends."""
        end = time.monotonic() + DEADLINE
        while not condition():
            assert self.process.poll() is None, self.said
            assert time.monotonic() < end, self.said
            time.sleep(0.2)

    def stop(self):
        self.process.kill()
        self.process.wait(DEADLINE)
        self.reader.join(DEADLINE)


@pytest.fixture
def preview(tmp_path):
    server = Preview(copy_project(tmp_path / "project"))
    yield server
    server.stop()


def test_the_preview_follows_breaks_and_recovers(preview):
    preview.wait(lambda: "<h1" in preview.page())
    before = preview.page()
    assert "Armed group" in before
    assert "Zanzibar" not in before

    preview.replace("kind: armed-group", "kind: armed-group\nnote: First word Zanzibar.")
    preview.wait(lambda: "First word Zanzibar." in preview.page())

    preview.replace("kind: armed-group", "kind: armed-gruop")
    preview.wait(lambda: "armed-gruop" in preview.said)
    line = preview.record.read_text(encoding="utf-8").split("\n").index("kind: armed-gruop") + 1
    assert re.search(rf"^{RECORD}:{line}:7: E302 'armed-gruop' is not in the list 'kinds' — did you mean 'armed-group'", preview.said, re.MULTILINE)
    preview.wait(lambda: "until build errors are resolved" in preview.said)  # MkDocs holds all answers back until then

    preview.replace("kind: armed-gruop\nnote: First word Zanzibar.", "kind: armed-group\nnote: Second word Zanzibar.")
    preview.wait(lambda: "Second word Zanzibar." in preview.page())
    assert preview.process.poll() is None
    assert "Traceback" not in preview.said
