"use strict";

const $ = (id) => document.getElementById(id);

// make builds an element; all text from outside is text, never markup.
function make(name, attributes, ...children) {
  const svg = ["svg", "path", "line", "text", "rect", "title", "desc"].includes(name);
  const el = svg ? document.createElementNS("http://www.w3.org/2000/svg", name) : document.createElement(name);
  for (const [k, v] of Object.entries(attributes || {})) {
    if (k === "onclick") el.addEventListener("click", v);
    else if (k === "width%") el.style.width = v + "%";
    else el.setAttribute(k, v);
  }
  el.append(...children.filter((c) => c !== null && c !== undefined));
  return el;
}

// Amounts and rates are exact decimals as text; they are only moved and grouped here.
const amount = (s) => s.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ",");
function percent(s) {
  const minus = s.startsWith("-") ? "-" : "";
  let [whole, part = ""] = s.replace("-", "").split(".");
  part = part.padEnd(2, "0");
  whole = (whole + part.slice(0, 2)).replace(/^0+(?=\d)/, "");
  part = part.slice(2).replace(/0+$/, "");
  return minus + whole + (part ? "." + part : "") + " %";
}

// The book answers in a worker; questions wait for it.
let worker, ready = false, last = 0;
const open = new Map(), waiting = [];

function ask(question) {
  return new Promise((done) => {
    const id = ++last;
    open.set(id, done);
    const send = () => worker.postMessage({ id: id, question: JSON.stringify(question) });
    if (ready) send(); else waiting.push(send);
  });
}

function status(text) { $("status").textContent = text; }

worker = new Worker("worker.js");
worker.onmessage = (e) => {
  const m = e.data;
  if (m.status) {
    status(m.status);
    $("progress").value = m.part;
  } else if (m.ready) {
    ready = true;
    $("progress").hidden = true;
    waiting.splice(0).forEach((send) => send());
    begin();
  } else if (m.failed) {
    failed(m.failed);
  } else {
    open.get(m.id)(JSON.parse(m.answer));
    open.delete(m.id);
  }
};
worker.onerror = (e) => failed(e.message || "the worker did not start");

function failed(text) {
  $("progress").hidden = true;
  status("The book of law could not be started: " + text + ". A browser of 2023 or later is needed, and the files as they were built.");
  document.body.dataset.state = "failed";
}

async function begin() {
  const about = await ask({ ask: "about" });
  for (const c of about.countries) $("countries").append(make("option", { value: c.name }, c.code));
  $("date").min = $("oilday").min = about.known_from;
  status("Ready. The law is known from " + about.known_from + " until " + about.known_until + ".");
  $("known").textContent = "Schedule " + about.edition + "; law known until " + about.known_until + ".";
  document.body.dataset.state = "ready";
  if ("serviceWorker" in navigator && location.protocol !== "file:") {
    navigator.serviceWorker.register("sw.js").then(() => navigator.serviceWorker.ready)
      .then(() => { document.body.dataset.offline = "ready"; }, () => {});
  }
  answer();
}

// The facts beyond the four fields, each an input that says what it is.
function fact(kind, name, text, wanted) {
  const id = "fact-" + kind + "-" + (name || "any").replace(/[^a-z0-9]+/gi, "-");
  let box = $(id);
  if (!box) {
    box = make("p", { id: id, "data-kind": kind, "data-name": name || "" });
    const labels = {
      quantity: name ? "Quantity in " + name : "Quantity, and its unit",
      part: "Value of the part: " + name,
    };
    const input = id + "-input";
    box.append(make("label", { for: input }, labels[kind] || text || "Fact: " + name));
    const pair = make("span", { class: "pair" });
    if (kind === "claim" && (name === "usmca" || name === "steps")) {
      const pick = make("select", { id: input });
      for (const v of ["no", "yes"]) pick.append(make("option", {}, v));
      pick.value = wanted ? "no" : "yes";
      pair.append(pick);
    } else {
      pair.append(make("input", { id: input, autocomplete: "off", type: name === "loaded" ? "date" : "text", placeholder: hint(kind, name) }));
    }
    if (kind === "quantity" && !name) pair.append(make("input", { "aria-label": "Unit", placeholder: "kg", "data-unit": "yes" }));
    pair.append(make("button", { type: "button", class: "plain", "aria-label": "Remove: " + (text || name || kind), onclick: () => { box.remove(); $("claim").focus(); } }, "remove"));
    box.append(pair);
    $("facts").append(box);
  }
  box.classList.toggle("wanted", Boolean(wanted));
  return box.querySelector("input, select");
}

function hint(kind, name) {
  if (kind === "claim" && !name) return "name=value";
  return { metal_share: "0.4", steel_share: "0.4", aluminum_share: "0.4", copper_share: "0.4", us_content: "0.25", spi: "KR", heading: "9903.94.06", charged_value: "250", article: "8471.30.01.00" }[name] || "";
}

$("claim").addEventListener("change", () => {
  const kind = $("claim").value;
  if (!kind) return;
  const text = $("claim").selectedOptions[0].textContent;
  const input = kind === "quantity" ? fact("quantity", "", text) : fact("claim", kind, text[0].toUpperCase() + text.slice(1));
  $("claim").value = "";
  input.focus();
});

function question() {
  const q = { hts: $("hts").value, origin: $("origin").value, value: $("value").value.replaceAll(",", ""), date: $("date").value, quantities: [], parts: [], claims: [] };
  for (const box of $("facts").children) {
    const field = box.querySelector("input, select"), value = field.value.trim();
    const kind = box.dataset.kind, name = box.dataset.name;
    if (value === "") continue;
    if (kind === "quantity") q.quantities.push({ amount: value, unit: name || box.querySelector("[data-unit]").value.trim() });
    else if (kind === "part") q.parts.push({ name: name, amount: value });
    else if (field.tagName === "SELECT") { if (value === "yes") q.claims.push(name); } else q.claims.push(name ? name + "=" + value : value);
  }
  return q;
}

const places = { hts: "hts", origin: "origin", date: "date", value: "value" };

// showError says what is wrong, and shows the field to fill.
function showError(e) {
  const box = $("error");
  box.hidden = false;
  box.replaceChildren(make("p", {}, make("strong", {}, "No answer, which is not zero: "), e.message));
  let first = null;
  for (const f of e.fields || []) {
    const input = places[f.kind] ? $(places[f.kind]) : fact(f.kind, f.name, f.text, true);
    input.closest("p").classList.add("wanted");
    input.setAttribute("aria-describedby", "error");
    input.setAttribute("aria-invalid", "true");
    first = first || input;
  }
  if (e.fields && e.fields.length) {
    box.append(make("p", {}, "Fill in: " + e.fields.map((f) => f.text).filter((t, i, all) => all.indexOf(t) === i).join("; ") + "."));
  }
  if (e.try && e.try.length) {
    const list = make("ul", {});
    for (const t of e.try) {
      const rest = t.total_duty ? ", which owes " + amount(t.total_duty) + " (" + percent(t.effective_rate) + ")" : "";
      list.append(make("li", {}, make("button", { type: "button", class: "plain", onclick: () => { $("hts").value = t.hts; answer(); } }, "Take " + t.hts + rest)));
    }
    box.append(list);
  }
  if (first && document.activeElement && document.activeElement.type === "submit") first.focus();
}

function clearError() {
  $("error").hidden = true;
  $("error").replaceChildren();
  for (const el of document.querySelectorAll("#form .wanted")) el.classList.remove("wanted");
  for (const el of document.querySelectorAll("#form [aria-invalid]")) { el.removeAttribute("aria-invalid"); el.removeAttribute("aria-describedby"); }
}

function table(caption, heads, rows, stack) {
  const t = make("table", stack ? { class: "stack" } : {}, make("caption", {}, caption));
  const head = make("tr", {});
  for (const h of heads) head.append(make("th", { scope: "col", class: h.n ? "n" : "" }, h.text));
  t.append(make("thead", {}, head));
  const body = make("tbody", {});
  for (const row of rows) {
    const tr = make("tr", {});
    row.forEach((cell, i) => tr.append(make("td", { class: heads[i].n ? "n" : "", "data-label": heads[i].text }, cell)));
    body.append(tr);
  }
  t.append(body);
  return make("div", { class: "scroll" }, t);
}

let asked = 0;

async function answer() {
  const mine = ++asked, q = question();
  history.replaceState(null, "", "#" + new URLSearchParams({ hts: q.hts, origin: q.origin, value: q.value, date: q.date }));
  $("entry").setAttribute("aria-busy", "true");
  document.body.dataset.answer = "";
  const a = await ask({ ask: "duty", ...q });
  if (mine !== asked) return;
  $("entry").removeAttribute("aria-busy");
  clearError();
  if (a.error) {
    $("entry").replaceChildren();
    $("time").replaceChildren(make("p", { class: "quiet" }, "No days are drawn while the entry has no answer."));
    showError(a.error);
  } else {
    showEntry(a);
    const h = await ask({ ask: "history", ...q });
    if (mine !== asked) return;
    showTime(h, q.date);
  }
  await compare();
  if (mine === asked) document.body.dataset.answer = a.error ? a.error.code : "done";
}

// why is what a rule is, the reason for its outcome, and where it stands.
function why(l) {
  return [l.title, l.reason].filter(Boolean).join(": ") + (l.citation ? " [" + l.citation + "]" : "");
}

function showEntry(a) {
  const box = $("entry");
  const rate = a.effective_rate ? " — " + percent(a.effective_rate) + " of the value" : "";
  box.replaceChildren(
    make("p", {}, a.hts + " from " + a.origin + ", " + amount(a.value) + " entered on " + a.date + (a.description ? ": " + a.description : "")),
    make("p", { class: "total" }, "Duty " + amount(a.total_duty) + rate));
  const charged = a.lines.filter((l) => l.status === "applied");
  box.append(table("What is charged", [{ text: "Heading" }, { text: "Rate" }, { text: "On", n: true }, { text: "Duty", n: true }, { text: "Why" }],
    charged.map((l) => [l.heading, l.duty_text || l.rate || "", amount(l.base), amount(l.duty), why(l)]), true));
  const words = { exempt: "exempt", displaced: "displaced by another duty", not_in_force: "not in force on the day", needs_fact: "waits for a fact" };
  const others = a.lines.filter((l) => l.status !== "applied");
  if (others.length) {
    box.append(make("details", {}, make("summary", {}, "Considered and not charged: " + others.length),
      table("Rules that charge nothing here", [{ text: "Heading" }, { text: "Outcome" }, { text: "Why" }],
        others.map((l) => [l.heading, words[l.status], why(l)]), true)));
  }
  const advice = a.advice || [];
  if (advice.length) {
    const list = make("ul", {});
    for (const x of advice) list.append(make("li", {}, "If " + x.claim + " can be claimed (" + (x.title || "") + "): " + amount(x.total_duty)));
    box.append(make("details", {}, make("summary", {}, "Claims that would change the duty: " + advice.length), list));
  }
  for (const n of a.notes || []) box.append(make("p", { class: "quiet" }, n));
  box.append(make("p", { class: "quiet" }, "Schedule " + a.revision + "; each duty rounded: " + a.rounding + "; known until " + a.known_until + "."));
}

const dayNumber = (s) => Date.parse(s + "T00:00:00Z") / 86400000;

function showTime(h, day) {
  const box = $("time");
  box.replaceChildren();
  if (h.error) { box.append(make("p", { class: "quiet" }, h.error.message)); return; }
  if (!h.stretches.some((s) => s.effective_rate)) { box.append(make("p", { class: "quiet" }, "Goods without a value have no rate.")); return; }
  const width = Math.max(320, Math.min(960, box.clientWidth || 720)), height = 260, left = 44, right = 8, top = 12, bottom = 34;
  const from = dayNumber(h.stretches[0].from), to = dayNumber(h.known_until) + 1;
  const high = Math.max(0.1, ...h.stretches.filter((s) => s.effective_rate).map((s) => Number(s.effective_rate))) * 1.1;
  const x = (d) => left + (width - left - right) * (d - from) / Math.max(1, to - from), y = (r) => height - bottom - (height - top - bottom) * r / high;
  const highest = h.stretches.filter((s) => s.effective_rate).reduce((a, b) => (Number(b.effective_rate) > Number(a.effective_rate) ? b : a));
  const end = h.stretches[h.stretches.length - 1];
  const svg = make("svg", { viewBox: "0 0 " + width + " " + height, role: "img", "aria-labelledby": "chart-title chart-desc" },
    make("title", { id: "chart-title" }, "Duty on " + h.hts + " from " + h.origin + " as a share of the value, by day"),
    make("desc", { id: "chart-desc" }, h.stretches.length + " stretches of days from " + h.stretches[0].from + " to " + h.known_until + "; the highest rate is " +
      percent(highest.effective_rate) + " from " + highest.from + "; at the end " + (end.effective_rate ? percent(end.effective_rate) : "there is no answer") + ". The table below has all of them."));
  const unit = high > 1 ? 0.5 : high > 0.4 ? 0.2 : high > 0.2 ? 0.1 : 0.05;
  for (let r = 0; r <= high; r += unit) {
    svg.append(make("line", { class: "grid", x1: left, x2: width - right, y1: y(r), y2: y(r) }), make("text", { x: left - 6, y: y(r) + 4, "text-anchor": "end" }, Math.round(r * 100) + " %"));
  }
  const start = new Date(from * 86400000);
  const months = (to - from) / 30.4, every = months / Math.max(2, (width - left) / 90);
  const gap = [1, 2, 3, 6, 12].find((n) => n >= every) || 12;
  for (let m = 0; ; m++) {
    const d = Date.UTC(start.getUTCFullYear(), Math.floor(start.getUTCMonth() / gap) * gap + m * gap, 1) / 86400000;
    if (d >= to) break;
    if (d < from) continue;
    const text = new Date(d * 86400000).toISOString().slice(0, 7);
    svg.append(make("text", { x: x(d), y: height - 12, "text-anchor": x(d) < left + 30 ? "start" : x(d) > width - 36 ? "end" : "middle" }, text));
  }
  let line = "", under = "";
  h.stretches.forEach((s, i) => {
    const a = x(dayNumber(s.from)), b = x(i + 1 < h.stretches.length ? dayNumber(h.stretches[i + 1].from) : to);
    if (!s.effective_rate) { svg.append(make("rect", { class: "gap", x: a, y: top, width: Math.max(1, b - a), height: height - top - bottom })); return; }
    const v = y(Number(s.effective_rate));
    const joined = i > 0 && h.stretches[i - 1].effective_rate;
    line += (joined ? "L" : "M") + a.toFixed(1) + " " + v.toFixed(1) + "L" + b.toFixed(1) + " " + v.toFixed(1);
    under += "M" + a.toFixed(1) + " " + y(0) + "V" + v.toFixed(1) + "H" + b.toFixed(1) + "V" + y(0) + "Z";
  });
  svg.append(make("path", { class: "under", d: under }), make("path", { class: "step", d: line }));
  const at = dayNumber(day);
  if (at >= from && at < to) svg.append(make("line", { class: "day", x1: x(at), x2: x(at), y1: top, y2: height - bottom }));
  box.append(svg);
  if (h.before) box.append(make("p", { class: "quiet" }, "Earlier days have no answer: " + h.before));
  const rows = h.stretches.map((s) => [s.from, s.effective_rate ? percent(s.effective_rate) : "no answer", s.total_duty ? amount(s.total_duty) : "", s.text]);
  const list = make("details", {}, make("summary", {}, "All " + rows.length + " changes as a table"),
    table("From each day on, until the next", [{ text: "From" }, { text: "Rate", n: true }, { text: "Duty", n: true }, { text: "What changes" }], rows, true));
  box.append(list);
}

async function compare() {
  const box = $("compared");
  const a = await ask({ ask: "compare", ...question(), origins: $("origins").value });
  box.replaceChildren();
  if (a.error) { box.append(make("p", { class: "quiet" }, "No answer, which is not zero: " + a.error.message)); return; }
  const most = Math.max(0.0001, ...a.origins.map((o) => Number(o.effective_rate || 0)));
  const rows = a.origins.map((o) => {
    if (o.error) return [o.name, "no answer", "", o.message];
    const bar = make("span", { class: "bar", "width%": Math.round(100 * Number(o.effective_rate || 0) / most), "aria-hidden": "true" });
    return [o.name, o.effective_rate ? percent(o.effective_rate) : "", amount(o.total_duty), make("span", {}, bar, o.layers)];
  });
  box.append(table("The cheapest first, on " + $("date").value, [{ text: "Origin" }, { text: "Rate", n: true }, { text: "Duty", n: true }, { text: "Layers" }], rows, true));
  document.body.dataset.compared = String(a.origins.length);
}

$("form").addEventListener("submit", (e) => { e.preventDefault(); answer(); });
$("compare").addEventListener("submit", (e) => { e.preventDefault(); compare(); });

$("search").addEventListener("submit", async (e) => {
  e.preventDefault();
  const a = await ask({ ask: "search", words: $("words").value });
  const list = $("found");
  list.replaceChildren();
  if (a.error) { list.append(make("li", {}, a.error.message)); return; }
  for (const r of a.results) {
    const text = [...r.path, r.description].map((t) => t.replace(/:$/, "")).join(" › ");
    list.append(make("li", {}, make("button", { type: "button", class: "plain", onclick: () => { $("hts").value = r.hts; list.replaceChildren(); answer(); $("answer").focus(); } }, r.hts + "  " + text)));
  }
});

$("shirt").addEventListener("click", () => {
  Object.assign($("hts"), { value: "6109.10.00.12" });
  $("origin").value = "India";
  $("value").value = "10000";
  $("date").value = "2025-09-01";
  $("facts").replaceChildren();
  answer();
  $("answer").focus();
});

$("oil").addEventListener("submit", async (e) => {
  e.preventDefault();
  const plain = (id) => $(id).value.replaceAll(",", "");
  const a = await ask({ ask: "oil", origin: "IN", hts: "6109.10.00.12", value: "10000", date: $("oilday").value, exports: plain("exports"), tonnes: plain("tonnes"), barrels: plain("barrels"), discount: plain("discount") });
  const box = $("weighed");
  box.replaceChildren();
  if (a.error) { box.append(make("p", {}, "No answer, which is not zero: " + a.error.message)); return; }
  const inForce = Number(a.rate) > 0;
  box.append(
    make("p", { class: "total" }, inForce ? "Equal at a discount of " + a.break_even_discount + " dollars a barrel" : "The duty is not in force on this day"),
    table("A year at unchanged trade, US dollars", [{ text: "What" }, { text: "Amount", n: true }], [
      ["The duty, " + percent(a.rate) + " under " + a.heading, amount(a.cost)],
      ["The saving on oil", amount(a.saving)],
      ["Saving less duty", amount(a.net)],
    ]));
  document.body.dataset.weighed = "done";
});

// A question may stand in the address.
for (const [k, v] of new URLSearchParams(location.hash.slice(1))) {
  if (["hts", "origin", "value", "date"].includes(k)) $(k).value = v;
}
