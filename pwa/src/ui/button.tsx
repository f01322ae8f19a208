// Buttons, and links that look like them: one size for thumbs, four weights.
import type { IconNode } from "lucide";
import type { ComponentChildren, JSX } from "preact";
import { Icon } from "./icon.js";

export type Weight = "primary" | "secondary" | "quiet" | "call";

interface Look {
  readonly weight?: Weight;
  readonly icon?: IconNode;
  readonly wide?: boolean;
  readonly children: ComponentChildren;
}

interface ButtonProps extends Look {
  readonly onClick?: () => void;
  readonly type?: "button" | "submit";
  readonly busy?: boolean;
  /** For assistive technology, when the visible word alone does not say which one. */
  readonly label?: string;
  readonly pressed?: boolean;
}

function classes(weight: Weight, wide: boolean): string {
  return `button button-${weight}${wide ? " button-wide" : ""}`;
}

export function Button({ weight = "primary", icon, wide = false, onClick, type = "button", busy = false, label, pressed, children }: ButtonProps): JSX.Element {
  return (
    <button
      type={type}
      class={classes(weight, wide)}
      aria-label={label}
      aria-pressed={pressed}
      aria-disabled={busy ? "true" : undefined}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.();
      }}
    >
      {icon === undefined ? null : <Icon node={icon} />}
      <span>{children}</span>
    </button>
  );
}

interface LinkProps extends Look {
  readonly href: string;
  readonly onClick?: () => void;
  /** Opens outside the app; never hands over where it came from. */
  readonly outside?: boolean;
}

export function LinkButton({ weight = "primary", icon, wide = false, href, onClick, outside = false, children }: LinkProps): JSX.Element {
  const away = outside ? { target: "_blank", rel: "noopener noreferrer" } : {};
  return (
    <a class={classes(weight, wide)} href={href} onClick={onClick} {...away}>
      {icon === undefined ? null : <Icon node={icon} />}
      <span>{children}</span>
    </a>
  );
}
