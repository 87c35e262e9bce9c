"use strict";
(() => {
  const id = location.pathname.split("/").pop();
  const cards = [...document.querySelectorAll(".finding[data-fingerprint]")];
  const WORDS = { dismissed: "不再列出", confirmed: "属实" };

  async function ask(address, options = {}) {
    const answer = await fetch(address, { ...options, headers: { "X-Gouji": "1", "Content-Type": "application/json" } });
    const value = await answer.json();
    if (!answer.ok) throw new Error(value.error || `${answer.status}`);
    return value;
  }

  function made(name, text, set = {}) {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    return Object.assign(element, set);
  }

  function bar() {
    const nav = made("nav", "", { className: "desk-bar" });
    nav.setAttribute("aria-label", "应用");
    const links = [["← 全部报告", "/"], ["网页", "page?download"], ["工作簿", "workbook"], ["批注件", "annotated"], ["记录", ""]];
    for (const [text, kind] of links) nav.append(made("a", text, { href: kind === "/" ? "/" : `/api/reports/${id}${kind && `/${kind}`}` }));
    document.querySelector(".skip").after(nav);
    for (const link of [...nav.querySelectorAll("a")].slice(2, 4)) link.addEventListener("click", (event) => { event.preventDefault(); fetched(link); });
  }

  /* a download that cannot be made says why here, and not on a page of its own */
  async function fetched(link) {
    const answer = await fetch(link.href);
    let told = document.querySelector(".desk-bar [role=status]");
    if (!told) document.querySelector(".desk-bar").append((told = made("span", "", { role: "status" })));
    told.textContent = answer.ok ? "" : (await answer.json()).error;
    if (!answer.ok) return;
    const name = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get("content-disposition") || "");
    const address = URL.createObjectURL(await answer.blob());
    made("a", "", { href: address, download: name ? decodeURIComponent(name[1]) : "" }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  }

  function settle(card, entry) {
    let desk = card.querySelector(".desk");
    if (!desk) card.append((desk = made("div", "", { className: "desk" })));
    if (entry) card.dataset.decision = entry.verdict;
    else delete card.dataset.decision;
    const wrong = made("span", "", { className: "wrong", role: "alert" });
    const address = `/api/findings/${card.dataset.fingerprint}/verdict`;
    const act = async (options) => {
      try {
        const given = await ask(address, options);
        for (const same of cards) if (same.dataset.fingerprint === card.dataset.fingerprint) settle(same, given.verdict ? given : null);
        document.dispatchEvent(new CustomEvent("gouji:decided"));
      } catch (error) {
        wrong.textContent = error.message;
      }
    };
    const judge = (verdict, reason) => act({ method: "POST", body: JSON.stringify({ verdict, reason }) });
    const button = (text, does) => {
      const one = made("button", text, { type: "button" });
      one.addEventListener("click", does);
      return one;
    };
    if (entry) {
      const told = made("span", "", { className: "told" });
      told.append(made("b", WORDS[entry.verdict]), entry.reason ? `：${entry.reason}` : "");
      desk.replaceChildren(told, button("撤回", () => act({ method: "DELETE" })), wrong);
      return;
    }
    const first = button("不再列出…", () => {
      const form = made("form"), field = made("input", "", { required: true, maxLength: 500, placeholder: "理由，如：口径不同" });
      field.setAttribute("aria-label", "不再列出的理由");
      form.append(field, made("button", "记下", { type: "submit" }), button("取消", () => settle(card, null)), wrong);
      form.addEventListener("submit", (event) => { event.preventDefault(); judge("dismiss", field.value); });
      desk.replaceChildren(form);
      field.focus();
    });
    desk.replaceChildren(first, button("属实", () => judge("confirm", "")), wrong);
  }

  bar();
  const chips = document.querySelector(".chips");
  if (chips && cards.length) {
    const chip = made("button", "已核实 ", { type: "button" });
    chip.dataset.filter = "dismissed";
    chip.setAttribute("aria-pressed", "false");
    chip.append(made("b", "0"));
    chips.append(chip);
  }
  ask("/api/baseline").then(({ entries }) => {
    const known = new Map(entries.map((entry) => [entry.fingerprint, entry]));
    for (const card of cards) settle(card, known.get(card.dataset.fingerprint) || null);
    document.dispatchEvent(new CustomEvent("gouji:decided"));
  });
})();
