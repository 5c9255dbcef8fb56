import { post } from "@/components/embedding/channel.ts";

/** Tells the page around how high the content is, at most once a frame and only when it has changed. */
export function tellHeight(): () => void {
  let told = 0;
  let frame = 0;
  const tell = () => {
    frame = 0;
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    if (Math.abs(height - told) < 1) return;
    told = height;
    post({ type: "resize", height });
  };
  const observer = new ResizeObserver(() => {
    frame ||= requestAnimationFrame(tell);
  });
  observer.observe(document.body);
  return () => {
    observer.disconnect();
    cancelAnimationFrame(frame);
  };
}

/** The part of this frame that can be seen: overlays are placed within it. */
export function showBand({ top, height }: { top: number; height: number }): void {
  const style = document.documentElement.style;
  style.setProperty("--band-top", `${Math.round(Math.max(0, top))}px`);
  style.setProperty("--band-height", `${Math.round(height)}px`);
}

/** Tells the page around when a modal dialog opens and when the last one closes. */
export function tellOverlays(): () => void {
  let open = false;
  const look = () => {
    const now = document.querySelector("dialog:modal") !== null;
    if (now === open) return;
    open = now;
    post({ type: "overlay", open });
  };
  const observer = new MutationObserver(look);
  observer.observe(document.body, { subtree: true, childList: true, attributeFilter: ["open"] });
  return () => observer.disconnect();
}
