// JSX types every kind of input apart; ours all take the attributes of a text field.

type Kind = "text" | "tel" | "date" | "time" | "datetime-local" | "password";

export function inputType(type: Kind): { readonly type: "text" } {
  return { type } as { readonly type: "text" };
}
