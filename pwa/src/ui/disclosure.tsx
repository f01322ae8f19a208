// A line that opens to more, with the browser's own details element.
import type { ComponentChildren, JSX } from "preact";

export function Disclosure({ summary, children }: { readonly summary: string; readonly children: ComponentChildren }): JSX.Element {
  return (
    <details class="disclosure">
      <summary>{summary}</summary>
      <div class="disclosure-body">{children}</div>
    </details>
  );
}
