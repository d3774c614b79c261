// What the keys do. Loaded with the first of them that is pressed; site.js and search.js say which.
const here = new URL(import.meta.url);
const titles = () =>
  Array.from(document.querySelectorAll("main article :is(h2, h3) a, #_results h2 a")).filter((link) => link.checkVisibility());
const paperOf = (element) => element?.closest("article, #_results > li");

let last = null;

// The title of the paper that the reader stands on: in the focus, or where it was.
function current(all) {
  const held = paperOf(document.activeElement) ?? paperOf(last);
  return all.findIndex((link) => paperOf(link) === held);
}

// Without a place yet, the first step leads to what is in sight.
function step(by) {
  const all = titles();
  const at = current(all);
  const sight = all.findIndex((link) => link.getBoundingClientRect().top >= 0);
  const next = at < 0 ? all[Math.max(sight, 0)] : all[at + by];
  if (!next) return;
  last = next;
  next.focus();
  paperOf(next).scrollIntoView({ block: "nearest" });
}

function open() {
  const all = titles();
  all[current(all)]?.click();
}

// Its abstract, unfolded or folded again.
function unfold() {
  const all = titles();
  paperOf(all[current(all)])?.querySelector("details > summary")?.click();
}

// On a paper's own page there is one to save, in a list the one that the reader stands on.
function save() {
  const own = document.querySelector("body.on-paper main");
  (own ?? paperOf(titles()[current(titles())]))?.querySelector("button.save")?.click();
}

function search() {
  const field = document.getElementById("_query");
  if (field) field.select();
  else location.assign(new URL("../search.html#_query", here));
}

const does = {
  j: () => step(1),
  k: () => step(-1),
  o: open,
  a: unfold,
  s: save,
  n: () => document.querySelector('a[rel="next"]')?.click(),
  p: () => document.querySelector('a[rel="prev"]')?.click(),
  "/": search,
  "?": () => document.getElementById("_keys")?.showModal(),
};

// A site without a search does not tell of its key.
const told = (key) => [...document.querySelectorAll("#_keys kbd")].some((shown) => shown.textContent === key);

export function press(key) {
  if (!document.querySelector("dialog[open]") && told(key)) does[key]();
}
