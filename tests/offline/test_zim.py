"""The ZIM file, read by openZIM's own checker and by Kiwix."""

import re
import socket
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request

import pytest

from macros.offline import command, zim
from tests.conftest import ROOT
from tests.offline.conftest import elsewhere


def test_without_zimwriterfs_it_says_what_to_install_and_makes_the_others(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert command.run(ROOT, tmp_path / "dist", ["zim", "cards"]) == 0
    said = capsys.readouterr().out
    assert "zim … not made. zimwriterfs is needed" in said and "sudo apt install zim-tools" in said
    assert sorted(path.name for path in (tmp_path / "dist").iterdir()) == ["glossary.apkg", "glossary.csv"]
    assert command.run(ROOT, tmp_path / "dist", ["zim"], strict=True) == 1


@pytest.fixture(scope="module")
def file(copies):
    return copies("zim")[0]


@pytest.fixture(scope="module")
def library(file):
    """The address below which kiwix-serve shows the file."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    server = subprocess.Popen(["kiwix-serve", "--address", "127.0.0.1", "--port", str(port), str(file)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(100):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).close()
            break
        except OSError:
            time.sleep(0.1)
    yield f"http://127.0.0.1:{port}"
    server.terminate()
    server.wait(10)


def read(address):
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return answer.status, answer.read().decode("utf-8", "replace")
    except urllib.error.HTTPError as error:
        return error.code, ""


def entries(file, folder):
    subprocess.run(["zimdump", "dump", "--dir", str(folder), str(file)], check=True, capture_output=True)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file() and "/X/" not in f"/{path.relative_to(folder)}"}


def test_the_checker_of_openzim_finds_no_fault(file):
    done = subprocess.run(["zimcheck", "-A", str(file)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "[ERROR]" not in done.stdout


def test_kiwix_finds_words_of_the_text(file):
    found = subprocess.run(["kiwix-search", str(file), "Barsalogho massacre"], capture_output=True, text=True, check=True).stdout.splitlines()
    assert any("August 2024" in line or "Barsalogho" in line for line in found[:5]), found[:10]


def test_kiwix_serves_every_page_and_what_it_shows(library, file, kit):
    content = next(address for address in (f"{library}/content/{file.stem}/", f"{library}/{file.stem}/") if read(address + "index.html")[0] == 200)
    wanted = set()
    for path in kit.site.rglob("*.html"):
        page = content + path.relative_to(kit.site).as_posix()
        wanted.add(page)
        wanted |= {urllib.parse.urljoin(page, link) for link in re.findall(r'(?:href|src)="([^"#?:]+)["#?]', path.read_text(encoding="utf-8"))}
    assert len(wanted) > 450
    assert [address for address in sorted(wanted) if read(address)[0] != 200] == []


def test_kiwix_suggests_titles(library, file):
    _, text = read(f"{library}/suggest?content={file.stem}&term=Alliance")
    assert "Alliance of Sahel States" in text


def test_two_files_of_one_commit_hold_the_same(file, kit, tmp_path):
    first = entries(file, tmp_path / "first")
    second = entries(zim.make(elsewhere(kit, tmp_path))[0], tmp_path / "second")
    assert len(first) > 450
    assert {name for name in first.keys() | second.keys() if first.get(name) != second.get(name)} <= {"M/Counter"}
