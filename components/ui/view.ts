/** How one reader wants to see pages. A cookie, so that the server draws the first paint that way. */
export type View = {
  clock: "24" | "12";
  density: "comfortable" | "default" | "compact";
  /** `less` also where the system does not ask for it. */
  motion: "system" | "less";
  /** Single letters as shortcuts. */
  keys: "on" | "off";
};

export const DEFAULT_VIEW: View = { clock: "24", density: "default", motion: "system", keys: "on" };

export const VIEW_COOKIE = "ph_view";

const CHOICES: { [Key in keyof View]: readonly View[Key][] } = {
  clock: ["24", "12"],
  density: ["comfortable", "default", "compact"],
  motion: ["system", "less"],
  keys: ["on", "off"],
};

function choiceOf<Key extends keyof View>(key: Key, value: string | null): View[Key] {
  return CHOICES[key].find((choice) => choice === value) ?? DEFAULT_VIEW[key];
}

/** The cookie's value; what it does not say, or says wrong, is as usual. */
export function readView(value: string | undefined): View {
  const said = new URLSearchParams(value ?? "");
  return {
    clock: choiceOf("clock", said.get("clock")),
    density: choiceOf("density", said.get("density")),
    motion: choiceOf("motion", said.get("motion")),
    keys: choiceOf("keys", said.get("keys")),
  };
}

export function writeView(view: View): string {
  const changed = Object.entries(view).filter(([key, value]) => DEFAULT_VIEW[key as keyof View] !== value);
  return new URLSearchParams(changed).toString();
}
