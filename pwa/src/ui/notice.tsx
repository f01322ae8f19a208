// A message that stays where it is until it is dealt with: information, due, or wrong.
import type { ComponentChildren, JSX } from "preact";

interface NoticeProps {
  readonly tone: "info" | "due" | "wrong" | "done";
  readonly title?: string;
  /** Announces itself when it appears. */
  readonly live?: boolean;
  readonly children?: ComponentChildren;
}

export function Notice({ tone, title, live = false, children }: NoticeProps): JSX.Element {
  return (
    <div class={`notice notice-${tone}`} role={live ? (tone === "wrong" ? "alert" : "status") : undefined}>
      {title === undefined ? null : <p class="notice-title">{title}</p>}
      {children}
    </div>
  );
}
