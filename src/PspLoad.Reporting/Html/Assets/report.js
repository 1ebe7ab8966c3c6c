"use strict";
// The signature chart to be explored. Without this script the page shows the same as a picture.
(function () {
  const data = JSON.parse(document.getElementById("data").textContent);
  const figure = document.getElementById("signature");
  if (!figure || data.x.length === 0) return;
  const live = figure.querySelector(".live");
  const make = (tag, parent, text) => {
    const element = document.createElement(tag);
    if (text !== undefined) element.textContent = text;
    return parent.appendChild(element);
  };
  const digits = (value) => value === 0 ? "0" : value.toLocaleString("en", { maximumSignificantDigits: 3 });
  const time = (ms) => ms == null ? "–" : ms < 1000 ? digits(ms) + " ms" : digits(ms / 1000) + " s";
  const rate = (value) => value == null ? "–" : digits(value) + "/s";
  const clock = (second) => second < 600 ? digits(second) + " s" : Math.floor(second / 60) + " min" + (second % 60 ? " " + Math.round(second % 60) + " s" : "");
  const color = (name) => "#" + name;

  live.hidden = false;
  figure.classList.add("is-live");
  const readout = make("p", live, "Point at the chart, or focus it and use the arrow keys. Drag to zoom, double-click to see all.");
  readout.className = "readout";

  const drawBands = (plot) => {
    const context = plot.ctx, box = plot.bbox;
    context.save();
    context.fillStyle = "rgba(154, 165, 177, 0.30)";
    for (const band of data.bands) {
      const from = Math.max(plot.valToPos(band.from, "x", true), box.left), to = Math.min(plot.valToPos(band.to, "x", true), box.left + box.width);
      if (to > from) context.fillRect(from, box.top, Math.max(to - from, 2), box.height);
    }
    context.restore();
  };
  const drawLost = (plot) => {
    const context = plot.ctx, box = plot.bbox, half = 5 * devicePixelRatio;
    context.save();
    context.strokeStyle = "#c8102e";
    context.lineWidth = 2.5 * devicePixelRatio;
    context.setLineDash([]);
    for (const second of data.lost) {
      const x = plot.valToPos(second, "x", true), y = box.top + half + 2;
      if (x < box.left || x > box.left + box.width) continue;
      context.beginPath();
      context.moveTo(x - half, y - half); context.lineTo(x + half, y + half);
      context.moveTo(x - half, y + half); context.lineTo(x + half, y - half);
      context.stroke();
    }
    context.restore();
  };

  const plots = [];
  const show = (index) => {
    if (index == null) return;
    index = Math.min(index, data.x.length - 1);
    const parts = [...data.times.map((series) => series.name + " " + time(series.values[index])), ...data.rates.map((series) => series.name + " " + rate(series.values[index]))];
    readout.textContent = "At " + clock(Math.floor(data.x[index])) + ": " + parts.join(" · ");
  };
  const width = () => Math.max(280, live.clientWidth - 16);
  const axis = { stroke: "#52606d", font: "12px system-ui, sans-serif", ticks: { stroke: "#cbd2d9" } };

  // A grid line at each power of ten: the lines between would say nothing and hide the data.
  const decades = (self, axisIndex, low, high) => {
    const splits = [];
    for (let power = Math.ceil(Math.log10(low) - 1e-9); power <= Math.log10(high) + 1e-9; power++) splits.push(Math.pow(10, power));
    return splits;
  };

  function add(title, series, height, format, yScale, xs, columns, hooks) {
    make("h3", live, title);
    const toggles = make("div", live);
    toggles.className = "toggles";
    toggles.setAttribute("role", "group");
    toggles.setAttribute("aria-label", "Show or hide");
    const place = make("div", live);
    place.className = "plot";
    place.tabIndex = 0;
    place.setAttribute("role", "img");
    place.setAttribute("aria-label", title + ". Arrow keys move through time; the values are read out above.");
    const plot = new uPlot({
      width: width(), height,
      legend: { show: false },
      cursor: { sync: { key: "run" }, drag: { x: true, y: false } },
      scales: { x: { time: false, range: (self, low, high) => [Math.max(0, low), Math.min(data.duration, high)] }, y: yScale },
      axes: [
        { ...axis, grid: { show: false }, values: (self, values) => values.map(clock) },
        { ...axis, size: 64, grid: { stroke: "#e4e7eb" }, values: (self, values) => values.map((value) => value == null ? "" : format(value)),
          ...(yScale.distr === 3 ? { splits: decades, filter: (self, splits) => splits } : {}) },
      ],
      series: [{}, ...series],
      hooks: { drawClear: [drawBands], draw: hooks, setCursor: [(self) => show(self.cursor.idx)] },
    }, [xs, ...columns], place);
    plot.setScale("x", { min: 0, max: data.duration });
    series.forEach((entry, index) => {
      const button = make("button", toggles);
      button.type = "button";
      button.setAttribute("aria-pressed", "true");
      const swatch = make("i", button);
      swatch.style.setProperty("--key", entry.stroke);
      button.append(entry.label);
      button.addEventListener("click", () => {
        const visible = button.getAttribute("aria-pressed") !== "true";
        button.setAttribute("aria-pressed", String(visible));
        plot.setSeries(index + 1, { show: visible });
      });
    });
    place.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (event.key === "Escape") plots.forEach((other) => other.setScale("x", { min: 0, max: data.duration }));
      if (!step) return;
      event.preventDefault();
      const index = Math.min(data.x.length - 1, Math.max(0, (plot.cursor.idx == null ? -1 : plot.cursor.idx) + step));
      plot.setCursor({ left: plot.valToPos(data.x[index], "x"), top: 10 });
      show(index);
    });
    place.addEventListener("dblclick", () => plots.forEach((other) => other.setScale("x", { min: 0, max: data.duration })));
    plots.push(plot);
  }

  if (data.bands.length > 0) {
    const events = make("ul", live);
    events.className = "events";
    for (const band of data.bands) {
      const item = make("li", events);
      make("strong", item, band.name);
      item.append(" at " + clock(band.from) + ": " + band.story);
    }
  }
  const narrow = window.matchMedia("(max-width: 640px)").matches;
  add("Response time" + (data.logTimes ? ", log scale" : ""),
    data.times.map((series) => ({ label: series.name, stroke: color(series.color), width: series.name === "max" ? 1 : 2, points: { show: false } })),
    narrow ? 220 : 290, time, data.logTimes ? { distr: 3 } : { range: (self, low, high) => [0, (high || 1) * 1.12] }, data.x, data.times.map((series) => series.values), []);
  // Without the baseline that a rate draws while it is zero; what is beside something is kept, so that its edges are drawn.
  const withoutZeros = (values) => values.map((value, index) => value === 0 && !values[index - 1] && !values[index + 1] ? null : value);
  // A second's rate holds from its begin to its end. Every rate is a line of its own from zero: what is hidden leaves the others where they were.
  add("Iterations per second",
    data.rates.map((series) => ({ label: series.name, stroke: color(series.color), width: 2, dash: series.name === "target" ? [6, 4] : undefined, points: { show: false },
      fill: series.name === "target" ? undefined : color(series.color) + "55", paths: series.name === "target" ? undefined : uPlot.paths.stepped({ align: 1 }) })),
    narrow ? 170 : 200, rate, { range: (self, low, high) => [0, (high || 1) * 1.12] }, data.edges,
    data.rates.map((series) => [...series.values, series.values[series.values.length - 1]]).map((values, index) => index === 0 ? values : withoutZeros(values)), [drawLost]);
  const reset = make("button", make("div", live), "Show all");
  reset.parentElement.className = "toggles";
  reset.type = "button";
  reset.addEventListener("click", () => plots.forEach((plot) => plot.setScale("x", { min: 0, max: data.duration })));
  new ResizeObserver(() => plots.forEach((plot) => plot.setSize({ width: width(), height: plot.height }))).observe(figure);
})();
