// On every page: the keys. On pages of papers: a filter over what stands in the page. On days: what
// is new since the last visit, which only this browser knows.
const KEYS = ["j", "k", "o", "a", "s", "n", "p", "/", "?"];
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
  const articles = Array.from(document.querySelectorAll("main article"));
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
  if (only.value || topic.value) apply();

  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    only.value = topic.value = "";
    apply();
  });
}

// --- what only this browser knows: the reading list, the last visit ---

const place = new URL("../", import.meta.url).pathname;

// A browser that keeps nothing has no list and no last visit.
const recall = (name, otherwise) => {
  try {
    return JSON.parse(localStorage.getItem(place + name)) ?? otherwise;
  } catch {
    return otherwise;
  }
};
const keep = (name, value) => {
  try {
    localStorage.setItem(place + name, JSON.stringify(value));
  } catch (error) {
    console.info(error.message);
  }
};

const paperOf = (button) => button.closest("article, body.on-paper main");
const addressOf = (button) => paperOf(button).querySelector("h2 a, h3 a")?.href ?? location.origin + location.pathname;
const showSaved = () => {
  const saved = new Set(recall("saved", []).map(({ url }) => new URL(place + url, location).href));
  for (const button of document.querySelectorAll("button.save")) {
    button.ariaPressed = String(saved.has(addressOf(button)));
  }
};
const press = {
  save: async (button) => {
    const [{ toggle }, { record }] = await Promise.all([import("./reading/shelf.js"), import("./reading/record.js")]);
    button.ariaPressed = String(toggle(record(paperOf(button))));
  },
  copy: async (button) => {
    await navigator.clipboard.writeText(addressOf(button));
    const said = button.textContent;
    [button.textContent, button.dataset.done] = [button.dataset.done, said];
    button.addEventListener("blur", () => {
      [button.textContent, button.dataset.done] = [button.dataset.done, button.textContent];
    }, { once: true });
  },
};
document.addEventListener("click", ({ target }) => press[target.closest(".tools > button")?.className]?.(target));
addEventListener("pageshow", showSaved);
addEventListener("storage", showSaved);

// The tools of a paper come when it comes near: of 157 papers at once they would keep a phone busy.
const tools = document.getElementById("_tools");
const near = new IntersectionObserver((entries) => {
  for (const { target } of entries.filter(({ isIntersecting }) => isIntersecting)) {
    near.unobserve(target);
    target.append(tools.content.cloneNode(true));
  }
  showSaved();
}, { rootMargin: "100%" });
for (const place of document.querySelectorAll(".standing")) near.observe(place);
if (document.getElementById("_reading")) import("./reading/page.js");

// --- nothing has come for days ---

const STALE = 5 * 86_400_000;
for (const notice of document.querySelectorAll("[data-newest]")) {
  notice.hidden = Date.now() - Date.parse(notice.dataset.newest) <= STALE;
}

const VISIT_ENDS = 30 * 60_000;
// {upto: the newest day of the visits before, newest: of all, at: the last page, seen: papers}.
const visit = (day) => {
  const { upto = "", newest = "", at = 0, seen = [] } = recall("visits", {});
  const next = { newest: day > newest ? day : newest, at: Date.now() };
  const visits = next.at - at > VISIT_ENDS ? { ...next, upto: newest, seen: [] } : { ...next, upto, seen };
  keep("visits", visits);
  return visits;
};

const mark = (article, text, seen) => {
  const said = document.createElement("span");
  said.className = "unseen";
  said.textContent = `${text}: `;
  const heading = article.querySelector("h2");
  heading.classList.add("new");
  heading.classList.toggle("seen", seen);
  heading.prepend(said);
};

const list = document.querySelector(".papers[data-new]");
const day = document.querySelector(".masthead time")?.dateTime;
if (list && day) {
  const { upto, seen } = visit(day);
  if (upto && day > upto) {
    const looked = new Set(seen);
    const watch = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) if (isIntersecting) looked.add(target.parentNode.id);
    }, { threshold: 1 });
    for (const article of list.querySelectorAll("article")) {
      mark(article, list.dataset.new, looked.has(article.id));
      watch.observe(article.querySelector("h2"));
    }
    const store = () => {
      const visits = recall("visits", {});
      keep("visits", { ...visits, seen: [...new Set([...(visits.seen ?? []), ...looked])] });
    };
    addEventListener("pagehide", store);
    document.addEventListener("visibilitychange", () => document.hidden && store());
  }
}
