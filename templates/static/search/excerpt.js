// The part of a text where most of the query stands, its words marked.
import { pieces } from "../words.js";
import { standing } from "./rank.js";

const LENGTH = 48;

export function marked(text, concepts, whole = false) {
  const found = pieces(text);
  const stems = found.map((piece) => piece.stem);
  const hits = new Map();
  concepts.forEach((concept, number) => {
    for (const [start, end] of standing(stems, concept)) {
      for (let at = start; at < end; at++) hits.set(at, number);
    }
  });
  const [from, to] = whole ? [0, found.length] : fullest(found.length, hits);
  return written(text, found, hits, from, to);
}

// The window with most different concepts, then with most of them; the earliest of these.
function fullest(length, hits) {
  let best = { from: 0, value: 0 };
  for (const at of [...hits.keys()].sort((a, b) => a - b)) {
    const from = at < LENGTH / 2 ? 0 : Math.max(0, Math.min(at - 6, length - LENGTH));
    const inside = [...hits].filter(([place]) => place >= from && place < from + LENGTH);
    const value = new Set(inside.map(([, concept]) => concept)).size * LENGTH + inside.length;
    if (value > best.value) best = { from, value };
  }
  return [best.from, Math.min(length, best.from + LENGTH)];
}

function written(text, found, hits, from, to) {
  const nodes = [];
  if (!found.length) return [text];
  let at = from === 0 ? 0 : found[from].start;
  if (at) nodes.push("… ");
  for (let k = from; k < to; k++) {
    if (!hits.has(k)) continue;
    nodes.push(text.slice(at, found[k].start));
    const mark = document.createElement("mark");
    mark.textContent = text.slice(found[k].start, found[k].end);
    nodes.push(mark);
    at = found[k].end;
  }
  const end = to === found.length ? text.length : found[to - 1].end;
  nodes.push(text.slice(at, end));
  if (end < text.length) nodes.push(" …");
  return nodes;
}
