/* How old the knowledge of this copy is, by the clock of the device. */
(() => {
  "use strict";
  const line = document.querySelector("[data-ends]");
  const ends = new Date(line.dataset.ends);
  const now = new Date();
  const months = (now.getFullYear() - ends.getFullYear()) * 12 + now.getMonth() - ends.getMonth() - (now.getDate() < ends.getDate());
  if (now < ends) return; // a clock that is wrong says nothing
  const said = months === 0 ? line.dataset.fresh : months === 1 ? line.dataset.month : line.dataset.months.replace("NUMBER", months);
  line.append(` ${said}`);
})();
