// A choice that takes effect at once.
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { Choice } from "./choice.js";
import { useField } from "./field-state.js";

interface PickProps<V extends string> {
  readonly legend: string;
  readonly hint?: string;
  readonly value: V | null;
  readonly options: readonly { readonly value: V; readonly label: string }[];
  readonly onPick: (value: V) => void;
}

export function Pick<V extends string>({ legend, hint, value, options, onPick }: PickProps<V>): JSX.Element {
  const field = useField(value ?? "");
  useEffect(() => {
    field.value.value = value ?? "";
  }, [value]);
  const picked = (next: string): void => {
    const option = options.find((one) => one.value === next);
    if (option !== undefined) onPick(option.value);
  };
  return <Choice field={field} legend={legend} {...(hint === undefined ? {} : { hint })} options={options} onChange={picked} />;
}
