// The reader's controls: theme, folding of all code, and contents that follow the reading.
(() => {
  "use strict";
  const theme = document.querySelector("#theme");
  const nameTheme = () => { theme.textContent = readerTheme.isDark() ? "Light theme" : "Dark theme"; };
  if (theme) {
    nameTheme();
    theme.addEventListener("click", () => readerTheme.set(readerTheme.isDark() ? "light" : "dark"));
    document.addEventListener("theme", nameTheme);
  }

  const code = document.querySelector("#code");
  const sources = () => [...document.querySelectorAll("details.source")];
  const nameCode = () => {
    code.hidden = sources().length === 0;
    code.textContent = sources().every(source => source.open) ? "Hide all code" : "Show all code";
  };
  if (code) {
    nameCode();
    code.addEventListener("click", () => {
      const open = !sources().every(source => source.open);
      for (const source of sources()) source.open = open;
      nameCode();
    });
    document.addEventListener("toggle", event => { if (event.target.matches("details.source")) nameCode(); }, true);
  }

  const contents = document.querySelector(".contents details");
  if (!contents) return;
  const wide = matchMedia("(min-width: 78rem)");
  const foldContents = () => { contents.open = wide.matches; };
  wide.addEventListener("change", foldContents);
  foldContents();

  const links = [...contents.querySelectorAll("a[href^='#']")];
  const headings = links.map(link => document.getElementById(decodeURIComponent(link.hash.slice(1))));

  // The section being read is the last whose heading has passed the upper third of the window.
  function follow() {
    const isAtEnd = scrollY > 0 && innerHeight + scrollY >= document.documentElement.scrollHeight - 2;
    const passed = heading => heading && heading.getBoundingClientRect().top <= innerHeight / 3;
    const current = isAtEnd ? headings.length - 1 : headings.findLastIndex(passed);
    links.forEach((link, i) => {
      if (i === current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
    const nav = contents.parentElement;
    const link = links[current];
    if (!link || !wide.matches) return;
    const [box, place] = [nav.getBoundingClientRect(), link.getBoundingClientRect()];
    if (place.top < box.top || place.bottom > box.bottom) nav.scrollTop += place.top - box.top - box.height / 3;
  }

  const observer = new IntersectionObserver(follow, { rootMargin: "0px 0px -66% 0px" });
  for (const heading of headings) if (heading) observer.observe(heading);
  addEventListener("scrollend", follow);
  follow();
})();
