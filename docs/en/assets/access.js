/* What the theme leaves out for the keyboard and for screen readers. Without script the menu works too, and there is no search. */
(() => {
  "use strict";
  const menu = document.querySelector(".md-nav--primary");
  const search = document.querySelector(".md-search");
  const field = search.querySelector("input");

  /* A button opens what the theme opens with a check box. Whoever opens a part of the page is in it; who leaves it with Escape, is at the button again. */
  const opener = (id, first, change) => {
    const box = document.getElementById(id);
    const button = document.querySelector(`[data-opens="${id}"]`);
    const close = () => box.checked && box.click();
    button.addEventListener("click", () => box.click());
    box.addEventListener("change", () => {
      button.setAttribute("aria-expanded", box.checked);
      change(box.checked);
      if (box.checked) first.focus();
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !box.checked) return;
      close();
      document.activeElement.blur();
      button.focus();
    });
    close(); // a browser may have kept it open
    return close;
  };

  /* The page behind the menu cannot be reached. */
  const behind = document.querySelectorAll(".md-skip, .md-header, .md-tabs, .md-content, .md-sidebar--secondary, .md-top, .md-footer");
  menu.tabIndex = -1;
  const closeMenu = opener("__drawer", menu, (open) => behind.forEach((part) => { part.inert = open; }));
  matchMedia("(min-width: 76.25em)").addEventListener("change", closeMenu);

  const closeSearch = opener("__search", field, () => {});
  search.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !search.contains(event.relatedTarget)) closeSearch();
  });

  /* The theme has commands on single letters, which get in the way of speech input (WCAG 2.1.4), and in the search takes the focus at any key. */
  document.addEventListener("keydown", (event) => {
    if (!/^(Escape|Enter|Arrow)/.test(event.key)) event.stopPropagation();
  });

  /* Of the two colour schemes the one that is shown is the one chosen. */
  document.querySelector(".md-header__option label:not([hidden])").previousElementSibling.checked = true;

  /* Results are links in a list, and nothing else. */
  const mend = (result) => {
    for (const part of result.querySelectorAll("article, h1, h2, nav")) part.setAttribute("role", "presentation");
    for (const part of result.querySelectorAll("a, summary")) part.removeAttribute("tabindex");
  };
  new MutationObserver((records) => records.forEach((record) => record.addedNodes.forEach(mend)))
    .observe(search.querySelector("ol"), { childList: true });
})();
