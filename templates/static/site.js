// On every page: the keys. On pages of papers: a filter over what stands in the page.
const KEYS = ["j", "k", "o", "n", "p", "/", "?"];
const writing = (target) => /^(?:INPUT|SELECT|TEXTAREA)$/.test(target.nodeName) || target.isContentEditable;

document.addEventListener("keydown", (event) => {
  if (!KEYS.includes(event.key) || writing(event.target) || event.target.closest("dialog")) return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  event.preventDefault();
  import("./keys.js").then(({ press }) => press(event.key));
});

const form = document.getElementById("_filter");
if (form) {
  const { only, topic } = form.elements;
  const count = document.getElementById("_shown");
  const articles = Array.from(document.querySelectorAll("main article.paper"));
  const groups = Array.from(document.querySelectorAll("main section.group"));
  const texts = new Map();

  const topicsOf = (article) =>
    Array.from(article.querySelectorAll('.standing a[href*="topics/"]'), (link) => link.textContent);

  const textOf = (article, stemmed) => {
    if (!texts.has(article)) texts.set(article, stemmed(article.textContent));
    return texts.get(article);
  };

  const remember = () => {
    const address = new URL(location.href);
    for (const { name, value } of [only, topic]) {
      if (value.trim()) address.searchParams.set(name, value.trim());
      else address.searchParams.delete(name);
    }
    if (address.href !== location.href) history.replaceState(null, "", address);
  };

  const apply = async () => {
    const [{ stemmed }, { tester }] = await Promise.all([import("./words.js"), import("./grammar.js")]);
    const fits = tester(only.value);
    for (const article of articles) {
      const onTopic = !topic.value || topicsOf(article).includes(topic.value);
      article.hidden = !onTopic || !fits(textOf(article, stemmed));
    }
    for (const group of groups) group.hidden = !group.querySelector("article:not([hidden])");
    const shown = articles.filter((article) => !article.hidden).length;
    const all = shown === articles.length;
    count.textContent = all ? "" : count.dataset.shown.replace("{shown}", shown).replace("{count}", articles.length);
    remember();
  };

  const names = [...new Set(articles.flatMap(topicsOf))].sort((a, b) => a.localeCompare(b));
  topic.append(...names.map((name) => new Option(name, name)));
  const given = new URLSearchParams(location.search);
  only.value = given.get("only") ?? "";
  topic.value = given.get("topic") ?? "";
  if (topic.selectedIndex < 0) topic.value = "";
  form.hidden = articles.length < 2;
  if (only.value || topic.value) apply();

  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    only.value = topic.value = "";
    apply();
  });
}
