"""Mends the theme's frame in the built pages, where no block of its ``base.html`` can be overridden.

The two check boxes that open the navigation and the search on a phone have no name, and an attribute that
HTML does not allow on a check box (https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#autofill).
"""

import html
from pathlib import Path

SWITCH = 'type="checkbox" id="{id}" autocomplete="off"'
MENDED = 'type="checkbox" id="{id}" aria-label="{name}"'


def mend(site, names):
    """Mend all pages below ``site``; ``names`` is ``{id of a check box: its name}``. Raises ``LookupError`` if a page is not as expected."""
    for path in sorted(Path(site).rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        for id, name in names.items():
            fault, mended = SWITCH.format(id=id), MENDED.format(id=id, name=html.escape(name))
            if "data-md-toggle" in text and text.count(fault) + text.count(mended) != 1:
                raise LookupError(f"{path.name} is not as macros/framefix.py expects: see whether the theme has mended the fault itself")
            text = text.replace(fault, mended)
        path.write_text(text, encoding="utf-8")
