// A query as the search understands it: what must be found, in every writing of it, and what must not.
import { parts } from "../grammar.js";
import { stem, words } from "../words.js";

const FUNCTION = new Set(("a about an and any are as at be by can do does for from has have how if in into is" +
  " it its not of on or our over some than that the their them then there these they this those through to" +
  " under via was we were what when where whether which while who why will with without").split(" "));

// {wanted, barred}: lists of concepts. A concept is ``ways``, lists of stems that mean the same;
// ``open``: its last word may still be growing.
export function understand(text, vocabulary) {
  const wanted = [];
  const barred = [];
  let run = [];
  const flush = () => {
    wanted.push(...concepts(run, vocabulary));
    run = [];
  };
  for (const part of parts(text)) {
    if (part.barred) {
      barred.push(phrase(part.words, vocabulary));
    } else if (part.quoted) {
      flush();
      wanted.push(phrase(part.words, vocabulary));
    } else {
      run.push(...part.words);
    }
  }
  flush();
  const last = wanted.at(-1);
  if (last && /[\p{L}\p{N}]$/u.test(text) && last.text.length > 2) last.open = true;
  return { wanted, barred };
}

function phrase(found, vocabulary) {
  const stems = found.map(stem);
  return { text: found.join(" "), ways: [stems, ...(vocabulary.same.get(stems.join(" ")) ?? [])] };
}

// Words without meaning are left out unless there are no others; what means one thing is one concept.
function concepts(run, vocabulary) {
  const stems = run.map(stem);
  const found = [];
  for (let at = 0; at < run.length;) {
    let length = Math.min(vocabulary.longest, run.length - at);
    while (length > 1 && !vocabulary.same.has(stems.slice(at, at + length).join(" "))) length--;
    const joined = length === 1 && asOne(run[at], run[at + 1], vocabulary);
    if (joined) length = 2;
    const concept = phrase(run.slice(at, at + length), vocabulary);
    if (joined) concept.ways.push([joined]);
    found.push(concept);
    at += length;
  }
  const meant = found.filter(({ text }) => telling(text));
  return meant.length ? meant : found;
}

// The stem of two words that papers write as one, "" where none does.
function asOne(first = "", second = "", vocabulary) {
  if (Math.min(first.length, second.length) < 3) return "";
  const joined = stem(first + second);
  return vocabulary.entry(joined) ? joined : "";
}

export function telling(word) {
  return !FUNCTION.has(word);
}

// The query with its unknown words mended, or "" where there is nothing to mend. ``standing`` tells
// whether the papers hold a word that the vocabulary does not.
export async function mended(text, vocabulary, standing) {
  if (/(?:^|\s)-|"/.test(text)) return "";
  const found = words(text);
  let changed = false;
  const better = await Promise.all(found.map(async (word, at) => {
    if (!telling(word) || vocabulary.entry(stem(word))) return word;
    if (asOne(found[at - 1], word, vocabulary) || asOne(word, found[at + 1], vocabulary)) return word;
    if (at === found.length - 1 && vocabulary.beginning(word).length) return word;
    const near = vocabulary.nearest(word, telling);
    if (!near || (await standing(word))) return word;
    changed = true;
    return near;
  }));
  return changed ? better.join(" ") : "";
}

// The arXiv id or DOI that a query is, address and version left off: {key, id}, or null.
export function identifier(text) {
  const bare = text.trim().replace(/^(?:https?:\/\/)?(?:(?:www|export|dx)\.)?/i, "");
  const arxiv = /^(?:arxiv\.org\/(?:abs|pdf|html|format)\/|huggingface\.co\/papers\/|alphaxiv\.org\/abs\/|arxiv:\s*|(?:doi\.org\/|doi:\s*)?10\.48550\/arxiv\.)?(\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?\/\d{7})(?:v\d+)?(?:\.pdf)?\/?(?:[?#].*)?$/i.exec(bare);
  if (arxiv) return { key: "arxiv", id: arxiv[1].toLowerCase() };
  const doi = /^(?:doi\.org\/|doi:\s*)?(10\.\d{4,9}\/\S+)$/i.exec(bare);
  return doi ? { key: "doi", id: doi[1].toLowerCase() } : null;
}
