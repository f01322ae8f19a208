// A surface that holds one thing, with an optional heading.
import type { ComponentChildren, JSX } from "preact";

interface CardProps {
  readonly title?: string;
  readonly tone?: "plain" | "due" | "first";
  readonly children: ComponentChildren;
}

export function Card({ title, tone = "plain", children }: CardProps): JSX.Element {
  return (
    <section class={`card card-${tone}`}>
      {title === undefined ? null : <h2>{title}</h2>}
      {children}
    </section>
  );
}
