"""Zip files that are the same byte for byte when they hold the same."""

import zipfile

FIRST_YEAR = 1980  # zip knows no time before


def write(path, files, date):
    """Write the zip file ``path`` with ``files`` (``{name: bytes}``), sorted by name, each with the time ``date``. Returns ``path``."""
    moment = date.timetuple()[:6] if date.year >= FIRST_YEAR else (FIRST_YEAR, 1, 1, 0, 0, 0)
    with zipfile.ZipFile(path, "w") as pack:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, moment)
            entry.create_system = 3  # with Unix's permissions, on Windows too
            entry.external_attr = 0o100644 << 16
            pack.writestr(entry, content, zipfile.ZIP_DEFLATED, 9)
    return path
