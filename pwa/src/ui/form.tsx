// A form that the app checks and keeps: the browser neither judges nor sends it.
import type { ComponentChildren, JSX } from "preact";

interface FormProps {
  readonly class?: string;
  readonly onSubmit: () => unknown;
  readonly children: ComponentChildren;
}

export function Form({ onSubmit, children, ...look }: FormProps): JSX.Element {
  const submit = (event: Event): void => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form {...look} noValidate onSubmit={submit}>
      {children}
    </form>
  );
}
