/*
 * Shows a Posthorn portal in a page of yours. No dependencies; docs/embedding.md has the examples.
 *
 *   const portal = Posthorn.mount(element, { url, refresh, height, mode, locale, tz, theme, title, onRoute, … });
 */
(() => {
  const own = document.currentScript && new URL(document.currentScript.src).origin;

  function mount(element, options) {
    const { url, refresh, height = "fill", title = "Webhooks" } = options;
    const address = new URL(url, own || location.href);
    const origin = address.origin;
    const auto = height === "auto";
    for (const name of ["nav", "gutters", "keys"]) if (options[name] === false) address.searchParams.set(name, "0");
    for (const name of ["mode", "locale", "tz", "next"]) if (options[name]) address.searchParams.set(name, options[name]);
    address.searchParams.set("height", auto ? "auto" : "fill");

    const frame = document.createElement("iframe");
    frame.title = title;
    frame.allow = "clipboard-write";
    frame.loading = "lazy";
    frame.style.cssText = `display:block;width:100%;border:0;${auto ? "height:480px" : "height:100%;min-height:480px"}`;
    frame.src = address.href;

    let count = 0;
    let asking = false;
    const wishes = { mode: options.mode, locale: options.locale, tz: options.tz, theme: options.theme };

    function post(type, fields) {
      // To the portal only: whatever else has come into the frame hears nothing.
      frame.contentWindow?.postMessage({ v: 1, type: `posthorn:${type}`, id: String(++count), ...fields }, origin);
    }

    async function renew() {
      if (!refresh || asking) return;
      asking = true;
      try {
        const fresh = await refresh();
        const code = fresh && (new URL(fresh, origin).hash.match(/k=([\w-]+)/) || [0, fresh])[1];
        if (code) post("token", { code });
      } finally {
        asking = false;
      }
    }

    let drawing = 0;
    function band() {
      drawing = 0;
      const box = frame.getBoundingClientRect();
      const top = Math.max(0, -box.top);
      post("viewport", { top, height: Math.max(1, Math.min(innerHeight, box.bottom) - Math.max(0, box.top)) });
    }
    const move = () => {
      drawing ||= requestAnimationFrame(band);
    };

    function listen({ source, origin: from, data }) {
      if (source !== frame.contentWindow || from !== origin || data?.v !== 1) return;
      if (data.type === "posthorn:ready") {
        post("init", { ...wishes, height: auto ? "auto" : "fill" });
        if (auto) band();
        options.onReady?.(data.version);
      } else if (data.type === "posthorn:resize") {
        if (auto) {
          frame.style.height = `${data.height}px`;
          move();
        }
        options.onResize?.(data.height);
      } else if (data.type === "posthorn:route") options.onRoute?.(data.path, data.title);
      else if (data.type === "posthorn:overlay") options.onOverlay?.(data.open);
      else if (data.type === "posthorn:session") options.onSession?.(new Date(data.expiresAt));
      else if (data.type === "posthorn:session-expired") {
        options.onSessionExpired?.();
        renew();
      } else if (data.type === "posthorn:event") options.onEvent?.(data.name);
    }

    addEventListener("message", listen);
    if (auto) {
      addEventListener("scroll", move, { passive: true, capture: true });
      addEventListener("resize", move);
    }
    element.append(frame);

    return {
      frame,
      navigate: (path) => post("navigate", { path }),
      theme(theme) {
        const { mode, ...look } = theme;
        if (mode) wishes.mode = mode;
        wishes.theme = { ...wishes.theme, ...look };
        post("theme", theme);
      },
      locale(locale) {
        wishes.locale = locale;
        post("init", { locale });
      },
      focus() {
        frame.focus();
        post("focus");
      },
      destroy() {
        removeEventListener("message", listen);
        removeEventListener("scroll", move, { capture: true });
        removeEventListener("resize", move);
        cancelAnimationFrame(drawing);
        frame.remove();
      },
    };
  }

  globalThis.Posthorn = { mount };
})();
