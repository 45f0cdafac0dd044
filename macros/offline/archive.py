"""ZIP files that are equal if their contents are: sorted names, one date, no trace of the machine."""

import hashlib
import zipfile


def write(path, files, date, folder=""):
    """Write ``files``, ``{name: bytes}``, and their checksums as ``SHA256SUMS`` into the ZIP ``path``, below ``folder``; ``date`` is that of all of them."""
    sums = "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in sorted((files | {"SHA256SUMS": sums.encode()}).items()):
            entry = zipfile.ZipInfo(folder + name, date.timetuple()[:6])
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
