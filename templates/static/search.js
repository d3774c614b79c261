// Ranking options of Pagefind; everything that decides the order of results is here.
const RANKING = { metaWeights: { title: 5 } };
const EXCERPT_WORDS = 45;
const AT_ONCE = 20;
const PAUSE = 150;

// This file lies in static/, so the site may live under any path.
const root = new URL("../", import.meta.url);

const form = document.getElementById("_search");
const input = document.getElementById("_query");
const status = document.getElementById("_status");
const found = document.getElementById("_found");
const list = document.getElementById("_results");
const more = document.getElementById("_more");
const hint = status.textContent;

let index = null;
let asked = 0;
let timer = 0;

function load() {
  index ??= import(new URL("pagefind/pagefind.js", root))
    .then(async (pagefind) => {
      await pagefind.options({ ranking: RANKING, excerptLength: EXCERPT_WORDS });
      await pagefind.init();
      return pagefind;
    })
    .catch((error) => {
      index = null;
      throw error;
    });
  return index;
}

function number(count) {
  return String(count).replace(/\B(?=(\d{3})+$)/g, status.dataset.thousands);
}

function tell(word, values = {}) {
  const text = status.dataset[word];
  status.textContent = text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
}

// How much of the excerpt's beginning only repeats the title that stands above it.
function repeated(text, title) {
  const words = title.split(/\s+/);
  for (let from = 0; from < words.length; from++) {
    const tail = words.slice(from).join(" ");
    const full = /[.?!]$/.test(tail) ? tail : `${tail}.`;
    if (text.startsWith(full)) return full.length;
  }
  return 0;
}

// Of an excerpt only its text and its <mark>s are taken, whatever else it may hold.
function excerpt(html, title) {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  const paragraph = document.createElement("p");
  let skip = repeated(body.textContent, title);
  for (const node of body.childNodes) {
    const text = node.textContent.slice(skip);
    skip = Math.max(0, skip - node.textContent.length);
    if (node.nodeName !== "MARK") {
      paragraph.append(text);
    } else if (text) {
      const mark = document.createElement("mark");
      mark.textContent = text;
      paragraph.append(mark);
    }
  }
  return paragraph;
}

function item(paper) {
  const entry = document.createElement("li");
  const heading = document.createElement("h2");
  const link = document.createElement("a");
  link.href = new URL((paper.raw_url ?? paper.url).replace(/^\/+/, ""), root);
  link.textContent = paper.meta.title;
  heading.append(link);
  entry.lang = list.dataset.lang;
  entry.append(heading, excerpt(paper.excerpt, paper.meta.title));
  return entry;
}

async function show(results, turn, focus) {
  const from = list.children.length;
  const papers = await Promise.all(results.slice(from, from + AT_ONCE).map((r) => r.data()));
  if (turn !== asked) return;
  list.append(...papers.map(item));
  more.hidden = list.children.length >= results.length;
  more.onclick = () => show(results, turn, true).catch(fail);
  if (focus) list.children[from]?.querySelector("a").focus();
}

function clear() {
  list.replaceChildren();
  more.hidden = true;
  found.hidden = true;
}

function fail() {
  clear();
  tell("failed");
}

async function answer(query, turn) {
  const pagefind = await load();
  const { results } = await pagefind.search(query);
  if (turn !== asked) return;
  clear();
  found.hidden = results.length === 0;
  await show(results, turn, false);
  if (turn !== asked) return;
  const word = results.length === 0 ? "none" : results.length === 1 ? "one" : "many";
  tell(word, { count: number(results.length), query });
}

function remember(query) {
  const address = new URL(location.href);
  if (query) address.searchParams.set("q", query);
  else address.searchParams.delete("q");
  history.replaceState(null, "", address);
}

async function ask() {
  clearTimeout(timer);
  const query = input.value.trim();
  const turn = ++asked;
  remember(query);
  if (!query) {
    clear();
    status.textContent = hint;
    return;
  }
  if (list.children.length === 0) tell("busy");
  try {
    await answer(query, turn);
  } catch (error) {
    console.error(error);
    if (turn === asked) fail();
  }
}

input.addEventListener("focus", () => load().catch(() => {}), { once: true });
input.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(ask, PAUSE);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask();
});

const given = new URLSearchParams(location.search).get("q");
if (given) {
  input.value = given;
  ask();
}
