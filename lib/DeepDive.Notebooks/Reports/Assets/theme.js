// Sets the theme that the reader chose before anything is painted.
(() => {
  "use strict";
  const system = matchMedia("(prefers-color-scheme: dark)");
  const root = document.documentElement;
  const stored = () => {
    try { return localStorage.getItem("deepdive-theme"); } catch { return null; }
  };
  const choice = stored();
  if (choice === "light" || choice === "dark") root.dataset.theme = choice;

  const isDark = () => root.dataset.theme ? root.dataset.theme === "dark" : system.matches;
  const tell = () => document.dispatchEvent(new Event("theme"));
  system.addEventListener("change", tell);

  window.readerTheme = {
    isDark,
    set(theme) {
      root.dataset.theme = theme;
      // A page opened from a file may have no storage; the choice then holds for this page.
      try { localStorage.setItem("deepdive-theme", theme); } catch { }
      tell();
    },
  };
})();
