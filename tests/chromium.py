"""Print the path of a Chromium for the tests: one that is there, else Playwright's own, else the system package manager's."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable",
         "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


def installed():
    """Return the path of a browser on this machine, or ``None``."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        with sync_playwright() as playwright:
            own = playwright.chromium.executable_path
        found = own if Path(own).exists() else None
    return found


def playwright(*arguments):
    """Run Playwright's own command; return whether it succeeded."""
    return not subprocess.run([sys.executable, "-m", "playwright", *arguments], **QUIET, check=False).returncode


def from_system(*packages):
    """Install Debian packages where there is apt."""
    subprocess.run(["sh", str(Path(__file__).parent / "apt.sh"), *packages], stdout=sys.stderr, check=False)


def main():
    """Find or install a browser, print its path, return the exit code."""
    if not playwright("--version"):
        from_system("libatomic1")  # a bare Debian lacks what Playwright's driver is linked to
    if not (found := installed()):
        if not playwright("install", "chromium"):
            for package in ("chromium-headless-shell", "chromium"):  # the first, without what only a window needs, takes half the time
                if not installed():
                    from_system(package)
        found = installed()
    if not found:
        print("No Chromium was found and none could be installed. Install one, or set CHROMIUM to its path.", file=sys.stderr)
        return 1
    print(found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
