/**
 * Runs before anything is painted: what the page around said in the address, as attributes that app/styles/framed.css knows. In
 * a frame it is remembered, because links within the portal do not repeat it. Colours and a face may come this way (they
 * are those of svix-react), a logo may not: in an address it would make a page that looks like somebody else's.
 */
export const FIRST_PAINT = `(function () {
  var root = document.documentElement;
  var framed = window.parent !== window;
  var asked = new URLSearchParams(location.search);
  var said = {};
  try { if (framed) said = JSON.parse(sessionStorage.getItem("posthorn-embed")) || {}; } catch (e) {}
  ["nav", "gutters", "keys"].forEach(function (name) { if (asked.get(name) === "0") said[name] = "0"; });
  if (asked.get("height") === "auto" || asked.get("height") === "fill") said.height = asked.get("height");
  // What nobody gave a height is 150 pixels high: svix-react waits to be told ours.
  else if (framed && !said.height && window.innerHeight === 150) said.height = "auto";
  if (asked.get("locale")) said.locale = asked.get("locale").slice(0, 35);
  if (asked.get("tz")) said.tz = asked.get("tz").slice(0, 64);
  var color = /^#?([0-9a-fA-F]{6})$/.exec(asked.get("primaryColor") || "");
  if (color) said.color = "#" + color[1];
  if (asked.get("fontFamily")) said.font = asked.get("fontFamily").slice(0, 40).toLowerCase().replace(/ /g, "-");
  try { if (framed) sessionStorage.setItem("posthorn-embed", JSON.stringify(said)); } catch (e) {}
  if (framed) root.dataset.framed = "";
  ["nav", "gutters", "keys", "height"].forEach(function (name) { if (said[name]) root.dataset[name] = said[name]; });
  if (!said.color && !said.font) return;
  var look = document.createElement("link");
  look.id = "posthorn-look";
  look.rel = "stylesheet";
  look.href = "/brand/theme.css?" + new URLSearchParams(said.color ? said.font ? { color: said.color, font: said.font } : { color: said.color } : { font: said.font });
  document.head.append(look);
})();`;
