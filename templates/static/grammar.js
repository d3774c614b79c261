// What a reader types, in the search and in the filters of the pages alike: words that must stand
// there, "words in a row", -words that must not. docs/content.md has the same for saved searches.
import { fold, stem, words } from "./words.js";

const PART = /(-?)(?:"([^"]*)"?|(\S+))/g;

// [{barred, quoted, words}] in the order typed.
export function parts(text) {
  return Array.from(fold(text).matchAll(PART), ([, minus, quoted, plain]) => ({
    barred: Boolean(minus),
    quoted: quoted !== undefined,
    words: words(quoted ?? plain),
  })).filter((part) => part.words.length);
}

// A test of texts, given as stems in order. The word at the end may still be growing.
export function tester(text) {
  const open = /[\p{L}\p{N}]$/u.test(text);
  const rows = parts(text).map(({ barred, words }) => ({ barred, stems: words.map(stem) }));
  return (stems) => rows.every(({ barred, stems: row }, at) =>
    barred !== inARow(stems, row, open && !barred && at === rows.length - 1));
}

function inARow(stems, row, open) {
  const last = row.length - 1;
  const meets = (each, k) => each === row[k] || (open && k === last && (each ?? "").startsWith(row[k]));
  return stems.some((_, at) => row.every((_, k) => meets(stems[at + k], k)));
}
