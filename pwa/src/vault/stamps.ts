// The stamp of a save: this phone's clock, its zone, the hybrid clock.
import { HLC_ZERO, observe, tick } from "../domain/hlc.js";
import type { Hlc, Rec } from "../domain/records.js";
import { newId } from "../crypto/ids.js";
import type { Stamp } from "./port.js";

export interface Clock {
  /** Server time minus phone time in ms, once a server has said. */
  offset: number | null;
  stamp(): Omit<Stamp, "device">;
  /** Keeps later stamps after every one that was read. */
  see(records: readonly Rec[]): void;
}

export function phoneClock(now: () => number): Clock {
  let last: Hlc = HLC_ZERO;
  return {
    offset: null,
    stamp() {
      const at = now();
      const tz = new Intl.DateTimeFormat().resolvedOptions().timeZone;
      const hlc = (): Hlc => (last = tick(last, at));
      return { at, tz, ...(this.offset === null ? {} : { off: this.offset }), newId: () => newId(), hlc };
    },
    see(records) {
      for (const rec of records) if (rec.k === "s") last = observe(last, rec.hlc);
    },
  };
}
