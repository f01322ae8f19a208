// A number in the groups in which it is read aloud.
import type { JSX } from "preact";

export function ReadBack({ label, groups }: { readonly label: string; readonly groups: readonly string[] }): JSX.Element {
  return (
    <p class="read-back">
      <span class="copy-label">{label}</span>
      <span class="read-back-groups figures">
        {groups.map((group, index) => (
          <span key={index}>{group}</span>
        ))}
      </span>
    </p>
  );
}
