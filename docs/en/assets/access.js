/* What the theme leaves out for the keyboard and for screen readers. Without script the menu works too, and there is no search. */
(() => {
  "use strict";
  const drawer = document.getElementById("__drawer");
  const toggle = document.getElementById("__search");
  const search = document.querySelector(".md-search");
  const close = (box) => box.checked && box.click();

  /* Whoever opens the menu is in it; the page behind it cannot be reached. */
  const behind = document.querySelectorAll(".md-skip, .md-header, .md-tabs, .md-content, .md-sidebar--secondary, .md-top, .md-footer");
  drawer.addEventListener("change", () => {
    for (const part of behind) part.inert = drawer.checked;
  });
  matchMedia("(min-width: 76.25em)").addEventListener("change", () => close(drawer));
  close(drawer); // a browser may have kept it open
  close(toggle);

  /* The theme has commands on single letters, which get in the way of speech input (WCAG 2.1.4), and in the search takes the focus at any key. */
  document.addEventListener("keydown", (event) => {
    if (!/^(Escape|Enter|Arrow)/.test(event.key)) event.stopPropagation();
    if (event.key === "Escape" && drawer.checked) {
      close(drawer);
      drawer.focus();
    }
  });

  /* Who opens the search is in its field; who leaves it, closes it. */
  toggle.addEventListener("change", () => {
    if (toggle.checked) search.querySelector("input").focus();
    else if (search.contains(document.activeElement)) toggle.focus();
  });
  search.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !search.contains(event.relatedTarget)) close(toggle);
  });

  /* Results are links in a list, and nothing else. */
  const mend = (result) => {
    for (const part of result.querySelectorAll("article, h1, h2, nav")) part.setAttribute("role", "presentation");
    for (const part of result.querySelectorAll("a, summary")) part.removeAttribute("tabindex");
  };
  new MutationObserver((records) => records.forEach((record) => record.addedNodes.forEach(mend)))
    .observe(search.querySelector("ol"), { childList: true });
})();
