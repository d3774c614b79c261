// Papers out of BibTeX, RIS, CSL-JSON, or the Markdown of export.js. null: none of these.
import { address } from "./shelf.js";

const SIGNS = { textbackslash: "\\", textasciitilde: "~", textasciicircum: "^" };

export function papers(text) {
  const read = /^\s*[[{]/.test(text) ? csl
    : /^\s*@\w+\s*\{/m.test(text) ? bibtex
    : /^TY {2}- /m.test(text) ? ris
    : /^- \[/m.test(text) ? markdown
    : null;
  return read && read(text).filter(({ title }) => title).map(clean);
}

function clean({ slug, title, url, authors, year, arxiv, doi }) {
  const text = (value) => String(value ?? "").replace(/\s+/g, " ").trim();
  return {
    slug: text(slug),
    title: text(title),
    url: text(url) && address(text(url)),
    authors: (authors ?? []).map(text).filter(Boolean),
    year: text(year).slice(0, 4),
    arxiv: text(arxiv).replace(/^arxiv:/i, ""),
    doi: text(doi).replace(/^https?:\/\/(?:dx\.)?doi\.org\//i, ""),
  };
}

// --- CSL-JSON ---

const nameOf = ({ literal, given, family }) => literal ?? [given, family].filter(Boolean).join(" ");

function csl(text) {
  return [JSON.parse(text)].flat().map((item) => ({
    slug: item.id,
    title: item.title,
    url: item.URL,
    authors: (item.author ?? []).map(nameOf),
    year: item.issued?.["date-parts"]?.[0]?.[0],
    arxiv: /^arxiv$/i.test(item.archive ?? "") ? item.archive_location : "",
    doi: item.DOI,
  }));
}

// --- BibTeX ---

// Where a value that begins at this brace or quote ends: behind its counterpart.
function closed(text, from) {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === "{") depth += 1;
    else if (text[at] === "}" && --depth <= 0) return at + 1;
    else if (text[at] === '"' && at > from && depth === 0) return at + 1;
  }
  return text.length;
}

function fields(entry) {
  const found = {};
  const name = /([\w-]+)\s*=\s*(?:([{"])|([^\s,}]+))/y;
  for (let at = 0; at < entry.length; ) {
    name.lastIndex = at;
    const [all, key, opening, bare] = name.exec(entry) ?? [""];
    const start = at + all.length - 1;
    const end = opening ? closed(entry, start) : start + 1;
    if (key) found[key.toLowerCase()] = bare ?? entry.slice(start + 1, end - 1);
    at = key ? end : at + 1;
  }
  return found;
}

function plain(value = "") {
  return value
    .replace(/\\(textbackslash|textasciitilde|textasciicircum)\{\}|\\([~^&%#_${}])|[{}]/g, (all, word, sign) =>
      SIGNS[word] ?? sign ?? "");
}

function names(value = "") {
  const found = [""];
  let depth = 0;
  for (const part of value.split(/(\s+and\s+|\\.|[{}])/)) {
    if (part === "{") depth += 1;
    if (part === "}") depth -= 1;
    if (/^\s+and\s+$/.test(part) && depth === 0) found.push("");
    else found[found.length - 1] += part;
  }
  return found.map(plain);
}

function bibtex(text) {
  return Array.from(text.matchAll(/@(\w+)\s*\{\s*([^,\s}]*)\s*,/g), (match) => {
    const end = closed(text, match.index + match[0].indexOf("{"));
    const said = fields(text.slice(match.index + match[0].length, end - 1));
    const arxiv = /^arxiv$/i.test(said.archiveprefix ?? said.eprinttype ?? "") ? said.eprint : "";
    const { doi, url } = said;
    const [title, year] = [plain(said.title), plain(said.year ?? said.date)];
    return { slug: match[2], title, url: plain(url), authors: names(said.author), year, arxiv, doi: plain(doi) };
  });
}

// --- RIS, and the Markdown of export.js ---

function ris(text) {
  return text.split(/^ER {2}-.*$/m).map((entry) => {
    const lines = Array.from(entry.matchAll(/^([A-Z][A-Z0-9]) {2}- (.*)$/gm));
    const all = (...tags) => lines.filter(([, tag]) => tags.includes(tag)).map(([, , value]) => value);
    const arxiv = all("AN").find((value) => /^arxiv:/i.test(value));
    const [[slug], [title], [url], [year], [doi]] = [all("ID"), all("TI", "T1"), all("UR"), all("PY", "Y1"), all("DO")];
    return { slug, title, url, authors: all("AU", "A1"), year, arxiv, doi };
  });
}

function markdown(text) {
  return Array.from(text.matchAll(/^- \[((?:\\.|[^\]\\])*)\]\(<?([^)>]*)>?\)(.*)$/gm), ([, title, url, rest]) => {
    const about = rest.split(" · ").slice(1);
    const take = (form) => about.splice(about.findIndex((part) => form.test(part)) >>> 0, 1)[0];
    const [doi, arxiv, year] = [take(/^doi:/), take(/^arXiv:/), take(/^\d{4}$/)];
    const slug = /([^/]*)\.html$/.exec(url)?.[1];
    const authors = about[0]?.split("; ");
    return { slug, title: title.replace(/\\(.)/g, "$1"), url, authors, year, arxiv, doi: doi?.slice(4) };
  });
}
