"""Print the path of a Chromium for the tests: one that is there, else Playwright's own, else the system package manager's."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


def installed():
    """Return the path of a browser on this machine, or ``None``."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        with sync_playwright() as playwright:
            own = playwright.chromium.executable_path
        found = own if Path(own).exists() else None
    return found


def main():
    """Find or install a browser, print its path, return the exit code."""
    if not (found := installed()):
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        if subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], **quiet, check=False).returncode:
            subprocess.run(["sh", str(Path(__file__).parent / "apt.sh"), "chromium"], check=False)
        found = installed()
    if not found:
        print("No Chromium was found and none could be installed. Install one, or set CHROMIUM to its path.", file=sys.stderr)
        return 1
    print(found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
