// What a screen is, and what it is told.
import type { ComponentType } from "preact";

export interface ScreenProps {
  /** The id in the address, when there is one. */
  readonly id: string | null;
  readonly query: URLSearchParams;
}

export type Screen = ComponentType<ScreenProps>;
export type Load = () => Promise<Screen>;
