// One of the indexes that the papers are shared out to: which papers hold a word, and how well.

// What Pagefind would not find in a title or text: the words of "NeMo-Aligner".
const MEANT = { names: "title", parts: "text" };

export class Shard {
  #pagefind;
  #gone;
  #words = new Map();

  // ``gone``: ids of papers that were changed or deleted since; ``meta``: its table of contents,
  // which is named by what it says.
  static async open(pagefind, { base, gone, meta }) {
    const instance = pagefind.createInstance({ basePath: base.href, metaCacheTag: meta });
    await instance.filters(); // answers when it is ready
    const shard = new Shard();
    shard.#pagefind = instance;
    shard.#gone = new Set(gone);
    return shard;
  }

  // [{id, result, fields, places}] of the papers that hold the word itself: what of them does, and
  // where in the text it stands. Pagefind answers with words that only begin like it, too.
  holding(word) {
    if (!this.#words.has(word)) this.#words.set(word, this.#ask(word));
    return this.#words.get(word);
  }

  async #ask(word) {
    const [those, around] = await Promise.all([this.#search(`"${word}"`), this.#search(word)]);
    const known = new Map(around.map((result) => [result.id, result]));
    return this.#standing(those).map(({ id }) => {
      const result = known.get(id);
      const fields = new Set((result.matchedMetaFields ?? []).map((name) => MEANT[name] ?? name));
      return { id, result, fields, places: result.words };
    });
  }

  async all() {
    return this.#standing(await this.#search(null)).map((result) => ({ id: result.id, result }));
  }

  // What ``open`` will ask for, one after the other.
  static parts({ base, meta }) {
    return [new URL(`pagefind-entry.json?ts=${meta}`, base), new URL(meta, base)];
  }

  #standing(results) {
    return results.filter(({ id }) => !this.#gone.has(id));
  }

  async #search(text) {
    return (await this.#pagefind.search(text)).results;
  }
}
