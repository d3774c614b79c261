// From a query to papers in order: understood, looked up, mended where nothing is found, ranked.
import { mended, understand } from "./query.js";
import { LOOKED_AT, candidates, score, telling } from "./rank.js";

// {ids, concepts, used}: ``used`` is the query that was answered, "" for the one that was typed.
export async function find(text, index, vocabulary) {
  const better = await mended(text, vocabulary, async (word) =>
    (await index.holding({ text: word, ways: [] }, vocabulary)).size > 0);
  const { wanted, barred } = understand(better || text, vocabulary);
  const concepts = await Promise.all(wanted.map((each) => weighed(each, index, vocabulary)));
  const without = await Promise.all(barred.map((each) => index.holding(each, vocabulary)));
  const every = concepts.length ? candidates(concepts) : await index.newest();
  const ids = every.filter((id) => !without.some((hits) => hits.has(id)));
  return { ids, concepts, used: better };
}

// What nobody holds says nothing of anybody.
async function weighed(concept, index, vocabulary) {
  const hits = await index.holding(concept, vocabulary);
  return { ...concept, hits, weight: hits.size && telling(hits.size, vocabulary.papers) };
}

// The same ids; those that the index puts first are read and put in order by what stands in them.
export async function ranked(ids, concepts, index) {
  if (!concepts.length) return ids;
  const first = ids.slice(0, LOOKED_AT);
  const papers = await Promise.all(first.map((id) => index.read(id)));
  const scores = new Map(first.map((id, at) => [id, score(papers[at], concepts)]));
  first.sort((a, b) => scores.get(b) - scores.get(a));
  return [...first, ...ids.slice(LOOKED_AT)];
}

// The ids that are left by a chosen topic and month or year.
export async function narrowed(ids, { topic = "", when = "" }, index) {
  const sets = [];
  if (topic) sets.push(await index.facet("topic", topic));
  if (when) sets.push(await index.facet(when.length === 4 ? "year" : "month", when));
  return ids.filter((id) => sets.every((set) => set.has(id)));
}

export async function byDay(ids, index) {
  const chosen = new Set(ids);
  return (await index.newest()).filter((id) => chosen.has(id));
}

// The vocabulary for a reader who meant what was typed: nothing is mended.
export function asTyped(vocabulary) {
  return Object.assign(Object.create(vocabulary), { nearest: () => "" });
}
