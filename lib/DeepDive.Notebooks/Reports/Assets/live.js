// Keeps the page as the server tells it: what runs, what it shows, and how far it is.
(() => {
  "use strict";
  const token = new URLSearchParams(location.search).get("token");
  const { fingerprint } = document.querySelector(".live").dataset;
  const [form, run, stop, quick, status, refusal] = ["form.run", "#run", "#stop", "#quick", "#status", "#refusal"].map(name => document.querySelector(name));
  const cells = [...document.querySelectorAll("section.cell")];
  let current;
  let source;

  const addressOf = verb => `${location.pathname}/${verb}?token=${encodeURIComponent(token)}`;
  const cellOf = change => document.getElementById(`cell-${change.cell + 1}`);

  function make(parent, name, className) {
    const element = document.createElement(name);
    element.className = className;
    parent.append(element);
    return element;
  }

  // Every cell gets a place for its progress and its outputs once.
  const parts = new Map(cells.map(cell => [cell, { outputs: make(cell, "div", "outputs"), error: make(cell, "div", "failure"), progress: make(cell, "div", "progress") }]));

  function clear() {
    for (const cell of cells) {
      delete cell.dataset.status;
      cell.querySelector(".duration").textContent = "waiting";
      for (const part of Object.values(parts.get(cell))) part.replaceChildren();
    }
  }

  // Outputs may come in any order; their places do not change.
  function placeOf(change) {
    const { outputs } = parts.get(cellOf(change));
    while (outputs.children.length <= change.position) make(outputs, "div", "place");
    return outputs.children[change.position];
  }

  // Scripts that arrive as text do not run by themselves; they are the notebook's own.
  function revive(place) {
    for (const old of place.querySelectorAll("script:not([type='application/json'])")) {
      const script = document.createElement("script");
      for (const { name, value } of old.attributes) script.setAttribute(name, value);
      script.textContent = old.textContent;
      old.replaceWith(script);
    }
  }

  function show(change) {
    const place = placeOf(change);
    const plot = place.querySelector("figure.figure .plot");
    const isOpen = place.querySelector("details.numbers")?.open;
    const isSliding = document.activeElement.matches(".slider input") && place.contains(document.activeElement);
    const template = document.createElement("template");
    template.innerHTML = change.html;
    const next = template.content.querySelector("figure.figure .plot");
    // The drawing stays, so that it moves instead of flickering.
    if (plot && next) {
      plot.ariaLabel = next.ariaLabel;
      next.replaceWith(plot);
    }
    place.replaceChildren(template.content);
    if (isOpen && place.querySelector("details.numbers")) place.querySelector("details.numbers").open = true;
    revive(place);
    place.dispatchEvent(new Event("shown", { bubbles: true }));
    place.querySelector("figure.figure")?.dispatchEvent(new Event("figure", { bubbles: true }));
    // Whoever moves a slider by keys goes on with the one that took its place.
    if (isSliding) place.querySelector(".slider input")?.focus({ preventScroll: true });
  }

  function write(change) {
    const place = placeOf(change);
    let text = place.querySelector("pre");
    if (!text || !change.appends) {
      place.replaceChildren();
      text = make(place, "pre", `output console${change.isError ? " console-error" : ""}`);
      text.tabIndex = 0;
    }
    const isAtEnd = text.scrollTop + text.clientHeight >= text.scrollHeight - 8;
    text.append(change.text);
    if (isAtEnd) text.scrollTop = text.scrollHeight;
  }

  function setCell(change) {
    const cell = cellOf(change);
    cell.dataset.status = change.status;
    const isRunning = change.status === "running";
    cell.querySelector(".duration").textContent = isRunning ? "running" : change.status === "succeeded" ? change.time : `${change.status} after ${change.time}`;
    const { progress, error } = parts.get(cell);
    progress.replaceChildren();
    if (isRunning && change.fraction !== undefined) {
      const bar = make(progress, "progress", "");
      [bar.value, bar.ariaLabel] = [change.fraction, "Progress of this cell"];
      make(progress, "span", "").textContent = [change.text, `${Math.round(100 * change.fraction)} %`, change.time].filter(Boolean).join(", ");
    }
    error.innerHTML = change.html ?? "";
  }

  const sayings = {
    waiting: () => "Not run yet.",
    starting: change => change.text || "Starting…",
    running: () => "Running…",
    succeeded: change => `Done in ${change.time}.`,
    failed: change => change.text ? `Failed: ${change.text}` : `Failed after ${change.time}.`,
    cancelled: () => "Stopped.",
  };

  function setRun(change) {
    if (change.fingerprint && change.fingerprint !== fingerprint) return location.reload();
    if (change.run !== current) clear();
    current = change.run;
    const isRunning = change.status === "starting" || change.status === "running";
    [run.disabled, stop.disabled] = [isRunning, !isRunning];
    document.body.dataset.status = change.status;
    status.textContent = sayings[change.status](change);
  }

  const actions = { run: setRun, cell: setCell, output: show, console: write };
  const isOurs = change => change.kind === "run" || cellOf(change);

  function watch() {
    source = new EventSource(addressOf("events"));
    // A new connection tells everything again.
    source.onopen = clear;
    source.onmessage = message => JSON.parse(message.data).filter(isOurs).forEach(change => actions[change.kind](change));
    source.onerror = () => { status.textContent = "The server does not answer; trying again…"; };
  }

  // A browser allows few connections to one server, so only the pages that are seen keep one.
  document.addEventListener("visibilitychange", () => {
    source?.close();
    if (!document.hidden) watch();
  });

  // Does one after the other, until one is refused; the answer is empty where it was done.
  async function post(verbs, body) {
    refusal.textContent = "";
    try {
      for (const verb of verbs) {
        const answer = await fetch(addressOf(verb), { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
        refusal.textContent = await answer.text();
        if (refusal.textContent) return;
      }
    } catch {
      refusal.textContent = "The server does not answer; look at the terminal that it runs in.";
    }
  }

  const fields = [...form.querySelectorAll("[name]")];
  const preset = field => quick?.checked ? field.dataset.quick : field.dataset.default;
  const changed = () => fields.filter(field => field.value !== preset(field)).map(field => [field.name, field.value]);

  quick?.addEventListener("change", () => {
    for (const field of fields)
      if (field.value === (quick.checked ? field.dataset.default : field.dataset.quick)) field.value = preset(field);
  });
  form.addEventListener("submit", event => {
    event.preventDefault();
    post(["check", "start"], { quick: quick?.checked ?? false, values: Object.fromEntries(changed()) });
  });
  stop.addEventListener("click", () => post(["stop"], {}));
  watch();
})();
