/* The Sahel on a date: shows the day that is chosen in the form. All it knows stands in the page as JSON, written by macros/showing/ondate.py; lines are
   picked and put into words as there. The day stands in the address: #2021-06-01. */
(() => {
  "use strict";
  const form = document.querySelector("form.on-date-form");
  if (!form) return;
  const { say, around, shown, actors, states, years, events } = JSON.parse(document.getElementById("on-date-data").textContent);
  const { day: field, month: slider } = form.elements;
  const said = form.querySelector("output");
  const heading = document.querySelector("h2.on-date-day");

  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const inWords = (day) => fill(say.day, { day: Number(day.slice(8)), month: say.months[day.slice(5, 7) - 1], year: day.slice(0, 4) });
  const number = (day) => Date.parse(day) / 864e5;
  const real = (day) => /^\d{4}-\d\d-\d\d$/.test(day) && !isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day) && day >= field.min && day <= field.max;

  const make = (tag, content, attributes = {}) => {
    const made = Object.assign(document.createElement(tag), attributes);
    made.append(...[content].flat());
    return made;
  };
  const link = (href, text) => make("a", text, { href });

  /* How sure it is that something held on a day: undefined if it did not, "" if it surely did, else words. */
  const on = ([first, sureFrom, sureUntil, last, open], day) => {
    if (day < first || day > last) return undefined;
    if (sureFrom <= day && day <= sureUntil) return "";
    return open && day > sureUntil && day >= sureFrom ? say.not_ended : say.not_sure;
  };
  const unsure = (words) => words ? [" ", make("em", `(${words})`)] : [];

  const name = (line, day) => {
    const earlier = (line.names || []).map(([text, span]) => [text, on(span, day)]).filter(([, how]) => how !== undefined);
    const names = earlier.map(([text]) => text);
    return (earlier.some(([, how]) => how === "") ? names : [...names, actors[line.actor][0]]).join(` ${say.or} `);
  };

  const item = (line, day, word) => {
    let how = on(line.span, day);
    if (how === "" && line.here && day < line.here) how = say.not_here;
    const belongs = (line.belongs || []).map(([id, span]) => [id, on(span, day)]).filter(([, certainty]) => certainty !== undefined);  // a doubt is said once
    return make("li", [
      line.before ? `${line.before} ` : "", link(actors[line.actor][1], name(line, day)), line.office ? `, ${line.office}` : "",
      ", ", make("span", line.when, { className: "when" }), ...unsure(how),
      ...belongs.flatMap(([id, certainty], place) => [place ? ", " : `; ${word} `, link(actors[id][1], actors[id][2] || actors[id][0]), ...unsure(certainty === how ? "" : certainty)]),
      ...(line.status ? [" ", make("span", say.statuses[line.status], { className: `badge badge--${line.status}` })] : []),
    ]);
  };

  const lists = (lines, day, word) => {
    const found = [];
    lines.forEach((line, place) => {
      if (!place || line.family !== lines[place - 1].family) {
        if (line.family) found.push(make("p", line.family, { className: "family" }));
        found.push(make("ul", []));
      }
      found.at(-1).append(item(line, day, word));
    });
    return found;
  };

  const before = Object.keys(years).find((year) => !/^\d/.test(year));
  const happened = (state, day) => {
    const now = number(day);
    const near = events.map(([href, title, where, first, last, when]) => (
      { href, title, where, when: when || inWords(first), year: years[first.slice(0, 4)] || years[before], first: number(first), last: number(last || first) }
    )).filter((one) => one.where.includes(state) && one.first >= now - around && one.last <= now + around);
    const distance = (one) => Math.max(one.first - now, now - one.last, 0);
    const nearest = new Set([...near].sort((one, other) => distance(one) - distance(other)).slice(0, shown));
    const list = near.filter((one) => nearest.has(one))
      .map((one) => make("li", [make("span", one.when, { className: "when" }), ": ", link(one.href, one.title)]));
    const rest = near.filter((one) => !nearest.has(one));
    const pages = [...new Set(rest.map((one) => one.year))].flatMap(([label, href], place) => [place ? ", " : "", link(href, label)]);
    return list.length ? [make("ul", list), ...(rest.length ? [make("p", [fill(say.more, { n: rest.length }), " ", ...pages], { className: "more" })] : [])] : [];
  };

  /* Those at the head of the state: persons, or a body if there is none. */
  const heads = (lines) => [1, 2].map((kind) => lines.filter((line) => line.head === kind)).find((some) => some.length) || [];

  const show = (day) => {
    heading.textContent = fill(say.heading, { date: inWords(day) });
    const leaders = [];
    Object.entries(states).forEach(([id, state], place) => {
      for (const target of document.querySelectorAll(`[data-state="${id}"]`)) {
        const part = target.dataset.part;
        const lines = (state[part] || []).filter((line) => on(line.span, day) !== undefined);
        const content = part === "events" ? happened(place, day) : lists(lines, day, part === "leaders" ? say.led_by : say.part_of);
        target.replaceChildren(...(content.length ? content : [make("p", say.nothing, { className: "none" })]));
        if (part === "leaders") leaders.push(`${state.name}: ${heads(lines).map((line) => name(line, day)).join(", ") || say.nothing}`);
      }
    });
    announce(fill(say.said, { date: inWords(day), leaders: leaders.join("; ") }));
  };

  /* Said once a movement of the slider has come to rest. */
  let waiting;
  const announce = (text) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { said.textContent = text; }, 250);
  };

  const choose = (day) => {
    field.value = day;
    slider.value = (day.slice(0, 4) - field.min.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
    slider.setAttribute("aria-valuetext", `${say.months[day.slice(5, 7) - 1]} ${day.slice(0, 4)}`);
    show(day);
  };
  const remember = (day) => {
    history.replaceState(null, "", `#${day}`);
    choose(day);
  };

  field.addEventListener("input", () => {
    if (real(field.value)) remember(field.value);
    else announce(fill(say.wrong, { first: inWords(field.min), last: inWords(field.max) }));
  });
  slider.addEventListener("input", () => {
    const months = Number(slider.value);
    remember(`${Number(field.min.slice(0, 4)) + Math.floor(months / 12)}-${String(months % 12 + 1).padStart(2, "0")}-01`);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  const recall = () => {
    const day = location.hash.slice(1);
    if (real(day)) choose(day);
  };
  addEventListener("hashchange", recall);
  field.value = field.max;  // a browser may have kept what was chosen before
  slider.value = slider.max;
  recall();
  form.hidden = false;
})();
