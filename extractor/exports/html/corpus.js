"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const R = data.reports;
  const N = R.path.length, C = data.checks.length, A = data.agencies.length, G = 4;
  const GRADES = ["error", "warning", "notice", "undecided"];
  const ROWS = 50, HEAT_ROWS = 20, HEAT_COLUMNS = 24, CROSS_ROWS = 20, PRINTED = 500;
  const at = (id) => document.getElementById(id);
  document.documentElement.classList.add("js");

  // what is chosen, and where the pages of the lists stand
  const chosen = { words: "", year: "", level: "", kind: "", check: "", grades: new Set(), agency: "" };
  const order = { by: "worst", down: true };
  const turns = { list: 0, heat: 0, cross: 0 };
  let printing = false;
  const names = R.path.map((path, i) => `${data.agencies[R.agency[i]]}\n${path}`.toLowerCase());

  // ---- making elements: text is only ever text ----
  const SVG = "http://www.w3.org/2000/svg";
  function make(name, given, ...children) {
    const made = name === "svg" || name === "line" ? document.createElementNS(SVG, name) : document.createElement(name);
    for (const [key, value] of Object.entries(given || {})) {
      if (key === "onclick") made.addEventListener("click", value);
      else if (value !== undefined && value !== null && value !== false && (value !== "" || key === "value")) made.setAttribute(key, value === true ? "" : value);
    }
    made.append(...children.filter((child) => child !== null && child !== undefined).map((child) => (child instanceof Node ? child : String(child))));
    return made;
  }
  const number = (value) => value.toLocaleString("zh-CN");
  const share = (part, whole) => (whole ? `${((100 * part) / whole).toFixed(part && part < whole ? 1 : 0)}%` : "–");
  const mean = (sum, count) => (count ? (sum / count).toFixed(2) : "–");
  const cell = (value, kind) => make("td", { class: [kind, value === 0 ? "zero" : ""].filter(Boolean).join(" ") }, typeof value === "number" ? number(value) : value);
  const none = (words) => make("p", { class: "none" }, words);

  /** A bar of parts [class, number], as long as their sum is of the largest. */
  function bar(parts, most) {
    const drawing = make("svg", { "aria-hidden": "true" });
    let start = 0;
    for (const [kind, value] of parts) {
      if (!value || !most) continue;
      const end = start + value;
      drawing.append(make("line", { class: kind, x1: `${(100 * start) / most}%`, x2: `${(100 * end) / most}%`, y1: "50%", y2: "50%" }));
      start = end;
    }
    return make("td", { class: "graph" }, drawing);
  }

  function table(label, head, rows, given) {
    const heads = head.map((h) => (h instanceof Node ? h : make("th", { scope: "col" }, h)));
    const made = make("table", given, make("thead", null, make("tr", null, ...heads)), make("tbody", null, ...rows));
    return make("div", { class: "sheet", tabindex: "0", role: "region", "aria-label": label }, made);
  }
  const title = (...parts) => make("th", { scope: "row" }, ...parts);
  const fill = (id, ...nodes) => at(id).replaceChildren(...nodes);

  // ---- counting ----
  function count() {
    const year = chosen.year === "" ? null : Number(chosen.year), level = chosen.level === "" ? null : Number(chosen.level);
    const kind = chosen.kind === "" ? null : Number(chosen.kind), check = chosen.check === "" ? null : Number(chosen.check);
    const agency = chosen.agency === "" ? null : Number(chosen.agency);
    const words = chosen.words.toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = GRADES.map((grade) => !chosen.grades.size || chosen.grades.has(grade));
    const focus = GRADES.map((grade) => (chosen.grades.size ? chosen.grades.has(grade) : grade === "error"));
    const narrowed = check !== null || chosen.grades.size > 0;
    const found = {
      scope: [], shown: [], read: 0, counts: new Int32Array(N * G), total: new Int32Array(G), hits: 0, focus,
      checks: new Int32Array(C * G), checkReports: new Int32Array(C), heat: new Int32Array(A * C), agencies: new Int32Array(A),
      years: new Map(), levels: new Map(), topics: new Int32Array(data.topics.length), topicReports: new Int32Array(data.topics.length),
    };
    const { from, what, many } = R.findings;
    for (let i = 0; i < N; i++) {
      if (year !== null && R.year[i] !== year) continue;
      if (level !== null && R.level[i] !== level) continue;
      if (kind !== null && R.kind[i] !== kind) continue;
      if (agency !== null && R.agency[i] !== agency) continue;
      if (words.length && !words.every((word) => names[i].includes(word))) continue;
      found.scope.push(i);
      let any = 0, hit = 0, last = -1;
      for (let j = from[i]; j < from[i + 1]; j++) {
        const grade = what[j] % G, code = (what[j] - grade) / G;
        if (!wanted[grade] || (check !== null && code !== check)) continue;
        found.counts[i * G + grade] += many[j];
        found.total[grade] += many[j];
        found.checks[code * G + grade] += many[j];
        found.heat[R.agency[i] * C + code] += many[j];
        found.agencies[R.agency[i]] += many[j];
        if (code !== last) found.checkReports[code] += 1;
        last = code;
        any += many[j];
        if (focus[grade]) hit = 1;
      }
      if (any || !narrowed) found.shown.push(i);
      found.hits += hit;
      if (!R.status[i]) found.read += 1;
      tally(found.years, R.year[i], i, found, hit);
      tally(found.levels, R.level[i], i, found, hit);
      for (let j = R.problems.from[i]; j < R.problems.from[i + 1]; j++) {
        found.topics[R.problems.what[j]] += R.problems.many[j];
        found.topicReports[R.problems.what[j]] += 1;
      }
    }
    return found;
  }

  function tally(groups, key, i, found, hit) {
    let group = groups.get(key);
    if (!group) groups.set(key, (group = { reports: 0, read: 0, hits: 0, findings: 0, bound: 0, quantities: 0 }));
    group.reports += 1;
    group.hits += hit;
    if (!R.status[i]) group.read += 1;
    group.findings += found.counts[i * G] + found.counts[i * G + 1] + found.counts[i * G + 2];
    group.bound += R.bound[i];
    group.quantities += R.quantities[i];
  }

  const keyed = () => data.grades.map((name, g) => make("th", { scope: "col" }, make("span", { class: `key ${GRADES[g]}` }, name)));
  const focused = (found) => data.grades.filter((_, grade) => found.focus[grade]).join("、");

  // ---- the parts of the page ----
  function showHead(found) {
    const sums = { held: 0, broken: 0, undecided: 0, unbound: 0 };
    let quantities = 0, bound = 0;
    for (const i of found.scope) {
      quantities += R.quantities[i];
      bound += R.bound[i];
      for (const name in sums) sums[name] += R[name][i];
    }
    const words = { held: "一致", broken: "不一致", undecided: "待定", unbound: "未对应" };
    const cover = at("cover");
    cover.replaceChildren();
    let start = 0;
    for (const [name, value] of Object.entries(sums)) {
      if (value && quantities) cover.append(make("line", { class: name, x1: `${(100 * start) / quantities}%`, x2: `${(100 * (start + value)) / quantities}%`, y1: "50%", y2: "50%" }));
      start += value;
    }
    cover.setAttribute("aria-label", `正文数字 ${number(quantities)}：${Object.entries(sums).map(([name, value]) => `${words[name]} ${number(value)}`).join("，")}`);
    const keys = Object.entries(sums).map(([name, value]) => make("span", { class: `key ${name}` }, `${words[name]} `, make("b", null, number(value))));
    fill("covered", make("span", null, "正文数字 ", make("b", null, number(quantities))), make("span", null, "已核对 ", make("b", null, number(bound))), ...keys);
    const failed = found.scope.filter((i) => R.status[i]).length;
    const agencies = new Set(found.scope.map((i) => R.agency[i]).filter((a) => a !== data.nameless)).size;
    const tile = (name, value, kind, note) => make("div", { class: kind }, make("dt", null, name, note ? make("small", null, note) : null), make("dd", null, value));
    fill(
      "tiles", tile("报告", number(found.scope.length), "", `${number(agencies)} 个机关`),
      tile(`有${focused(found)}的报告`, number(found.hits), found.focus[0] ? "error" : "", share(found.hits, found.read)),
      ...GRADES.map((grade, g) => tile(data.grades[g], number(found.total[g]), grade, `每份 ${mean(found.total[g], found.read)}`)),
      tile("正文数字已核对", share(bound, quantities), "held", `${number(bound)} / ${number(quantities)}`),
      ...(failed ? [tile("未读成报告", number(failed), "undecided", "见报告列表的说明")] : []),
    );
  }

  function showGroups(id, label, groups, found, key) {
    if (!groups.size) return fill(id, none("没有符合条件的报告。"));
    const listed = [...groups].sort(([a], [b]) => a - b);
    const rows = listed.map(([value, g]) => {
      const name = key === "year" ? (value || "年度未识别") : data.levels[value];
      const pick = make("button", { type: "button", "aria-pressed": String(chosen[key] === String(value)), onclick: () => choose(key, chosen[key] === String(value) ? "" : String(value)) }, name);
      return make("tr", null, title(pick), cell(g.reports), cell(g.hits), cell(share(g.hits, g.read)), bar([["error", g.hits], ["held", Math.max(0, g.read - g.hits)]], g.reports), cell(mean(g.findings, g.read)), cell(share(g.bound, g.quantities)));
    });
    return fill(id, table(label, [label.slice(1), "报告", `有${focused(found)}`, "占比", make("td", { class: "graph" }), "每份不一致", "已核对率"], rows));
  }

  function showChecks(found) {
    const listed = [];
    let most = 0;
    for (let code = 0; code < C; code++) {
      const counts = GRADES.map((_, grade) => found.checks[code * G + grade]);
      const sum = counts.reduce((a, b) => a + b, 0);
      if (sum) listed.push({ code, counts, sum });
      most = Math.max(most, sum);
    }
    if (!listed.length) return fill("by-check", none("没有符合条件的不一致。"));
    listed.sort((a, b) => b.sum - a.sum || a.code - b.code);
    const rows = listed.map(({ code, counts }) => {
      const on = chosen.check === String(code);
      const pick = make("button", { type: "button", "aria-pressed": String(on), onclick: () => choose("check", on ? "" : String(code)) }, data.checks[code][1]);
      const reports = found.checkReports[code];
      return make("tr", { class: on ? "chosen" : "" }, title(pick, " ", make("code", null, data.checks[code][0])), bar(counts.map((value, g) => [GRADES[g], value]), most), ...counts.map((value) => cell(value)), cell(reports), cell(share(reports, found.read)));
    });
    return fill("by-check", table("按检查", ["检查", make("td", { class: "graph" }), ...keyed(), "报告", "占比"], rows));
  }

  function showHeat(found) {
    const agencies = [];
    for (let a = 0; a < A; a++) if (found.agencies[a]) agencies.push(a);
    agencies.sort((a, b) => found.agencies[b] - found.agencies[a] || a - b);
    const sums = data.checks.map((_, code) => GRADES.reduce((sum, _g, grade) => sum + found.checks[code * G + grade], 0));
    const all = sums.map((_, code) => code).filter((code) => sums[code]).sort((a, b) => sums[b] - sums[a] || a - b);
    const codes = all.slice(0, HEAT_COLUMNS);
    if (!agencies.length) {
      fill("heat-turn");
      return fill("heat", none("没有符合条件的不一致。"));
    }
    let most = 1;
    for (const a of agencies) for (const code of codes) most = Math.max(most, found.heat[a * C + code]);
    const part = page("heat", agencies, HEAT_ROWS, "个机关");
    const rows = part.map((a) => {
      const on = chosen.agency === String(a);
      const cells = codes.map((code) => {
        const value = found.heat[a * C + code];
        if (!value) return make("td", null);
        const level = Math.min(5, Math.ceil((5 * Math.log1p(value)) / Math.log1p(most)));
        const label = `${data.agencies[a]}，${data.checks[code][1]}：${value} 处`;
        return make("td", { class: `h${level}` }, make("button", { type: "button", "aria-label": label, title: label, onclick: () => choose({ agency: String(a), check: String(code) }) }, number(value)));
      });
      const pick = make("button", { type: "button", "aria-pressed": String(on), onclick: () => choose("agency", on ? "" : String(a)) }, data.agencies[a]);
      return make("tr", { class: on ? "chosen" : "" }, title(pick), ...cells, cell(found.agencies[a]));
    });
    const heads = codes.map((code) => make("th", { scope: "col", title: data.checks[code][0] }, make("span", null, data.checks[code][1])));
    const rest = all.length - codes.length;
    return fill("heat", table("机关与检查", ["机关", ...heads, "合计"], rows), ...(rest ? [none(`只列最多的 ${HEAT_COLUMNS} 项检查，另有 ${rest} 项；合计包括它们。`)] : []));
  }

  function showBars(id, label, heads, listed) {
    const most = Math.max(...listed.map((row) => row.value), 0);
    if (!most) return fill(id, none("没有可列的。"));
    const rows = listed.map((row) => make("tr", null, title(row.name), bar([[row.kind || "", row.value]], most), cell(row.value), ...(row.more || []).map((value) => cell(value))));
    return fill(id, table(label, [heads[0], make("td", { class: "graph" }), ...heads.slice(1)], rows));
  }

  function showSpreads(found) {
    const bounds = [[0, 0], [1, 1], [2, 2], [3, 3], [4, 4], [5, 9], [10, 19], [20, Infinity]];
    const spread = bounds.map(() => 0), tenths = new Array(10).fill(0);
    let read = 0, counted = 0;
    for (const i of found.scope) {
      if (R.status[i]) continue;
      read += 1;
      const sum = found.counts[i * G] + found.counts[i * G + 1] + found.counts[i * G + 2] + (chosen.grades.has("undecided") ? found.counts[i * G + 3] : 0);
      spread[bounds.findIndex(([, end]) => sum <= end)] += 1;
      if (R.quantities[i]) {
        counted += 1;
        tenths[Math.min(9, Math.floor((10 * R.bound[i]) / R.quantities[i]))] += 1;
      }
    }
    showBars("by-findings", "每份报告的处数", ["处数", "报告", "占比"], bounds.map(([start, end], n) => ({ name: end === Infinity ? `${start} 以上` : start === end ? String(start) : `${start}–${end}`, value: spread[n], more: [share(spread[n], read)], kind: n ? "" : "held" })));
    showBars("by-coverage", "每份报告的已核对率", ["已核对率", "报告", "占比"], tenths.map((value, n) => ({ name: n === 9 ? "90–100%" : `${n * 10}–${n * 10 + 9}%`, value, more: [share(value, counted)] })));
  }

  function showTopics(found) {
    const listed = data.topics.map((name, t) => ({ name, value: found.topics[t], more: [found.topicReports[t], share(found.topicReports[t], found.read)] })).filter((row) => row.value);
    listed.sort((a, b) => b.value - a.value || (a.name < b.name ? -1 : 1));
    showBars("by-topic", "问题的主题", ["主题", "问题", "报告", "占比"], listed);
  }

  const link = (words, address) => (address ? make("a", { href: `./${address}` }, words) : make("span", null, words));
  const named = (i) => `${data.agencies[R.agency[i]]}${R.year[i] ? ` ${R.year[i]}` : ""}`;
  const mark = (grade) => make("span", { class: `mark ${GRADES[grade]}` }, data.grades[grade]);

  function showCross(found) {
    if (!data.cross.length) {
      fill("cross-turn");
      return fill("cross", none("没有核对出报告之间的不一致；没有可比的报告时也是如此。"));
    }
    const scope = new Set(found.scope);
    const listed = data.cross.filter(([code, grade, , between]) =>
      (!chosen.grades.size || chosen.grades.has(GRADES[grade])) && (chosen.check === "" || code === Number(chosen.check)) && between.some((one) => (typeof one === "number" ? scope.has(one) : found.scope.length === N)));
    const part = page("cross", listed, CROSS_ROWS, "处");
    if (!part.length) return fill("cross", none("没有符合条件的。"));
    const rows = part.map(([code, grade, message, between]) => {
      const links = between.slice(0, 8).flatMap((one, n) => [n ? "；" : "", typeof one === "number" ? link(named(one), R.page[one]) : one]);
      return make("tr", null, make("td", { class: "text" }, mark(grade)), make("td", { class: "text" }, data.checks[code][1]), make("td", { class: "message" }, message), make("td", { class: "message" }, ...links, between.length > 8 ? ` 等 ${between.length} 份` : null));
    });
    return fill("cross", table("报告之间", ["级别", make("th", { scope: "col", class: "text" }, "检查"), make("th", { scope: "col", class: "text" }, "说明"), make("th", { scope: "col", class: "text" }, "所涉报告")], rows));
  }

  const rate = (i) => (R.quantities[i] ? R.bound[i] / R.quantities[i] : -1);
  const ranks = {
    agency: (i) => data.agencies[R.agency[i]], year: (i) => R.year[i], level: (i) => R.level[i], rate,
    ...Object.fromEntries(GRADES.map((grade, g) => [grade, (i, found) => found.counts[i * G + g]])),
    path: (i) => R.path[i],
  };

  function sorted(found) {
    const listed = found.shown.slice();
    const c = found.counts;
    const worst = (a, b) => c[b * G] - c[a * G] || c[b * G + 1] - c[a * G + 1] || c[b * G + 2] - c[a * G + 2] || c[b * G + 3] - c[a * G + 3] || a - b;
    if (order.by === "worst") return listed.sort(worst);
    const rank = ranks[order.by], way = order.down ? -1 : 1;
    const keys = new Map(listed.map((i) => [i, rank(i, found)]));
    return listed.sort((a, b) => { const x = keys.get(a), y = keys.get(b); return x < y ? -way : x > y ? way : worst(a, b); });
  }

  function showList(found) {
    const listed = sorted(found);
    const part = page("list", listed, printing ? PRINTED : ROWS, "份");
    const head = (name, by, kind) => {
      const on = order.by === by;
      const button = make("button", { type: "button", onclick: () => { order.down = on ? !order.down : !["agency", "path"].includes(by); order.by = by; turns.list = 0; showList(last); at("list").querySelector(`[data-by="${by}"] button`).focus(); } }, name);
      return make("th", { scope: "col", class: kind, "data-by": by, "aria-sort": on ? (order.down ? "descending" : "ascending") : null }, button);
    };
    if (!part.length) return fill("list", none("没有符合条件的报告。"));
    const rows = part.map((i) => {
      const sums = GRADES.map((_, g) => cell(found.counts[i * G + g]));
      const note = data.statuses[R.status[i]];
      return make("tr", null, title(link(data.agencies[R.agency[i]], R.page[i]), note ? make("code", null, ` ${note}`) : null), cell(R.year[i] ? String(R.year[i]) : "–"), make("td", { class: "text" }, data.levels[R.level[i]]), ...sums, cell(share(R.bound[i], R.quantities[i])), make("td", { class: "path", title: R.path[i] }, make("bdi", null, R.path[i])));
    });
    return fill("list", table("报告列表", [head("机关", "agency"), head("年度", "year"), head("层级", "level", "text"), ...GRADES.map((grade, g) => head(data.grades[g], grade)), head("已核对率", "rate"), head("文件", "path", "text")], rows));
  }

  /** The part of a list that is shown, with buttons to turn its pages. */
  function page(name, listed, size, unit) {
    const pages = Math.max(1, Math.ceil(listed.length / size));
    turns[name] = Math.min(turns[name], pages - 1);
    const now = turns[name];
    const turn = (by) => () => {
      turns[name] = Math.max(0, Math.min(pages - 1, now + by));
      ({ list: showList, heat: showHeat, cross: showCross })[name](last);
      const again = at(`${name}-turn`).querySelector(by < 0 ? "[data-do=previous]:enabled" : "[data-do=next]:enabled") || at(`${name}-turn`).querySelector("button:enabled");
      if (again) again.focus();
    };
    const button = (words, by, kind, off) => make("button", { type: "button", "data-do": kind, disabled: off, onclick: turn(by) }, words);
    fill(`${name}-turn`, ...(pages > 1 ? [button("上一页", -1, "previous", now === 0), make("span", null, `第 ${now + 1} / ${pages} 页，共 ${number(listed.length)} ${unit}`), button("下一页", 1, "next", now === pages - 1)] : []));
    return listed.slice(now * size, (now + 1) * size);
  }

  // ---- choosing ----
  let last = null;

  function show() {
    last = count();
    showHead(last);
    showGroups("by-year", "按年度", last.years, last, "year");
    showGroups("by-level", "按层级", last.levels, last, "level");
    showChecks(last);
    showHeat(last);
    showSpreads(last);
    showTopics(last);
    showCross(last);
    showList(last);
    const agency = chosen.agency === "" ? "" : `（${data.agencies[Number(chosen.agency)]}）`;
    at("shown").textContent = `显示 ${number(last.shown.length)} / ${number(N)} 份${agency}`;
  }

  function choose(key, value) {
    Object.assign(chosen, typeof key === "string" ? { [key]: value } : key);
    for (const name in turns) turns[name] = 0;
    for (const id of ["words", "year", "level", "kind", "check"]) at(id).value = chosen[id];
    for (const button of at("grades").children) button.setAttribute("aria-pressed", String(chosen.grades.has(button.dataset.grade)));
    const active = document.activeElement, label = active && active.closest("main section") && active.textContent, home = active && active.closest("[id]");
    show();
    if (label && home && !active.isConnected) {
      const again = [...home.querySelectorAll("button")].find((button) => button.textContent === label);
      if (again) again.focus({ preventScroll: true });
    }
  }

  function clear() {
    choose({ words: "", year: "", level: "", kind: "", check: "", agency: "", grades: new Set() });
  }

  function options(id, every, listed) {
    fill(id, make("option", { value: "" }, every), ...listed.map(([value, name]) => make("option", { value: String(value) }, name)));
    at(id).value = "";
    at(id).addEventListener("change", () => choose(id, at(id).value));
  }

  const used = (column) => [...new Set(column)].sort((a, b) => a - b);
  options("year", "全部年度", used(R.year).reverse().map((year) => [year, year || "年度未识别"]));
  options("level", "全部层级", used(R.level).map((level) => [level, data.levels[level]]));
  options("kind", "全部类别", used(R.kind).map((kind) => [kind, data.kinds[kind]]));
  options("check", "全部检查", data.checks.map(([code, name], n) => [n, name === code ? code : `${name}（${code}）`]));
  fill("grades", ...GRADES.map((grade, g) => make("button", { type: "button", class: grade, "data-grade": grade, "aria-pressed": "false", onclick: () => {
    const grades = new Set(chosen.grades);
    if (!grades.delete(grade)) grades.add(grade);
    choose("grades", grades);
  } }, data.grades[g])));
  let waiting = 0;
  at("words").addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => choose("words", at("words").value), 80);
  });
  at("filters").addEventListener("submit", (event) => event.preventDefault());
  at("clear").addEventListener("click", clear);
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === "/" && !typing) {
      event.preventDefault();
      at("words").focus();
    } else if (event.key === "Escape") {
      clear();
    }
  });
  addEventListener("beforeprint", () => { printing = true; turns.list = 0; showList(last); });
  addEventListener("afterprint", () => { printing = false; showList(last); });
  show();
})();
