"""ZIP files that are the same byte for byte when they hold the same."""

import hashlib
import zipfile


def write(path, files, date, folder=""):
    """Write ``files``, ``{name: bytes}``, into the ZIP ``path``, sorted, below ``folder``, each with the time ``date``. Return ``path``."""
    with zipfile.ZipFile(path, "w") as pack:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(folder + name, date.timetuple()[:6])
            entry.create_system = 3  # with Unix's permissions, on Windows too
            entry.external_attr = 0o100644 << 16
            pack.writestr(entry, content, zipfile.ZIP_DEFLATED, 9)
    return path


def with_sums(files):
    """Return the files with ``SHA256SUMS`` beside them, as ``sha256sum -c`` reads it."""
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items()))
    return files | {"SHA256SUMS": sums.encode()}
