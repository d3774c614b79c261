// The reading list as other programs take it in. import.js reads the same forms back.
import { root } from "./shelf.js";

const LATEX = { "\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}" };
const whole = (url) => (url ? new URL(url, root).href : "");
const latex = (text) => text.replace(/[\\~^&%#_${}]/g, (sign) => LATEX[sign] ?? `\\${sign}`);
const line = (text) => text.replace(/\s+/g, " ").trim();

function bibtex({ slug, title, url, authors, year, arxiv, doi }) {
  const names = authors.map((name) => (/\sand\s/.test(name) ? `{${latex(name)}}` : latex(name)));
  const fields = {
    title: `{${latex(line(title))}}`,
    author: names.join(" and "),
    year,
    eprint: arxiv,
    archivePrefix: arxiv && "arXiv",
    doi,
    url: whole(url),
  };
  const given = Object.entries(fields).filter(([, value]) => value);
  return `@misc{${slug},\n${given.map(([name, value]) => `  ${name} = {${value}},\n`).join("")}}\n`;
}

function ris({ slug, title, url, authors, year, arxiv, doi }) {
  const fields = [
    ["TY", "GEN"],
    ["ID", slug],
    ["TI", title],
    ...authors.map((name) => ["AU", name]),
    ["PY", year],
    ["AN", arxiv && `arXiv:${arxiv}`],
    ["DO", doi],
    ["UR", whole(url)],
  ];
  const given = fields.filter(([, value]) => value);
  return `${given.map(([tag, value]) => `${tag}  - ${line(value)}\n`).join("")}ER  - \n`;
}

// Names stay whole: which part of one is the family's, the captures do not say.
function csl({ slug, title, url, authors, year, arxiv, doi }) {
  return {
    id: slug,
    type: "article",
    title,
    ...(authors.length && { author: authors.map((literal) => ({ literal })) }),
    ...(year && { issued: { "date-parts": [[Number(year)]] } }),
    ...(arxiv && { archive: "arXiv", archive_location: arxiv }),
    ...(doi && { DOI: doi }),
    ...(url && { URL: whole(url) }),
  };
}

function markdown({ title, url, authors, year, arxiv, doi }) {
  const name = line(title).replace(/[\\`*_[\]<>]/g, "\\$&");
  const about = [authors.join("; "), year, arxiv && `arXiv:${arxiv}`, doi && `doi:${doi}`];
  return [`- [${name}](<${whole(url)}>)`, ...about.filter(Boolean)].join(" · ");
}

export const forms = {
  bibtex: { type: "application/x-bibtex", end: "bib", text: (papers) => papers.map(bibtex).join("\n") },
  ris: { type: "application/x-research-info-systems", end: "ris", text: (papers) => papers.map(ris).join("\n") },
  csl: {
    type: "application/vnd.citationstyles.csl+json",
    end: "json",
    text: (papers) => `${JSON.stringify(papers.map(csl), null, 1)}\n`,
  },
  markdown: { type: "text/markdown", end: "md", text: (papers) => `${papers.map(markdown).join("\n")}\n` },
};
