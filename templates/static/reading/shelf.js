// The reading list, as this browser keeps it: [{slug, title, url, authors, year, arxiv, doi}], the
// newest first. An address of this site is kept relative to its root.
export const root = new URL("../../", import.meta.url);
const NAME = `${root.pathname}saved`;
let unkept = [];

export function read() {
  try {
    return JSON.parse(localStorage.getItem(NAME)) ?? unkept;
  } catch {
    return unkept;
  }
}

// A browser that keeps nothing has the list until the page is left.
export function write(papers) {
  unkept = papers;
  try {
    localStorage.setItem(NAME, JSON.stringify(papers));
    navigator.serviceWorker?.controller?.postMessage({ save: papers.map(({ url }) => url) });
  } catch (error) {
    console.info(error.message);
  }
}

// What makes two records one paper.
function marks({ slug, title, url, arxiv, doi }) {
  const ours = url.startsWith("papers/") ? `here ${url}` : "";
  const named = [arxiv && `arxiv ${arxiv.replace(/v\d+$/, "")}`, doi && `doi ${doi.toLowerCase()}`, ours];
  const found = named.filter(Boolean);
  return found.length ? found : [`title ${title.toLowerCase().replace(/\s+/g, " ")} ${slug}`];
}

// The list with others after it, duplicates folded into the one that was there.
export function merged(papers, others) {
  const known = new Set(papers.flatMap(marks));
  const added = [];
  for (const paper of others) {
    const own = marks(paper);
    if (!own.some((mark) => known.has(mark))) added.push(paper);
    for (const mark of own) known.add(mark);
  }
  return [...papers, ...added];
}

export function toggle(paper) {
  const papers = read();
  const rest = papers.filter(({ slug }) => slug !== paper.slug);
  const saved = rest.length === papers.length;
  write(saved ? [paper, ...rest] : rest);
  return saved;
}

// An address that may be followed: of this site, or of the web.
export function address(url) {
  if (!URL.canParse(url, root)) return "";
  const whole = new URL(url, root);
  if (!/^https?:$/.test(whole.protocol)) return "";
  return whole.href.startsWith(root.href) ? whole.href.slice(root.href.length) : whole.href;
}
