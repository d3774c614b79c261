// One of the indexes that the papers are shared out to: which papers hold a word, and how well.

// What Pagefind weighs. It chooses the papers that are looked at; rank.js puts them in order. The
// length of a page says nothing, since Pagefind compares it with the pages of the same index only.
const RANKING = {
  termSaturation: 1.6,
  pageLength: 0,
  metaWeights: { title: 5, keywords: 2.5, topics: 2, authors: 4, arxiv: 1, doi: 1, day: 0, when: 0, facets: 0.01 },
};

export class Shard {
  #pagefind;
  #papers;
  #gone;

  // ``papers``: how many it holds; ``gone``: ids of those that were changed or deleted since.
  static async open(pagefind, base, { papers, gone = [] }) {
    const instance = pagefind.createInstance({ basePath: base.href });
    await instance.init();
    await instance.options({ ranking: RANKING });
    const shard = new Shard();
    shard.#pagefind = instance;
    shard.#papers = papers;
    shard.#gone = new Set(gone);
    return shard;
  }

  // [{id, result, strength}] of the papers that hold the word itself. Pagefind's own answer has
  // words that only begin like it, more or fewer of them with every shard it is asked of.
  async holding(word) {
    const [those, around] = await Promise.all([this.#search(`"${word}"`), this.#search(word)]);
    const rarity = Math.log(1 + (this.#papers - around.length + 0.5) / (around.length + 0.5));
    const strengths = new Map(around.map(({ id, score }) => [id, score / rarity]));
    return this.#standing(those, ({ id }) => Number((strengths.get(id) ?? 0).toPrecision(4)));
  }

  async all() {
    return this.#standing(await this.#search(null), () => 0);
  }

  #standing(results, strength) {
    const here = results.filter(({ id }) => !this.#gone.has(id));
    return here.map((result) => ({ id: result.id, result, strength: strength(result) }));
  }

  async #search(text) {
    return (await this.#pagefind.search(text)).results;
  }
}
