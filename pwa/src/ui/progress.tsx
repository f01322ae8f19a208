// Work under way: words, a bar with a count, and a way to stop it.
import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { Button } from "./button.js";

interface ProgressProps {
  readonly label: string;
  readonly value: number;
  readonly max: number;
  readonly cancel?: { readonly label: string; readonly onCancel: () => void };
}

export function Progress({ label, value, max, cancel }: ProgressProps): JSX.Element {
  const id = useId();
  return (
    <div class="progress">
      <label for={id}>{label}</label>
      <progress id={id} value={value} max={Math.max(max, 1)} />
      {cancel === undefined ? null : (
        <Button weight="secondary" onClick={cancel.onCancel}>
          {cancel.label}
        </Button>
      )}
    </div>
  );
}
