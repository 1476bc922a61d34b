// The page works without this script; it adds views, cards, filters and keys. Nothing here makes HTML of text.
"use strict";

document.documentElement.classList.add("js");

document.addEventListener("DOMContentLoaded", () => {
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const html = document.documentElement;
  const fields = JSON.parse(one("#data").textContent);
  const language = JSON.parse(one("#words").textContent);
  const words = new Map(Object.entries(language.words));
  const source = one("#source");
  const card = one("#card");

  // The same characters as in visible.py.
  const HIDDEN = /[[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]--[\p{VS}\t\n\r]]/gv;
  const visible = (text) =>
    text.replace(HIDDEN, (char) => `⟨U+${char.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`);

  // What is said, in the language of the page; names in braces stand for what is told.
  const t = (text, told = {}) => (words.get(text) ?? text).replace(/\{(\w+)\}/g, (_, name) => told[name]);

  function make(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  }

  let silence = 0;
  function say(text) {
    one("#said").textContent = text;
    clearTimeout(silence);
    silence = setTimeout(() => (one("#said").textContent = ""), 1800);
  }

  // Views

  const views = all(".view");
  const scrolled = new Map();
  const opened = () => one(".view.open");

  function open(view) {
    const before = opened();
    if (before === view) return false;
    scrolled.set(before, scrollY);
    before.classList.remove("open");
    view.classList.add("open");
    hide();
    for (const link of all(".views a")) {
      if (link.hash === `#${view.id}`) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    return true;
  }

  function route() {
    const target = document.getElementById(location.hash.slice(1)) ?? source;
    const view = target.closest(".view");
    fold(true);
    const changed = open(view);
    if (target === view) {
      if (changed) scrollTo(0, scrolled.get(view) ?? 0);
    } else if (target.id.startsWith("f")) {
      visit(Number(target.id.slice(1)));
    } else {
      target.scrollIntoView();
      target.focus({ preventScroll: true });
      follow();
    }
  }

  function go(id) {
    if (location.hash === `#${id}`) route();
    else location.hash = id;
  }

  // Marks and their cards

  const places = (field) => all(`.mark[data-f~="${field}"]`, source);
  const first = (field) => document.getElementById(`f${field}`);
  const marked = all("[id^='f']", source).filter((element) => /^f\d+$/.test(element.id));
  let current = null;
  let pinned = false;
  let timer = 0;

  const BUTTON = { tabindex: "-1", role: "button", "aria-haspopup": "dialog" };

  function visit(field, { flash = true } = {}) {
    const anchor = first(field);
    anchor.scrollIntoView({ block: "center" });
    requestAnimationFrame(() => anchor.scrollIntoView({ block: "center" })); // once what was out of sight has its size
    for (const [name, value] of Object.entries(BUTTON)) anchor.setAttribute(name, value);
    anchor.focus({ preventScroll: true });
    current = field;
    if (!flash) return;
    for (const mark of places(field)) {
      mark.classList.add("flash");
      mark.addEventListener("animationend", () => mark.classList.remove("flash"), { once: true });
    }
  }

  const shown = (value) => {
    if (Array.isArray(value)) return value.map(shown).join("；");
    if (value !== null && typeof value === "object") return Object.values(value).map(shown).filter(Boolean).join(" ");
    return value === null ? "" : visible(String(value));
  };
  const INDEXES = new Set(["heading", "event", "index"]); // told by where the field stands
  const PLACES = new Set(["span", "section"]);
  const told = (key, value) => {
    if (PLACES.has(key)) return value.join("–");
    const isWord = language.choices.includes(key) && typeof value === "string";
    return isWord ? visible(words.get(`${key}: ${value}`) ?? value) : shown(value);
  };
  // A number is shown as it is written, also where it has more digits than a script can hold.
  const exact = (key, value, context) => (typeof value === "number" ? context?.source ?? String(value) : value);

  function described(field) {
    const [kind, where, text] = fields[field];
    const data = JSON.parse(text, exact);
    const title = data.title ?? data.text ?? data.name ?? data.message ?? t(kind);
    const list = make("dl");
    for (const [key, value] of Object.entries(data)) {
      if (key.endsWith("_span") || key.endsWith("_spans") || value === title || INDEXES.has(key)) continue;
      const text = told(key, value);
      if (text) list.append(make("dt", {}, t(key)), make("dd", {}, text));
    }
    const copying = make("button", { type: "button" }, t("Copy JSON"));
    copying.addEventListener("click", () => copy(field));
    const head = make("header", {}, make("h2", {}, visible(String(title))), make("span", { class: "kind" }, t(kind)));
    return make("section", {}, head, make("p", { class: "where" }, visible(where)), list, copying);
  }

  function show(mark, numbers, pin = false) {
    clearTimeout(timer);
    hide();
    current = numbers[0];
    pinned = pin;
    card.replaceChildren(...numbers.map(described));
    card.hidden = false;
    for (const place of places(current)) place.classList.add("on");
    const box = mark.getClientRects()[0] ?? mark.getBoundingClientRect();
    const below = box.bottom + 8 + card.offsetHeight < innerHeight;
    card.style.left = `${Math.max(16, Math.min(box.left, html.clientWidth - card.offsetWidth - 16))}px`;
    card.style.top = `${below ? box.bottom + 8 : Math.max(8, box.top - card.offsetHeight - 8)}px`;
    card.scrollTop = 0;
  }

  function hide() {
    clearTimeout(timer);
    pinned = false;
    card.hidden = true;
    for (const mark of all(".mark.on", source)) mark.classList.remove("on");
  }

  const numbers = (mark) => mark.dataset.f.split(" ").map(Number);

  document.addEventListener("pointerover", (event) => {
    if (pinned || event.pointerType === "touch") return;
    clearTimeout(timer);
    if (card.contains(event.target)) return;
    const mark = event.target.closest("#source .mark");
    timer = mark ? setTimeout(() => show(mark, numbers(mark)), 140) : setTimeout(hide, 260);
  });
  document.addEventListener("click", (event) => {
    const mark = event.target.closest("#source .mark");
    if (mark && getSelection().isCollapsed) show(mark, numbers(mark), true);
    else if (!card.contains(event.target)) hide();
  });
  addEventListener("scroll", () => pinned || card.hidden || hide(), { passive: true });

  async function copy(field) {
    const text = fields[field][2];
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = make("textarea", { readonly: "" });
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    say(t("Copied as JSON"));
  }

  function step(by) {
    if (!marked.length) return;
    const at = marked.findIndex((element) => element.id === `f${current}`);
    const next = marked[at < 0 ? (by > 0 ? 0 : marked.length - 1) : Math.max(0, Math.min(marked.length - 1, at + by))];
    visit(Number(next.id.slice(1)), { flash: false });
    show(next, [Number(next.id.slice(1))], true);
  }

  // Speeches and their outline

  function fold(folded) {
    one("#outline").classList.toggle("shown", !folded);
    one("#contents").setAttribute("aria-expanded", !folded);
  }

  const speeches = all("article.part[id]");
  const entries = new Map(all("#outline li[data-s]").map((entry) => [entry.dataset.s, entry]));
  if (speeches.length > 12) source.classList.add("long");

  // The speech that was gone to, while its beginning is in sight; else the last one that began above.
  function nearest() {
    const chosen = speeches.indexOf(document.activeElement);
    const top = chosen < 0 ? -1 : speeches[chosen].getBoundingClientRect().top;
    if (top >= 0 && top < innerHeight) return chosen;
    return speeches.findLastIndex((speech) => speech.getBoundingClientRect().top <= 120);
  }

  function turn(by) {
    const next = speeches[nearest() + by];
    if (next) go(next.id);
  }

  function follow() {
    const entry = opened() === source && entries.get(speeches[Math.max(0, nearest())]?.id);
    if (!entry || entry.classList.contains("current")) return;
    for (const other of all("#outline .current")) {
      other.classList.remove("current");
      other.firstElementChild.removeAttribute("aria-current");
    }
    entry.classList.add("current");
    entry.firstElementChild.setAttribute("aria-current", "true");
    entry.scrollIntoView({ block: "nearest" });
  }

  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      follow();
    });
  }, { passive: true });

  // The table

  const body = one(".figures tbody");
  const rows = all("tr", body);
  const heads = all(".figures th");
  const [filter, kind, speech] = ["#filter", "#kind", "#speech"].map((selector) => one(selector));
  const grouped = (number) => number.toLocaleString("en");
  const collator = new Intl.Collator("zh", { numeric: true });
  const VALUE = heads.findIndex((head) => head.classList.contains("value"));
  let contents = null;
  let sorted = rows;

  function sift() {
    contents ??= new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
    const wanted = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const row of rows) {
      const fits =
        (!kind.value || row.dataset.k === kind.value) &&
        (!speech.value || row.dataset.s === speech.value) &&
        wanted.every((word) => contents.get(row).includes(word));
      if (row.hidden === fits) row.hidden = !fits;
      count += fits;
    }
    const counts = { count: grouped(count), whole: grouped(rows.length) };
    one("#shown").textContent = t(count === rows.length ? "{count} figures" : "{count} of {whole} figures", counts);
    one("#nothing").hidden = count > 0 || !rows.length;
  }

  function sort(column) {
    const head = heads[column];
    const before = head.getAttribute("aria-sort");
    const way = { ascending: "descending", descending: null }[before] ?? (before ? null : "ascending");
    for (const other of heads) other.removeAttribute("aria-sort");
    if (way) head.setAttribute("aria-sort", way);
    sorted = way ? ordered(column, way === "ascending" ? 1 : -1) : rows;
    body.append(...sorted);
  }

  function ordered(column, sign) {
    const number = column === VALUE;
    const key = (row) => (number ? row.dataset.v : row.cells[column].textContent);
    const compare = number ? (left, right) => left - right : collator.compare;
    const keyed = rows.map((row) => [key(row), row]);
    const filled = keyed.filter(([text]) => text).sort(([left], [right]) => sign * compare(left, right));
    return [...filled, ...keyed.filter(([text]) => !text)].map(([, row]) => row);
  }

  heads.forEach((head, column) => {
    const button = make("button", { type: "button" }, head.textContent);
    button.addEventListener("click", () => sort(column));
    head.replaceChildren(button);
  });
  for (const [index, row] of rows.entries()) if (index) row.cells[0].firstElementChild.tabIndex = -1;
  body.addEventListener("click", (event) => {
    const row = event.target.closest("tr");
    if (!row || !getSelection().isCollapsed) return;
    event.preventDefault();
    go(`f${row.dataset.f}`);
  });
  body.addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by) return;
    const seen = sorted.filter((row) => !row.hidden);
    const link = seen[seen.indexOf(event.target.closest("tr")) + by]?.cells[0].firstElementChild;
    if (!link) return;
    event.preventDefault();
    event.target.tabIndex = -1;
    link.tabIndex = 0;
    link.focus();
  });
  filter.addEventListener("input", () => requestAnimationFrame(sift));
  for (const choice of [kind, speech]) choice.addEventListener("change", sift);
  one(".filters").addEventListener("submit", (event) => event.preventDefault());
  one("#charts").addEventListener("click", (event) => {
    const choice = event.target.closest("[data-kind]");
    if (!choice) return;
    filter.value = "";
    kind.value = choice.dataset.kind;
    speech.value = choice.dataset.speech ?? "";
    sift();
    go("figures");
  });

  // Tools and keys

  function theme() {
    const before = html.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
    html.dataset.theme = before === "dark" ? "light" : "dark";
    say(t(html.dataset.theme === "dark" ? "Dark colours" : "Light colours"));
  }
  one("#theme").addEventListener("click", theme);
  one("#help").addEventListener("click", () => one("#keys").showModal());
  one("#contents").addEventListener("click", () => {
    open(source);
    fold(one("#outline").classList.contains("shown"));
  });
  one("#outline").addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by) return;
    const links = all("#outline a").filter((link) => link.checkVisibility());
    links[links.indexOf(event.target) + by]?.focus();
    event.preventDefault();
  });

  function escape() {
    if (!card.hidden) {
      hide();
      if (current !== null && card.contains(document.activeElement)) first(current).focus();
    } else if (opened().id === "figures" && (filter.value || kind.value || speech.value)) {
      one(".filters").reset();
      sift();
      filter.blur();
    } else if (document.activeElement === filter) {
      filter.blur();
    }
    fold(true);
  }

  const KEYS = {
    j: () => inSource(() => turn(1)),
    k: () => inSource(() => turn(-1)),
    n: () => inSource(() => step(1)),
    p: () => inSource(() => step(-1)),
    c: () => current !== null && opened() === source && copy(current),
    t: theme,
    "/": () => {
      go("figures");
      open(one("#figures"));
      filter.focus();
    },
    "?": () => one("#keys").showModal(),
  };
  views.forEach((view, index) => (KEYS[index + 1] = () => go(view.id)));

  function inSource(act) {
    open(source);
    act();
  }

  document.addEventListener("keydown", (event) => {
    if (one("#keys").open || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") return escape();
    if (event.target.closest("input, select, textarea")) return;
    if (event.key === "Enter" && event.target.closest("#source .mark")) {
      const mark = event.target.closest(".mark");
      show(mark, [Number(mark.id.slice(1))], true);
      one("button", card).focus();
      event.preventDefault();
    } else if (Object.hasOwn(KEYS, event.key)) {
      event.preventDefault();
      KEYS[event.key]();
    }
  });

  addEventListener("hashchange", route);
  one(".views a").setAttribute("aria-current", "page");
  if (location.hash) route();
  follow();
});
