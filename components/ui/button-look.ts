export type ButtonVariant = "primary" | "secondary" | "quiet" | "danger";
export type ButtonSize = "small" | "medium";

export type ButtonLook = { variant?: ButtonVariant; size?: ButtonSize; className?: string };

const SHAPE =
  "relative inline-flex shrink-0 select-none items-center justify-center max-w-full rounded-control border text-dense font-firm no-underline transition-colors duration-(--dur-1) coarse:min-h-11";

const PRIMARY = "border-(--solid-line) bg-solid text-on-solid hover:bg-(--solid-hover)";
const MEDIUM = "min-h-8 gap-1.5 px-4 py-1";

const VARIANTS: Record<ButtonVariant, string> = {
  primary: PRIMARY,
  secondary: "border-line-strong bg-surface text-ink hover:bg-hover active:bg-active",
  quiet: "border-transparent bg-transparent text-ink-2 hover:bg-hover hover:text-ink active:bg-active",
  danger: "border-fail-mark bg-surface text-fail-ink hover:bg-fail-soft",
};

const SIZES: Record<ButtonSize, string> = {
  small: "min-h-7 gap-1 px-2.5 py-0.5",
  medium: MEDIUM,
};

/** For what every page carries for the worst case, and should be small: the error pages. */
export const PRIMARY_BUTTON = `${SHAPE} ${PRIMARY} ${MEDIUM}`;

/** The look of a button, for a link or a summary that must match one. */
export function buttonClass({ variant = "secondary", size = "medium", className = "" }: ButtonLook = {}): string {
  return `${SHAPE} ${VARIANTS[variant]} ${SIZES[size]} ${className}`;
}
