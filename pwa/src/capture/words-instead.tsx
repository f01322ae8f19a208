// Words in the place of a picture: a numbered exhibit, or while the vault is locked a note.
import type { JSX } from "preact";
import { useVault } from "../app/vault-context.js";
import { LinkButton } from "../ui/button.js";

type Props = Pick<Parameters<typeof LinkButton>[0], "weight" | "wide"> & { readonly label: string };

export function WordsInstead({ label, ...look }: Props): JSX.Element {
  const locked = useVault().phase.value.type === "locked";
  return (
    <LinkButton href={locked ? "#/locked/note" : "#/capture/describe"} {...look}>
      {label}
    </LinkButton>
  );
}
