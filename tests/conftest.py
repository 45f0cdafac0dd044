"""What the tests share: the records, the built site, a server for it, and a browser that lets nothing out.

``python -m pytest`` finds a Chromium as tests/chromium.py does; the variable CHROMIUM names another one.
"""

import contextlib
import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import lxml.html
import pytest
import yaml
from filelock import FileLock
from playwright.sync_api import sync_playwright

from macros import __main__ as command
from tests import reading
from tests.chromium import installed

ROOT = Path(__file__).parent.parent
FOLDERS = ("actors", "events", "terms", "sources", "series", "charts", "claims", "arguments")
ENVIRONMENT = {name: value for name, value in os.environ.items() if name not in ("SITE_URL", "REPO_URL", "EDIT_ROOT")}
ENVIRONMENT |= {"COPIES": "", "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1795305600", "PYTHONHASHSEED": "1"}  # 22 November 2026
_grades = {}  # of the pages built, for the report at the end
FLAGS = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


def copy_project(target):
    """Copy all that a build needs into the folder ``target`` and return it."""
    target.mkdir(parents=True)
    shutil.copy(ROOT / "mkdocs.yml", target)
    for folder in ("macros", "docs", "overrides", "data"):
        shutil.copytree(ROOT / folder, target / folder, ignore=shutil.ignore_patterns("__pycache__"))
    return target


def build(project, target, **variables):
    """Build ``project`` into ``target`` with ``variables`` in the environment; the build must succeed without a word."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-q", "-d", str(target)]
    done = subprocess.run(command, cwd=project, env=ENVIRONMENT | variables, capture_output=True, text=True, timeout=300, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return target


@pytest.fixture(scope="session")
def records():
    """``{folder: {id: record}}``, read by PyYAML alone, so that no mistake of the site's own program hides."""
    return {folder: {path.stem: yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader) for path in (ROOT / "data" / folder).glob("*.yml")}
            for folder in FOLDERS}


@pytest.fixture(scope="session")
def built_once(tmp_path_factory, worker_id):
    """``built_once(name, make)`` returns the folder ``name`` that ``make(folder)`` fills, once for all processes of the test run."""
    shared = tmp_path_factory.getbasetemp()
    shared = shared if worker_id == "master" else shared.parent

    def once(name, make):
        with FileLock(shared / f"{name}.lock"):
            if not (shared / f"{name}.done").exists():
                make(shared / name)
                (shared / f"{name}.done").touch()
        return shared / name

    return once


@pytest.fixture(scope="session")
def site(built_once):
    """The folder of the built site."""
    return built_once("site", lambda folder: build(ROOT, folder))


@pytest.fixture(scope="session")
def pages(site):
    """``{address: tree}`` of every HTML page; the address is the path that a reader asks for, such as ``/actors/jnim/``."""
    trees = {"/" + path.relative_to(site).as_posix().removesuffix("index.html"): lxml.html.parse(path).getroot() for path in sorted(site.rglob("*.html"))}
    _grades.update({address: [measure and list(measure) for measure in reading.measure(tree)] for address, tree in trees.items() if address == "/" or address.startswith("/explained/")})
    return trees


LONG = ("test_access.py", "test_serve.py", "test_handbook.py", "test_handouts.py", "test_fuzz.py", "test_book.py", "test_epub.py", "test_identity.py",
        "test_zim.py", "test_html.py", "test_reproducible.py", "test_lighthouse.py")  # the files that take longest, in this order


def pytest_collection_modifyitems(items):
    """What needs a second build of the site is slow. What takes minutes comes first, so that at the end no process is left alone with it."""
    items.sort(key=lambda item: LONG.index(item.path.name) if item.path.name in LONG else len(LONG))
    for item in items:
        if {"addressed", "kit"} & set(item.fixturenames):
            item.add_marker(pytest.mark.slow)


def pytest_sessionfinish(session):
    """Hand the grades to the process that reports (pytest-xdist)."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["grades"] = _grades


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node):
    """Take the grades that a process of the test run found."""
    _grades.update(getattr(node, "workeroutput", {}).get("grades", {}))


def pytest_terminal_summary(terminalreporter):
    """Show how hard the explainers and the front page are to read, if the site was built."""
    if _grades:
        terminalreporter.section("reading level: words and Flesch-Kincaid grade (goal: 10 or less, short version 8 or less)")
        for address, ((words, grade), short) in sorted(_grades.items()):
            terminalreporter.write_line(f"{address:32} {words:6,} {grade:5}" + (f"   short version {short[0]:4} {short[1]:5}" if short else ""))


SITE_URL = "https://example.org/sahel/"
HOSTILE = '</script><script>alert(1)</script>"&'
MOVED = {  # {old address: new address}, of each kind of record
    "actors/gsim": "actors/jnim", "events/2024-08-30-barsalogho": "events/2024-08-24-barsalogho-massacre",
    "terms/pledge": "terms/bay-a", "sources/cjb-statement": "sources/cjb-2024-08-26-statement",
}


@pytest.fixture(scope="session")
def addressed(built_once, records):
    """The folder of a site that knows its address, whose records have moved as MOVED says, and in which a group is also called HOSTILE."""
    one = {folder: f"{folder}/{min(records[folder])}" for folder in ("claims", "series", "charts", "arguments")}
    MOVED.update({f"{folder}/earlier-{folder}": new for folder, new in one.items()})
    day = min(event["date"] for event in records["events"].values() if event["date"].startswith("2019-") and len(event["date"]) == 10)
    MOVED[f"events/{day}-barsalogho"] = "events/2024-08-24-barsalogho-massacre"  # as if the date had been mended

    def make(folder):
        project = copy_project(folder)
        (project / "data" / "redirects.yml").write_text(yaml.safe_dump(MOVED), encoding="utf-8")
        group = project / "data" / "actors" / "jnim.yml"
        group.write_text(group.read_text(encoding="utf-8").replace("aliases:\n", f"aliases:\n  - '{HOSTILE}'\n", 1), encoding="utf-8")
        build(project, project / "site", SITE_URL=SITE_URL)

    return built_once("addressed", make) / "site"


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files without a word."""

    def log_message(self, *_):
        pass


@contextlib.contextmanager
def serving(folder, handler=Quiet):
    """Serve a folder and give its address on this machine, with a slash at its end."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=folder)) as httpd:
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{httpd.server_port}/"
        httpd.shutdown()


@pytest.fixture(scope="session")
def server(site):
    """The address of the site on this machine."""
    with serving(site) as address:
        yield address


@pytest.fixture(scope="session")
def browser():
    """Chromium without a window."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=installed(), args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser, server):
    """``visit("actors/jnim/", width=360, …)`` opens a page of the site and returns it; options go to the browser's context.

    The test fails if a page writes a warning or an error to the console, or asks any other host; such requests are stopped.
    """
    contexts, faults = [], []

    def gate(route):
        if route.request.url.startswith(server):
            route.continue_()
        else:
            faults.append(f"asked for {route.request.url}")
            route.abort()

    def open_page(address="", width=1280, **options):
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        context.set_default_timeout(15_000)
        context.route("**/*", gate)
        context.on("console", lambda message: faults.append(f"{message.type}: {message.text}") if message.type in ("warning", "error") else None)
        context.on("weberror", lambda error: faults.append(str(error.error)))
        page = context.new_page()
        page.goto(server + address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def run(monkeypatch, capsys):
    """``run(root, "fix")`` returns ``(exit code, lines of output, error output)`` of the command, without a process of its own."""
    def run(root, *arguments):
        monkeypatch.setattr(command, "ROOT", root)
        code = command.main(arguments)
        said = capsys.readouterr()
        return code, said.out.splitlines(), said.err
    return run
