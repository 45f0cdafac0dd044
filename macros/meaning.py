"""What a text may mean that stands where an id is due: a name of an actor, the title of a source, a record of another kind, a country's code."""

from .names import letters
from .problems import Said


def of_reference(library, text, folders, names):
    """Return what ``text`` most likely means where the id of a record in one of ``folders`` is due, as a sentence, or an empty string.

    ``names`` are the ids of the records there are, by folder.
    """
    if any(text.casefold() in names[folder] for folder in folders):
        return ""  # the id in capitals; that is said with the nearest ids
    other = next((folder for folder in names if text in names[folder]), None)
    if other:
        return Said("'{text}' is one of the {folder}; give the id of one of the {due}", text=text, folder=other, due=" or ".join(folders))
    for folder in folders:
        if (id := _index(library, folder).get(letters(text))) in names[folder] and letters(id) != letters(text):
            return Said("write the id '{id}': '{text}' is one of its names", id=id, text=text)
    return ""


def of_word(library, text, list):
    """Return which word of a list of ``data/vocabulary`` has this label, or in which other list the word stands, as a sentence, or an empty string."""
    labelled = next((id for id, entry in library.vocabulary.get(list, {}).items() if entry and entry.label.casefold() == text.casefold()), None)
    if labelled:
        return Said("write '{id}', which stands for {label}.", id=labelled, label=library.vocabulary[list][labelled].label)
    other = next((name for name, entries in library.vocabulary.items() if text in entries and name not in ("shelves", "series-groups")), None)
    return Said("'{text}' is a word of the list '{list}': does it belong to another key?", text=text, list=other) if other else ""


def _index(library, folder):
    """Return ``{letters of a name: id}`` of the records of a folder; kept, for there may be many mistakes."""
    found = library.meant.get(folder)
    if found is None:
        found = library.meant[folder] = {}
        for id, record in getattr(library, folder).items():
            for name in _called(record):
                found.setdefault(letters(name), id)
    return found


def _called(record):
    """Yield what a record is called: the names of an actor, the words of a term, the address of a source, a title."""
    yield from getattr(record, "names", [])
    yield from (text for key in ("title", "url", "term", "term_fr") if (text := getattr(record, key, None)))
    yield from getattr(record, "aliases", [])
