"use strict";
(() => {
  const PAGE = 200, BATCH_FILES = 40, BATCH_BYTES = 32 * 1024 * 1024;
  const KINDS = ["error", "warning", "notice", "undecided", "dismissed"];
  const at = (id) => document.getElementById(id);
  const drop = at("drop"), said = at("said"), rows = at("rows"), search = at("search"), more = at("more"), compare = at("compare");
  const reports = new Map(); // id -> report, in the order in which they came
  const lines = new Map(); // id -> table row
  const picked = new Set();
  const LARGEST_WORLD = 3000; // more reports are compared by gouji audit
  let number = 0, waiting = 0, compared = "", kind = "", limit = PAGE, timer = 0, sending = 0;

  const ask = async (address, options = {}) => {
    const answer = await fetch(address, { ...options, headers: { "X-Gouji": "1", ...options.headers } });
    const value = await answer.json();
    if (!answer.ok) throw new Error(value.error || `${answer.status}`);
    return value;
  };

  function made(name, text, classes) {
    const element = document.createElement(name);
    if (text !== undefined) element.textContent = text;
    if (classes) element.className = classes;
    return element;
  }

  function say(text, wrong = false) {
    said.textContent = text;
    said.classList.toggle("wrong", wrong);
  }

  /* what is dropped or chosen -> files with their paths */
  async function walk(entry, found) {
    if (entry.isFile) {
      const file = await new Promise((yes, no) => entry.file(yes, no));
      found.push([file, entry.fullPath.replace(/^\//, "")]);
      return;
    }
    const reader = entry.createReader();
    for (;;) {
      const inner = await new Promise((yes, no) => reader.readEntries(yes, no));
      if (!inner.length) return;
      for (const one of inner) await walk(one, found);
    }
  }

  async function send(files) {
    const wanted = files.filter(([file]) => file.size > 0);
    if (!wanted.length) return say("没有可读的文件。", true);
    sending += 1;
    let sent = 0;
    try {
      while (wanted.length) {
        const form = new FormData();
        for (let count = 0, bytes = 0; wanted.length && count < BATCH_FILES; count += 1) {
          bytes += wanted[0][0].size;
          if (count && bytes > BATCH_BYTES) break;
          const [file, path] = wanted.shift();
          form.append("files", file, path);
          sent += 1;
        }
        say(`正在上传 ${sent} / ${sent + wanted.length} 个文件`);
        await ask("/api/reports", { method: "POST", body: form });
        watch(0);
      }
      say(`已上传 ${sent} 个文件。`);
    } catch (error) {
      say(`上传未完成：${error.message}`, true);
    } finally {
      sending -= 1;
    }
  }

  /* progress */
  function watch(after) {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      try {
        const news = await ask(`/api/events?since=${number}`);
        number = news.number;
        waiting = news.waiting;
        for (const report of news.reports) {
          reports.set(report.id, report);
          if (report.state === "opened" && /上限/.test(report.note)) say(`${report.name}：${report.note}`, true);
        }
        if (news.reports.length) draw(news.reports.map((report) => report.id));
        if (!waiting && !sending) await crossed();
        watch(waiting || sending ? 400 : 5000);
      } catch {
        say("程序已停止，请重新启动。", true);
        watch(5000);
      }
    }, after);
  }

  const brokenOf = (r) => r.counts.error + r.counts.warning + r.counts.notice;
  const groups = {
    "": () => true,
    broken: (r) => r.state === "done" && brokenOf(r) > 0,
    clean: (r) => r.state === "done" && brokenOf(r) === 0,
    dismissed: (r) => r.state === "done" && r.counts.dismissed > 0,
    failed: (r) => r.state === "failed",
  };
  const listed = () => [...reports.values()].filter((r) => r.state !== "opened");

  function fits(report) {
    const words = search.value.trim().toLowerCase().split(/\s+/);
    const text = `${report.agency || ""} ${report.year || ""} ${report.name}`.toLowerCase();
    return groups[kind](report) && words.every((word) => text.includes(word));
  }

  function line(report) {
    const row = made("tr");
    row.dataset.id = report.id;
    const box = made("td"), head = made("th");
    head.scope = "row";
    row.append(box, head);
    if (report.state !== "done") {
      head.append(made("span", report.name));
      const words = { queued: "排队中", running: "正在审核", failed: report.note || "未能读取" };
      const state = made("td", words[report.state], `state ${report.state}`);
      state.colSpan = 7;
      row.append(state);
      return row;
    }
    const choice = made("input");
    choice.type = "checkbox";
    choice.checked = picked.has(report.id);
    choice.setAttribute("aria-label", `选中${report.agency || report.name} ${report.year || ""} 以对比`);
    choice.addEventListener("change", () => pick(report.id, choice.checked));
    box.append(choice);
    const link = made("a", report.agency || report.name);
    link.href = `/reports/${report.id}`;
    head.append(link, made("small", report.name));
    row.append(made("td", report.year || "—"));
    for (const one of KINDS) row.append(made("td", report.counts[one], `${one} ${report.counts[one] ? "some" : "none"}`));
    row.append(made("td", `${report.coverage.bound} / ${report.coverage.quantities}`));
    return row;
  }

  function draw(changed) {
    for (const id of changed || reports.keys()) lines.delete(id);
    const all = listed(), fitting = all.filter(fits), shown = fitting.slice(0, limit);
    for (const report of shown) if (!lines.has(report.id)) lines.set(report.id, line(report));
    rows.replaceChildren(...shown.map((report) => lines.get(report.id)));
    at("list").hidden = !all.length;
    drop.classList.toggle("small", all.length > 0);
    more.hidden = fitting.length <= limit;
    for (const chip of document.querySelectorAll("[data-show]")) chip.querySelector("b").textContent = all.filter(groups[chip.dataset.show]).length;
    const ended = all.filter((r) => r.state === "done" || r.state === "failed").length;
    at("progress").max = Math.max(1, all.length);
    at("progress").value = ended;
    at("progress-text").textContent = ended < all.length ? `已审核 ${ended} / ${all.length}` : `共 ${all.length} 份，全部审核完`;
  }

  function pick(id, on) {
    if (on) picked.add(id);
    else picked.delete(id);
    compare.disabled = picked.size !== 2;
  }

  /* what does not hold between reports */
  async function crossed() {
    const done = listed().filter((r) => r.state === "done");
    const world = done.map((r) => `${r.id}${r.number}`).join();
    if (world === compared || done.length < 2 || done.length > LARGEST_WORLD) return;
    compared = world;
    const { findings, compared: count } = await ask("/api/cross");
    at("between").hidden = !count;
    at("between-said").textContent = findings.length ? `同一机关各年度、本级与所属单位之间，比较了 ${count} 份。` : `同一机关各年度、本级与所属单位之间，比较了 ${count} 份，未见不衔接。`;
    at("crossings").replaceChildren(...findings.map((finding) => {
      const kind = finding.verdict === "broken" ? finding.severity : "undecided";
      const words = { error: "不一致 · 错误", warning: "不一致 · 警告", notice: "不一致 · 提示", undecided: "待定" };
      const item = made("li", finding.message, kind), foot = made("small", words[kind]);
      for (const id of finding.between) {
        const report = reports.get(id), link = made("a", report ? `${report.agency || report.name} ${report.year || ""}` : id);
        link.href = `/reports/${id}`;
        foot.append(link);
      }
      item.append(foot);
      return item;
    }));
  }

  /* what was decided */
  async function decided() {
    const { entries } = await ask("/api/baseline");
    at("decided").hidden = !entries.length;
    at("decided-count").textContent = `${entries.length} 条`;
    at("entries").replaceChildren(...entries.map((entry) => {
      const item = made("li", entry.finding || entry.fingerprint);
      const how = entry.verdict === "dismissed" ? "不再列出" : "属实";
      const back = made("button", "撤回");
      back.type = "button";
      back.addEventListener("click", async () => {
        await ask(`/api/findings/${encodeURIComponent(entry.fingerprint)}/verdict`, { method: "DELETE" });
        location.reload();
      });
      item.append(made("small", `${how}${entry.reason ? `：${entry.reason}` : ""}`), back);
      return item;
    }));
  }

  drop.addEventListener("drop", async (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry()).filter(Boolean);
    const plain = [...event.dataTransfer.files].map((file) => [file, file.name]);
    if (!entries.length) return send(plain);
    const found = [];
    for (const entry of entries) await walk(entry, found);
    send(found);
  });
  for (const type of ["dragenter", "dragover"]) drop.addEventListener(type, (event) => { event.preventDefault(); drop.classList.add("over"); });
  drop.addEventListener("dragleave", (event) => { if (!drop.contains(event.relatedTarget)) drop.classList.remove("over"); });
  for (const type of ["dragover", "drop"]) addEventListener(type, (event) => event.preventDefault()); // a near miss opens nothing
  for (const id of ["files", "folder"]) {
    at(id).addEventListener("change", (event) => {
      send([...event.target.files].map((file) => [file, file.webkitRelativePath || file.name]));
      event.target.value = "";
    });
  }
  for (const chip of document.querySelectorAll("[data-show]")) {
    chip.addEventListener("click", () => {
      kind = chip.dataset.show;
      limit = PAGE;
      for (const one of document.querySelectorAll("[data-show]")) one.setAttribute("aria-pressed", String(one === chip));
      draw([]);
    });
  }
  search.addEventListener("input", () => { limit = PAGE; draw([]); });
  more.addEventListener("click", () => { limit += PAGE; draw([]); });
  compare.addEventListener("click", () => {
    const [a, b] = [...picked];
    location.href = `/compare?a=${a}&b=${b}`;
  });
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  watch(0);
  decided().catch((error) => say(error.message, true));
})();
