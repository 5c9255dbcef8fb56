"use client";

import { clsx } from "clsx";
import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";
import type { ButtonLook } from "@/components/ui/button-look.ts";
import { buttonClass } from "@/components/ui/button-look.ts";

export type ButtonProps = Omit<ComponentProps<"button">, "disabled"> &
  ButtonLook & {
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
      <span className={clsx("min-w-0", pending && !icon && (size === "small" ? "translate-x-1.5" : "translate-x-1"))}>
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
}: ComponentProps<typeof Link> & ButtonLook & { icon?: ReactNode }) {
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
