// The index of the papers, which lies in shards: which papers hold a concept, and what stands in one.
import { words } from "../words.js";
import { Shard } from "./shard.js";

const FOLDER = "pagefind/";

// With the newest papers; ``complete`` waits for the others. ``told``: what shards.json will say.
export async function openIndex(root, told) {
  const folder = new URL(FOLDER, root);
  const [pagefind, { core, first, shards }] = await Promise.all([import(new URL("pagefind.js", folder)), told]);
  const every = shards.map((said) => ({ ...said, base: new URL(said.path, folder) }));
  const program = core.map((name) => new URL(name, folder));
  const newest = await opened(pagefind, every.slice(0, first), program);
  const older = every.slice(first);
  return new Index(folder, newest, older.length ? () => opened(pagefind, older) : null);
}

async function opened(pagefind, told, program = []) {
  const parts = [program, ...told.map(Shard.parts)].map((urls) => Promise.all(urls.map(foresee)));
  Promise.all(parts).catch(() => {}); // the first that fails is told, below
  const [started, ...there] = parts;
  const open = async (said, at) => {
    await there[at];
    return Shard.open(pagefind, said);
  };
  await started;
  // Two that begin at once would each start the program that both use.
  const first = await open(told[0], 0);
  return [first, ...(await Promise.all(told.slice(1).map((said, at) => open(said, at + 1))))];
}

// What Pagefind asks for step by step is in the browser's cache by then.
async function foresee(url) {
  await (await fetch(url)).arrayBuffer();
}

async function loadJson(url) {
  const answer = await fetch(url, { cache: "no-cache" });
  if (!answer.ok) throw new Error(`${answer.status}: ${url}`);
  return answer.json();
}

class Index {
  #folder;
  #shards;
  #older;
  #completing = null;
  #words = new Map();
  #order = null;
  #papers = new Map();

  constructor(folder, shards, older) {
    this.#folder = folder;
    this.#shards = shards;
    this.#older = older;
  }

  // Opens what is not open yet. False where nothing is left: the same question has the same answer.
  async complete() {
    if (!this.#older) return false;
    this.#completing ??= this.#older();
    const older = await this.#completing.catch((error) => {
      this.#completing = null;
      throw error;
    });
    if (this.#older) this.#shards.push(...older);
    this.#older = this.#order = null;
    this.#words.clear();
    return true;
  }

  // id -> {fields, places}, of the papers that hold the concept in any of its writings.
  async holding(concept, vocabulary) {
    const found = new Map();
    for (const hits of await Promise.all(writings(concept, vocabulary).map((text) => this.#text(text)))) {
      for (const [id, hit] of hits) found.set(id, found.has(id) ? either(found.get(id), hit) : hit);
    }
    return found;
  }

  // ids of the papers of a topic or month.
  async facet(name, value) {
    return new Set((await this.#word(`${name}${value.replaceAll("-", "zq")}xqx`)).keys());
  }

  // Every id, the paper that was listed last first.
  newest() {
    this.#order ??= Promise.all([loadJson(new URL("newest.json", this.#folder)), this.#everything()]);
    return this.#order.then(([days]) => days.flatMap(([, ids]) => ids.filter((id) => this.#papers.has(id))));
  }

  // The address of the paper with that arXiv id or DOI, "" where there is none.
  async named({ key, id }) {
    for (const paper of [...(await this.#word(id)).keys()].slice(0, 5)) {
      const { meta, url, raw_url } = await this.read(paper);
      if (meta[key]?.toLowerCase() === id) return raw_url ?? url;
    }
    return "";
  }

  // What stands in a paper. Asked for again, it is not loaded again.
  read(id) {
    const paper = this.#papers.get(id);
    paper.read ??= paper.result.data();
    return paper.read;
  }

  // The papers that hold every word of a text.
  async #text(text) {
    const [first = new Map(), ...others] = await Promise.all(words(text).map((word) => this.#word(word)));
    const found = new Map();
    for (const [id, hit] of first) {
      const hits = others.map((each) => each.get(id));
      if (hits.every(Boolean)) found.set(id, hits.reduce(inARow, hit));
    }
    return found;
  }

  #word(word) {
    if (!this.#words.has(word)) this.#words.set(word, this.#ask((shard) => shard.holding(word)));
    return this.#words.get(word);
  }

  #everything() {
    return this.#ask((shard) => shard.all());
  }

  async #ask(question) {
    const found = (await Promise.all(this.#shards.map(question))).flat();
    // Pagefind frees what a result leads to once nobody holds the result itself.
    for (const { id, result } of found) {
      if (!this.#papers.has(id)) this.#papers.set(id, { result, read: null });
    }
    return new Map(found.map(({ id, fields, places }) => [id, { fields, places }]));
  }
}

function either(one, other) {
  const places = [...new Set([...one.places, ...other.places])].sort((a, b) => a - b);
  return { fields: new Set([...one.fields, ...other.fields]), places };
}

// One right before the other, or both in a word with a hyphen; the place is that of the last word.
function inARow(one, other) {
  const before = new Set(one.places);
  const places = other.places.filter((place) => before.has(place - 1) || before.has(place));
  return { fields: new Set([...one.fields].filter((name) => other.fields.has(name))), places };
}

// Plurals of abbreviations and irregular ones, which Pagefind does not take for the same word.
function unlike(form, stemOfForm) {
  return form === `${stemOfForm}s` || !form.startsWith(stemOfForm);
}

// The texts that bring every spelling: the words as most papers write them, as some do, as typed;
// of a word that is still being typed, those that it may become.
function writings({ text, ways, open }, vocabulary) {
  const found = new Set();
  for (const way of ways) {
    const entries = way.map((each) => vocabulary.entry(each));
    if (entries.every(Boolean)) found.add(entries.map(({ form }) => form).join(" "));
    if (way.length === 1) entries[0]?.others.forEach((other) => found.add(other));
    if (way.length === 1 && entries[0] && unlike(entries[0].form, way[0])) found.add(way[0]);
  }
  if (!found.size || text.includes(" ")) found.add(text);
  if (open && !text.includes(" ")) vocabulary.beginning(text).forEach((form) => found.add(form));
  return [...found];
}
