// Labels and values; a value that was not given leaves no line.
import type { ComponentChildren, JSX } from "preact";

interface PairsProps {
  readonly pairs: readonly (readonly [label: string, value: ComponentChildren])[];
  readonly note?: string;
}

export function Pairs({ pairs, note }: PairsProps): JSX.Element {
  return (
    <div class="card">
      <dl class="pairs">
        {pairs
          .filter(([, value]) => value !== undefined && value !== "")
          .map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd class="verbatim">{value}</dd>
            </div>
          ))}
      </dl>
      {note === undefined ? null : <p class="muted">{note}</p>}
    </div>
  );
}
