"""What readers and checkers of PDF say of a file."""

import json
import subprocess
import sys
from pathlib import Path

import pikepdf
import pypdfium2

PROGRAMS = Path(sys.executable).parent


def errors(path, folder):
    """Return what two checkers of PDF/UA-1, outloud and pdfua, call an error; ``folder`` is for what they write."""
    subprocess.run([PROGRAMS / "outloud", path, "--json", folder / "outloud.json"], capture_output=True, timeout=600, check=False)
    one, = json.loads((folder / "outloud.json").read_text(encoding="utf-8"))["results"]
    done = subprocess.run([PROGRAMS / "pdfua", "check", path, "--format", "json"], capture_output=True, text=True, timeout=600, check=False)
    other = json.loads(done.stdout)
    assert one["error"] is None and one["stats"]["tagged"] and other["summary"]["rules_run"] > 10  # they did read it
    found = [*one["findings"], *other["findings"]]
    return [finding for finding in found if finding["severity"].lower() == "error"]


def fonts(path):
    """Return ``{name: True if embedded}`` of the fonts of a PDF."""
    with pikepdf.open(path) as pdf:
        descriptors = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor"]
        return {str(font.FontName): "/FontFile2" in font or "/FontFile3" in font for font in descriptors}


def texts(path):
    """Return the text of each page."""
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_range() for page in document]
