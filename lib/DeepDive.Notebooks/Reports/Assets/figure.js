// Draws the page's one figure as it is to be printed: dark on white, without controls.
(() => {
  "use strict";
  const { data, layout } = JSON.parse(document.getElementById("figure").textContent);
  document.body.style.cssText = "margin:0;background:#fff";
  Plotly.newPlot("plot", data, {
    ...layout,
    sliders: [],
    paper_bgcolor: "#ffffff",
    plot_bgcolor: "#ffffff",
    font: { size: 14, ...layout.font, color: "#1f2328", family: "DejaVu Sans, Helvetica, Arial, sans-serif" },
  }, { staticPlot: true, responsive: false });
})();
