// Results as a person sees them. Nothing here asks or decides.
import { marked } from "./excerpt.js";

function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

export function item({ meta, content, url, raw_url }, concepts, root, lang) {
  const link = element("a", "", ...marked(meta.title, concepts, true));
  link.href = new URL((raw_url ?? url).replace(/^\/+/, ""), root);
  const heading = element("h2", "", link);
  const about = element("p", "byline", ...byline(meta, concepts));
  const text = element("p", "", ...marked(content, concepts));
  heading.lang = text.lang = lang;
  heading.dir = text.dir = "auto";
  return element("li", "", heading, about, text);
}

function byline(meta, concepts) {
  const when = element(meta.day ? "time" : "span", "", meta.when);
  if (meta.day) when.dateTime = meta.day;
  return meta.authors ? [when, " · ", ...marked(shortened(meta.authors), concepts, true)] : [when];
}

function shortened(names) {
  return names.length > 160 ? `${names.slice(0, 160).replace(/,[^,]*$/, "")} …` : names;
}

// A choice says how many papers it would leave; one that would leave none cannot be taken.
export function count(option, papers, thousands) {
  option.dataset.name ??= option.textContent;
  option.textContent = papers === null ? option.dataset.name : `${option.dataset.name} (${number(papers, thousands)})`;
  option.disabled = papers === 0 && !option.selected;
}

export function number(value, thousands) {
  return String(value).replace(/\B(?=(\d{3})+$)/g, thousands);
}
