"use strict";
// Doubt it yourself. No rule of judgement stands here: every outcome was judged beforehand and is looked up.
const doubt = (() => {
  const DAY = /^\d{4}-\d\d-\d\d$/;

  // Which pieces of evidence count, as bits: those that each choice lets count, less those of origins left out.
  function counted(data, thesis, setting) {
    let kept = 0;
    thesis.days.forEach(([published, withdrawn], place) => {
      const out = setting.as_of ? published && published <= setting.as_of : true;
      const stands = !withdrawn || (setting.as_of && setting.as_of < withdrawn);
      if (out && stands) kept |= 1 << place;
    });
    for (const [choice, allowed] of Object.entries(thesis.allow)) kept &= allowed[setting[choice]];
    data.origins.forEach((origin, place) => {
      if (setting.leave_out.includes(origin.id)) kept &= ~thesis.origins[place];
    });
    return kept;
  }

  function vague(thesis, setting) {
    const found = thesis.vague[setting.reading][setting.excluded][setting.window_years];
    if (!found || !setting.as_of) return found ? +found.all : 0;
    return (+found.first + found.turns.filter(day => day <= setting.as_of).length) % 2;
  }

  // What a setting says: the headline, and [verdict, likelihood, confidence] of each thesis.
  function evaluate(data, setting) {
    const places = data.theses.map(thesis => {
      const tables = thesis.tables[setting.reading][setting.repeats];
      // An expert who judged instead of the rules did so on a day; those tables come last.
      const given = thesis.overridden && (!setting.as_of || thesis.overridden <= setting.as_of);
      const table = tables[vague(thesis, setting) + (given ? tables.length / 2 : 0)];
      return data.signs.indexOf(table[counted(data, thesis, setting)]);
    });
    const answer = data.roles.reduce((sum, role) => sum * data.theses[role].outcomes.length + places[role], 0);
    return {
      sentence: data.sentences[data.signs.indexOf(data.answers[answer])],
      outcomes: places.map((place, number) => data.theses[number].outcomes[place]),
    };
  }

  // What is other than in the default setting, by the sentences for so many changes.
  function changes(data, found) {
    const same = (one, other) => one.every((value, place) => value === other[place]);
    const pairs = found.outcomes.map((one, number) => [one, data.now.outcomes[number]]);
    const verdicts = pairs.filter(([one, other]) => one[0] !== other[0]).length;
    const others = pairs.filter(([one, other]) => one[0] === other[0] && !same(one, other)).length;
    const stays = found.sentence === data.now.sentence;
    return `${data.changes[verdicts][0]}, and ${data.changes[others][1]}. ${data.same[stays ? 0 : 1]}`;
  }

  function defaults(data) {
    const first = Object.entries(data.choices).map(([choice, options]) => [choice, options[0][0]]);
    return { ...Object.fromEntries(first), leave_out: [] };
  }

  // The setting that an address holds; what it cannot mean is passed over.
  function read(data, hash) {
    const setting = defaults(data), [name, query] = hash.replace(/^#/, "").split("?");
    if (name !== "doubt") return setting;
    const given = new URLSearchParams(query || "");
    for (const [choice, options] of Object.entries(data.choices)) {
      const value = given.get(choice);
      const isDay = choice === "as_of" && DAY.test(value) && new Date(`${value}T00:00Z`).toJSON()?.startsWith(value) && value >= data.first_day;
      if (isDay || options.some(([option]) => option === value)) setting[choice] = value;
    }
    const known = data.origins.map(origin => origin.id);
    setting.leave_out = (given.get("leave_out") || "").split(" ").filter(id => known.includes(id));
    return setting;
  }

  // What an address says that this page cannot take, as it stands there.
  function unread(data, hash) {
    const setting = read(data, hash), given = hash.startsWith("#doubt?") ? new URLSearchParams(hash.split("?")[1]) : [];
    const taken = (name, text) => (name === "leave_out" ? setting.leave_out.includes(text) : setting[name] === text);
    const single = ([name, text]) => (name === "leave_out" ? text.split(" ").filter(Boolean).map(one => [name, one]) : [[name, text]]);
    return [...given].flatMap(single).filter(pair => !taken(...pair)).map(([name, text]) => `${name}=${text}`.slice(0, 80));
  }

  function write(data, setting) {
    const query = new URLSearchParams(), usual = defaults(data);
    for (const choice of Object.keys(data.choices)) {
      if (setting[choice] !== usual[choice]) query.set(choice, setting[choice]);
    }
    if (setting.leave_out.length) query.set("leave_out", setting.leave_out.join(" "));
    return String(query) ? `#doubt?${query}` : "#doubt";
  }

  function start(section) {
    const data = JSON.parse(section.querySelector("script[type='application/json']").textContent);
    const form = section.querySelector("form"), boxes = [...form.querySelectorAll("[name=leave_out]")];
    const all = form.querySelector("[name=anonymous]"), part = name => section.querySelector(`[data-part=${name}]`);
    const nameless = data.origins.filter(origin => origin.anonymous).map(origin => origin.id);

    function setting() {
      const chosen = Object.keys(data.choices).map(choice => [choice, form.elements[choice].value]);
      return { ...Object.fromEntries(chosen), leave_out: boxes.filter(box => box.checked).map(box => box.value) };
    }
    function fill(wanted) {
      for (const choice of Object.keys(data.choices)) form.elements[choice].value = wanted[choice];
      for (const box of boxes) box.checked = wanted.leave_out.includes(box.value);
    }
    function show(say) {
      const now = setting(), found = evaluate(data, now), usual = write(data, now) === "#doubt";
      const left = nameless.filter(id => now.leave_out.includes(id)).length;
      if (all) [all.checked, all.indeterminate] = [left === nameless.length, left > 0 && left < nameless.length];
      part("sentence").textContent = found.sentence;
      part("changes").textContent = usual ? part("changes").dataset.usual : changes(data, found);
      part("reset").disabled = usual;
      [...section.querySelectorAll("tbody tr")].forEach((row, number) => {
        found.outcomes[number].forEach((value, place) => {
          const cell = row.cells[place + 1], before = data.now.outcomes[number][place];
          cell.replaceChildren(Object.assign(document.createElement("span"), { textContent: value }));
          cell.classList.toggle("changed", value !== before);
          if (value === before) return;
          cell.append(Object.assign(document.createElement("small"), { textContent: `was: ${before}` }));
        });
      });
      if (say) part("unread").replaceChildren();
      if (say) history.pushState(null, "", write(data, now)); // Back undoes a choice
    }
    form.addEventListener("input", event => {
      if (event.target === all) for (const box of boxes) if (nameless.includes(box.value)) box.checked = all.checked;
      if (form.checkValidity()) show(true);
      else part("changes").textContent = form.elements.as_of.validationMessage; // a day before the article
    });
    form.addEventListener("submit", event => event.preventDefault());
    form.addEventListener("click", event => {
      const { day } = event.target.dataset;
      if (day !== undefined) form.elements.as_of.value = day;
      if (event.target === part("reset")) fill(defaults(data));
      if (day !== undefined || event.target === part("reset")) show(true);
    });
    addEventListener("popstate", () => {
      if (["", "#doubt"].includes(location.hash) || location.hash.startsWith("#doubt?")) arrive();
    });
    function arrive() {
      fill(read(data, location.hash));
      show(false);
      const lost = unread(data, location.hash);
      part("unread").textContent = lost.length ? `Passed over in the address, because no such setting is allowed: ${lost.join(", ")}.` : "";
      if (location.hash.startsWith("#doubt?")) section.scrollIntoView();
    }
    [form.hidden, part("off").hidden] = [false, true];
    arrive();
  }

  if (typeof document !== "undefined") {
    const section = document.getElementById("doubt");
    if (section) start(section);
  }
  return { evaluate, changes, read, write, defaults };
})();
