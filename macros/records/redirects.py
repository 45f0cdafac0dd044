"""``data/redirects.yml``: what a record was called before, so that old addresses still lead to it.

A line says ``actors/old-id: actors/new-id``. ``moved`` carries it out in the built site.
"""

import re

from ..reading.model import RECORDS
from ..reading.problems import Said, asked, nearest

_ADDRESS = re.compile(rf"({'|'.join(RECORDS)})/([a-z0-9]+(?:-[a-z0-9]+)*)")


def read(document, names, singular):
    """Return ``({(folder, old id): (folder, new id)}, problems)`` of a document.

    ``names`` are the ids of the records there are, by folder; ``singular`` the word for one record of each folder.
    """
    if not isinstance(document.value, dict):
        return {}, [document.problem((), "E201", Said("expected lines such as 'actors/old-id: actors/new-id'"),
                                     Said("start each line with the old address"))]
    found, problems = {}, []
    for old, new in document.value.items():
        wrong = [text for text in (old, new) if not isinstance(text, str) or not _ADDRESS.fullmatch(text)]
        if wrong:
            problems.append(document.problem((old,), "E314", Said("'{address}' is not the address of a record", address=wrong[0]),
                                             Said("write folder and id, such as actors/jnim; folders: {words}", words=", ".join(RECORDS)), key=wrong[0] == old))
        else:
            found[_ADDRESS.fullmatch(old).groups()] = _ADDRESS.fullmatch(new).groups()
    return found, problems + [problem for old in found for problem in _check(document, found, old, names, singular)]


def _check(document, found, old, names, singular):
    """Yield the problems of one line."""
    (folder, id), new = old, found[old]
    path = (f"{folder}/{id}",)
    if id in names[folder]:
        yield document.problem(path, "E315", Said("'{address}' is still the address of a record", address=path[0]), Said("delete this line, or the record"),
                               key=True)
    if new[0] != folder:
        yield document.problem(path, "E314", Said("'{address}' cannot become one of the {folder}", address=path[0], folder=new[0]),
                               Said("write {folder}/ and an id", folder=folder))
    elif new in found:
        trail = [old]
        while trail[-1] in found and trail[-1] not in trail[:-1]:
            trail.append(found[trail[-1]])
        shown = " → ".join(id for _, id in trail)
        if trail[-1] in trail[:-1]:
            yield document.problem(path, "E316", Said("the line goes in a circle: {trail}", trail=shown), Said("name a record that is there"))
        else:
            yield document.problem(path, "E316", Said("the line leads to an old address: {trail}", trail=shown),
                                   Said("write {word}", word=f"{folder}/{trail[-1][1]}"), instead=f"{folder}/{trail[-1][1]}")
    elif new[1] not in names[folder]:
        near = nearest(new[1], names[folder])
        yield document.problem(path, "E301", Said("unknown {kind} '{id}'", kind=singular[folder], id=new[1]),
                               asked(near) or Said("there is no file {file}", file=f"{new[1]}.yml"), instead=f"{folder}/{near[0]}" if near else None)
