// The Pagefind index: which papers hold a concept, and what stands in a paper.
import { stem } from "../words.js";

// What Pagefind weighs. It chooses the papers that are looked at; rank.js puts them in order.
const RANKING = {
  termSaturation: 1.6,
  pageLength: 0.6,
  metaWeights: { title: 5, keywords: 2.5, topics: 2, authors: 4, arxiv: 1, doi: 1, day: 0, when: 0, facets: 0.01 },
};

export async function openIndex(root) {
  const pagefind = await import(new URL("pagefind/pagefind.js", root));
  await pagefind.options({ ranking: RANKING });
  await pagefind.init();
  return new Index(pagefind);
}

class Index {
  #pagefind;
  #facets = new Map();
  #order = null;
  papers = new Map();

  constructor(pagefind) {
    this.#pagefind = pagefind;
  }

  // id -> score of the papers that hold the concept in any of its ways.
  async holding(concept, vocabulary) {
    const scores = new Map();
    const lists = await Promise.all(writings(concept, vocabulary).map((text) => this.#search(text)));
    for (const { id, score } of lists.flat()) scores.set(id, Math.max(score, scores.get(id) ?? 0));
    return scores;
  }

  // ids of the papers of a topic or month.
  facet(name, value) {
    const key = `${name}:${value}`;
    if (!this.#facets.has(key)) {
      const asked = this.#search(`${name}${value.replaceAll("-", "zq")}xqx`);
      this.#facets.set(key, asked.then((found) => new Set(found.map(({ id }) => id))));
    }
    return this.#facets.get(key);
  }

  // Every id, the paper that was listed last first.
  newest() {
    this.#order ??= this.#search(null, { sort: { day: "desc" } }).then((f) => f.map(({ id }) => id));
    return this.#order;
  }

  // The address of the paper with that arXiv id or DOI, "" where there is none.
  async named({ key, id }) {
    for (const { id: paper } of (await this.#search(id)).slice(0, 5)) {
      const { meta, url, raw_url } = await this.read(paper);
      if (meta[key]?.toLowerCase() === id) return raw_url ?? url;
    }
    return "";
  }

  // What stands in a paper. Asked for again, it is not loaded again.
  read(id) {
    const paper = this.papers.get(id);
    paper.read ??= paper.result.data();
    return paper.read;
  }

  async #search(text, options = {}) {
    const { results } = await this.#pagefind.search(text, options);
    // Pagefind frees what a result leads to once nobody holds the result itself.
    for (const result of results) {
      if (!this.papers.has(result.id)) this.papers.set(result.id, { result, read: null });
    }
    return results;
  }
}

// The texts that bring every spelling: the words as most papers write them, as some do, as typed.
function writings({ text, ways }, vocabulary) {
  const found = new Set();
  for (const way of ways) {
    const entries = way.map((each) => vocabulary.entry(each));
    if (entries.every(Boolean)) found.add(entries.map(({ form }) => form).join(" "));
    if (way.length === 1) entries[0]?.others.forEach((other) => found.add(other));
  }
  if (!found.size || text.includes(" ")) found.add(text);
  return [...found];
}
