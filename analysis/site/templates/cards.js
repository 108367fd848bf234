// A card beside a number: who said it, when, in which words, how good the source is. Without this script the link works.
"use strict";
const root = document.querySelector('link[rel="stylesheet"]').getAttribute("href").replace("style.css", "");
const card = document.body.appendChild(document.createElement("div"));
card.id = "card";
card.popover = "auto";
card.setAttribute("role", "dialog");
card.setAttribute("aria-label", "Who says so");

// One file has the cards of all pages; it is fetched when a reader first points at a number.
let fetched;
function cards() {
  fetched ??= new Promise((done, failed) => {
    const script = Object.assign(document.createElement("script"), { src: `${root}cards-data.js`, onerror: failed });
    script.onload = () => done(globalThis.cardsData);
    document.head.append(script);
  });
  return fetched;
}

function put(parent, tag, text, more) {
  const made = Object.assign(document.createElement(tag), more);
  made.textContent = text;
  parent.append(made);
  return made;
}

function cite(row) {
  const said = row.said ? `${row.who}: “${row.said}”${row.counted ? ` (${row.counted})` : ""}. In: ` : `“${row.what}”. `;
  return `${said}${row.from}. ${row.url}`;
}

function entry(row) {
  const part = document.createElement("section");
  put(part, "p", row.who, { className: "who" });
  put(part, "p", row.what, { className: "what" });
  if (row.counted) put(part, "p", row.counted);
  if (row.said) put(part, "p", `“${row.said}”`);
  if (row.grade) put(part, "p", `${row.from} · grade ${row.grade}`, { className: "quiet" });
  const links = put(part, "p", "");
  put(links, "a", "More on it", { href: root + row.page });
  if (/^https?:\/\//.test(row.url)) put(links, "a", "Page that was seen", { href: row.url, rel: "noopener" });
  if (row.grade) {
    const copy = put(links, "button", "Copy as citation", { type: "button" });
    copy.onclick = async () => {
      try {
        await navigator.clipboard.writeText(cite(row));
        copy.textContent = "Copied";
      } catch {
        copy.replaceWith(Object.assign(document.createElement("textarea"), { value: cite(row), ariaLabel: "Citation" }));
      }
    };
  }
  return part;
}

async function show(link, focus) {
  const rows = await cards();
  card.replaceChildren(...link.dataset.claim.split(" ").filter((id) => id in rows).map((id) => entry(rows[id])));
  if (!card.childElementCount) return false;
  if (card.childElementCount > 1) {
    const words = `“${link.textContent}” rests on ${card.childElementCount} figures and dates`;
    card.prepend(Object.assign(document.createElement("p"), { textContent: words, className: "quiet" }));
  }
  card.showPopover();
  const at = link.getClientRects()[0], wide = document.documentElement.clientWidth;
  card.style.left = `${Math.max(8, Math.min(at.left, wide - card.offsetWidth - 8))}px`;
  const below = at.bottom + 6, above = at.top - card.offsetHeight - 6;
  card.style.top = `${below + card.offsetHeight <= innerHeight || above < 8 ? Math.min(below, Math.max(8, innerHeight - card.offsetHeight - 8)) : above}px`;
  if (focus) {
    card.querySelector("a").focus();
    opened = link;
  }
  return true;
}

let waiting, opened;
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-claim]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  clearTimeout(waiting);
  event.preventDefault();
  show(link, true).catch(() => false).then((shown) => shown || location.assign(link.href));
});
card.addEventListener("toggle", (event) => {
  if (event.newState === "closed" && opened && (card.contains(document.activeElement) || document.activeElement === document.body)) opened.focus();
  if (event.newState === "closed") opened = null;
});
if (matchMedia("(hover: hover)").matches) {
  let leaving;
  document.addEventListener("mouseover", (event) => {
    const link = event.target.closest("a[data-claim]");
    clearTimeout(waiting);
    if (card.contains(event.target) || link) clearTimeout(leaving);
    if (link) cards();
    if (link && !opened) waiting = setTimeout(show, 350, link);
    else if (!link && !opened && !card.contains(event.target) && card.matches(":popover-open"))
      leaving = setTimeout(() => card.hidePopover(), 400);
  });
}
