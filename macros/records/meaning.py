"""What a text may mean that stands where an id or a word of a list is due: a name of an actor, a web address, a record of another kind, a misspelt id."""

from ..reading.problems import Said, asked, either, nearest
from .names import letters


def of_reference(library, text, folders, names):
    """Return ``(advice, id or None)`` for ``text`` where the id of a record in one of ``folders`` is due.

    ``names`` are the ids of the records there are, by folder.
    """
    known = set().union(*(names[folder] for folder in folders))
    if text.casefold() not in known:
        if other := next((folder for folder in names if text in names[folder]), None):
            return Said("'{id}' is one of the {folder}; give the id of one of the {due}", id=text, folder=other, due=either(folders)), None
        for folder in folders:
            id = _index(library, folder).get(letters(text))
            if id in names[folder] and letters(id) != letters(text):
                return Said("write the id '{id}': '{text}' is one of its names", id=id, text=text), id
    near = nearest(text, known)
    return asked(near) or Said("there is no file {file}", file=f"data/{folders[0]}/{text}.yml"), near[0] if near else None


def of_word(library, text, list):
    """Return ``(advice, word or None)`` for ``text`` where a word of a list of ``data/vocabulary`` is due; the advice is empty if nothing comes near."""
    entries = library.vocabulary.get(list, {})
    if near := nearest(text, entries):
        return asked(near), near[0]
    if word := next((id for id, entry in entries.items() if entry and entry.label.casefold() == text.casefold()), None):
        return Said("write '{word}', which stands for {label}.", word=word, label=entries[word].label), word
    if other := next((name for name, words in library.vocabulary.items() if text in words and name not in ("shelves", "series-groups")), None):
        return Said("'{word}' is a word of the list '{list}': does it belong to another key?", word=text, list=other), None
    return "", None


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
