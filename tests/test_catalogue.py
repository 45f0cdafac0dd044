"""Every mistake of the catalogue is answered so that who reads only the message can mend the file.

tests/catalogue holds the mistakes that people really make in data like ours, one file a row: what is changed in the small sample of
the data, and what ``python -m macros check`` must say then, written by hand. Keys of a case:

``file``, ``old``, ``new``   in this file the text ``old``, which stands there once, becomes ``new``; without ``old`` the file is written
``encoding``                 in which ``new`` is saved
``also``                     other files: path and content
``delete``, ``rename``       a path; an old and a new path
``schema``                   true if the help for editors is written anew before the check
``run``                      another command than ``check``, such as ``diff HEAD`` or ``links``
``says``                     the lines of the report without the count; none if nothing is wrong
``paste``                    lines to paste that belong to the first line of the report

TODAY stands for the day of the test, SERVER for a host on this machine that knows some pages.
"""

import datetime
import http.server
import json
import shutil
import subprocess
import threading
import urllib.parse

import pytest
import yaml

from macros import __main__ as command
from macros.writing import links
from tests.conftest import ROOT
from tests.unit import tree

ROWS = 38
FILES = sorted((ROOT / "tests" / "catalogue").glob("*.yml"))
CASES = [pytest.param(case, id=f"{file.stem}-{number}") for file in FILES
         for number, case in enumerate(yaml.safe_load(file.read_text(encoding="utf-8"))["cases"], 1)]
ERRORS = 'E101:\n  title: The file is too large\n  why: It was pasted by mistake.\n  wrong: "a"\n  right: "b"\n'  # read anew for each case


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """The valid sample as files in memory: ``{path: bytes}``."""
    root = tree.plant(tmp_path_factory.mktemp("sample"))
    tree.add(root, "errors/en", ERRORS)
    command.ROOT, old = root, command.ROOT
    command.main(["schema"])
    command.ROOT = old
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def project(tmp_path_factory, sample):
    """A folder with the sample in it; :func:`restored` brings it back to that after a case."""
    root = tmp_path_factory.mktemp("project")
    for path, content in sample.items():
        _write(root, path, content)
    return root


def restored(root, sample, touched):
    for path in touched:
        if path in sample:
            _write(root, path, sample[path])
        elif (root / path).is_dir():
            shutil.rmtree(root / path)
        else:
            (root / path).unlink(missing_ok=True)
            folder = (root / path).parent
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()


def _write(root, path, content):
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_bytes(content)


class _Pages(http.server.BaseHTTPRequestHandler):
    """Some pages of a host, and an archive that has a copy of all but ``/never-kept``."""

    def do_GET(self):
        path, _, query = self.path.partition("?")
        status, place = {"/gone": (410, None), "/never-kept": (404, None), "/old": (301, "/new"), "/for-now": (302, "/new"), "/home": (302, "/"),
                         "/closed": (403, None)}.get(path, (200, None))
        url = urllib.parse.parse_qs(query).get("url", [""])[0]
        kept = {"closest": {"timestamp": "20200304050607", "url": f"https://web.archive.org/web/2020/{url}"}} if "never" not in url else {}
        body = json.dumps({"archived_snapshots": kept}).encode() if path == "/archive" else b"a page"
        self.send_response(status)
        if place:
            self.send_header("Location", place)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


@pytest.fixture(scope="module")
def server():
    """The name of a host that knows the pages of :class:`_Pages`."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Pages) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{running.server_address[1]}"
        running.shutdown()


def change(root, case, fill):
    """Do to the project what the case says, and return the paths that it touched."""
    touched = list(case.get("also", {}))
    for path, content in case.get("also", {}).items():
        _write(root, path, fill(content).encode())
    if file := case.get("file"):
        new = fill(case["new"])
        if "old" in case:
            text = (root / file).read_bytes().decode("utf-8")
            assert text.count(case["old"]) == 1, f"{case['old']!r} stands {text.count(case['old'])} times in {file}"
            new = text.replace(case["old"], new)
        _write(root, file, new.encode(case.get("encoding", "utf-8")))
        touched.append(file)
    if gone := case.get("delete"):
        (root / gone).unlink()
        touched.append(gone)
    for old, new in case.get("rename", {}).items():
        (root / old).rename(root / new)
        touched += [new, old]
    return touched


def report(capsys, arguments):
    """Run a command and return ``(its lines, the pasteable lines of the first problem)``."""
    if arguments != ["check"]:
        command.main(arguments)
        return [line for line in capsys.readouterr().out.splitlines() if " found in the data." not in line], ""
    command.main(["check", "--format", "json"])
    found = json.loads(capsys.readouterr().out)
    said = [f"{one['path']}:{one['line']}:{one['column']}: {one['code']} {one['message']}" + (f" — {one['hint']}" if one["hint"] else "") for one in found]
    return said, found[0]["paste"] if found else ""


@pytest.mark.parametrize("case", CASES)
def test_the_answer(case, project, sample, server, capsys, monkeypatch):
    monkeypatch.setattr(command, "ROOT", project)
    monkeypatch.setattr(command, "LANGUAGES", ["en"])
    monkeypatch.setattr(links, "ARCHIVE", f"http://{server}/archive")
    monkeypatch.setattr(links, "PAUSE", 0)

    def fill(text):
        return text.replace("TODAY", str(datetime.date.today())).replace("SERVER", server)

    arguments = case.get("run", "check").split()
    if arguments[0] == "diff":
        for step in (["init", "-q"], ["add", "."], ["-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-qm", "as it was"]):
            subprocess.run(["git", *step], cwd=project, check=True, capture_output=True)
    touched = change(project, case, fill)
    if case.get("schema"):
        command.main(["schema"])
        touched += [path for path in sample if path.startswith("data/schema/")]
    try:
        said, paste = report(capsys, arguments)
    finally:
        restored(project, sample, [*touched, ".git"] if arguments[0] == "diff" else touched)
    assert said == [fill(line) for line in case["says"]], "\n" + "\n".join(said)
    if "paste" in case:
        assert paste == fill(case["paste"]).rstrip("\n")


def test_every_row_is_tried():
    assert [file.stem for file in FILES] == [f"{row:02}" for row in range(1, ROWS + 1)]
    assert len(CASES) > 2 * ROWS
