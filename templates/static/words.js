// Words as queries and texts share them: sitegen/words.py in the browser, and a test holds the two
// together over every word of the captures.
const TOKEN = /[\p{L}\p{N}]+(?:\+\+|#)?/gu;
const PREFIX = /(?<![\p{L}\p{N}_])(pre|multi|semi|non|anti|un|hyper|neuro|bio|geo|spatio)(?:-\s?|\s)(?=[a-z])/gu;
const VOWEL = /[aeiouy]/;
const BRITISH = [
  [/is(ation|ations|e|ed|er|ers|es|ing|able)$/, "iz$1"],
  [/ys(e|ed|er|ers|ing)$/, "yz$1"],
  [/(?<=[a-z]{3})our(?=(?:s|ed|ing|al|ally|ful|able|ite|hood|hoods)?$)/, "or"],
  [/^(.*[aeiou][^aeiou]+[aeiou]l)l(ed|ing|er|ers)$/, "$1$2"],
  [/(?<=[a-z]{3})tre(s?)$/, "ter$1"],
  [/(?<=[a-z]{3})ogue(s?)$/, "og$1"],
  [/^(def|off|lic|pret)ence(s?)$/, "$1ense$2"],
  [/ae(?=mi|ma|mo|sth|di)/g, "e"],
  [/ll$/, "l"],
];
const IRREGULAR = new Map(Object.entries({
  ageing: "aging", analyses: "analysis", artefact: "artifact", artefacts: "artifact",
  biases: "bias", corpora: "corpus", criteria: "criterion", grey: "gray",
  hypotheses: "hypothesis", indices: "index", judgement: "judgment", judgements: "judgment",
  lenses: "lens", matrices: "matrix", phenomena: "phenomenon", programme: "program",
  programmes: "program", spectra: "spectrum", syntheses: "synthesis", theses: "thesis",
  vertices: "vertex", viruses: "virus",
}));
const WHOLE = new Set(("bias canvas coding embed engineering grounded grounding lens news planning" +
  " ranking reasoning sampling scaling series serving species understanding virus")
  .split(" "));
const DOUBLED = /([bdgkmnprtv])\1$/;
const stems = new Map();

export function fold(text) {
  return text.normalize("NFKD").replace(/\p{Mn}/gu, "").toLowerCase().replace(PREFIX, "$1");
}

export function words(text) {
  return fold(text).match(TOKEN) ?? [];
}

// What the inflections of a folded word, and its British and American spelling, have in common.
export function stem(word) {
  let found = stems.get(word);
  if (found === undefined) stems.set(word, (found = cut(word)));
  return found;
}

export function stemmed(text) {
  return words(text).map(stem);
}

function cut(word) {
  const plain = singular(IRREGULAR.get(word) ?? american(word));
  if (WHOLE.has(plain) || plain.length < 4) return plain;
  const verb = /^(.*iz)(?:ation|ing|ed|e)$/.exec(plain);
  return verb ? verb[1] : uninflected(plain);
}

function american(word) {
  if (word.length <= 4) return word;
  return BRITISH.reduce((form, [pattern, spelling]) => form.replace(pattern, spelling), word);
}

function singular(word) {
  if (WHOLE.has(word) || word.length < 3 || !word.endsWith("s")) return word;
  if (/(?:ss|us|is)$/.test(word)) return word;
  if (word.endsWith("ies") && word.length > 4) return `${word.slice(0, -3)}y`;
  return word.slice(0, /(?:sses|xes|ches|shes)$/.test(word) ? -2 : -1);
}

// Without -ed, -ing and a last -e, so that "prune", "pruned" and "pruning" meet.
function uninflected(word) {
  if (word.endsWith("ied")) return `${word.slice(0, -3)}y`;
  let plain = word;
  for (const ending of ["ing", "ed"]) {
    const rest = word.endsWith(ending) ? word.slice(0, -ending.length) : "";
    if (rest.length > 1 && VOWEL.test(rest) && !rest.endsWith("e")) {
      plain = rest.replace(DOUBLED, "$1");
      break;
    }
  }
  return plain.endsWith("e") && plain.length > 3 ? plain.slice(0, -1) : plain;
}

const PIECE = /(?:(?<![\p{L}\p{N}_])(?:pre|multi|semi|non|anti|un|hyper|neuro|bio|geo|spatio)(?:-\s?|\s)(?=[a-z]))?[\p{L}\p{N}\p{Mn}]+(?:\+\+|#)?/giu;

// The words of a text with their places in it: {start, end, stem}.
export function pieces(text) {
  return Array.from(text.matchAll(PIECE), (match) => {
    const [start, end] = [match.index, match.index + match[0].length];
    return { start, end, stem: stem(words(match[0]).join("")) };
  });
}
