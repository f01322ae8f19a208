// One screen: moves focus to its heading once, and offers the way back.
import { ChevronLeft } from "lucide";
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { Icon } from "./icon.js";

interface ScreenProps {
  readonly title: string;
  readonly back?: { readonly href: string; readonly label: string };
  /** Two columns where there is room. */
  readonly wide?: boolean;
  readonly children: ComponentChildren;
}

export function Screen({ title, back, wide = false, children }: ScreenProps): JSX.Element {
  const heading = useRef<HTMLHeadingElement>(null);
  // Before paint; whoever returns to a kept place scrolls there after this.
  useLayoutEffect(() => {
    window.scrollTo(0, 0);
  }, []);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div class={wide ? "screen screen-wide" : "screen"}>
      {back === undefined ? null : (
        <a class="back" href={back.href}>
          <Icon node={ChevronLeft} size={20} />
          {back.label}
        </a>
      )}
      <h1 tabIndex={-1} ref={heading}>
        {title}
      </h1>
      {children}
    </div>
  );
}
