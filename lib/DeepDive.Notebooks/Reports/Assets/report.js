// Draws every figure of the page, and draws it again when the reader's theme or the page's width class changes.
(() => {
  "use strict";
  const narrow = matchMedia("(max-width: 40rem)");

  const read = element => ({ plot: element.querySelector(".plot"), spec: JSON.parse(element.querySelector("script").textContent) });
  let figures = [...document.querySelectorAll("figure.figure")].map(read);

  const axesOf = layout => Object.keys(layout).filter(key => /^[xy]axis\d*$/.test(key));

  // A figure may bring the layout entries that replace its own where it has less than 600 pixels.
  const fitted = (layout, width) => width < 600 && layout.meta?.narrow ? { ...layout, ...layout.meta.narrow } : layout;

  // Square panels shrink with the page; their height has to follow, or they float in empty space.
  function heightOf(layout, width) {
    const isSquare = axesOf(layout).some(key => layout[key].scaleanchor);
    const share = Math.min(1, width / (layout.meta?.maxWidth ?? width));
    if (!isSquare || width < 600) return layout.height;
    const rim = (layout.margin?.t ?? 0) + (layout.margin?.b ?? 0);
    return rim + (layout.height - rim) * share;
  }

  function themed(layout, isDark) {
    const ink = isDark ? "#e3e6e9" : "#1f2328";
    const lines = isDark ? { gridcolor: "#2c3238", linecolor: "#59616a", zerolinecolor: "#59616a", tickcolor: "#59616a" }
      : { gridcolor: "#e6e6e1", linecolor: "#8b9199", zerolinecolor: "#b5b9be", tickcolor: "#8b9199" };
    const result = structuredClone(layout);
    delete result.width;
    delete result.meta?.narrow;
    result.autosize = true;
    result.height ??= 420;
    result.paper_bgcolor = result.plot_bgcolor = "rgba(0,0,0,0)";
    result.font = { size: 13, ...result.font, color: ink, family: getComputedStyle(document.documentElement).getPropertyValue("--sans") };
    result.hoverlabel = { bgcolor: isDark ? "#262b31" : "#ffffff", bordercolor: lines.linecolor, ...result.hoverlabel, font: { ...result.hoverlabel?.font, color: ink } };
    result.margin = { l: 64, r: 16, b: 56, ...result.margin, t: Math.min(result.margin?.t ?? 32, result.annotations?.length ? 48 : 32) };
    for (const key of new Set(["xaxis", "yaxis", ...axesOf(result)])) result[key] = { automargin: true, ...result[key], ...lines };
    result.modebar = { bgcolor: "rgba(0,0,0,0)", color: lines.linecolor, activecolor: ink, ...result.modebar };
    result.legend = { ...result.legend, bgcolor: "rgba(0,0,0,0)" };
    if (narrow.matches) result.font.size = 11;
    return result;
  }

  function draw({ plot, spec }, isDark) {
    if (spec.layout?.meta?.maxWidth) plot.style.maxWidth = `${spec.layout.meta.maxWidth}px`;
    const width = plot.clientWidth;
    const layout = { ...fitted(spec.layout ?? {}, width) };
    layout.height = heightOf(layout, width);
    const config = {
      responsive: true,
      displaylogo: false,
      modeBarButtonsToRemove: ["select2d", "lasso2d"],
      ...spec.config,
      toImageButtonOptions: { scale: 2, filename: layout.meta?.name ?? "figure" },
    };
    return Plotly.react(plot, spec.data, themed(layout, isDark), config);
  }

  // A picture is for print: the light theme on white, whatever the page shows.
  async function savePicture({ plot, spec }, format) {
    const size = { width: plot.clientWidth, height: plot.clientHeight };
    const layout = { ...themed(fitted(spec.layout ?? {}, size.width), false), ...size, paper_bgcolor: "#ffffff" };
    save(await Plotly.toImage({ data: spec.data, layout }, { format, scale: format === "png" ? 2 : 1, ...size }), nameOf(spec), format);
  }

  function saveNumbers({ element, spec }) {
    const quoted = text => /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    const rows = [...element.querySelectorAll(".numbers tr")].map(row => [...row.children].map(cell => quoted(cell.textContent)).join(","));
    const address = URL.createObjectURL(new Blob([rows.join("\n"), "\n"], { type: "text/csv" }));
    save(address, nameOf(spec), "csv");
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  }

  const nameOf = spec => spec.layout?.meta?.name ?? "figure";

  function save(address, name, extension) {
    const link = document.createElement("a");
    link.href = address;
    link.download = `${name}.${extension}`;
    link.click();
  }

  // One listener for all, so that figures which come later are served, too.
  document.addEventListener("click", event => {
    const format = event.target.closest?.("[data-save]")?.dataset.save;
    if (!format) return;
    const element = event.target.closest("figure.figure");
    const figure = { element, plot: element.querySelector(".plot"), spec: JSON.parse(element.querySelector("script").textContent) };
    if (format === "csv") saveNumbers(figure);
    else savePicture(figure, format);
  });

  async function drawAll() {
    for (const figure of figures) {
      await draw(figure, readerTheme.isDark());
      figure.plot.dataset.drawn = "true";
      await new Promise(resolve => setTimeout(resolve));
    }
  }

  // A slider that does no more than choose which traces are seen; any other is left to Plotly.
  function choosesTraces({ data, layout }) {
    const [slider, ...others] = layout?.sliders ?? [];
    const chooses = ({ method, args }) => (method ?? "restyle") === "restyle" && args?.length === 1 && args[0]?.visible?.length === data.length;
    return others.length === 0 && slider?.steps?.length > 0 && slider.steps.every(chooses);
  }

  // The traces that a slider shows stay shown when the figure is drawn again; a reader who looks back stays there when it grows.
  function takeSlider(figure, previous) {
    const { plot, spec } = figure;
    if (!choosesTraces(spec)) return;
    const [slider] = spec.layout.sliders;
    slider.active ??= 0;
    delete spec.layout.sliders;
    const keep = shown => spec.data.forEach((trace, i) => { trace.visible = shown.visible[i]; });
    const before = previous?.input;
    if (before && before.value !== before.max) slider.active = Math.min(before.value, slider.steps.length - 1);
    const label = figureSlider(slider, shown => {
      keep(shown);
      Plotly.restyle(plot, shown);
    });
    plot.closest(".plot-frame").after(label);
    keep(slider.steps[slider.active].args[0]);
    figure.input = label.querySelector("input");
  }

  figures.forEach(figure => takeSlider(figure));

  document.addEventListener("theme", drawAll);
  narrow.addEventListener("change", drawAll);
  addEventListener("beforeprint", () => figures.forEach(figure => draw(figure, false)));
  addEventListener("afterprint", drawAll);
  // A live page brings a figure, or another one in its place.
  document.addEventListener("figure", event => {
    const figure = read(event.target);
    takeSlider(figure, figures.find(({ plot }) => plot === figure.plot));
    figures = [...figures.filter(({ plot }) => plot.isConnected && plot !== figure.plot), figure];
    draw(figure, readerTheme.isDark()).then(() => figure.plot.dataset.drawn = "true");
  });
  drawAll();
})();
