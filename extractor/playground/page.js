"use strict";
// Whatever comes from a text or a pack is put into the page as text, never as markup.
const $ = (id) => document.getElementById(id);
const WAIT = 150; // milliseconds without a key before the rules are tried
const SHIPPED = ["quote", "dated_event", "country_list", "time", "country"];
const files = {};
let current = "";
let timer = 0;
let asking = false;
let again = false;

function make(tag, words = "", className = "") {
  const made = document.createElement(tag);
  made.textContent = words;
  if (className) made.className = className;
  return made;
}

function worded(parent, words) {
  words.forEach(([text, meaning], number) => {
    if (number) parent.append(" ");
    parent.append(make("span", text, meaning));
  });
  return parent;
}

function goTo(line) {
  const lines = $("pack").value.split("\n");
  const start = lines.slice(0, line - 1).join("\n").length + (line > 1);
  $("pack").focus();
  $("pack").setSelectionRange(start, start + (lines[line - 1] || "").length);
  const height = parseFloat(getComputedStyle($("pack")).lineHeight);
  $("pack").scrollTop = Math.max(0, (line - 4) * height);
}

function problem(each) {
  const box = make("div", "", "problem");
  const first = make("p");
  const place = make("button", `${each.file}:${each.line}:${each.column}`, "place");
  place.addEventListener("click", () => {
    if (each.file in files) choose(each.file);
    goTo(each.line);
  });
  first.append(place, " ", make("span", each.what, "wrong"));
  box.append(first);
  if (each.quoted) {
    const caret = " ".repeat(Math.max(0, each.column - 1)) + "^";
    box.append(make("pre", `${each.quoted}\n${caret}`));
  }
  box.append(make("p", each.remedy, "remedy"));
  return box;
}

function showExamples(answer) {
  const shown = [];
  for (const each of answer.failing) {
    for (const found of each.problems) shown.push(problem(found));
    const box = shown.at(-1);
    const sort = each.counter ? "counter-example" : "example";
    const why = make("button", "Why?", "why");
    why.title = `explain ${each.rule} in this ${sort}`;
    why.addEventListener("click", () => {
      $("text").value = each.text;
      $("date").value = each.date;
      if (![...$("rule").options].some((one) => one.value === each.rule)) $("rule").append(new Option(each.rule));
      $("rule").value = each.rule;
      ask();
    });
    box.append(make("p", `${sort} of ${each.rule}: ${each.text}`, "failing"), why);
  }
  const held = answer.examples - answer.failing.length;
  shown.push(make("p", `${held} of ${answer.examples} examples hold`, answer.failing.length ? "" : "fine"));
  for (const warning of answer.warnings) shown.push(make("p", warning, "warnings"));
  $("examples").replaceChildren(...shown);
}

function showRecords(answer) {
  $("article").replaceChildren(
    ...answer.pieces.map((piece) => {
      if (!piece.marks.length) return document.createTextNode(piece.text);
      const names = new Set(["m"]);
      for (const [, kind, field] of piece.marks) {
        names.add(`k-${kind}`).add(`f-${field}`);
        if (!SHIPPED.includes(kind)) names.add("own");
      }
      const mark = make("span", piece.text, [...names].join(" "));
      mark.title = piece.marks.map(([, kind, field]) => `${kind}: ${field}`).join("; ");
      return mark;
    }),
  );
  const cards = answer.records.map((record) => {
    const card = make("article", "", "card");
    card.dataset.kind = record.kind;
    const head = make("h4");
    head.append(make("span", record.kind, `kind k-${record.kind}`), " ");
    head.append(make("small", `${record.start}–${record.end}`));
    const list = make("dl");
    for (const [name, values] of record.fields) {
      list.append(make("dt", name));
      for (const words of values) list.append(worded(make("dd"), words));
    }
    const rule = make("p", "", "rule");
    rule.append(make("b", record.rule), ` ${record.place}`);
    card.append(head, list, rule);
    return card;
  });
  $("records").replaceChildren(...(cards.length ? cards : [make("p", "Nothing was found.")]));
}

function showSteps(answer) {
  const rules = [new Option("all records", ""), ...answer.rules.map((rule) => new Option(rule, rule))];
  $("rule").replaceChildren(...rules);
  $("rule").value = answer.rule;
  const lines = document.createDocumentFragment();
  for (const line of answer.steps) {
    worded(lines, line);
    lines.append("\n");
  }
  $("steps").replaceChildren(lines);
}

function show(answer) {
  for (const id of ["article", "records", "steps"]) $(id).classList.toggle("stale", answer.problems.length > 0);
  if (answer.problems.length) {
    $("examples").replaceChildren(...answer.problems.map(problem));
    $("state").textContent = `${answer.problems.length} to mend; the results below are those of before`;
    return;
  }
  showExamples(answer);
  showRecords(answer);
  showSteps(answer);
  const count = answer.records.length;
  const failing = answer.failing.length;
  $("state").textContent =
    `${count} record${count === 1 ? "" : "s"}, ` +
    `${failing || "no"} failing example${failing === 1 ? "" : "s"}, ${answer.milliseconds} ms`;
}

async function ask() {
  // one question at a time: what changed meanwhile is asked when the answer is there
  clearTimeout(timer);
  again = asking;
  if (asking) return;
  asking = true;
  document.body.dataset.asking = "yes";
  files[current] = $("pack").value;
  const letter = parseFloat(getComputedStyle($("steps")).fontSize) * 0.61;
  const question = {
    text: $("text").value, date: $("date").value, rule: $("rule").value, files,
    width: Math.floor($("steps").clientWidth / letter),
  };
  try {
    const reply = await fetch("answer", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(question),
    });
    const answer = await reply.json();
    if (reply.ok) show(answer);
    else $("state").textContent = answer.error;
  } catch {
    $("state").textContent = "no answer: the command has ended; start it again";
  }
  asking = false;
  if (again) ask();
  else delete document.body.dataset.asking;
}

function later() {
  document.body.dataset.asking = "yes";
  clearTimeout(timer);
  timer = setTimeout(ask, WAIT);
}

function choose(path) {
  if (current) files[current] = $("pack").value;
  current = path;
  $("pack").value = files[path];
  $("file").value = path;
}

function save() {
  const link = make("a");
  link.href = URL.createObjectURL(new Blob([$("pack").value], { type: "text/plain" }));
  link.download = current.split("/").at(-1);
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

let leaving = false; // Escape lets the next Tab leave the pack
$("pack").addEventListener("keydown", (event) => {
  if (event.key === "Tab" && !event.shiftKey && !leaving) {
    event.preventDefault();
    const { selectionStart: start, selectionEnd: end } = $("pack");
    $("pack").setRangeText("  ", start, end, "end");
    later();
  }
  leaving = event.key === "Escape";
});
document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey)) return;
  if (event.key === "Enter") $("results").focus();
  else if (event.key === "s") {
    event.preventDefault();
    save();
  }
});
for (const id of ["text", "date", "pack"]) $(id).addEventListener("input", later);
$("rule").addEventListener("change", ask);
$("file").addEventListener("change", () => choose($("file").value));
$("save").addEventListener("click", save);

fetch("begin")
  .then((reply) => reply.json())
  .then((begun) => {
    Object.assign(files, begun.files);
    const paths = Object.keys(files);
    $("file").replaceChildren(...paths.map((path) => new Option(path, path)));
    $("file").hidden = paths.length < 2;
    choose(paths.find((path) => /\.ya?ml$/.test(path)) || paths[0]);
    $("text").value = begun.text;
    ask();
  });
