"""What readers and checkers of PDF say of a file."""

import json
import subprocess
import sys
from pathlib import Path

import pikepdf
import pypdfium2

PROGRAMS = Path(sys.executable).parent


def errors_by_outloud(path, folder):
    """Return what outloud, a checker of PDF/UA-1, calls an error; ``folder`` is for what it writes."""
    subprocess.run([PROGRAMS / "outloud", path, "--json", folder / "outloud.json"], capture_output=True, timeout=600, check=False)
    said, = json.loads((folder / "outloud.json").read_text(encoding="utf-8"))["results"]
    assert said["error"] is None and said["stats"]["tagged"]  # it did read the file
    return _errors(said)


def errors_by_pdfua(path):
    """Return what pdfua, another checker of PDF/UA-1, calls an error."""
    done = subprocess.run([PROGRAMS / "pdfua", "check", path, "--format", "json"], capture_output=True, text=True, timeout=600, check=False)
    said = json.loads(done.stdout)
    assert said["summary"]["rules_run"] > 10
    return _errors(said)


def _errors(said):
    return [finding for finding in said["findings"] if finding["severity"].lower() == "error"]


def fonts(path):
    """Return ``{name: True if embedded}`` of the fonts of a PDF."""
    with pikepdf.open(path) as pdf:
        descriptors = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor"]
        return {str(font.FontName): "/FontFile2" in font or "/FontFile3" in font for font in descriptors}


def texts(path):
    """Return the text of each page."""
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_range() for page in document]


def destinations(path):
    """Return ``{name: number of the page, from 0}`` of the places that links can lead to."""
    with pikepdf.open(path) as document:
        pages = {page.objgen: number for number, page in enumerate(document.pages)}
        names = list(document.Root.Names.Dests.Names)
        return {str(name): pages[place[0].objgen] for name, place in zip(names[::2], names[1::2], strict=True)}


def inner_links(path):
    """Return the names to which the links inside a PDF lead."""
    with pikepdf.open(path) as document:
        return [str(link.Dest) for page in document.pages for link in page.get("/Annots", []) if "/Dest" in link]


def sizes(path):
    """Return the sizes of all letters in points, as they are on the page."""
    found = set()
    with pikepdf.open(path) as document:
        for page in document.pages:
            scales = [1]
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) == "q":
                    scales.append(scales[-1])
                elif str(operator) == "Q":
                    scales.pop()
                elif str(operator) == "cm":
                    scales[-1] *= abs(float(operands[0] * operands[3] - operands[1] * operands[2])) ** 0.5
                elif str(operator) == "Tf":
                    found.add(round(float(operands[1]) * scales[-1], 2))
    return found
