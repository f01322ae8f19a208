// A value that is read aloud or copied: large figures, one button, and words that say it worked.
import { Copy } from "lucide";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Button } from "./button.js";

interface CopyProps {
  readonly value: string;
  readonly label: string;
  readonly copyLabel: string;
  readonly copiedLabel: string;
  readonly failedLabel: string;
  readonly size?: "large" | "normal";
  /** Of the label, where it is not the page's. */
  readonly lang?: string;
}

export function CopyValue({ value, label, copyLabel, copiedLabel, failedLabel, size = "normal", lang }: CopyProps): JSX.Element {
  const [said, setSaid] = useState<string | null>(null);
  const copy = (): void => {
    navigator.clipboard.writeText(value).then(
      () => {
        setSaid(copiedLabel);
      },
      () => {
        setSaid(failedLabel);
      },
    );
  };
  return (
    <div class={`copy copy-${size}`}>
      <span class="copy-label" lang={lang}>{label}</span>
      <span class="copy-value">{value}</span>
      <Button weight="secondary" icon={Copy} onClick={copy} label={`${copyLabel}: ${value}`}>
        {said ?? copyLabel}
      </Button>
      <span class="visually-hidden" role="status">
        {said}
      </span>
    </div>
  );
}
