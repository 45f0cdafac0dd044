/* The filter of a timeline: shows the form that the page carries and narrows the list to what is chosen in it.
   All it knows stands in the page; the choice stands in the address. */
(() => {
  "use strict";
  const form = document.querySelector("form.filter");
  const fields = [...form.elements].filter((field) => field.name);
  const said = form.querySelector("output");

  /* Small letters without accents and apostrophes, a space before each word. */
  const fold = (text) => {
    const plain = text.replace(/['’‘ʼ`´]/g, "").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
    return (" " + plain.replace(/[^\p{L}\p{N}]+/gu, " ")).replace(/\s+/g, " ").trimEnd();
  };

  const labels = new Map([...form.querySelectorAll("select option")].map((option) => [option.value, option.text]));
  const names = new Map();
  for (const option of form.querySelectorAll("datalist option")) {
    names.set(option.dataset.id, [...(names.get(option.dataset.id) || []), fold(option.value)]);
  }

  const entries = [];
  const years = [...document.querySelectorAll("h2[data-year]")].map((heading) => {
    const list = heading.nextElementSibling;
    const own = [...list.children].map((item) => {
      const [theme, countries, actors] = [item.dataset.theme, item.dataset.in, item.dataset.who].map((ids) => ids ? ids.split(" ") : []);
      const known = [...theme, ...countries].map((id) => fold(labels.get(id) || "")).concat(...actors.map((id) => names.get(id)));
      return { item, theme, country: countries, actor: actors, year: [heading.dataset.year], text: fold(item.textContent) + known.join("") };
    });
    entries.push(...own);
    const links = document.querySelectorAll(`.md-nav--secondary a[href="#${heading.id}"]`);
    return { own, parts: [heading, list, ...[...links].map((link) => link.parentElement)] };
  });

  /* The actors whose name is what was typed, or else those with a name in which it stands. */
  const called = (typed) => {
    const those = (fits) => [...names].filter(([, all]) => all.some(fits)).map(([id]) => id);
    const exact = those((name) => name === typed);
    return exact.length ? exact : those((name) => name.includes(typed));
  };

  const tests = {
    words: (value) => {
      const words = fold(value).trim().split(" ");
      return (entry) => words.every((word) => entry.text.includes(" " + word));
    },
    actor: (value) => {
      const ids = called(fold(value));
      return (entry) => entry.actor.some((id) => ids.includes(id));
    },
  };
  const chosen = (field) => tests[field.name] ? tests[field.name](field.value) : (entry) => entry[field.name].includes(field.value);

  const narrow = () => {
    const wanted = fields.filter((field) => field.value.trim()).map(chosen);
    let shown = 0;
    for (const entry of entries) {
      entry.item.hidden = !wanted.every((fits) => fits(entry));
      shown += !entry.item.hidden;
    }
    for (const { own, parts } of years) {
      const empty = own.every((entry) => entry.item.hidden);
      for (const part of parts) part.hidden = empty;
    }
    const number = (value) => value.toLocaleString(document.documentElement.lang);
    const words = shown ? form.dataset.count.replace("{n}", number(shown)).replace("{all}", number(entries.length)) : form.dataset.none;
    if (said.textContent !== words) said.textContent = words;
  };

  const remember = () => {
    const state = new URLSearchParams(fields.filter((field) => field.value.trim()).map((field) => [field.name, field.value.trim()]));
    history.replaceState(null, "", location.pathname + (String(state) && `?${state}`));
  };

  const recall = () => {
    const state = new URLSearchParams(location.search);
    for (const field of fields) {
      field.value = state.get(field.name) || "";
      if (field.selectedIndex < 0) field.value = "";
    }
    narrow();
  };

  const change = () => {
    narrow();
    remember();
  };

  form.addEventListener("input", change);
  form.addEventListener("reset", () => setTimeout(change));
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("popstate", recall);
  recall();
  form.hidden = false;
})();
