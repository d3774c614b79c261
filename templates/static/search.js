// The search page: what is asked stands in the address, the answer below the form. The index is
// loaded when the reader acts.
const AT_ONCE = 20;
const PAUSE = 150;
const KEYS = ["j", "k", "o", "/", "?"];
// What imports of imports would ask for one after the other; first what the index is opened with.
const AHEAD = [
  "static/search/index.js", "static/search/shard.js", "static/words.js", "pagefind/pagefind.js",
  ...["vocabulary", "find", "query", "rank", "show", "excerpt"].map((name) => `static/search/${name}.js`),
  "static/grammar.js",
];

// This file lies in static/, so the site may live under any path.
const root = new URL("../", import.meta.url);

const form = document.getElementById("_search");
const { q: input, topic, when, sort } = form.elements;
const status = document.getElementById("_status");
const meant = document.getElementById("_meant");
const found = document.getElementById("_found");
const list = document.getElementById("_results");
const more = document.getElementById("_more");
const hint = status.textContent;
const choices = { topic, when, sort };
const thousands = status.dataset.thousands;

let loading = null;
let turn = 0;
let timer = 0;
let count = () => {};
let counting = false;

function load() {
  loading ??= everything().catch((error) => {
    loading = null;
    throw error;
  });
  return loading;
}

async function everything() {
  const [shards, words] = ["shards", "words"].map((name) => json(`pagefind/${name}.json`));
  for (const path of AHEAD) {
    const link = document.createElement("link");
    Object.assign(link, { rel: "modulepreload", href: new URL(path, root) });
    document.head.append(link);
  }
  const part = (name) => import(new URL(`static/search/${name}.js`, root));
  const [index, vocabulary, ...others] = await Promise.all([
    part("index").then(({ openIndex }) => openIndex(root, shards)),
    part("vocabulary").then(async ({ Vocabulary }) => new Vocabulary(await words)),
    ...["find", "show", "query"].map(part),
  ]);
  return Object.assign({ index, vocabulary }, ...others);
}

function json(path) {
  const read = fetch(new URL(path, root), { cache: "no-cache" }).then((answer) => {
    if (!answer.ok) throw new Error(`${answer.status}: ${answer.url}`);
    return answer.json();
  });
  read.catch(() => {}); // told to whoever waits for it
  return read;
}

function tell(word, values = {}) {
  status.textContent = filled(status.dataset[word], values);
}

function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
}

// --- the address ---

function asked() {
  const chosen = Object.entries(choices).map(([name, choice]) => [name, choice.value]);
  return { q: input.value.trim(), ...Object.fromEntries(chosen) };
}

function addressOf(query, typed = false) {
  const given = Object.entries(query).filter(([, value]) => value);
  if (typed) given.push(["typed", "1"]);
  const address = new URL(location.pathname, location.href);
  address.search = new URLSearchParams(given);
  return address.href;
}

function fromAddress() {
  const given = new URLSearchParams(location.search);
  input.value = given.get("q") ?? "";
  for (const [name, choice] of Object.entries(choices)) {
    choice.value = given.get(name) ?? "";
    if (choice.selectedIndex < 0) choice.value = "";
  }
  return given.has("typed");
}

// --- the answer ---

function clear() {
  list.replaceChildren();
  meant.replaceChildren();
  more.hidden = true;
  found.hidden = true;
}

async function ask({ step = "replaceState", typed = false, entered = false } = {}) {
  clearTimeout(timer);
  const query = asked();
  const mine = ++turn;
  const address = addressOf(query, typed);
  if (address !== location.href) history[step](null, "", address);
  form.dataset.state = "busy";
  try {
    if (query.q || query.topic || query.when) await answer(query, mine, typed, entered);
    else rest();
  } catch (error) {
    console.error(error);
    if (mine === turn) {
      clear();
      tell("failed");
    }
  }
  if (mine === turn) form.dataset.state = "done";
}

function rest() {
  clear();
  status.textContent = hint;
}

// Of the newest papers first; again when the older ones are there.
async function answer(query, mine, typed, entered) {
  if (!list.children.length) tell("busy");
  const parts = await load();
  await answerFrom(parts, query, mine, typed, entered);
  if (mine === turn && (await parts.index.complete()) && mine === turn) {
    await answerFrom(parts, query, mine, typed, entered);
  }
}

// An id leads to its paper, once it was entered; one that no paper has finds nothing.
async function answerFrom(parts, query, mine, typed, entered) {
  const named = parts.identifier(query.q);
  const url = named ? await parts.index.named(named) : "";
  if (url && entered) {
    location[entered === "address" ? "replace" : "assign"](new URL(url.replace(/^\/+/, ""), root));
    return;
  }
  const vocabulary = typed ? parts.asTyped(parts.vocabulary) : parts.vocabulary;
  const nowhere = { ids: [], concepts: [], used: "" };
  const { ids, concepts, used } =
    named && !url ? nowhere : await parts.find(query.q, parts.index, vocabulary);
  const chosen = await parts.narrowed(ids, query, parts.index);
  const newest = query.sort === "newest" || !concepts.length;
  const order = newest ? await parts.byDay(chosen, parts.index) : await parts.ranked(chosen, concepts, parts.index);
  if (mine !== turn) return;
  clear();
  found.hidden = order.length === 0;
  say(order.length, query.q, used);
  await show(order, concepts, parts, mine);
  if (mine !== turn) return;
  count = () => tally(ids, query, parts, mine);
  if (counting || query.topic || query.when) await count();
}

// Each result as soon as it and those before it are read.
async function show(order, concepts, parts, mine, focus = false) {
  const from = list.children.length;
  const papers = order.slice(from, from + AT_ONCE).map((id) => parts.index.read(id));
  for (const paper of papers) paper.catch(() => {}); // the first that fails is told, below
  for (const paper of papers) {
    const read = await paper;
    if (mine !== turn) return;
    list.append(parts.item(read, concepts, root, list.dataset.lang));
  }
  more.hidden = list.children.length >= order.length;
  more.onclick = () => show(order, concepts, parts, mine, true).catch(() => tell("failed"));
  if (focus) links()[from]?.focus();
}

// Words that are complete are looked up while the next one is typed.
function foresee(text) {
  load().then(({ find, index, vocabulary }) => find(text, index, vocabulary)).catch(() => {});
}

function say(count, query, used) {
  const word = count === 0 ? "none" : count === 1 ? "one" : "many";
  tell(word, { count: String(count).replace(/\B(?=(\d{3})+$)/g, thousands), query: used || query });
  if (!used) return;
  const link = document.createElement("a");
  link.href = addressOf(asked(), true);
  link.textContent = query;
  const [before, after] = meant.dataset.meant.split("{typed}");
  meant.append(filled(before, { used }), link, after);
}

// How many papers each choice would leave: half of what the first query loads, and told to a reader
// who turns to the choices.
async function tally(ids, query, parts, mine) {
  for (const [name, choice] of Object.entries({ topic, when })) {
    const others = await parts.narrowed(ids, { ...query, [name]: "" }, parts.index);
    for (const option of choice.options) {
      const left = await parts.narrowed(others, { [name]: option.value }, parts.index);
      if (mine !== turn) return;
      parts.count(option, option.value ? left.length : null, thousands);
    }
  }
}

function startCounting() {
  if (counting) return;
  counting = true;
  Promise.resolve(count()).catch((error) => console.error(error));
}

// --- the reader ---

function links() {
  return Array.from(list.querySelectorAll("h2 a"));
}

function step(by) {
  const all = [input, ...links()];
  const at = all.indexOf(document.activeElement);
  const next = all[Math.max(0, Math.min(at + by, all.length - 1))];
  if (at < 0 || next === document.activeElement) return false;
  next.focus();
  return true;
}

function escaped() {
  if (document.activeElement !== input && found.contains(document.activeElement)) {
    input.focus();
  } else if (document.activeElement === input) {
    input.value = "";
    ask({ step: "pushState" });
  } else {
    return false;
  }
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const taken = { ArrowDown: () => step(1), ArrowUp: () => step(-1), Escape: escaped }[event.key];
  if (taken?.()) event.preventDefault();
  if (!KEYS.includes(event.key) || event.target.closest("input, select, textarea, dialog")) return;
  event.preventDefault();
  import("./keys.js").then(({ press }) => press(event.key));
});
input.addEventListener("focus", () => load().catch(() => {}), { once: true });
input.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(ask, PAUSE);
  if (input.value.endsWith(" ")) foresee(input.value);
});
form.addEventListener("change", (event) => {
  if (event.target !== input) ask({ step: "pushState" });
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask({ step: "pushState", entered: "typed" });
});
for (const choice of [topic, when]) {
  for (const turned of ["focus", "pointerenter"]) choice.addEventListener(turned, startCounting);
}
window.addEventListener("popstate", () => ask({ typed: fromAddress() }));

const typedAsIs = fromAddress();
if (location.search) ask({ typed: typedAsIs, entered: "address" });
if (location.hash === "#_query") input.focus();
