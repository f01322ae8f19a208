// Draws a lucide outline icon; always decoration, because the word stands beside it.
import type { IconNode } from "lucide";
import { h } from "preact";
import type { JSX } from "preact";

export function Icon({ node, size = 24 }: { readonly node: IconNode; readonly size?: number }): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 24 24" width={size} height={size} aria-hidden="true" focusable="false">
      {node.map(([tag, attributes]) => h(tag, attributes))}
    </svg>
  );
}
