// Filters the claims, and draws each part's first figure small.
(() => {
  "use strict";
  const filters = document.querySelector(".filters");
  if (filters) {
    const [text, verdict, part] = ["text", "verdict", "part"].map(name => filters.querySelector(`[name=${name}]`));
    const rows = [...document.querySelectorAll(".all-claims tbody tr")];
    const count = filters.querySelector("output");
    const apply = () => {
      const words = text.value.toLowerCase().split(/\s+/).filter(word => word);
      for (const row of rows) {
        const said = row.textContent.toLowerCase();
        row.hidden = Boolean(verdict.value && row.dataset.verdict !== verdict.value || part.value && row.dataset.part !== part.value
          || !words.every(word => said.includes(word)));
      }
      count.textContent = `${rows.filter(row => !row.hidden).length} of ${rows.length} claims`;
    };
    filters.addEventListener("input", apply);
    filters.addEventListener("reset", () => setTimeout(apply));
    apply();
  }

  const thumbnails = [...document.querySelectorAll(".thumbnail")].map(element => ({ element, spec: JSON.parse(element.querySelector("script").textContent) }));

  function draw({ element, spec }) {
    const isDark = readerTheme.isDark();
    const layout = structuredClone(spec.layout ?? {});
    const bare = { showticklabels: false, ticks: "", title: { text: "" }, showgrid: false, automargin: false, linecolor: isDark ? "#59616a" : "#8b9199", zeroline: false };
    const axes = new Set(["xaxis", "yaxis", ...Object.keys(layout).filter(key => /^[xy]axis\d*$/.test(key))]);
    for (const key of axes) layout[key] = { ...layout[key], ...bare };
    for (const key of Object.keys(layout).filter(key => key.startsWith("coloraxis"))) layout[key].showscale = false;
    const data = spec.data.map(trace => ({ ...trace, showscale: trace.showscale === undefined && !trace.colorscale ? undefined : false }));
    Plotly.react(element.querySelector(".drawing"), data, {
      ...layout, width: 216, height: 136, autosize: false, title: undefined, annotations: [], showlegend: false,
      margin: { l: 6, r: 6, t: 6, b: 6 }, font: { size: 8, color: isDark ? "#e3e6e9" : "#1f2328" },
      paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)",
    }, { staticPlot: true, responsive: false }).then(() => { element.dataset.drawn = "true"; });
  }

  const drawAll = () => thumbnails.forEach(draw);
  document.addEventListener("theme", drawAll);
  drawAll();
})();
