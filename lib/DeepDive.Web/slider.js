// Plotly's own slider cannot be reached by keyboard, so a figure gets a native one.
// `slider` is an entry of layout.sliders; `choose` is told what to restyle. Returns the label with the slider in it.
function figureSlider(slider, choose) {
  const [label, input, output] = ["label", "input", "output"].map(name => document.createElement(name));
  label.className = "slider";
  Object.assign(input, { type: "range", min: 0, max: slider.steps.length - 1, step: 1, value: slider.active });
  const show = () => {
    const step = slider.steps[input.value];
    output.textContent = step.label;
    input.setAttribute("aria-valuetext", step.label);
    return step.args[0];
  };
  input.addEventListener("input", () => choose(show()));
  label.append(slider.currentvalue?.prefix ?? "", input, " ", output);
  show();
  return label;
}
