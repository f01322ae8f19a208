// Draws a lucide outline icon; always decoration, because the word stands beside it.
import type { IconNode } from "lucide";
import { h } from "preact";
import type { JSX, VNode } from "preact";

const drawn = new WeakMap<IconNode, Map<number, VNode>>();

/** One and the same for each icon and size: Preact then neither makes nor compares its lines again. */
export function Icon({ node, size = 24 }: { readonly node: IconNode; readonly size?: number }): VNode {
  const sizes = drawn.get(node) ?? new Map<number, VNode>();
  drawn.set(node, sizes);
  const made = sizes.get(size) ?? draw(node, size);
  sizes.set(size, made);
  return made;
}

function draw(node: IconNode, size: number): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 24 24" width={size} height={size} aria-hidden="true" focusable="false">
      {node.map(([tag, attributes]) => h(tag, attributes))}
    </svg>
  );
}
