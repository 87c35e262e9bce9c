"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const root = document.documentElement;
  const paper = document.getElementById("paper");
  const aside = document.getElementById("findings");
  const popover = document.getElementById("popover");
  const rail = document.querySelector(".rail");
  const cards = [...document.querySelectorAll(".finding")];
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  let chosen = null; // the card
  let step = 0; // which of its places
  root.classList.add("js");

  const placed = (key) => [...paper.querySelectorAll(`[data-places~="${CSS.escape(key)}"]`)];
  const keysOf = (card) => [...card.querySelectorAll("[data-place]")].map((a) => a.dataset.place);
  const shown = () => cards.filter((card) => !card.hidden);
  const show = (element, block) => element.scrollIntoView({ behavior: calm ? "auto" : "smooth", block, inline: "nearest" });

  function clear() {
    for (const e of document.querySelectorAll(".lit, .here, .chosen")) e.classList.remove("lit", "here", "chosen");
    for (const card of cards) card.removeAttribute("aria-current");
  }

  function open(element) {
    for (let fold = element.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  }

  function choose(card, at, scroll = true) {
    clear();
    hide();
    chosen = card;
    const keys = keysOf(card);
    step = keys.length ? ((at % keys.length) + keys.length) % keys.length : 0;
    card.classList.add("chosen");
    card.setAttribute("aria-current", "true");
    for (const key of keys) for (const e of placed(key)) e.classList.add("lit");
    for (const tick of rail.querySelectorAll(`[data-card="${card.dataset.number}"]`)) tick.classList.add("lit");
    const out = document.querySelector(".pager output");
    const all = shown();
    if (out) out.textContent = `${all.indexOf(card) + 1} / ${all.length}`;
    tell(card);
    if (keys.length) {
      for (const a of card.querySelectorAll(`[data-place="${CSS.escape(keys[step])}"]`)) a.classList.add("here");
      const spots = placed(keys[step]);
      for (const e of spots) e.classList.add("here");
      if (spots.length && scroll) {
        open(spots[0]);
        show(spots[0], "center");
      }
    }
    const box = card.getBoundingClientRect(), frame = aside.getBoundingClientRect();
    const own = aside.scrollHeight > aside.clientHeight + 1 && innerWidth > 900;
    if (own && (box.top < frame.top + 56 || box.bottom > frame.bottom)) aside.scrollTop += box.top - frame.top - 60;
  }

  /* on a narrow screen the card is far from its places: what it says goes along at the bottom */
  function tell(card) {
    const now = document.querySelector(".pager .now");
    if (!now) return;
    const terms = card && card.querySelector(".terms");
    now.textContent = card ? (terms ? terms.textContent : card.querySelector("h3").textContent) : "";
  }

  function locate(card) {
    choose(card, card === chosen ? step + 1 : 0);
  }

  function move(by) {
    const all = shown();
    if (!all.length) return;
    const now = all.indexOf(chosen);
    choose(all[now < 0 ? (by > 0 ? 0 : all.length - 1) : (now + by + all.length) % all.length], 0);
  }

  function element(name, text, kind) {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (kind) made.className = kind;
    return made;
  }

  let owner = null; // the figure whose details are open
  let peeking = false; // shown because the mouse is there, not because it was asked for
  let timer = 0;

  function hide() {
    clearTimeout(timer);
    popover.hidden = true;
    peeking = false;
    if (owner) owner.removeAttribute("aria-expanded");
    owner = null;
  }

  function explain(figure, peek = false) {
    const fact = data.facts[figure.dataset.fact], cell = data.cells[figure.dataset.cell];
    if (!fact && !cell) return;
    const rows = fact ? fact[0] : [["位置", cell[0]], ["数值", cell[1]], ["读取", cell[2]], ["把握", cell[3]]];
    const about = fact ? fact[1] : cell[4];
    const list = element("dl");
    for (const [name, text] of rows) if (text) list.append(element("dt", name), element("dd", text));
    const said = element("ul");
    for (const number of about.slice(0, 12)) {
      const [title, verdict, message, kind] = data.said[number];
      const line = element("li", undefined, kind);
      line.append(element("b", verdict), element("span", kind === "held" ? message : `${title}：${message}`)); // titles name what is wrong
      said.append(line);
    }
    if (!about.length) said.append(element("li", "没有可与之核对的数字"));
    const card = cards[about.find((number) => number < data.cards)];
    if (peek) {
      hide();
    } else if (card) {
      card.hidden = false;
      const keys = keysOf(card), mine = (figure.dataset.places || "").split(" ");
      choose(card, Math.max(0, keys.findIndex((key) => mine.includes(key))), false);
    } else {
      clear();
      chosen = null;
      figure.classList.add("lit");
    }
    popover.replaceChildren(list, said);
    popover.hidden = false;
    owner = figure;
    peeking = peek;
    if (figure.getAttribute("role") === "button" && !peek) figure.setAttribute("aria-expanded", "true");
    const box = figure.getClientRects()[0] || figure.getBoundingClientRect();
    const left = Math.min(box.left, root.clientWidth - popover.offsetWidth - 12);
    const below = box.bottom + popover.offsetHeight + 12 < innerHeight;
    popover.style.left = `${Math.max(8, left) + scrollX}px`;
    popover.style.top = `${(below ? box.bottom + 8 : Math.max(8, box.top - popover.offsetHeight - 8)) + scrollY}px`;
  }

  let kind = ""; // which cards are shown: all, those of a kind, or those set aside where a server keeps such

  function fits(card, kind) {
    const aside = card.dataset.decision === "dismissed";
    return kind === "dismissed" ? aside : !aside && (!kind || card.dataset.kind === kind);
  }

  function filter(wanted) {
    kind = wanted;
    for (const card of cards) card.hidden = !fits(card, kind);
    for (const chip of document.querySelectorAll("[data-filter]")) {
      chip.setAttribute("aria-pressed", String(chip.dataset.filter === kind));
      chip.querySelector("b").textContent = cards.filter((card) => fits(card, chip.dataset.filter)).length;
    }
    if (!chosen || chosen.hidden) release();
    ticks();
  }

  function release() {
    clear();
    hide();
    chosen = null;
    tell(null);
    const out = document.querySelector(".pager output");
    if (out) out.textContent = `共 ${shown().length}`;
  }

  document.addEventListener("click", (event) => {
    const on = (selector) => event.target.closest(selector);
    if (on(".popover")) return;
    const chip = on("[data-filter]"), act = on("[data-do]"), link = on("[data-place]"), point = on(".point"), figure = on("[data-fact], [data-cell]"), card = on(".finding");
    if (chip) return filter(chip.dataset.filter);
    if (act && act.dataset.do === "locate") return locate(card);
    if (act && act.dataset.do === "card") return chosen ? show(chosen, "center") : undefined;
    if (act) return move(act.dataset.do === "next" ? 1 : -1);
    if (link) {
      event.preventDefault();
      return choose(card, keysOf(card).indexOf(link.dataset.place));
    }
    if (on("a, summary, .desk")) return;
    if (point) {
      release();
      const parts = [...paper.querySelectorAll(`.item[data-item="${CSS.escape(point.dataset.item)}"]`)];
      for (const part of parts) part.classList.add("lit");
      if (parts.length) show(parts[0], "center");
      return;
    }
    if (figure) return figure === owner && !peeking ? hide() : explain(figure);
    if (card) return locate(card);
    hide();
  });

  /* what a figure was held against shows under the mouse, and stays while the mouse is on it */
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse" || (owner && !peeking)) return;
    const figure = event.target.closest("#paper [data-fact], #paper [data-cell]");
    if (event.target.closest(".popover") || (figure && figure === owner)) return clearTimeout(timer);
    clearTimeout(timer);
    if (figure) timer = setTimeout(() => explain(figure, true), 150);
    else if (peeking) timer = setTimeout(hide, 250);
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !event.target.closest || event.target.closest("input, textarea, select")) return;
    if (event.key === "j" || event.key === "k") return move(event.key === "j" ? 1 : -1);
    if (event.key === "Escape") {
      const back = owner, asked = !peeking;
      if (back) { hide(); if (asked) back.focus(); } else release();
      return;
    }
    if (event.key !== "Enter" && event.key !== " ") return;
    if (event.target.closest("a, button, summary")) return;
    const figure = event.target.closest("[data-fact], [data-cell]"), card = event.target.closest(".finding");
    if (figure) explain(figure);
    else if (card) locate(card);
    else if (chosen && event.key === "Enter") locate(chosen);
    else return;
    event.preventDefault();
  });

  function ticks() {
    const whole = paper.getBoundingClientRect();
    const marks = [];
    for (const card of shown()) {
      for (const key of keysOf(card).slice(0, 2)) {
        const spot = placed(key)[0];
        if (!spot || !spot.getClientRects().length) continue;
        const tick = element("i", undefined, card.dataset.kind);
        tick.dataset.card = card.dataset.number;
        tick.style.top = `${(((spot.getBoundingClientRect().top - whole.top) / whole.height) * 100).toFixed(2)}%`;
        tick.addEventListener("click", () => choose(card, keysOf(card).indexOf(key)));
        marks.push(tick);
      }
    }
    rail.replaceChildren(...marks);
  }

  /* a figure all whose findings are set aside is quiet on paper, too */
  document.addEventListener("gouji:decided", () => {
    filter(kind);
    for (const spot of paper.querySelectorAll("[data-places]")) {
      const about = spot.dataset.places.split(" ").filter(Boolean).map((key) => cards[Number(key.split(".")[0])]);
      spot.classList.toggle("settled", about.length > 0 && about.every((card) => card && card.dataset.decision === "dismissed"));
    }
  });
  addEventListener("resize", () => { hide(); ticks(); });
  ticks();
  release();
})();
