"""Keys that other data files use for what we call by another name: ``synonyms`` for ``aliases``, ``start`` for ``from``."""

from difflib import get_close_matches

# Our key, and how others call it. A word that stands with several keys means that which the record has.
MEANT = {
    "abbreviation": "acronym acronyms abbr short short_name initials sigle abréviation code",
    "actor": "who participant acteur group",
    "actors": "participants parties involved acteurs perpetrators victims attackers targets belligerents combatants",
    "aliases": "synonyms synonym alias aka also_known_as other_names alternative_names alternate_names alt_names alt_name variants spellings surnoms",
    "active": "activity lifetime lifespan existence period years",
    "attributed_to": "said_by speaker",
    "author": "authors by byline writer auteur",
    "by": "author who said_by says speaker listed_by authority according_to source_name",
    "claimed_by": "by claimant attributed_to according_to says said_by source_name reported_by",
    "comparable": "joined connect",
    "counts": "what unit_counted counted of",
    "countries": "country states nations pays location locations",
    "country": "state nation pays country_code",
    "date": "when day year published publication_date date_published pubdate datum jour on time timestamp",
    "definition": "meaning description explanation text définition",
    "designations": "sanctions listings lists terrorist_lists",
    "disputed": "dispute controversy contested",
    "facts": "statements claims history timeline",
    "figures": "numbers casualties deaths toll counts statistics victims fatalities",
    "former_names": "previous_names old_names formerly earlier_names former_name",
    "from": "start begin since started start_date begins founded founded_on established date_from from_date date_start début",
    "high": "max maximum upper most",
    "kind": "type category class sort genre",
    "language": "lang locale langue",
    "lat": "latitude y north",
    "lon": "lng long longitude x east",
    "low": "min minimum lower least",
    "measure": "type kind metric indicator",
    "name": "title label full_name fullname nom designation",
    "name_fr": "french nom_fr name_french french_name fr nom",
    "names_ar": "arabic name_ar arabic_name ar name_arabic",
    "note": "notes comment comments remark remarks remarque",
    "office": "position post title role function rank poste",
    "origin": "provenance",
    "party": "side affiliation bias",
    "places": "place location locations where coordinates lieux lieu",
    "points": "data values observations series",
    "publisher": "outlet media newspaper site website journal agency publication éditeur organisation organization",
    "qualifier": "precision modifier approx about",
    "quote": "quotation citation text",
    "reference": "id number ref listing_number",
    "relations": "relationships links ties connections related alliances related_to",
    "reviewed": "updated last_updated checked verified last_reviewed review_date modified accessed",
    "role": "part function as rôle",
    "scope": "includes coverage covers",
    "see": "see_also related links voir",
    "since": "from start date start_date begin",
    "sources": "source references refs reference citations citation src bibliography",
    "standing": "how basis certainty",
    "statement": "fact text sentence claim content description",
    "status": "state confidence certainty reliability verified statut",
    "summary": "description abstract intro lead text overview résumé bio biography",
    "term": "word name title",
    "term_fr": "french name_fr fr word_fr",
    "theme": "topic category type tag tags subject thème",
    "title": "name headline heading label titre",
    "to": "target with actor other object",
    "type": "kind relation relationship predicate",
    "until": "end ended stop end_date to_date ends till dissolved date_to date_end fin",
    "url": "link href web website address uri source_url permalink lien",
    "value": "number amount count n total figure",
}


def meant(key, free):
    """Return which of the keys that are still ``free`` others call ``key``, or ``None``."""
    word = _plain(key)
    return word if word in free else _ours(word, free)


def nearly_meant(key, free):
    """Return the same for a misspelt word of others, such as ``synomyms``."""
    word = _plain(key)
    words = [other for ours, others in MEANT.items() if ours in free for other in others.split()]
    close = get_close_matches(word, words, n=1, cutoff=0.8) if len(word) > 4 else []
    return _ours(close[0], free) if close else None


def _plain(key):
    return str(key).strip("“”\"' ").casefold().replace("-", "_").replace(" ", "_")


def _ours(word, known):
    return next((ours for ours, others in MEANT.items() if ours in known and word in others.split()), None)
