"""The whole site as a ZIP: unpack it, open ``index.html``, and it works without a server."""

from ..showing import render
from . import archive

NAME = "sahel-explained-site.zip"
FOLDER = "sahel-explained/"
LICENCES = ("LICENSE", "LICENSE-CONTENT")


def make(kit):
    """Write the ZIP and return its path in a list."""
    files = {path.relative_to(kit.site).as_posix(): path.read_bytes() for path in kit.site.rglob("*") if path.is_file()}
    start = render.fill("start_here.txt.j2", ends=kit.library.knowledge_ends, made=kit.day, english=kit.words.day, french=kit.french.day)
    files["START-HERE.txt"] = start.replace("\n", "\r\n").encode()  # as the text editor of old Windows wants it
    files |= {f"{name}.txt": (kit.root / name).read_bytes() for name in LICENCES}
    return [archive.write(kit.out / NAME, archive.with_sums(files), kit.date, FOLDER)]
