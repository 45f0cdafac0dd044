"""Pages and records belong together: every record has the page on which it stands."""

from .problems import Problem, did_you_mean
from .render import address


def check(library):
    """Yield a problem for each record without its page, each actor page without a record, and each old schema."""
    for docs in sorted(folder for folder in (library.root / "docs").iterdir() if folder.is_dir()):
        pages = {path.relative_to(docs).as_posix() for path in docs.rglob("*.md")}
        missing = {}
        for key, _ in library.records():
            page, _ = address(library, key)
            if page not in pages:
                missing.setdefault(page, key)
        for page, key in sorted(missing.items()):
            yield Problem(f"data/{key.folder}/{key.id}.yml", 1, 1, "E603", f"there is no page docs/{docs.name}/{page}",
                          "make the file; one macro call is enough, as in the pages beside it")
        for page in sorted(pages):
            folder, _, name = page.rpartition("/")
            id = name.removesuffix(".md")
            if folder == "actors" and id != "index" and id not in library.actors:
                yield Problem(f"docs/{docs.name}/{page}", 1, 1, "E604", f"no actor has the id '{id}'", did_you_mean(id, library.actors) or "rename or delete the page")
