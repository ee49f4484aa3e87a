// Every text on the page whose contrast with what is behind it is under 4.5 to 1 (WCAG 2.2, 1.4.3).
const numbers = (colour) => {
  const [r, g, b, a = 1] = colour.match(/[\d.]+/g).map(Number);
  return { r, g, b, a };
};
const light = ({ r, g, b }) => {
  const [R, G, B] = [r, g, b].map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
  return 0.2126 * R + 0.7152 * G + 0.0722 * B;
};
const ratio = (one, other) => {
  const [high, low] = [light(one), light(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
};
const grounds = (element) => {
  for (let e = element; e; e = e.parentElement) {
    const style = getComputedStyle(e);
    if (style.backgroundImage !== "none") return style.backgroundImage.match(/rgba?\([^)]*\)/g).map(numbers);
    const ground = numbers(style.backgroundColor);
    if (ground.a === 1) return [ground];
  }
  return [{ r: 255, g: 255, b: 255 }];
};
const poor = [];
let checked = 0;
for (const element of document.querySelectorAll("body *")) {
  const own = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  const typed = element.matches("input, select, textarea");
  if (!(own || typed) || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || element.matches("option, noscript *, .skip, .unseen")) continue;
  const style = getComputedStyle(element);
  const colour = numbers(element instanceof SVGElement ? style.fill : style.color);
  checked += 1;
  const worst = Math.min(...grounds(element).map((ground) => ratio(colour, ground)));
  if (worst < 4.5) poor.push(`${element.tagName} “${element.textContent.trim().slice(0, 40)}” ${worst.toFixed(2)}`);
}
return [checked, poor];
