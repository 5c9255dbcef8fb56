"use client";

import { clsx } from "clsx";
import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";

export type ButtonVariant = "primary" | "secondary" | "quiet" | "danger";
export type ButtonSize = "small" | "medium";

type Look = { variant?: ButtonVariant; size?: ButtonSize; className?: string };

const VARIANTS: Record<ButtonVariant, string> = {
  primary: "border-transparent bg-solid text-on-solid hover:bg-[color-mix(in_srgb,var(--solid)_88%,var(--canvas))]",
  secondary: "border-line-strong bg-surface text-ink hover:bg-hover active:bg-active",
  quiet: "border-transparent bg-transparent text-ink-2 hover:bg-hover hover:text-ink active:bg-active",
  danger: "border-fail-mark bg-surface text-fail-ink hover:bg-fail-soft",
};

const SIZES: Record<ButtonSize, string> = {
  small: "h-7 gap-1 px-2.5",
  medium: "h-8 gap-1.5 px-4",
};

/** The look of a button, for a link or a summary that must match one. */
export function buttonClass({ variant = "secondary", size = "medium", className }: Look = {}): string {
  return clsx(
    "relative inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap rounded-control border text-dense font-firm no-underline transition-colors duration-(--dur-1) coarse:min-h-11",
    VARIANTS[variant],
    SIZES[size],
    className,
  );
}

export type ButtonProps = Omit<ComponentProps<"button">, "disabled"> &
  Look & {
    /** The work has begun: the label and the width stay, a spinner joins, further presses do nothing. */
    pending?: boolean;
    icon?: ReactNode;
    /** Only for the console, where a forbidden action is shown with its reason. Forms never disable their submit. */
    unavailable?: string;
  };

export function Button({
  variant,
  size,
  pending,
  icon,
  unavailable,
  className,
  children,
  onClick,
  ...props
}: ButtonProps) {
  const inert = pending || unavailable !== undefined;
  return (
    <button
      type="button"
      {...props}
      aria-disabled={inert || undefined}
      aria-busy={pending || undefined}
      title={unavailable}
      onClick={(event) => {
        if (inert) event.preventDefault();
        else onClick?.(event);
      }}
      className={buttonClass({
        variant,
        size,
        className: clsx(unavailable && "cursor-not-allowed border-dashed opacity-70", className),
      })}
    >
      {pending && !icon ? (
        <Spinner className={clsx("absolute", size === "small" ? "start-1 size-2.5" : "start-1.5 size-3")} />
      ) : null}
      {icon ? (
        <span className="-ms-0.5 flex size-4 items-center justify-center">{pending ? <Spinner /> : icon}</span>
      ) : null}
      {/* The label steps aside within the padding, so that the width never changes. */}
      <span className={clsx(pending && !icon && (size === "small" ? "translate-x-1.5" : "translate-x-1"))}>
        {children}
      </span>
    </button>
  );
}

export function ButtonLink({
  variant,
  size,
  className,
  icon,
  children,
  ...props
}: ComponentProps<typeof Link> & Look & { icon?: ReactNode }) {
  return (
    <Link {...props} className={buttonClass({ variant, size, className })}>
      {icon ? <span className="-ms-0.5 flex size-4 items-center justify-center">{icon}</span> : null}
      {children}
    </Link>
  );
}

export function Spinner({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 12 12" aria-hidden="true" className={clsx("animate-spin", className ?? "size-3")}>
      <circle
        cx="6"
        cy="6"
        r="4.5"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeDasharray="18 30"
        strokeLinecap="round"
      />
    </svg>
  );
}
