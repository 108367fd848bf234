"use strict";
// What if: the notebook's formula, draws and sentences come as data; here they are only computed with.
const whatif = (() => {
  // --- Ranges: [low, high], as in analysis/ledger/ranges.py.
  const times = (a, b) => (a === 0 || b === 0 ? 0 : a * b);
  const RANGES = {
    "+": (a, b) => [a[0] + b[0], a[1] + b[1]],
    "-": (a, b) => [a[0] - b[1], a[1] - b[0]],
    "*": (a, b) => {
      const corners = a.flatMap(x => b.map(y => times(x, y)));
      return [Math.min(...corners), Math.max(...corners)];
    },
    "/": (a, b) => RANGES["*"](a, [1 / b[1], 1 / b[0]]),
  };
  function bounds(tree, x) {
    if (typeof tree === "number") return [tree, tree];
    return typeof tree === "string" ? x[tree] : RANGES[tree[0]](bounds(tree[1], x), bounds(tree[2], x));
  }

  // --- Boxes: lowest and highest quantile at each step of probability, whatever the dependence, as in analysis/dependence.py.
  const BOXES = {
    "+": (a, b) => combine((x, y) => x + y, a, b),
    "-": (a, b) => BOXES["+"](a, negative(b)),
    "*": (a, b) => {
      if (b.low[0] < 0) return BOXES["*"](b, a);
      const [above, below] = [a, negative(a)].map(one => combine((x, y) => x * y, positive(one), b)), last = a.low.length - 1;
      return { low: above.low.map((x, i) => x - below.high[last - i]), high: above.high.map((x, i) => x - below.low[last - i]) };
    },
    "/": (a, b) => BOXES["*"](a, { low: b.high.map(x => 1 / x).reverse(), high: b.low.map(x => 1 / x).reverse() }),
  };
  const negative = one => ({ low: one.high.map(x => -x).reverse(), high: one.low.map(x => -x).reverse() });
  const positive = one => ({ low: one.low.map(x => Math.max(x, 0)), high: one.high.map(x => Math.max(x, 0)) });
  const point = (number, steps) => ({ low: new Float64Array(steps).fill(number), high: new Float64Array(steps).fill(number) });
  function combine(operate, one, other) {
    const steps = one.low.length, low = new Float64Array(steps).fill(-Infinity), high = new Float64Array(steps).fill(Infinity);
    for (let at = 0; at < steps; at++) {
      for (let u = 0; u <= at; u++) low[at] = Math.max(low[at], operate(one.low[u], other.low[at - u]));
      for (let u = at; u < steps; u++) high[at] = Math.min(high[at], operate(one.high[u], other.high[steps - 1 + at - u]));
    }
    return { low, high };
  }
  function box(ends, distribution, steps) {
    const edges = spread(Float64Array.from({ length: steps + 1 }, (_, i) => (i === steps ? 1 : i * (1 / steps))), ends, distribution);
    return { low: edges.slice(0, -1), high: edges.slice(1) };
  }
  function boxed(tree, x) {
    if (typeof tree === "number") return point(tree, x.sent_home.low.length);
    return typeof tree === "string" ? x[tree] : BOXES[tree[0]](boxed(tree[1], x), boxed(tree[2], x));
  }

  // --- Draws: numbers, or columns of them. A loop for each sign: one function for all would be ten times as slow.
  function each(sign, a, b) {
    const found = new Float64Array(a.length), size = found.length;
    if (sign === "+") for (let i = 0; i < size; i++) found[i] = a[i] + b[i];
    else if (sign === "-") for (let i = 0; i < size; i++) found[i] = a[i] - b[i];
    else if (sign === "*") for (let i = 0; i < size; i++) found[i] = a[i] * b[i];
    else for (let i = 0; i < size; i++) found[i] = a[i] / b[i];
    return found;
  }
  function column(tree, x) {
    if (typeof tree === "number") return x.constant(tree);
    return typeof tree === "string" ? x[tree] : each(tree[0], column(tree[1], x), column(tree[2], x));
  }
  // Sobol's sequence in Gray code order: the zero bits at the end of a draw's number say which bits turn.
  function sequence([first, ...turns], count, bits) {
    const found = new Float64Array(count);
    for (let place = 0, whole = first; place < count; place++) {
      found[place] = whole * 2 ** -bits;
      whole ^= turns[31 - Math.clz32((place + 1) & -(place + 1))];
    }
    return found;
  }
  function spread(unit, [low, high], distribution) {
    const found = new Float64Array(unit.length), even = distribution === "uniform", width = even ? high - low : Math.log(high / low);
    for (let place = 0; place < unit.length; place++) {
      const value = even ? unit[place] * width + low : Math.exp(unit[place] * width) * low;
      found[place] = value < low ? low : value > high ? high : value;
    }
    return found;
  }
  // As in analysis/draws.py: quantiles by a histogram, and the share of draws at or below some marks.
  function sum(drawn, [low, high], data, marks) {
    const { bins, quantiles } = data, ratio = Math.log(high / low), width = (high - low) / bins, places = new Int32Array(bins);
    const back = low === high ? () => low : low > 0 ? p => low * Math.exp(p * (ratio / bins)) : p => low + p * width;
    const below = marks.map(mark => {
      let count = 0;
      for (let i = 0; i < drawn.length; i++) if (drawn[i] <= mark) count++;
      return count;
    });
    let least = Infinity, most = -Infinity;
    for (let i = 0; i < drawn.length; i++) {
      const value = drawn[i];
      if (value < least) least = value;
      if (value > most) most = value;
      const bin = low === high ? 0 : low > 0 ? Math.log(value / low) * (bins / ratio) : (value - low) / width;
      places[bin < 0 ? 0 : bin > bins - 1 ? bins - 1 : Math.trunc(bin)]++;
    }
    let at = 0, reached = places[0];
    const found = quantiles.map(quantile => {
      const rank = quantile * drawn.length;
      while (reached < rank) reached += places[++at];
      return Math.min(Math.max(back(at + 1 - (reached - rank) / places[at]), least), most);
    });
    return { quantiles: found, below: below.map(count => count / drawn.length) };
  }

  // --- Numbers as text, as analysis/ledger/words.py writes them. Python rounds a tie to even, JavaScript up.
  function rounded(number, digits, way) {
    const [text, power] = number[way](digits).split("e"), long = number[way](digits + 40).split("e")[0];
    const cut = long.slice(0, -40).replace(/\.$/, "");
    const tie = /^50*$/.test(long.slice(-40)) && "02468".includes(cut.slice(-1));
    return (tie ? cut : text) + (power === undefined ? "" : `e${power}`);
  }
  const group = text => text.replace(/^-?\d+/, whole => whole.replace(/\B(?=(\d{3})+$)/g, ","));
  const whole = number => group(rounded(number, 0, "toFixed"));
  const significant = number => Number(rounded(number, 2, "toExponential"));
  function general(number, digits) {  // Python's format "g", for numbers that need no power of ten
    const power = number === 0 ? 0 : Number(rounded(number, digits - 1, "toExponential").split("e")[1]);
    const text = rounded(number, Math.max(digits - 1 - power, 0), "toFixed");
    return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
  }
  function amount(number, unit) {
    if (unit === "percent") return `${general(number, 6)}%`;  // a slider's whole number, or an end from the ledger
    if (!unit.startsWith("usd")) return whole(number);
    const sign = number < 0 ? "−" : "", size = Math.abs(number);
    if (size >= 1e9) return `${sign}$${group(general(size / 1e9, 4))} billion`;
    return size >= 1e6 ? `${sign}$${group(general(size / 1e6, 4))} million` : `${sign}$${whole(size)}`;
  }
  const span = (low, high, say) => (low === high ? say(low) : `${say(low)} to ${say(high)}`);
  const describe = (ends, unit) => span(...ends.map(significant), number => amount(number, unit));
  function percent(share) {
    if (share === 0 || share === 1) return share ? "all" : "none";
    if (share < 0.001) return "less than 0.1 percent";
    return share > 0.999 ? "more than 99.9 percent" : `${general(100 * share, 3)} percent`;
  }

  // --- What the page prints of a setting: the same as `printed` in analysis/whatif.py.
  const kept = {};
  function units(data, which, count) {
    kept[which] ??= {};
    return (kept[which][count] ??= Object.fromEntries(
      Object.entries(data.draws[which]).map(([name, numbers]) => [name, sequence(numbers, count, data.bits)])));
  }
  const active = (data, setting) =>
    Object.keys(data.inputs).filter(name => data.inputs[name].always || setting.it_workers_too);
  const own = (data, setting) =>
    active(data, setting).filter(name => data.inputs[name].ledger.some((end, side) => end !== setting[name][side]));

  function changeCase(data, [low, high], below) {
    if (low === 0 && high === 0) return ["certain none", 1];
    if (low > 0 || high < 0) return [low > 0 ? "certain up" : "certain down", 1];
    const [side, share] = below >= 0.5 ? ["down", below] : ["up", 1 - below];
    const probable = below >= data.sure ? "down" : below <= 1 - data.sure ? "up" : "";
    return [probable ? `probable ${probable}` : `undecided ${side}`, share];
  }

  function evaluate(data, setting, count = data.count) {
    const which = setting.it_workers_too ? "it workers" : "no it workers", trees = data.formulas[which];
    const fixed = { sent_home: setting.sent_home, in_russia: setting.in_russia };
    const ranges = { sent_home: [fixed.sent_home, fixed.sent_home], in_russia: [fixed.in_russia, fixed.in_russia] };
    const constant = number => new Float64Array(count).fill(number);
    const drawn = { constant, sent_home: constant(fixed.sent_home), in_russia: constant(fixed.in_russia) };
    const { steps, from, to } = data.dependence;
    const boxes = { sent_home: point(fixed.sent_home, steps), in_russia: point(fixed.in_russia, steps) };
    for (const [name, unit] of Object.entries(units(data, which, count))) {
      ranges[name] = setting[name];
      boxes[name] = box(setting[name], setting.distribution, steps);
      drawn[name] = spread(unit, setting[name], setting.distribution);
    }
    const marks = { needed: data.estimates.map(one => one.high ?? Infinity), change: [-Number.MIN_VALUE] };
    const found = {};
    for (const name of ["needed", "change"]) {
      const limits = bounds(trees[name], ranges), { low, high } = boxed(trees[name], boxes);
      const any = [low[from], high[to]].map(end => Math.min(Math.max(end, limits[0]), limits[1]));
      found[name] = { limits, any, ...sum(column(trees[name], drawn), limits, data, marks[name]) };
    }
    const { needed, change } = found, [p5, , p95] = needed.quantiles;
    const [chosen, share] = changeCase(data, change.limits, change.below[0]);
    const mine = own(data, setting).map(name => data.inputs[name].inside);
    const persons = number => whole(significant(number));
    // By what is written, not by what it is: two ends that read alike are one.
    const written = (low, high) => (persons(low) === persons(high) ? persons(low) : span(low, high, persons));
    const values = {
      percent: general(100 * setting.sent_home, 6), needed: written(...needed.limits), drawn: written(p5, p95),
      any_dependence: written(...needed.any),
      in_russia: whole(setting.in_russia), share: percent(share), own: mine.join(", "),
    };
    const said = ["needed", "drawn", "any dependence", which, chosen, ...(mine.length ? ["own"] : [])];
    const fill = name => data.sentences[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
    return {
      sentence: said.map(fill).join(" "),
      answers: ["needed", "change"].map(name => {
        const { limits, any, quantiles: [low, middle, high] } = found[name];
        return [limits, any, [low, high], [middle, middle]].map(ends => describe(ends, data.answers[name].unit));
      }),
      estimates: data.estimates.map(({ low, high }, place) => {
        const sure = low !== null && low >= needed.limits[1] ? "enough"
          : high !== null && high < needed.limits[0] ? "too_few" : "undetermined";
        return [data.by_bounds[sure], high === null ? "" : percent(needed.below[place])];
      }),
      found,
    };
  }

  // --- The address: the names and texts of the notebook's parameters.
  function start(data) {
    return { ...data.start, ...Object.fromEntries(Object.entries(data.inputs).map(([name, { start }]) => [name, start])) };
  }
  const same = (one, other) => String(one) === String(other);
  function write(data, setting) {
    const query = new URLSearchParams(), first = start(data);
    for (const [name, value] of Object.entries(setting)) {
      if (!same(value, first[name])) query.set(name, Array.isArray(value) ? value.join("..") : value);
    }
    return String(query) ? `#what-if?${query}` : "#what-if";
  }
  function read(data, hash) {
    const setting = start(data), [name, query] = hash.replace(/^#/, "").split("?");
    if (name !== "what-if") return setting;
    for (const [key, text] of new URLSearchParams(query || "")) {
      const ends = text.split("..").map(part => (part.trim() ? Number(part) : NaN)), number = ends[0];
      if (key in data.inputs) {
        const [low, high] = [number, ends.at(-1)], limit = data.inputs[key].limit ?? Number.MAX_VALUE;
        // Beyond a millionth and ten trillion nobody asks, and no number here is printed.
        if (ends.length < 3 && low >= 1e-6 && low <= high && high <= Math.min(limit, 1e13)) setting[key] = [low, high];
      } else if (key === "sent_home" && (number === 0 || number >= 1e-6) && number <= 1) setting[key] = number;
      else if (key === "in_russia" && Number.isInteger(number) && number >= 0 && number <= 1e6) setting[key] = number;
      else if (key === "it_workers_too") setting[key] = /^true$/i.test(text);
      else if (key === "distribution" && text in data.distributions) setting[key] = text;
    }
    return setting;
  }

  // What an address says that this page cannot take, as it stands there.
  function unread(data, hash) {
    const setting = read(data, hash), given = hash.startsWith("#what-if?") ? new URLSearchParams(hash.split("?")[1]) : [];
    const taken = (name, text) => {
      const number = (one) => (one.trim() === "" ? one : String(Number(one))), [low, high = low] = text.split("..").map(number);
      const held = setting[name];
      return Array.isArray(held) ? same(held, [low, high]) : typeof held === "number" ? !text.includes("..") && same(held, low) : same(held, text.toLowerCase());
    };
    return [...given].filter(pair => !taken(...pair)).map(([name, text]) => `${name}=${text}`.slice(0, 80));
  }

  function run(section) {
    const data = JSON.parse(section.querySelector("script[type='application/json']").textContent);
    const form = section.querySelector("form"), part = name => section.querySelector(`[data-part=${name}]`);
    const rows = [...section.querySelectorAll("tbody tr")];
    let setting = start(data), waiting = false;

    function fill() {
      for (const field of form.querySelectorAll("input, select")) {
        const { name } = field, side = field.dataset.side, value = setting[name];
        if (field.type === "checkbox") field.checked = value;
        else field.value = side === undefined ? value : value[side];
        const said = side === undefined
          ? name === "sent_home" ? `${general(100 * value, 6)}%` : typeof value === "number" ? whole(value) : ""
          : amount(value[side], data.inputs[name].unit);
        if (field.type !== "range") continue;
        field.nextElementSibling.textContent = said;
        field.setAttribute("aria-valuetext", side === undefined ? said : `${said}, ${data.inputs[name].unit_words}`);
      }
      for (const group of form.querySelectorAll("[data-it]")) group.hidden = !setting.it_workers_too;
    }
    function bar(cell, ends, most) {
      const [low, high] = ends.map(end => Math.min(Math.max(end ?? 0, 0), most) / most * 100);
      const mark = cell.firstElementChild ?? cell.appendChild(document.createElement("span"));
      mark.style.cssText = `margin-left:${low}%;width:${high - low}%`;
    }
    function show() {
      waiting = false;
      fill();
      const { sentence, answers, estimates, found: { needed } } = evaluate(data, setting);
      part("sentence").textContent = sentence;
      part("reset").disabled = write(data, setting) === "#what-if";
      [...answers, ...estimates].forEach((texts, number) => texts.forEach((text, place) => {
        rows[number].querySelectorAll("td:not(.figure)")[place].textContent = text;
      }));
      const [p5, , p95] = needed.quantiles, shown = [needed.limits, needed.any, [p5, p95], ...data.estimates.map(one => [one.low, one.high])];
      const most = Math.max(...shown.flat());
      section.querySelectorAll(".scale").forEach((cell, place) => bar(cell, shown[place], most));
    }
    function later() {
      if (!waiting) requestAnimationFrame(show);
      waiting = true;
    }
    form.addEventListener("input", ({ target }) => {
      const { name } = target, side = target.dataset.side;
      if (side !== undefined) {  // the other end moves along: low never exceeds high
        const value = target.valueAsNumber, ends = [...setting[name]];
        ends[side] = value;
        if (ends[0] > ends[1]) ends[1 - side] = value;
        setting = { ...setting, [name]: ends };
      } else {
        const value = target.type === "checkbox" ? target.checked : target.type === "range" ? target.valueAsNumber : target.value;
        setting = { ...setting, [name]: value };
      }
      later();
    });
    // An address for each step would fill the history, and browsers refuse too many.
    form.addEventListener("change", () => part("unread").replaceChildren());
    form.addEventListener("change", () => history.replaceState(null, "", write(data, setting)));
    form.addEventListener("submit", event => event.preventDefault());
    part("reset").addEventListener("click", () => {
      setting = read(data, "");
      history.replaceState(null, "", "#what-if");
      show();
    });
    function arrive() {
      if (location.hash.startsWith("#what-if?")) {
        setting = read(data, location.hash);
        const lost = unread(data, location.hash);
        part("unread").textContent = lost.length ? `Passed over in the address, because no such setting is allowed: ${lost.join(", ")}.` : "";
        section.scrollIntoView();
      }
      show();
    }
    addEventListener("hashchange", arrive);
    part("off").hidden = true;
    for (const hidden of section.querySelectorAll("[data-script]")) hidden.hidden = false;
    arrive();
  }

  if (typeof document !== "undefined") {
    const section = document.getElementById("what-if");
    if (section) run(section);
  }
  return { evaluate, read, write, start, significant, amount, percent, general };
})();
