/* Stands in front of the theme's search worker: a page asks for little until somebody searches. The first message is the
   index; then come the theme's worker and our reading of words, and the message is handed on to them. */
addEventListener("message", async ({ data }) => {
  await importScripts("theme.js", "words.js");
  dispatchEvent(new MessageEvent("message", { data }));
}, { once: true });
