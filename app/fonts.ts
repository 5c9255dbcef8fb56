import localFont from "next/font/local";

// Latin subsets of the two variable faces: 53 KB together, served by us, so no third-party request.
const sans = localFont({
  src: "../node_modules/@fontsource-variable/instrument-sans/files/instrument-sans-latin-wght-normal.woff2",
  weight: "400 700",
  style: "normal",
  display: "swap",
  preload: true,
  variable: "--face-instrument-sans",
  adjustFontFallback: "Arial",
});

const mono = localFont({
  src: "../node_modules/@fontsource-variable/geist-mono/files/geist-mono-latin-wght-normal.woff2",
  weight: "100 900",
  style: "normal",
  display: "swap",
  preload: true,
  variable: "--face-mono",
  adjustFontFallback: false,
});

// What an operator may choose in its place. A browser loads a face when a page uses it, and not before.

const geist = localFont({
  src: "../node_modules/@fontsource-variable/geist/files/geist-latin-wght-normal.woff2",
  weight: "100 900",
  style: "normal",
  display: "swap",
  preload: false,
  variable: "--face-geist",
  adjustFontFallback: "Arial",
});

const inter = localFont({
  src: "../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
  weight: "100 900",
  style: "normal",
  display: "swap",
  preload: false,
  variable: "--face-inter",
  adjustFontFallback: "Arial",
});

const plex = localFont({
  src: "../node_modules/@fontsource-variable/ibm-plex-sans/files/ibm-plex-sans-latin-wght-normal.woff2",
  weight: "100 700",
  style: "normal",
  display: "swap",
  preload: false,
  variable: "--face-ibm-plex-sans",
  adjustFontFallback: "Arial",
});

const figtree = localFont({
  src: "../node_modules/@fontsource-variable/figtree/files/figtree-latin-wght-normal.woff2",
  weight: "300 900",
  style: "normal",
  display: "swap",
  preload: false,
  variable: "--face-figtree",
  adjustFontFallback: "Arial",
});

const onest = localFont({
  src: "../node_modules/@fontsource-variable/onest/files/onest-latin-wght-normal.woff2",
  weight: "100 900",
  style: "normal",
  display: "swap",
  preload: false,
  variable: "--face-onest",
  adjustFontFallback: "Arial",
});

/** Of the document: the names of all faces. */
export const FACES = [sans, mono, geist, inter, plex, figtree, onest].map(({ variable }) => variable).join(" ");
