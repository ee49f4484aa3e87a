// Everything that reaches over the right edge of the page, but for what scrolls by itself.
return [...document.querySelectorAll("body *")]
  .filter((e) => e.checkVisibility() && !e.closest("nav, .skip, .unseen, thead, .scroll"))
  .filter((e) => e.getBoundingClientRect().right > innerWidth + 1)
  .map((e) => e.outerHTML.slice(0, 80));
