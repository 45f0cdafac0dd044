"""``python -m macros serve``: a server for whoever edits. It watches the files, and the browser follows.

A mistake is said in the terminal and above the page that is open, which stays as it was; both go when the mistake is mended.
When the program itself is edited, its templates or its maps, the server starts again.
"""

import http.server
import mimetypes
import os
import posixpath
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from pathlib import Path
from urllib.parse import unquote, urlsplit

from mkdocs.exceptions import MkDocsException
from watchdog.events import FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent, FileSystemEventHandler
from watchdog.observers import Observer

from ..reading.problems import DataError, Said, full
from ..showing.render import fill
from . import pasting
from .preview import Preview

CHANGED = "/changed/"  # the browser asks here whether it shows the latest state, and waits for the answer
PATIENCE = 30  # seconds until it asks again
PAUSE = 0.1  # seconds without a further change, for editors that write a file in steps
RESTART = ("macros/", "data/geo/outlines.json")  # what a process reads once
HOST = "127.0.0.1"


class _Changes(FileSystemEventHandler):
    """The files below a folder that changed since :meth:`take` was called last."""

    def __init__(self, root):
        self.root, self.paths, self.seen = root, set(), threading.Event()
        self.observer = Observer()
        kinds = [FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent]  # not that files were read, which we do ourselves
        for folder in ("data", "docs", "macros", "overrides"):
            self.observer.schedule(self, str(root / folder), recursive=True, event_filter=kinds)
        self.observer.schedule(self, str(root), event_filter=kinds)
        self.observer.start()

    def on_any_event(self, event):
        places = [path for path in (event.src_path, event.dest_path) if path]
        self.paths.update(path for path in (Path(place).relative_to(self.root).as_posix() for place in places) if self._matters(path))
        if self.paths:
            self.seen.set()

    def _matters(self, path):
        return path.startswith(("data/", "docs/", "macros/", "overrides/", "mkdocs.yml")) and "__pycache__" not in path

    def take(self):
        """Wait until files changed and for :data:`PAUSE` none did; return their paths, sorted."""
        self.seen.wait()
        while self.seen.is_set():
            self.seen.clear()
            time.sleep(PAUSE)
        paths, self.paths = self.paths, set()
        return sorted(paths)


class _Server(http.server.ThreadingHTTPServer):
    """Hands out the pages of a :class:`Preview`. ``state`` is the time of the latest change; ``trouble`` is what is wrong now, or an empty text;
    ``words`` are those of the language in which it is said (:meth:`problems.Said.into`).
    """

    def __init__(self, preview, port, words):
        super().__init__((HOST, port), _Request)
        self.preview, self.words, self.state, self.trouble = preview, words, time.time_ns(), ""
        self.news = threading.Condition()

    def renew(self):
        """Show the files as they are now, or what is wrong with them."""
        try:
            self.preview.renew()
            trouble = ""
        except Exception as error:  # whatever it is, the server goes on and says it
            trouble = explained(error, self.words, self.preview.root)
        self.tell(trouble)

    def handle_error(self, request, client_address):
        if not isinstance(sys.exception(), ConnectionError):  # a browser that went away
            super().handle_error(request, client_address)

    def tell(self, trouble):
        """Let the browsers know that something changed."""
        with self.news:
            self.trouble, self.state = trouble, time.time_ns()
            self.news.notify_all()
        if trouble:
            print(trouble, file=sys.stderr, flush=True)


class _Request(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        path = unquote(urlsplit(self.path).path)
        if path.startswith(CHANGED):
            with self.server.news:
                self.server.news.wait_for(lambda: str(self.server.state) != path.removeprefix(CHANGED), PATIENCE)
            return self.send(200, "text/plain", str(self.server.state).encode())
        name = posixpath.normpath(path).lstrip("/") + ("/index.html" if path.endswith("/") and path != "/" else "")
        name = "index.html" if path == "/" else name
        state, trouble = self.server.state, self.server.trouble
        try:
            body, status = self.server.preview.read(name), 200
            if body is None and "." not in posixpath.basename(name) and self.server.preview.read(f"{name}/index.html"):
                return self.send(302, "text/plain", b"", Location=self.path + "/")
        except Exception as error:  # of one page: the others can still be read
            body, status, trouble = b"", 500, explained(error, self.server.words, self.server.preview.root)
            print(trouble, file=sys.stderr, flush=True)
        if body is None:
            body, status = self.server.preview.read("404.html") or b"", 404
        if status != 200 or name.endswith(".html"):
            page, end, rest = body.decode().rpartition("</body>")
            body = (page + fill("preview.html.j2", changed=CHANGED, state=state, trouble=trouble) + end + rest).encode()
            return self.send(status, "text/html; charset=utf-8", body)
        return self.send(status, mimetypes.guess_type(name)[0] or "application/octet-stream", body)

    def send(self, status, kind, body, **headers):
        self.send_response(status)
        for header, value in {"Content-Type": kind, "Content-Length": len(body), "Cache-Control": "no-store", **headers}.items():
            self.send_header(header, str(value))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Nothing: the terminal is for changes and mistakes."""


def explained(error, words, root):
    """Return what is wrong with the project at ``root`` in the language of ``words``, with lines to paste.

    What our own program did not expect is shown with the place where it happened.
    """
    if isinstance(error.__cause__, DataError):
        return full(pasting.pasted(root, error.__cause__.problems), words)
    if isinstance(error, MkDocsException):
        return str(error).strip()
    return "".join(traceback.format_exception(error)).strip()


def run(root, port, lang, words):
    """Serve the project ``root`` on ``port`` until Ctrl-C; speak the language ``lang``, whose words are ``words``. Returns the exit code."""
    with tempfile.TemporaryDirectory(prefix="preview-") as folder:
        try:
            server = _Server(Preview(root, folder), port, words)
        except OSError as error:
            print(Said("port {port} cannot be used ({why}); take another one: python -m macros serve --port {other}", port=port, why=error.strerror,
                       other=port + 1).into(words))
            return 1
        changes = _Changes(root)
        server.renew()
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(Said("The site is at {address} and follows your changes. To stop: Ctrl-C.", address=f"http://{HOST}:{port}/").into(words), flush=True)
        try:
            while not (changed := _follow(server, changes)):
                pass
        except KeyboardInterrupt:
            return 0
        finally:
            server.server_close()
            server.preview.close()
        print(Said("{file} changed: starting again", file=changed).into(words), flush=True)
    os.execv(sys.executable, [sys.executable, "-m", "macros", "serve", "--port", str(port), "--lang", lang])


def _follow(server, changes):
    """Wait for changes and show them. Returns the file for whose sake the program must start again, or ``None``."""
    paths, start = changes.take(), time.perf_counter()
    if program := next((path for path in paths if path.startswith(RESTART)), None):
        tried = subprocess.run([sys.executable, "-c", "import macros.writing.serving"], cwd=changes.root, capture_output=True, text=True, check=False)
        if not tried.returncode:
            return program
        server.tell(tried.stderr.strip())
    else:
        server.renew()
        said = Said("a mistake, see above") if server.trouble else Said("shown")
        line = Said("{time} {files}: {said} after {seconds:.1f} s", time=time.strftime("%H:%M:%S"), files=", ".join(paths), said=said,
                    seconds=time.perf_counter() - start)
        print(line.into(server.words), flush=True)
    return None
