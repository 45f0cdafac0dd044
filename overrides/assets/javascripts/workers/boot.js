/* Stands in front of the theme's search worker, so that a page asks for little until somebody searches. The first message is the
   index; then come the theme's worker and our reading of words, and the message is handed on to them. From a disk, where browsers
   allow no worker, the theme has a frame in place of it; there the script is an element of a page. */
addEventListener("message", async ({ data }) => {
  const own = self.document?.querySelector("script[src]").src ?? location.href;
  await importScripts(new URL("theme.js", own).href, new URL("words.js", own).href);
  dispatchEvent(new MessageEvent("message", { data }));
}, { once: true });
