// The words of the papers, as the build counted them: what is known, and what a slip may have meant.
import { stem, stemmed } from "../words.js";

const LEAST = 4;
const LONG = 8;
const LIKELY = 6;

export class Vocabulary {
  constructor({ papers, words, same }) {
    this.papers = papers;
    this.entries = words.split("\n").filter(Boolean).map((line) => {
      const [form, count, ...others] = line.split(" ");
      return { form, papers: Number(count), others };
    });
    this.byStem = new Map(this.entries.map((entry) => [stem(entry.form), entry]));
    this.same = new Map();
    for (const [full, short] of same) {
      this.#pair(stemmed(full), stemmed(short));
      this.#pair(stemmed(short), stemmed(full));
    }
    this.longest = Math.max(1, ...[...this.same.keys()].map((key) => key.split(" ").length));
  }

  #pair(one, other) {
    const key = one.join(" ");
    const known = this.same.get(key) ?? [];
    if (!known.some((each) => each.join(" ") === other.join(" "))) known.push(other);
    this.same.set(key, known);
  }

  entry(stemOfWord) {
    return this.byStem.get(stemOfWord);
  }

  // The most frequent words that a word may become, which a reader is still typing.
  beginning(word) {
    const longer = this.entries.filter(({ form }) => form.startsWith(word) && form !== word);
    return longer.sort((a, b) => b.papers - a.papers).slice(0, LIKELY).map(({ form }) => form);
  }

  // What an unknown word may have meant: two known words that were joined, or the most frequent
  // word a slip or two away. One slip weighs as little as a blank left out: the more frequent wins.
  // "" where nothing is near.
  nearest(word, telling) {
    const apart = this.#apart(word);
    const close = this.#close(word, telling);
    if (close.slips === 1 && close.papers > apart.papers) return close.form;
    return apart.papers > 1 ? apart.text : close.form || apart.text;
  }

  // Two words that most papers hold, both of them.
  #apart(word) {
    let best = { papers: 0, text: "" };
    for (let at = 3; at <= word.length - 3; at++) {
      const parts = [word.slice(0, at), word.slice(at)];
      const known = parts.map((part) => this.byStem.get(stem(part)));
      const papers = Math.min(...known.map((entry) => entry?.papers ?? 0));
      if (papers > best.papers) best = { papers, text: parts.join(" ") };
    }
    return best;
  }

  #close(word, telling) {
    let best = { slips: word.length < LONG ? 1 : 2, odd: 2, papers: 0, form: "" };
    if (word.length < LEAST || /^\d+$/.test(word)) return best;
    for (const { form, papers } of this.entries) {
      if (Math.abs(form.length - word.length) > best.slips) continue;
      const found = { slips: slips(word, form, best.slips), odd: Number(form[0] !== word[0]), papers, form };
      if (nearer(found, best) && telling(form)) best = found;
    }
    return best;
  }
}

// Fewer slips, then the same first letter, which is seldom wrong, then the more frequent word.
function nearer(one, other) {
  return (one.slips - other.slips || one.odd - other.odd || other.papers - one.papers) < 0;
}

// Letters to add, drop, change or swap with their neighbour; anything above ``most`` is too many.
export function slips(one, other, most) {
  let before = [];
  let last = Array.from({ length: other.length + 1 }, (_, k) => k);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const changed = one[i - 1] === other[j - 1] ? 0 : 1;
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + changed);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
        row[j] = Math.min(row[j], before[j - 2] + 1);
      }
    }
    if (Math.min(...row) > most) return most + 1;
    [before, last] = [last, row];
  }
  return last[other.length];
}
