import localFont from "next/font/local";

// Latin subsets of the two variable faces: 53 KB together, served by us, so no third-party request.
export const sans = localFont({
  src: "../node_modules/@fontsource-variable/instrument-sans/files/instrument-sans-latin-wght-normal.woff2",
  weight: "400 700",
  style: "normal",
  display: "swap",
  preload: true,
  variable: "--face-sans",
  adjustFontFallback: "Arial",
});

export const mono = localFont({
  src: "../node_modules/@fontsource-variable/geist-mono/files/geist-mono-latin-wght-normal.woff2",
  weight: "100 900",
  style: "normal",
  display: "swap",
  preload: true,
  variable: "--face-mono",
  adjustFontFallback: false,
});
