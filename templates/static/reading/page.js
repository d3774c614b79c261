// The page of the reading list: shows it, orders it, hands it out and takes it in.
import { forms } from "./export.js";
import { papers as read } from "./import.js";
import * as shelf from "./shelf.js";

const place = document.getElementById("_reading");
const list = document.getElementById("_kept");
const many = document.getElementById("_many");
const status = document.getElementById("_taken");
const file = document.getElementById("_file");
const pattern = document.getElementById("_kept-item").content.firstElementChild;

function item(paper, at) {
  const made = pattern.cloneNode(true);
  const [heading, link] = ["h2", "a"].map((name) => document.createElement(name));
  heading.lang = list.dataset.lang;
  heading.dir = "auto";
  heading.append(link);
  made.prepend(heading);
  link.textContent = paper.title;
  if (paper.url) link.href = new URL(paper.url, shelf.root);
  const about = [paper.authors.join(", "), paper.year, paper.arxiv && `arXiv:${paper.arxiv}`, paper.doi];
  made.querySelector(".byline").textContent = about.filter(Boolean).join(" · ");
  made.querySelector(".up").disabled = at === 0;
  return made;
}

function show() {
  const papers = shelf.read();
  list.replaceChildren(...papers.map(item));
  place.dataset.count = papers.length;
  many.textContent = papers.length ? many.dataset[papers.length === 1 ? "one" : "many"].replace("{count}", papers.length) : "";
  for (const button of place.querySelectorAll("[data-form]")) button.disabled = papers.length === 0;
}

function hand(form) {
  const { type, end, text } = forms[form];
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text(shelf.read())], { type }));
  link.download = `reading-list.${end}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function tell(word, values = {}) {
  status.textContent = status.dataset[word].replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
}

function take(text) {
  let found = null;
  try {
    found = read(text);
  } catch (error) {
    console.info(error.message);
  }
  if (!found) return tell("unread");
  const before = shelf.read();
  const after = shelf.merged(before, found);
  shelf.write(after);
  show();
  const taken = after.length - before.length;
  return tell("taken", { taken, known: found.length - taken });
}

// --- reading offline: a worker is there only once a reader asked for it ---

const offline = document.getElementById("_offline");

async function registered() {
  return (await navigator.serviceWorker.getRegistrations()).find(({ scope }) => scope === shelf.root.href);
}

async function keepOffline() {
  await navigator.serviceWorker.register(new URL("sw.js", shelf.root));
  const { active } = await navigator.serviceWorker.ready;
  active.postMessage({ save: shelf.read().map(({ url }) => url) });
}

async function forgetOffline(worker) {
  await worker.unregister();
  const ours = (await caches.keys()).filter((name) => name.split(" ")[1] === shelf.root.href);
  await Promise.all(ours.map((name) => caches.delete(name)));
}

if (offline && "serviceWorker" in navigator) {
  registered().then((worker) => {
    offline.ariaPressed = String(Boolean(worker));
    offline.hidden = false;
  });
  offline.addEventListener("click", async () => {
    const worker = await registered();
    await (worker ? forgetOffline(worker) : keepOffline());
    offline.ariaPressed = String(!worker);
  });
}

list.addEventListener("click", ({ target }) => {
  if (target.nodeName !== "BUTTON") return;
  const papers = shelf.read();
  const at = Array.from(list.children).indexOf(target.closest("li"));
  const [paper] = papers.splice(at, 1);
  if (target.className === "up") papers.splice(at - 1, 0, paper);
  shelf.write(papers);
  show();
  const next = target.className === "up" ? at - 1 : Math.min(at, papers.length - 1);
  list.children[next]?.querySelector("a").focus();
});
place.addEventListener("click", ({ target }) => target.dataset.form && hand(target.dataset.form));
file.addEventListener("change", async () => {
  take(await file.files[0].text());
  file.value = "";
});
window.addEventListener("storage", show);
show();
