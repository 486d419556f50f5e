"use strict";
// The page says all without this script; with it records can be sought, left out and walked through.
const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
const cards = all(".card");
const pieces = all(".m");
const byId = new Map(cards.map((card) => [card.id, card]));
const piecesOf = new Map();
for (const piece of pieces)
  for (const id of piece.dataset.r.split(" ")) {
    if (!piecesOf.has(id)) piecesOf.set(id, []);
    piecesOf.get(id).push(piece);
  }
const $ = (id) => document.getElementById(id);
const hidden = new Set();
let chosen = null;

function choose(card, { scroll = true } = {}) {
  for (const old of all(".on, .same")) old.classList.remove("on", "same");
  chosen = card;
  if (!card) return;
  card.closest("details").open = true;
  card.classList.add("on");
  const own = piecesOf.get(card.id) || [];
  for (const piece of own) piece.classList.add("on");
  if (card.dataset.name)
    for (const other of cards)
      if (other.dataset.name === card.dataset.name && other !== card)
        for (const piece of piecesOf.get(other.id) || [])
          if (piece.classList.contains("f-speaker")) piece.classList.add("same");
  card.focus({ preventScroll: true });
  if (scroll) {
    card.scrollIntoView({ block: "center" });
    if (own[0]) own[0].scrollIntoView({ block: "center" });
  }
}

function filter() {
  const wanted = $("find").value.trim().toLowerCase();
  const rule = $("rule").value;
  let count = 0;
  for (const card of cards) {
    const shown =
      !hidden.has(card.dataset.kind) &&
      (!rule || card.dataset.rule === rule) &&
      (!wanted || card.textContent.toLowerCase().includes(wanted));
    card.hidden = !shown;
    count += shown;
  }
  for (const piece of pieces)
    piece.classList.toggle("off", piece.dataset.r.split(" ").every((id) => byId.get(id).hidden));
  const narrowed = wanted || rule || hidden.size;
  for (const part of all(".document")) {
    const left = all(".card", part).some((card) => !card.hidden);
    part.hidden = Boolean(narrowed) && !left && all(".document").length > 1;
  }
  $("count").textContent = count === cards.length ? "" : `${count} of ${cards.length} records`;
  if (chosen && chosen.hidden) choose(null);
}

function step(by) {
  const shown = cards.filter((card) => !card.hidden);
  if (!shown.length) return;
  const at = chosen ? shown.indexOf(chosen) : by > 0 ? -1 : 0;
  choose(shown[(at + by + shown.length) % shown.length]);
}

for (const kind of new Set(cards.map((card) => card.dataset.kind))) {
  const label = document.createElement("label");
  const box = document.createElement("input");
  box.type = "checkbox";
  box.checked = true;
  box.addEventListener("change", () => {
    if (box.checked) hidden.delete(kind);
    else hidden.add(kind);
    filter();
  });
  label.append(box, ` ${kind.replaceAll("_", " ")} `);
  $("kinds").append(label);
}
for (const rule of [...new Set(cards.map((card) => card.dataset.rule))].sort())
  $("rule").append(new Option(rule, rule));
$("filters").hidden = !cards.length;
$("filters").addEventListener("submit", (event) => event.preventDefault());
$("find").addEventListener("input", filter);
$("rule").addEventListener("change", filter);

document.addEventListener("click", (event) => {
  const found = event.target.closest("[data-find]");
  if (found) {
    $("find").value = found.dataset.find;
    filter();
    return;
  }
  const link = event.target.closest(".m, .timeline a, .card .kind");
  const card = link ? byId.get(link.dataset.to || (link.hash || "").replace(/^#t?/, "")) : null;
  if (card) {
    event.preventDefault();
    choose(card, { scroll: true });
  }
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target.matches("input, select")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (event.key === "/") {
    event.preventDefault();
    $("find").focus();
  } else if (event.key === "Escape") choose(null);
});
