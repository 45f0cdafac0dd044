"""``python -m macros offline``: make the copies, each on its own or all together."""

import importlib
import shutil
import sys
import time

from ..reading.problems import DataError
from . import COPIES, variant
from .kit import CopyError, Kit

# Each copy is a module of this package; these have another name than it.
MODULES = {"zip": "site_zip", "html": "one_file", "pdf": "handbook"}


def run(root, out, copies=(), only=(), code="en", strict=False):
    """Make ``copies`` (all if empty) of the pages ``only`` (all if empty) in the folder ``out``; return the exit code, 2 for an address that no page has.

    A copy that cannot be made is named with what helps, and does not stop the others; with ``strict`` the code is then 1.
    """
    if wrong := variant.unknown(root / "docs" / code, only):
        print("\n".join(wrong), file=sys.stderr)
        return 2
    out.mkdir(parents=True, exist_ok=True)
    kit = Kit(root, out, tuple(only), code)
    failed = 0
    for name in [copy for copy in COPIES if copy in copies] or COPIES:
        start = time.monotonic()
        print(f"{name} …", end=" ", flush=True)
        try:
            made = importlib.import_module(f".{MODULES.get(name, name)}", __package__).make(kit)
        except CopyError as error:
            failed += 1
            print(f"not made. {error}", flush=True)
        except DataError as error:
            print(f"not made.\n{error}", file=sys.stderr)
            return 1
        else:
            sizes = ", ".join(f"{path.relative_to(out)} ({path.stat().st_size / 1e6:.1f} MB)" for path in made)
            print(f"{time.monotonic() - start:.0f} s: {sizes}", flush=True)
    shutil.rmtree(kit.work, ignore_errors=True)
    return int(failed > 0 and strict)
