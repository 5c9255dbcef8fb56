export interface PageFacts {
  /** As on the request line. */
  url: string;
  /** Browsers reach us over https: they may be told never to try anything else. */
  isHttps: boolean;
  /** Who may show a portal in a frame, besides our own pages. */
  embedOrigins: readonly string[];
  /** Whom our own pages may show in a frame, besides each other. */
  framed?: string | null;
  /** Of this answer's inline scripts; null for `next dev`, whose reloading evaluates text. */
  nonce: string | null;
}

const EVERYWHERE = {
  "x-content-type-options": "nosniff",
  "permissions-policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
} as const;

/** A year. Over http browsers would not hear of it. */
export const TRANSPORT = { "strict-transport-security": "max-age=31536000" } as const;

/**
 * What browsers are told about pages and static files. Whatever a customer's server or an event puts on a screen is text
 * to us; these are the second line, should that ever fail.
 */
export function pageHeaders({ url, isHttps, embedOrigins, framed = null, nonce }: PageFacts): Record<string, string> {
  const isPortal = /^\/portal(?=[/?#]|$)/.test(url);
  return {
    ...EVERYWHERE,
    ...(isHttps ? TRANSPORT : {}),
    // The console's forms work before their scripts have come: without a referrer such a post would have no origin.
    "referrer-policy": isPortal ? "no-referrer" : "same-origin",
    "content-security-policy": contentPolicy(
      isPortal ? ["'self'", ...embedOrigins].join(" ") : "'none'",
      nonce,
      framed,
    ),
    ...(isPortal ? {} : { "x-frame-options": "DENY", "cross-origin-opener-policy": "same-origin" }),
  };
}

function contentPolicy(frameAncestors: string, nonce: string | null, framed: string | null): string {
  const always = ["object-src 'none'", "base-uri 'none'", "form-action 'self'", `frame-ancestors ${frameAncestors}`];
  if (nonce === null) return always.join("; ");
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    // React writes style attributes.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    ...(framed === null ? [] : [`frame-src 'self' ${framed}`]),
    ...always,
  ].join("; ");
}
