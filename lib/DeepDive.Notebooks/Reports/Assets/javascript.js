// Starts the JavaScript of cells in their order; what it writes or throws is shown below it, and stops no other.
// None waits for what another one awaits, which may never come.
(() => {
  "use strict";
  const textOf = value => {
    if (typeof value === "string") return value;
    try { return JSON.stringify(value) ?? String(value); } catch { return String(value); }
  };

  function write(element, className, text) {
    let last = element.lastChild;
    if (last?.className !== className) {
      last = document.createElement("pre");
      last.className = className;
      last.tabIndex = 0;
      element.append(last);
    }
    last.append(text, "\n");
  }

  async function run(element) {
    const code = JSON.parse(element.querySelector("script").textContent);
    const say = (...values) => write(element, "output console", values.map(textOf).join(" "));
    const fail = error => write(element, "output console console-error", String(error));
    const onError = event => {
      event.preventDefault();
      fail(String(event.error ?? event.message).replace(/Failed to execute '\w+' on '\w+': /, ""));
    };
    // The page's policy allows a script element and no other way to run a text.
    const script = document.createElement("script");
    script.textContent = `javaScriptCell = async (element, console) => {${code}\n};`;
    window.javaScriptCell = undefined;
    addEventListener("error", onError);
    element.append(script);
    script.remove();
    removeEventListener("error", onError);
    try {
      const value = await window.javaScriptCell?.(element, { ...console, debug: say, error: fail, info: say, log: say, warn: say });
      if (value !== undefined) say(value);
    } catch (error) {
      fail(error);
    }
  }

  const runAll = root => root.querySelectorAll("div.javascript").forEach(run);
  document.addEventListener("shown", event => runAll(event.target));
  runAll(document);
})();
