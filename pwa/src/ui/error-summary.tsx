// The list of what to correct, focused when it appears; each line leads to its field.
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { FieldState } from "./field-state.js";

interface SummaryProps {
  readonly title: string;
  readonly fields: readonly FieldState[];
  /** Grows with each refused attempt, so that focus returns here each time. */
  readonly attempt: number;
}

export function ErrorSummary({ title, fields, attempt }: SummaryProps): JSX.Element | null {
  const box = useRef<HTMLDivElement>(null);
  const wrong = fields.filter((field) => field.error.value !== null);
  useEffect(() => {
    if (attempt > 0) box.current?.focus();
  }, [attempt]);
  if (wrong.length === 0) return null;
  return (
    <div class="summary" role="alert" tabIndex={-1} ref={box}>
      <h2>{title}</h2>
      <ul>
        {wrong.map((field) => (
          <li key={field.id}>
            <button
              type="button"
              class="link"
              onClick={() => {
                document.getElementById(field.id)?.focus();
              }}
            >
              {field.error.value}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
