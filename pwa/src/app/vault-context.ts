// Hands the vault to any screen without passing it through each one.
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Vault } from "../vault/port.js";

export const VaultContext = createContext<Vault | null>(null);

/** Throws outside the app: a screen without a vault is a bug. */
export function useVault(): Vault {
  const vault = useContext(VaultContext);
  if (vault === null) throw new Error("no vault in context");
  return vault;
}
