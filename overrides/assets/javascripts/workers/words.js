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
    ɓ: "b", ɗ: "d", ƙ: "k", ƴ: "y", ŋ: "n", ɲ: "n", ɛ: "e", ǝ: "e", ə: "e", ɔ: "o", ɣ: "g",
    œ: "oe", æ: "ae", ø: "o", ß: "ss", ı: "i", ى: "ي", ة: "ه",
  };
  const fold = (word) => word.toLowerCase()
    .replace(/^(?:[cdjlmnst]|qu)['’ʼ](?=[aeiouyhéèêàâîôœ])/, "") // l'islam, d'Ivoire, c'est; but N'Djamena
    .normalize("NFKD").replace(/\p{M}/gu, "")
    .replace(/[^\x00-\x7f]/g, (letter) => LETTERS[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, "")
    .replace(/^و?ال(?=..)/, "") // the Arabic article
    .replace(/ou/g, "u"); // Abou and Abu, Touareg and Tuareg

  /* One spelling for sounds that are written in several ways: ou and w, kh and k, tch and ch, a double letter and a single one. */
  const SOUNDS = [
    [/oo|w/g, "u"], [/ph/g, "f"], [/tch|ch|sh|tj/g, "s"], [/dj|zh|g(?=[ei])/g, "j"], [/ck|q|c(?![eiy])/g, "k"], [/c/g, "s"],
    [/([kgdtbsrz])h/g, "$1"], [/y|ee|ei|ai|ey/g, "i"], [/e$|h$/g, ""], [/(.)\1+/g, "$1"],
  ];
  const sound = (word) => SOUNDS.reduce((text, [letters, one]) => text.replace(letters, one), word);

  /* Words too common to be looked for, unless nothing else is asked. Some of them are names too (IS, UN, AU, US): those are left out
     only of a sentence that asks. All are folded. */
  const ASKING = new Set("what who whom whose where when which how why quoi qui quand comment purquoi combien quel quelle quels quelles".split(" "));
  const SHORT = new Set("is un au us".split(" "));
  const COMMON = new Set([...ASKING, ...(
    "the a an and or of in to for on at by was were are be been do does did has have had can will would could it " +
    "its there with from that this these those they their about between into much many mean means meaning " +
    "definition define difference le la les l de du des d et u en aux une dans sur pur par que est sont ont fait " +
    "font ce ces cette se sa son ses leur leurs il elle ils elles ne pas avec entre tant plus").split(" ")]);

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
  const place = (start) => {
    let [low, high] = [0, vocabulary.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (vocabulary[middle] < start) low = middle + 1; else high = middle;
    }
    return low;
  };
  const begins = (start) => vocabulary[place(start)]?.startsWith(start) ?? false;
  const known = (word) => vocabulary[place(word)] === word;

  /* The word itself if some word begins with it, else the one that sounds like it, or nearly. */
  const nearest = (word) => {
    if (word.length < 4 || /\d/.test(word) || begins(word)) return word;
    const said = sound(word);
    const most = word.length > 7 ? 2 : 1;
    let best = [most + 0.9, 0, word];
    for (const [other, heard, rank] of sounds()) {
      let apart = heard === said ? 0 : heard.startsWith(said) ? 0.5 : Math.min(distance(said, heard, most), distance(word, other, most));
      if (other[0] !== word[0]) apart += 0.3;
      if (apart < best[0] || apart === best[0] && rank > best[1]) best = [apart, rank, other];
    }
    return best[2];
  };

  /* lunr asks its trimmer about each word of the index: ours folds. The theme asks its filter which words to call missing. */
  lunr.trimmer = (token) => token.update(fold);
  lunr.stopWordFilter = (word) => COMMON.has(word) ? undefined : word;
  lunr.Pipeline.registerFunction(lunr.trimmer, "fold");
  lunr.Pipeline.registerFunction(lunr.stopWordFilter, "common");

  /* A name or a question as one word. The theme may say a word with a hyphen twice, so each counts once. */
  const whole = (words) => [...new Set(words)].join("");
  const split = (name) => name.split(lunr.tokenizer.separator).filter(Boolean).map(fold);
  const add = Builder.prototype.add;
  Builder.prototype.add = function (entry, attributes) {
    delete entry.parent; // a record is a result of its own, not a part of its page
    return add.call(this, { ...entry, whole: entry.names.map((name) => whole(split(name))) }, attributes);
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
      clause.start = clause.word.replace(/(?<=....)ies$|(?<=...)s$/, ""); // of a plural the singular; all that begins so is found
      clause.term = before + clause.start + after;
    }
    const asked = query.clauses.filter((clause) => clause.word);
    const sentence = asked.some((clause) => ASKING.has(clause.word));
    const telling = asked.filter((clause) => !COMMON.has(clause.word) && !(sentence && SHORT.has(clause.word)));
    query.asked = whole(asked.map((clause) => clause.word));
    query.clauses = telling.length ? telling : asked;
    query.told = whole(query.clauses.map((clause) => clause.word));
    return query;
  };

  /* Adds to a question that whole words and whole names count more. */
  const sharpen = (query) => {
    if (!query.clauses.length) return;
    const fields = query.allFields.filter((field) => field !== "whole");
    for (const clause of [...query.clauses]) {
      clause.fields = fields;
      clause.boost = known(clause.word) ? 0.05 : 1;
      query.clause({ term: clause.word, fields, usePipeline: false, boost: 5 });
    }
    for (const term of new Set([query.asked, query.told])) query.clause({ term, fields: ["whole"], usePipeline: false });
  };

  /* What holds all the words comes before what holds some; what holds less than half as many as the best is left out. */
  const byShare = (results, words) => {
    const shares = results.map(({ matchData }) => {
      const found = Object.keys(matchData.metadata);
      return words.filter((word) => found.some((one) => one.startsWith(word))).length / words.length;
    });
    const most = Math.max(...shares);
    return { most, results: results.map((result, i) => ({ ...result, score: result.score * shares[i] ** 3 })).filter((_, i) => shares[i] >= most / 2) };
  };

  Index.prototype.search = function (question) {
    let asked = { clauses: [] };
    const found = this.query((query) => {
      asked = new QueryParser(question, query).parse();
      asked.starts = asked.clauses.map((clause) => clause.start);
      sharpen(query);
    });
    const { most, results } = byShare(found, asked.starts);
    if (most === 1 || asked.starts.length < 2) return results;
    const one = nearest(asked.asked); // "Tin Zaouatine" for Tinzaouaten
    return begins(one) ? this.query((query) => query.term(one, { fields: ["whole", "names", "leads"] })) : results;
  };

  /* lunr 2.3.9 unites nodes of its word graph whose descriptions are the same text, and writes a letter and a number with
     nothing in between, so that a digit can pass for either (https://github.com/olivernn/lunr.js/issues/503). */
  TokenSet.prototype.toString = function () {
    return this._str ?? `${+this.final},${Object.keys(this.edges).sort().map((letter) => `${letter}${this.edges[letter].id},`).join("")}`;
  };
})();
