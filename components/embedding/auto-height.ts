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

/**
 * A page around that is not ours (svix-react) does not say whether it makes its frame as high as the content: it is told a
 * height once, and seen to follow. `onFollowed` is called when it does.
 */
export function askToFollowHeight(onFollowed: () => void): () => void {
  const { dataset } = document.documentElement;
  // Of the content itself, which else is at least as high as the frame.
  dataset.height = "auto";
  const content = Math.ceil(document.body.getBoundingClientRect().height);
  delete dataset.height;
  const asked = content === window.innerHeight ? content + 1 : content;
  const look = () => {
    if (window.innerHeight !== asked) return;
    window.removeEventListener("resize", look);
    onFollowed();
  };
  window.addEventListener("resize", look);
  post({ type: "resize", height: asked });
  return () => window.removeEventListener("resize", look);
}

/** The part of this frame that can be seen: overlays are placed within it. */
export function showBand({ top, height }: { top: number; height: number }): void {
  const style = document.documentElement.style;
  style.setProperty("--band-top", `${Math.round(Math.max(0, top))}px`);
  style.setProperty("--band-height", `${Math.round(height)}px`);
}

/** Tells the page around, and app/styles/framed.css, when a modal dialog opens and when the last one closes. */
export function tellOverlays(): () => void {
  const root = document.documentElement;
  const look = () => {
    const open = document.querySelector("dialog:modal") !== null;
    if (open === root.hasAttribute("data-overlay")) return;
    root.toggleAttribute("data-overlay", open);
    post({ type: "overlay", open });
  };
  const observer = new MutationObserver(look);
  observer.observe(document.body, { subtree: true, childList: true, attributeFilter: ["open"] });
  return () => observer.disconnect();
}
