"""All records together: read once, every reference checked, every record knowing who speaks of it."""

import gc
import os
import re
import unicodedata
from bisect import bisect
from collections import defaultdict, namedtuple
from concurrent.futures import ProcessPoolExecutor
from functools import cached_property, lru_cache, partial, wraps
from itertools import chain, groupby
from pathlib import Path

from ..reading import validate, yamlfile
from ..reading.model import RECORDS, Entry, Listed, PlaceNames, Prose, Reference, lists, marked
from ..reading.problems import DataError, Problem, Said, asked, either, nearest
from . import meaning, redirects, rules

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LINK = re.compile(r"\[([^\[\]]+)\]\(([^()\s]+)\)")
SINGULAR = {"actors": Said("actor"), "events": Said("event"), "terms": Said("term"), "sources": Said("source"), "claims": Said("claim"),
            "series": Said("series"), "charts": Said("chart"), "arguments": Said("argument")}
FOLDER_OF = {word: folder for folder, word in SINGULAR.items() if folder != "arguments"}  # nothing links to an argument
MANY = 10_000  # files; for fewer, further processes take longer to start than they save
PART = 500  # files that a process reads before it hands them over
OTHER_FOLDERS = ("vocabulary", "errors", "geo", "messages", "schema", "style", "ui")  # in data/, beside those of records

Key = namedtuple("Key", "folder id")
Tie = namedtuple("Tie", "relation other inverse")
Part = namedtuple("Part", "event_id event participation")


class Library:
    """The checked records.

    Each folder of ``data/`` is a dictionary from id to record: ``actors``, ``events``, ``terms``,
    ``sources``, ``series``, ``claims``, ``arguments``; ``vocabulary`` maps a list's name to its entries; ``redirects``
    maps the :class:`Key` that a record had to the one it has; ``place_names`` is what ``data/geo/names.yml`` says.
    """

    def __init__(self, root):
        self.root = Path(root)
        self.documents = {}
        self.vocabulary = {}
        self.redirects = {}
        self.place_names = PlaceNames()
        self.meant = {}  # what records are called, by folder; for messages
        for folder in RECORDS:
            setattr(self, folder, {})

    def __getitem__(self, key):
        """Return the record with this :class:`Key`."""
        return getattr(self, key.folder)[key.id]

    def records(self):
        """Yield ``(Key, record)`` for every record, sorted by folder and id."""
        for folder in RECORDS:
            for id, record in getattr(self, folder).items():
                yield Key(folder, id), record

    def texts(self, key):
        """Return ``[(path, marker, text)]`` of a record: its texts that name another, come from a list or may hold links."""
        return _marked(RECORDS[key.folder], self.documents[key])

    def find(self, reference):
        """Return the :class:`Key` of ``actor:jnim`` or of a plain id that only one folder of actors, events and terms has."""
        kind, _, id = reference.rpartition(":")
        folders = [FOLDER_OF[kind]] if kind in FOLDER_OF else ["terms", "actors", "events"]
        return next((Key(f, id) for f in folders if id in getattr(self, f)), None)

    def weak(self, sources):
        """True if every one of the sources is of an origin marked ``weak`` (encyclopaedias, digests, machine-made pages)."""
        return all(self.vocabulary["origins"][self.sources[s].origin].weak for s in sources)

    @cached_property
    def chronicle(self):
        """All events as ``(id, event)``, in order of time."""
        return sorted(self.events.items(), key=lambda item: (item[1].date.sort_key, item[0]))

    @cached_property
    def parts(self):
        """For each actor its parts in events, in order of time."""
        found = defaultdict(list)
        for id, event in self.chronicle:
            for participation in event.actors:
                found[participation.actor].append(Part(id, event, participation))
        return found

    @cached_property
    def ties(self):
        """For each actor its relations in both directions; ``inverse`` marks those recorded under the other actor."""
        found = defaultdict(list)
        for id, actor in self.actors.items():
            for relation in actor.relations:
                found[id].append(Tie(relation, relation.to, False))
                found[relation.to].append(Tie(relation, id, True))
        return found

    @cached_property
    def uses(self):
        """For each source the records that rest on it, in order."""
        found = defaultdict(dict)
        for key, _ in self.records():
            for _, marker, text in self.texts(key):
                if isinstance(marker, Reference) and marker.folders == ("sources",):
                    found[text][key] = None
        return {source: list(keys) for source, keys in found.items()}

    @cached_property
    def mentions(self):
        """For each record (by :class:`Key`) the records that point to it in a field or in a text."""
        found = defaultdict(dict)
        for key, _ in self.records():
            for _, marker, text in self.texts(key):
                if isinstance(marker, Reference) and marker.folders != ("sources",):
                    found[next(Key(f, text) for f in marker.folders if text in getattr(self, f))][key] = None
                elif isinstance(marker, Prose):
                    for link in LINK.finditer(text):
                        if target := self.find(link[2]):
                            found[target][key] = None
        return {target: list(keys) for target, keys in found.items()}

    @cached_property
    def namesakes(self):
        """For each actor the others with the same or nearly the same name, whichever of the two says so."""
        found = defaultdict(dict)
        for id, actor in self.actors.items():
            for other in actor.different_from:
                found[id][other] = found[other][id] = None
        return {id: list(found[id]) for id in self.actors}

    @cached_property
    def shelves(self):
        """For each source the page of the bibliography: the last of the list 'shelves' that its publisher does not precede."""
        names = sorted(self.vocabulary["shelves"])

        def shelf(publisher):
            start = folded(publisher.removeprefix("The ")).lstrip("\"'«“ [")
            return names[max(bisect(names, start) - 1, 0)]

        return {id: shelf(source.publisher) for id, source in self.sources.items()}

    @cached_property
    def word_uses(self):
        """For each glossary term the actors and events whose texts use the word."""
        ids = {}
        for id, term in self.terms.items():
            ids.setdefault(headword(term).casefold(), id)
        words = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, sorted(ids, key=len, reverse=True)))})(?!\w)", re.IGNORECASE)
        found = defaultdict(dict)
        for key, _ in self.records():
            if key.folder in ("actors", "events"):
                for _, marker, text in self.texts(key):
                    if isinstance(marker, Prose):
                        for word in words.findall(text):
                            found[ids[word.casefold()]][key] = None
        return {id: list(keys) for id, keys in found.items()}

    @cached_property
    def knowledge_ends(self):
        """Date of the latest event recorded that was not merely planned."""
        return max((event.date.start for event in self.events.values() if not event.planned), key=lambda start: start.latest)


def by_letter(entries, spoken):
    """Return ``[(letter, entries)]`` of sorted entries by the first letter of ``spoken(entry)``; those that start with a digit stand under ``0``."""
    groups = groupby(entries, key=lambda entry: first if (first := spoken(entry)[:1]).isalpha() else "0")
    return [(letter, list(group)) for letter, group in groups]


def folded(text):
    """Return the text in small letters without accents, for sorting."""
    if text.isascii():
        return text.lower()
    return "".join(char for char in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(char))


def headword(term):
    """Return the word itself of a glossary term, without the explanation in brackets."""
    return term.term.split(" (")[0]


def _without_collection(function):
    """Return the function with Python's search for unused objects off: a load drops nothing, and looking through all of it takes a quarter more."""
    @wraps(function)
    def run(*arguments):
        collecting = gc.isenabled()
        gc.disable()
        try:
            return function(*arguments)
        finally:
            if collecting:
                gc.enable()
    return run


@_without_collection
def load(root, today):
    """Read, check and link everything below ``root``/data.

    ``today`` (a ``datetime.date``) bounds dates that cannot lie in the future.
    Returns a :class:`Library`; raises :class:`DataError` with every problem found.
    """
    library, problems = gather(root)
    if not problems:  # the rules speak of the whole; they make sense only when every record stands
        problems += rules.check(library, today)
    if problems:
        raise DataError(problems)
    return library


def gather(root):
    """Return ``(library, problems)``: a :class:`Library` of the records that can be read, and what is wrong with each file and its references."""
    library, problems = Library(root), []
    data = library.root / "data"
    for file in _files(data / "vocabulary"):
        if file.endswith(".yml"):
            library.vocabulary[_id(file)] = _vocabulary(library, f"data/vocabulary/{file}", problems)
    problems += _lists(library)
    listed = {folder: _files(data / folder) for folder in RECORDS}
    names = {folder: {_id(file) for file in files if file.endswith(".yml")} for folder, files in listed.items()}
    files, read = [(folder, file) for folder in RECORDS for file in listed[folder]], []
    opened = _each(partial(_open, library.root), [f"data/{folder}/{file}" for folder, file in files])
    for (folder, file), (document, found) in zip(files, opened, strict=True):
        problems += found
        if document:
            record, wrong = _record(document, RECORDS[folder])
            problems += wrong
            library.documents[Key(folder, _id(file))] = document
            read.append((document, RECORDS[folder], wrong))
            if record:
                getattr(library, folder)[_id(file)] = record
    for document, cls, found in read:  # now that all names are known
        texts = _marked(cls, document)
        if more := [*_references(library, document, texts, names), *_links(library, document, texts, names)]:
            wrong = {(one.line, one.column) for one in found}
            problems += [one for one in more if (one.line, one.column) not in wrong]  # once is enough
    problems += _strays(library)
    problems += _redirects(library, names)
    problems += _place_names(library, names)
    return library, problems


def _files(folder):
    """Return the names of the files in a folder that are not hidden, in order of their ids; none if there is no such folder."""
    return sorted((name for name in os.listdir(folder) if not name.startswith(".")), key=_id) if folder.is_dir() else []


def _id(file):
    return file.removesuffix(".yml")


def _each(function, items):
    """Yield ``function(item)`` of each item, in order. Very many are shared among the processors: this process does the last, others the first."""
    if len(items) < MANY:
        yield from map(function, items)
        return
    parts = [items[start:start + PART] for start in range(0, len(items), PART)]
    with ProcessPoolExecutor(max((os.cpu_count() or 1) - 1, 1)) as pool:
        elsewhere, here = [pool.submit(_all, function, part) for part in parts], []
        while elsewhere and elsewhere[-1].cancel():  # nobody has begun it
            elsewhere.pop()
            here.append(_all(function, parts.pop()))
        for done in chain((future.result() for future in elsewhere), reversed(here)):
            yield from done


def _all(function, items):
    return list(map(function, items))


_record = lru_cache(maxsize=50_000)(validate.record)  # a document that did not change is not checked again


@lru_cache(maxsize=50_000)
def _marked(cls, document):
    """Return ``[(path, marker, text)]`` of a document that is meant to be a ``cls``."""
    return list(marked(cls, document.value))


def _open(root, name):
    """Return ``(document, problems)`` of the file with the path ``name`` in the project; the document is ``None`` if something is wrong with it."""
    file = name.rpartition("/")[2]
    if not file.endswith(".yml") or not ID.fullmatch(_id(file)):
        path = root / name
        letters = unicodedata.normalize("NFKD", path.name.casefold().removesuffix(".yaml").removesuffix(".yml"))
        plain = re.sub(r"[^a-z0-9]+", "-", re.sub(r"[\u0300-\u036f]", "", letters)).strip("-")
        other = path.with_name(f"{plain}.yml")
        hint = (Said("{file} is there already: put what is missing into that file, and delete this one", file=other.relative_to(root).as_posix())
                if other.exists() and not other.samefile(path) else
                Said("rename it to {file} (small letters, digits, hyphens)", file=f"{plain}.yml"))
        return None, [Problem(name, 1, 1, "E601", Said("this file name is not an id"), hint)]
    try:
        return yamlfile.read(os.path.join(root, name), name), []
    except DataError as error:
        return None, error.problems


def _strays(library):
    """Yield a problem for each folder or file in ``data/`` that nothing reads."""
    known = {*RECORDS, *OTHER_FOLDERS}
    for path in sorted((library.root / "data").glob("[!.]*")):
        if path.name not in known and path.suffix != ".md" and path.name != "redirects.yml":
            near = asked(nearest(path.stem, known))
            yield Problem(f"data/{path.name}", 1, 1, "E601", Said("nothing reads this; records stand in the folders {folders}", folders=", ".join(RECORDS)),
                          Said("{near} move it there", near=near) if near else Said("move it into one of them"))


def _lists(library):
    """Yield a problem for each list that is missing, which then counts as empty, and for each that no field takes its words from."""
    known = {"shelves"}.union(*map(lists, RECORDS.values()))
    for name in sorted(known - library.vocabulary.keys()):
        library.vocabulary[name] = {}
        yield Problem(f"data/vocabulary/{name}.yml", 1, 1, "E121", Said("this list is missing"), Said("take it from an earlier version"))
    for name in sorted(library.vocabulary.keys() - known):
        yield Problem(f"data/vocabulary/{name}.yml", 1, 1, "E601", Said("no key takes its words from this list"),
                      asked(nearest(name, known)) or Said("delete the file"))


def _vocabulary(library, name, problems):
    document, found = _open(library.root, name)
    problems += found
    if not document:
        return {}
    if not document.value or not isinstance(document.value, dict):
        problems.append(document.problem((), "E201", Said("expected entries such as 'mali: {{label: …, definition: …}}'"),
                                         Said("see the other lists in data/vocabulary/")))
        return {}
    entries = {}
    for id in document.value:
        entries[id], found = validate.record(document.inside(id), Entry)
        problems += found
    problems += _links(library, document, [], {})
    return entries


def _redirects(library, names):
    """Fill ``library.redirects`` and return the problems. The file may be missing, or hold no line yet."""
    path = library.root / "data" / "redirects.yml"
    if not path.is_file() or all(not line.strip() or line.startswith(b"#") for line in path.read_bytes().split(b"\n")):
        return []
    document, problems = _open(library.root, "data/redirects.yml")
    if document:
        found, problems = redirects.read(document, names, SINGULAR)
        library.redirects = {Key(*old): Key(*new) for old, new in found.items()}
    return problems


def _place_names(library, names):
    """Fill ``library.place_names`` and return the problems. The file may be missing."""
    if not (library.root / "data" / "geo" / "names.yml").is_file():
        return []
    document, problems = _open(library.root, "data/geo/names.yml")
    if document:
        found, wrong = validate.record(document, PlaceNames)
        library.place_names = found or library.place_names
        problems = [*wrong, *_references(library, document, marked(PlaceNames, document.value), names)]
    return problems


def _references(library, document, texts, names):
    """Yield a problem for each reference and listed word in ``texts`` that nothing answers to."""
    for path, marker, text in texts:
        if isinstance(marker, Reference) and not any(text in names[f] for f in marker.folders):
            known = set().union(*(names[f] for f in marker.folders))
            kind, (hint, near) = either(SINGULAR[f] for f in marker.folders), meaning.of_reference(library, text, marker.folders, names)
            yield document.problem(path, "E301", Said("unknown {kind} '{id}'", kind=kind, id=text), hint, instead=near)
        elif isinstance(marker, Listed) and text not in (known := library.vocabulary.get(marker.vocabulary, {})):
            if known == {} and marker.vocabulary in library.vocabulary:
                continue  # the list itself cannot be read; that is said once, there
            hint, near = meaning.of_word(library, text, marker.vocabulary)
            file = f"data/vocabulary/{marker.vocabulary}.yml"
            allowed = Said("allowed: {words}", words=", ".join(known)) if len(known) <= (12 if hint else 60) else Said("see {file}", file=file)
            yield document.problem(path, "E302", Said("'{word}' is not in the list '{list}'", word=text, list=marker.vocabulary),
                                   Said("{near} {allowed}", near=hint, allowed=allowed) if hint else allowed, instead=near)


def _links(library, document, texts, names):
    """Yield a problem for each link that leads nowhere, and for each one in what is no :class:`Prose` among the ``texts``."""
    if not document.may_hold("]("):
        return
    prose = {path for path, marker, _ in texts if isinstance(marker, Prose)}
    for path, text in document.leaves:
        if not isinstance(text, str) or "](" not in text:
            continue
        if path not in prose and LINK.search(text):
            yield document.problem(path, "E303", Said("a link cannot stand here"), Said("links belong into summaries, statements, definitions and notes"))
        elif path in prose:
            for message, hint, old, new in _dead(library, text, names):
                yield document.problem(path, "E303", message, hint, paste=document.with_link(path, old, new) if new else "")


def _dead(library, text, names):
    """Yield message and hint for each link in ``text`` that leads nowhere, with where it leads and where it should lead, if that is known."""
    for link in LINK.finditer(text):
        kind, _, id = link[2].partition(":")
        if re.match(r"https?://", link[2]):
            continue
        if kind not in FOLDER_OF:
            near = [f"{one}:{id}" for one in nearest(kind, FOLDER_OF) if id in names[FOLDER_OF[one]]] or [None]
            yield Said("'{target}' cannot be linked to", target=link[2]), Said("write [JNIM](actor:jnim), or a web address with https://"), link[2], near[0]
        elif id not in names[FOLDER_OF[kind]]:
            hint, near = meaning.of_reference(library, id, (FOLDER_OF[kind],), names)
            yield (Said("unknown {kind} '{id}' in a link", kind=SINGULAR[FOLDER_OF[kind]], id=id), hint, link[2], f"{kind}:{near}" if near else None)
    if "](" in LINK.sub("", text):
        hint = Said("write [JNIM](actor:jnim) without spaces; in a web address write %28 and %29 for brackets")
        yield Said("a link that cannot be read"), hint, None, None
