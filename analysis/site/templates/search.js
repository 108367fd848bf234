// Search over claims, dates, sources, theses and headings. The index is a script of its own, loaded at the first use.
"use strict";
(() => {
  const MOST = 40, LONG = 30; // hits shown; words
  const top = document.querySelector('link[rel="stylesheet"]').getAttribute("href").replace("style.css", "");
  const make = (parent, tag, more) => parent.appendChild(Object.assign(document.createElement(tag), more));
  const form = make(document.querySelector("header nav"), "search", { className: "find" });
  const field = make(form, "input", { type: "search", placeholder: "Search", autocomplete: "off", spellcheck: false });
  const said = make(form, "p", { role: "status" }), list = make(form, "ul", { id: "found", hidden: true });
  field.setAttribute("aria-label", "Search");
  field.setAttribute("aria-controls", "found");
  let kinds, rows;

  // Words without accents and case; "15,000" and "1.1" are one word each, and "1.1bn" is "1.1 billion".
  const words = (text) =>
    text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/(\d),(?=\d{3})/g, "$1")
      .replace(/(\d)(bn|b)\b/g, "$1 billion").replace(/(\d)(mn|m)\b/g, "$1 million").match(/[\p{L}\p{N}]+(?:\.\p{N}+)*/gu) || [];

  window.searchIndex = ([names, found]) => {
    kinds = names;
    rows = found.map(([kind, label, address, more]) => ({ kind, label, address, words: words(label), more: words(`${address} ${more}`) }));
    show();
  };

  // How well a row fits: every word asked for begins one of its words; a whole word and one of the label count more.
  function fit(row, asked) {
    let sum = 0;
    for (const one of asked) {
      const best = (all, worth) => (all.includes(one) ? worth + 1 : all.some((word) => word.startsWith(one)) ? worth : 0);
      const found = Math.max(best(row.words, 3), best(row.more, 1));
      if (!found) return 0;
      sum += found;
    }
    return sum;
  }

  function show() {
    if (!rows) return;
    const asked = words(field.value);
    const hits = asked.length ? rows.map((row) => [fit(row, asked), row]).filter((hit) => hit[0]) : [];
    // Of two that fit alike, a long text is less about the word than a short one.
    const long = (row) => row.words.length > LONG;
    hits.sort((a, b) => b[0] - a[0] || long(a[1]) - long(b[1]) || a[1].kind - b[1].kind);
    list.replaceChildren(...hits.slice(0, MOST).map(([, row]) => {
      const item = document.createElement("li"), link = make(item, "a", { href: top + row.address });
      make(link, "small", { textContent: kinds[row.kind] });
      link.append(` ${row.label}`);
      return item;
    }));
    list.hidden = !hits.length;
    said.textContent = !asked.length ? "" : !hits.length ? "Nothing found" : `${hits.length} found${hits.length > MOST ? `, the best ${MOST} shown` : ""}`;
  }

  function close() {
    list.hidden = true;
    said.textContent = "";
  }

  field.addEventListener("focus", () => {
    if (window.searchIndex.asked) return show();
    window.searchIndex.asked = true;
    make(document.head, "script", { src: `${top}search-index.js` });
  });
  field.addEventListener("input", show);
  form.addEventListener("keydown", (event) => {
    const links = [...list.querySelectorAll("a")], at = links.indexOf(document.activeElement);
    if (event.key === "Escape" && said.textContent) {
      field.focus();
      close();
    } else if (event.key === "Enter" && document.activeElement === field && !list.hidden) links[0].click();
    else if (event.key === "ArrowDown" && !list.hidden) links[Math.min(at + 1, links.length - 1)].focus();
    else if (event.key === "ArrowUp" && at >= 0) (links[at - 1] || field).focus();
    else return;
    event.preventDefault();
  });
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) close();
  });
  list.addEventListener("click", close);
})();
