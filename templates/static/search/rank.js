// The order of results; every weight that decides it stands here.
import { stemmed } from "../words.js";

const WEIGHTS = { title: 8, keywords: 0.25, topics: 2, authors: 3, text: 1 };
const OFTEN = 4;
const SATURATION = 4;
const WHOLE_TITLE = 0.5;
const ENOUGH = 0.55;
const A_LITTLE = 0.3;
const FEW = 10;
const USUAL_TITLE = 8;
export const LOOKED_AT = 12;

// How telling a concept is: the fewer papers hold it, the more.
export function telling(held, papers) {
  return Math.log(1 + (papers - held + 0.5) / (held + 0.5));
}

// The papers worth showing, by what the index says alone: ids, best first. Where few hold most of
// the query, those that hold a part of it follow.
export function candidates(concepts) {
  const total = concepts.reduce((sum, { weight }) => sum + weight, 0);
  const found = new Map();
  concepts.forEach(({ hits, weight }, at) => {
    for (const [id, hit] of hits) {
      if (!found.has(id)) found.set(id, { held: 0, hits: [] });
      const paper = found.get(id);
      paper.held += weight / total;
      paper.hits[at] = hit;
    }
  });
  for (const paper of found.values()) paper.score = likely(paper, concepts);
  const ordered = [...found].sort(([one, a], [other, b]) => b.score - a.score || (one < other ? -1 : 1));
  const holding = (share) => ordered.filter(([, { held }]) => held >= share).map(([id]) => id);
  const enough = holding(ENOUGH);
  return enough.length < FEW ? holding(A_LITTLE) : enough;
}

// The score below, as far as the index knows it: what holds a concept, but not how often or where,
// except in the text.
function likely({ held, hits }, concepts) {
  let sum = 0;
  hits.forEach(({ fields, places }, at) => {
    const { weight } = concepts[at];
    const named = [...fields].reduce((all, name) => all + (WEIGHTS[name] ?? 0), 0);
    const often = Math.min(places.length, OFTEN) - (places.length && fields.has("text") ? 1 : 0);
    sum += share(weight, named + WEIGHTS.text * often);
    const before = hits[at - 1];
    if (before && follows(before, fields, places)) sum += Math.min(concepts[at - 1].weight, weight);
  });
  sum *= held;
  if (!concepts.every((_, at) => hits[at]?.fields.has("title"))) return sum;
  return sum * (1 + (WHOLE_TITLE * concepts.length) / Math.max(concepts.length, USUAL_TITLE));
}

function follows(before, fields, places) {
  if (before.fields.has("title") && fields.has("title")) return true;
  return places.some((place) => before.places.includes(place - 1) || before.places.includes(place - 2));
}

function share(weight, all) {
  return (weight * all) / (all + SATURATION);
}

// "FlashAttention" is about attention too.
function apart(title) {
  const joined = title.match(/\p{L}*\p{Ll}\p{Lu}\p{L}*/gu) ?? [];
  return joined.map((name) => name.replace(/(?<=\p{Ll})(?=\p{Lu})/gu, " ")).join(" ");
}

export function fieldsOf({ meta, content }) {
  const { title = "", keywords = "", topics = "", authors = "" } = meta;
  const texts = { title: `${title} ${apart(title)}`, keywords, topics, authors, text: content };
  return Object.entries(texts).map(([name, text]) => [name, stemmed(text)]);
}

// How well a paper answers. Each concept counts once, by where and how often it stands; two that
// stand side by side as in the query count again; so does a title with all of the query. What lacks a part of the query falls back by that part.
export function score(paper, concepts) {
  const fields = fieldsOf(paper);
  const places = concepts.map((concept) => fields.map(([, stems]) => standing(stems, concept)));
  let sum = 0;
  let held = 0;
  concepts.forEach(({ weight }, at) => {
    const often = fields.map(([name], f) => WEIGHTS[name] * Math.min(places[at][f].length, OFTEN));
    const all = often.reduce((one, other) => one + other);
    sum += share(weight, all);
    held += all ? weight : 0;
    if (at && fields.some((_, f) => beside(places[at - 1][f], places[at][f]))) {
      sum += Math.min(concepts[at - 1].weight, weight);
    }
  });
  sum *= held / concepts.reduce((total, { weight }) => total + weight, 0);
  if (!places.every(([inTitle]) => inTitle.length)) return sum;
  return sum * (1 + (WHOLE_TITLE * concepts.length) / Math.max(fields[0][1].length, concepts.length));
}

// Does one of the second places follow one of the first, with at most a word between?
function beside(first, second) {
  return first.some(([, end]) => second.some(([start]) => start === end || start === end + 1));
}

// [start, end) of each place where a concept stands among stems.
export function standing(stems, { ways, open }) {
  const found = [];
  for (const way of ways) {
    for (let at = 0; at + way.length <= stems.length; at++) {
      if (way.every((each, k) => meets(stems[at + k], each, open && k === way.length - 1))) {
        found.push([at, at + way.length]);
      }
    }
  }
  return found;
}

function meets(stemOfText, wanted, open) {
  return stemOfText === wanted || (open && wanted.length > 2 && stemOfText.startsWith(wanted));
}
