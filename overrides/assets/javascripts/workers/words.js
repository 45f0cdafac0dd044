/* How the search reads words. It stands in the search worker, after lunr, the theme's search library.
   Words of the index and of a question are folded alike, so that accents, apostrophes and letters of other alphabets do
   not part them. A word that stands nowhere is taken for the one most like it. All words must be found, if that is
   possible. A whole word counts more than a beginning, a whole name more than its words. */
(() => {
  "use strict";
  const lunr = self.lunr;
  const { Builder, Index, Query, QueryParser, TokenSet } = lunr;

  /* Letters that are no accented letters for Unicode: Fulfulde, Hausa, Bambara, Tamasheq, French, Arabic. */
  const LETTERS = {
    ɓ: "b", ɗ: "d", ƙ: "k", ƴ: "y", ŋ: "n", ɲ: "n", ɛ: "e", ǝ: "e", ə: "e", ɔ: "o", ɣ: "g", œ: "oe", æ: "ae", ø: "o", ß: "ss", ı: "i", ى: "ي", ة: "ه",
  };
  const fold = (word) => word.toLowerCase()
    .replace(/^(?:l|d|qu)['’ʼ](?=.)/, "")
    .normalize("NFKD").replace(/\p{M}/gu, "")
    .replace(/[^\x00-\x7f]/g, (letter) => LETTERS[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, "")
    .replace(/^و?ال(?=..)/, "");

  /* One spelling for sounds that are written in several ways: ou and w, kh and k, tch and ch, a double letter and a single one. */
  const SOUNDS = [
    [/ou|oo|w/g, "u"], [/ph/g, "f"], [/tch|ch|sh|tj/g, "s"], [/dj|zh|g(?=[ei])/g, "j"], [/ck|q|c(?![eiy])/g, "k"], [/c/g, "s"],
    [/([kgdtbsrz])h/g, "$1"], [/y|ee|ei|ai|ey/g, "i"], [/e$|h$/g, ""], [/(.)\1+/g, "$1"],
  ];
  const sound = (word) => SOUNDS.reduce((text, [letters, one]) => text.replace(letters, one), word);

  /* Words too common to be looked for, unless nothing else is asked. Short names such as UN, AU, US and IS are none of them. */
  const COMMON = new Set(("the of and in to for on at by was were are who whom whose what when where which how why did does do has have had it its with from that this " +
    "le la les du de des et en aux une dans sur pour par que qui quoi quand est sont a an i").split(" "));

  /* How many letters differ: added, left out, changed or two swapped (optimal string alignment); more than ``most`` is as good as any. */
  const distance = (one, other, most) => {
    if (Math.abs(one.length - other.length) > most) return most + 1;
    let before = [], last = Array.from({ length: other.length + 1 }, (_, j) => j);
    for (let i = 1; i <= one.length; i++) {
      const row = [i];
      for (let j = 1; j <= other.length; j++) {
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (one[i - 1] !== other[j - 1]));
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      if (Math.min(...row) > most) return most + 1;
      [before, last] = [last, row];
    }
    return last[other.length];
  };

  let vocabulary = []; // the words of the index, in order
  let sounds;          // [word, sound, rank] of each; a word of a name ranks before one of a text
  const begins = (start) => {
    let [low, high] = [0, vocabulary.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (vocabulary[middle] < start) low = middle + 1; else high = middle;
    }
    return vocabulary[low]?.startsWith(start) ?? false;
  };

  /* The word itself if some word begins with it, else the one that sounds like it, or nearly. */
  const nearest = (word) => {
    if (word.length < 4 || /\d/.test(word) || begins(word)) return word;
    const said = sound(word);
    const most = said.length > 6 ? 2 : 1;
    let best = [most + 1, 0, word];
    for (const [other, heard, rank] of sounds()) {
      const apart = heard === said ? 0 : heard.startsWith(said) ? 0.5 : distance(said, heard, most);
      if (apart < best[0] || apart === best[0] && apart <= most && rank > best[1]) best = [apart, rank, other];
    }
    return best[2];
  };

  /* lunr asks its trimmer about each word of the index: ours folds. The theme asks its filter which words to call missing. */
  lunr.trimmer = (token) => token.update(fold);
  lunr.stopWordFilter = (word) => COMMON.has(word) ? undefined : word;
  lunr.Pipeline.registerFunction(lunr.trimmer, "fold");
  lunr.Pipeline.registerFunction(lunr.stopWordFilter, "common");

  const split = (name) => name.split(lunr.tokenizer.separator).filter(Boolean).map(fold);
  const add = Builder.prototype.add;
  Builder.prototype.add = function (entry, attributes) {
    delete entry.parent; // a record is a result of its own, not a part of its page
    return add.call(this, { ...entry, whole: entry.names.map((name) => split(name).join("")) }, attributes);
  };

  const build = Builder.prototype.build;
  Builder.prototype.build = function () {
    const { invertedIndex } = this;
    vocabulary = Object.keys(invertedIndex).sort();
    let known;
    sounds = () => known ??= vocabulary.filter((word) => word.length > 2)
      .map((word) => [word, sound(word), Object.keys(invertedIndex[word].names).length ? 2 : Object.keys(invertedIndex[word].title).length ? 1 : 0]);
    return build.call(this);
  };

  /* The words of a question, folded. Both the theme and lunr ask here. */
  const parse = QueryParser.prototype.parse;
  QueryParser.prototype.parse = function () {
    const query = parse.call(this);
    for (const clause of query.clauses) {
      const [, before, word, after] = /^(\*?)(.*?)(\*?)$/s.exec(clause.term);
      clause.word = nearest(fold(word));
      clause.term = before + clause.word + after;
    }
    const asked = query.clauses.filter((clause) => clause.word);
    const telling = asked.filter((clause) => !COMMON.has(clause.word));
    query.asked = asked.map((clause) => clause.word).join("");
    query.clauses = telling.length ? telling : asked;
    return query;
  };

  /* Adds to a question that whole words and whole names count more; with ``all``, every word must be found. */
  const sharpen = (query, all) => {
    const words = query.allFields.filter((field) => field !== "whole");
    for (const clause of [...query.clauses]) {
      clause.fields = words;
      if (all && clause.presence === Query.presence.OPTIONAL) clause.presence = Query.presence.REQUIRED;
      query.clause({ term: clause.word, fields: words, usePipeline: false, boost: 5 });
    }
    query.clause({ term: query.asked, fields: ["whole"], usePipeline: false });
    query.clause({ term: `${query.asked}*`, fields: ["whole"], usePipeline: false, boost: 0.02 });
  };

  /* "Tin Zaouatine" for Tinzaouaten: what is found if the words are read as one, or nothing. */
  const joined = (index, question) => {
    const word = nearest(fold(question));
    return begins(word) ? index.query((query) => query.term(word, { fields: ["whole", "names", "leads"] })) : undefined;
  };

  Index.prototype.search = function (question) {
    const ask = (all) => this.query((query) => {
      new QueryParser(question, query).parse();
      if (query.clauses.length) sharpen(query, all);
    });
    const found = ask(true);
    return found.length ? found : joined(this, question) ?? ask(false);
  };

  /* lunr 2.3.9 unites nodes of its word graph whose descriptions are the same text, and writes a letter and a number with
     nothing in between, so that a digit can pass for either (https://github.com/olivernn/lunr.js/issues/503). */
  TokenSet.prototype.toString = function () {
    return this._str ?? `${+this.final},${Object.keys(this.edges).sort().map((letter) => `${letter}${this.edges[letter].id},`).join("")}`;
  };
})();
