"""The site while it is edited: a page is made when somebody asks for it, from all data as they stand at that moment.

MkDocs makes all pages after each change, which takes long; to know which of them a change touches is easily got wrong. Here
nothing that was made before a change is kept, so nothing shown is old, and only the pages that somebody looks at cost time.
The steps are those of ``mkdocs.commands.build``, in its order. When the search or another file is asked for that needs all
pages, they are made, and the folder then holds what a build would have written, byte for byte.
"""

import threading
from pathlib import Path

from mkdocs import utils
from mkdocs.commands import build
from mkdocs.config import load_config
from mkdocs.structure.files import get_files
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page

from ..building import search, shipping
from ..drawing import mark

NEED_ALL = ("search/", "data/", "copies/", "feed.xml", "robots.txt", "sitemap.xml")  # written at the end of a build


class Preview:
    """The site of the project ``root``, made as needed in the folder ``folder``. Threads may share it."""

    def __init__(self, root, folder):
        self.root, self.folder = Path(root), Path(folder)
        self._lock = threading.RLock()
        self._waiting = {}  # {file of the site: page} of those not made since the last change
        self._complete = False
        self._changes = 0

    def renew(self):
        """Read all data and settings anew. Every page then waits to be made. If something is wrong with them the site stays as it was, and that is raised."""
        self._changes += 1
        config = load_config(str(self.root / "mkdocs.yml"), site_dir=str(self.folder))
        config.plugins.on_startup(command="serve", dirty=False)
        config = config.plugins.on_config(config)
        config.plugins.on_pre_build(config=config)
        files, env = get_files(config), config.theme.get_env()
        files.add_files_from_theme(env, config)
        files = config.plugins.on_files(files, config=config)
        nav = config.plugins.on_nav(get_navigation(files, config), config=config, files=files)
        env = config.plugins.on_env(env, config=config, files=files)
        pages = [file.page or Page(None, file, config) for file in files.documentation_pages()]
        for page in nav.pages:
            page.read_source(config)  # for its title, which stands in the navigation
        with self._lock:
            self._config, self._files, self._nav, self._env = config, files, nav, env
            self._pages, self._waiting, self._complete = pages, {page.file.dest_uri: page for page in pages}, False
            utils.clean_directory(self.folder)
            self._copy()
            search.install(self.folder)
            shipping.join(self.folder)
            mark.write(self.root, Path(config.docs_dir), self.folder, preview=bool(config.site_url))

    def read(self, path):
        """Return the file of the site as bytes, made now if need be, or ``None`` if there is none; ``path`` is relative, such as ``actors/jnim/index.html``."""
        if path.startswith(NEED_ALL):
            self.complete()
        with self._lock:
            if path in self._waiting:
                self._make(path)
            file = self.folder / path
            return file.read_bytes() if file.is_file() else None

    def complete(self):
        """Make all that is left, as a build does. Other threads get their pages in between. A change stops it: what is made of it would be old."""
        changes = self._changes
        while changes == self._changes and (path := next(iter(self._waiting), None)):
            with self._lock:
                if path in self._waiting:
                    self._make(path)
        with self._lock:
            if not self._waiting and not self._complete:
                order = {page.url: number for number, page in enumerate(self._pages)}
                index = self._config.plugins["material/search"].search_index
                index.entries.sort(key=lambda entry: order[entry["location"].partition("#")[0]])
                self._copy()
                self._config.plugins.on_post_build(config=self._config)
                self._complete = True

    def close(self):
        """Make no further page; who asks for one waits for ever."""
        self._lock.acquire()

    def _copy(self):
        """Write what no page is needed for: the files of the docs folder and the theme."""
        self._files.copy_static_files()
        for template in self._config.theme.static_templates:
            build._build_theme_template(template, self._env, self._files, self._config, self._nav)

    def _make(self, path):
        page = self._waiting[path]
        build._populate_page(page, self._config, self._files)
        build._build_page(page, self._config, self._files.documentation_pages(), self._nav, self._env)
        del self._waiting[path]
