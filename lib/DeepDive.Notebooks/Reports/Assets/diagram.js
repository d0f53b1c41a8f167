// Draws the page's diagrams in the reader's theme; one that cannot be read shows its source with what is wrong.
(() => {
  "use strict";
  // Ink is legible on every fill; marks stand out from the paper.
  const light = {
    paper: "#fdfdfb", raised: "#eef1f4", ink: "#1f2328", line: "#5c636b", note: "#fff6d6", alarm: "#fbc9c4",
    fills: ["#c6dbef", "#fdd0a2", "#c7e9c0", "#dadaeb", "#fcc5c0", "#d9d9d9", "#fee391", "#ccece6"],
    marks: ["#0b5cad", "#b4540a", "#1a7340", "#6a51a3"],
  };
  const dark = {
    paper: "#15181c", raised: "#262b31", ink: "#e3e6e9", line: "#9aa3ad", note: "#3a331c", alarm: "#7a2f2a",
    fills: ["#2f4f74", "#7a4a1c", "#2f5d3a", "#4d4480", "#7a3440", "#4a4f56", "#665410", "#1f5a57"],
    marks: ["#86b7f5", "#f2a97e", "#6fd096", "#b8a9e8"],
  };

  const xyParts = ["titleColor", ...["x", "y"].flatMap(axis => ["LabelColor", "TitleColor", "TickColor", "LineColor"].map(part => `${axis}Axis${part}`))];

  // Mermaid's names for the colours of its many kinds of diagram.
  function variables({ paper, raised, ink, line, note, alarm, fills, marks }) {
    const series = fills.flatMap((fill, i) => [
      [`pie${i + 1}`, fill], [`cScale${i}`, fill], [`cScaleLabel${i}`, ink], [`git${i}`, fill], [`gitBranchLabel${i}`, ink], [`fillType${i}`, fill],
    ]);
    return {
      ...Object.fromEntries(series),
      background: paper, primaryColor: raised, secondaryColor: raised, tertiaryColor: paper, mainBkg: raised,
      primaryTextColor: ink, secondaryTextColor: ink, tertiaryTextColor: ink, textColor: ink, titleColor: ink,
      primaryBorderColor: line, secondaryBorderColor: line, tertiaryBorderColor: line, lineColor: line, edgeLabelBackground: paper,
      noteBkgColor: note, noteTextColor: ink, noteBorderColor: line,
      pieStrokeColor: paper, pieOuterStrokeColor: line, pieSectionTextColor: ink, pieOpacity: "1",
      taskBkgColor: fills[0], taskTextColor: ink, taskTextLightColor: ink, taskTextDarkColor: ink, taskTextOutsideColor: ink,
      activeTaskBkgColor: fills[1], doneTaskBkgColor: fills[5], doneTaskBorderColor: line, critBkgColor: alarm, critBorderColor: line,
      sectionBkgColor: raised, sectionBkgColor2: raised, altSectionBkgColor: paper, gridColor: line,
      commitLabelColor: ink, commitLabelBackground: paper,
      xyChart: { ...Object.fromEntries(xyParts.map(part => [part, ink])), backgroundColor: paper, plotColorPalette: marks.join(",") },
    };
  }

  function initialize(isDark) {
    mermaid.initialize({
      startOnLoad: false,
      suppressErrorRendering: true,
      securityLevel: "strict",
      theme: "base",
      fontFamily: getComputedStyle(document.documentElement).getPropertyValue("--sans"),
      themeVariables: { darkMode: isDark, ...variables(isDark ? dark : light) },
    });
  }

  function make(name, className) {
    const element = document.createElement(name);
    element.className = className;
    return element;
  }

  function show(diagram, ...content) {
    const place = diagram.querySelector(".drawn") ?? make("div", "drawn scroll");
    place.tabIndex = 0;
    place.replaceChildren(...content);
    diagram.prepend(place);
  }

  let count = 0;

  async function draw(diagram) {
    const source = diagram.querySelector("details");
    const isFirst = !diagram.dataset.theme;
    diagram.dataset.theme = readerTheme.isDark() ? "dark" : "light";
    try {
      const { svg } = await mermaid.render(`diagram-${++count}`, source.querySelector("pre").textContent);
      const template = make("template", "");
      template.innerHTML = svg;
      const drawing = template.content.firstElementChild;
      if (!drawing.hasAttribute("aria-labelledby")) drawing.setAttribute("aria-label", "Diagram");
      show(diagram, drawing);
      if (isFirst) source.open = false;
    } catch (error) {
      const problem = make("pre", "problem");
      problem.textContent = error.message;
      show(diagram, problem);
    }
  }

  // One at a time: Mermaid has one state for all.
  let queue = Promise.resolve();
  const drawAll = root => {
    queue = queue.then(async () => {
      initialize(readerTheme.isDark());
      for (const diagram of root.querySelectorAll("figure.diagram")) await draw(diagram);
    });
  };

  document.addEventListener("theme", () => drawAll(document));
  document.addEventListener("shown", event => drawAll(event.target));
  drawAll(document);
})();
