// Sets the page's mathematics; where it cannot be read, its source stays, with what is wrong.
(() => {
  "use strict";
  // What one formula defines, the later ones know.
  const macros = {};

  function set(element) {
    const source = element.textContent;
    try {
      katex.render(source, element, { displayMode: element.classList.contains("display"), globalGroup: true, macros, strict: "ignore" });
    } catch (error) {
      const [code, problem] = ["code", "span"].map(name => document.createElement(name));
      code.textContent = source;
      problem.className = "problem";
      problem.textContent = error.message;
      element.replaceChildren(code, " ", problem);
    }
  }

  const setAll = root => root.querySelectorAll(".math").forEach(set);
  document.addEventListener("shown", event => setAll(event.target));
  setAll(document);
})();
