// Tables sort by their headings and filter by words and by columns whose values recur. Without this script they stand as written.
"use strict";
(() => {
  const MONTHS = "January February March April May June July August September October November December".split(" ");
  const DATE = new RegExp(`(?:(\\d{1,2}) )?(?:(${MONTHS.join("|")}) )?\\b((?:19|20)\\d\\d)s?\\b`);
  const SHORT = 60, FEW = 8, MANY = 200; // characters of a date; rows without a filter; choices of a filter
  const make = (tag, more = {}, ...parts) => {
    const made = Object.assign(document.createElement(tag), more);
    made.append(...parts);
    return made;
  };
  const text = (row, place) => row.cells[place].textContent.trim().replace(/\s+/g, " ");

  // What a cell is sorted by: a day as 20240821, the first number of a figure, or its words.
  const WORTH = {
    date(said) {
      const [, day, month, year] = said.match(DATE) || [];
      return year * 10000 + (MONTHS.indexOf(month) + 1) * 100 + +(day || 0);
    },
    number(said) {
      const [, digits, unit] = said.match(/(-?\d[\d,]*(?:\.\d+)?)(?:.*?\b(million|billion)\b)?/) || [];
      return digits ? digits.replace(/,/g, "") * ({ million: 1e6, billion: 1e9 }[unit] || 1) : NaN;
    },
    text: (said) => said || NaN,
  };

  function kindOf(said) {
    const given = said.filter(Boolean), share = (fits) => given.filter((one) => one.length < SHORT && fits.test(one)).length / given.length;
    return share(DATE) > 0.8 ? "date" : share(/\d/) > 0.6 ? "number" : "text";
  }

  function equip(table) {
    const heads = [...table.tHead.rows[0].cells], body = table.tBodies[0], fold = table.nextElementSibling;
    // Rows of the same table behind a fold: to sort or filter unfolds them.
    const more = /more rows?$/.test(fold?.firstElementChild?.textContent) ? [...fold.querySelectorAll("tbody tr")] : [];
    const rows = [...body.rows, ...more];
    if (rows.length < 3 || rows.some((row) => row.cells.length !== heads.length)) return;
    const names = heads.map((head) => head.textContent), kinds = [];
    const kind = (place) => (kinds[place] ||= kindOf(rows.map((row) => text(row, place))));
    const put = (order) => {
      body.append(...order);
      if (more.length) fold.remove();
    };
    heads.forEach((head, place) => {
      const button = make("button", { type: "button" }, ...head.childNodes);
      head.append(button);
      button.onclick = () => {
        const next = { ascending: "descending", descending: "" }[head.ariaSort] ?? "ascending", sign = next === "ascending" ? 1 : -1;
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        if (!next) return put(rows); // the third press brings back the order as written
        head.ariaSort = next;
        const said = new Map(rows.map((row) => [row, WORTH[kind(place)](text(row, place))]));
        const nothing = (row) => Number.isNaN(said.get(row)); // stands last either way
        const compare = kind(place) === "text" ? (a, b) => a.localeCompare(b, "en", { numeric: true }) : (a, b) => a - b;
        put([...rows].sort((a, b) => nothing(a) - nothing(b) || (nothing(a) ? 0 : sign * compare(said.get(a), said.get(b)))));
      };
    });
    if (rows.length <= FEW) return;

    const words = make("input", { type: "search", autocomplete: "off" }), status = make("span", { role: "status" });
    const fields = make("div", { className: "fields" }), chosen = {};
    const columns = make("details", {}, make("summary", {}, "By column"), fields);
    const value = (row, place) => (kind(place) === "date" ? (text(row, place).match(DATE) || [""]).pop() : text(row, place));
    const apply = () => {
      put([]);
      const asked = words.value.toLowerCase().split(/\s+/), wanted = Object.entries(chosen).filter(([, one]) => one);
      for (const row of rows) {
        const said = row.textContent.toLowerCase(), plain = said.replace(/(\d),(?=\d{3})/g, "$1");
        row.hidden = !asked.every((one) => said.includes(one) || plain.includes(one)) || wanted.some(([place, one]) => value(row, place) !== one);
      }
      status.textContent = `${rows.filter((row) => !row.hidden).length} of ${rows.length} rows`;
    };
    words.oninput = apply;
    columns.ontoggle = () => {
      if (fields.childElementCount) return;
      names.forEach((name, place) => {
        const values = [...new Set(rows.map((row) => value(row, place)))].filter(Boolean);
        if (kind(place) === "number" || values.length < 2 || values.length > Math.min(MANY, rows.length * 0.7)) return;
        values.sort((a, b) => a.localeCompare(b, "en") * (kind(place) === "date" ? -1 : 1));
        const choice = make("select", {}, new Option("all", ""), ...values.map((one) => new Option(one, one)));
        choice.onchange = () => {
          chosen[place] = choice.value;
          apply();
        };
        fields.append(make("label", {}, make("span", {}, kind(place) === "date" ? `${name} (year)` : name), choice));
      });
    };
    const bar = make("div", { className: "filter", role: "group" }, make("label", {}, "Filter ", words), " ", status, columns);
    bar.setAttribute("aria-label", `Filter: ${table.caption?.textContent || names.join(", ")}`);
    table.before(bar);
  }

  for (const table of document.querySelectorAll("main table")) {
    if (!table.closest(".try") && table.tHead && table.tBodies.length) equip(table);
  }
  // Cells drawn as blocks are still cells to those who hear the page.
  const phone = matchMedia("(max-width: 46rem)");
  const ROLES = { table: "table", "thead, tbody": "rowgroup", tr: "row", td: "cell", "thead th": "columnheader", "tbody th": "rowheader" };
  phone.onchange = () => {
    for (const [tag, role] of phone.matches ? Object.entries(ROLES) : []) document.querySelectorAll(`main :is(${tag})`).forEach((one) => one.setAttribute("role", role));
  };
  phone.onchange();
})();
