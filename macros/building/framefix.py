"""Mends the theme's frame in the built pages, where no block of its ``base.html`` can be overridden.

Its two check boxes have an attribute that HTML does not allow there
(https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#autofilling-form-controls:-the-autocomplete-attribute).
"""

from pathlib import Path

BOXES = ("__drawer", "__search")


def mend(site):
    """Mend all pages below ``site``. Raises ``LookupError`` if there is nothing to mend."""
    mended = 0
    for path in sorted(Path(site).rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        for id in BOXES:
            mended += f'id="{id}"' in text
            text = text.replace(f'id="{id}" autocomplete="off"', f'id="{id}"')
        path.write_text(text, encoding="utf-8")
    if not mended:
        raise LookupError("the theme's check boxes were not found; see macros/building/framefix.py")
