// The one large file that this phone makes at a time, held until somebody has saved it elsewhere.
import { whenNobody } from "../store/locks.js";
import { emptyScratch } from "../store/scratch.js";

interface Made {
  readonly ok: boolean;
}

export interface HeldScratch {
  /** What is made takes the place of what was held; null while another tab holds one. */
  hold<T extends Made>(make: () => Promise<T>): Promise<T | null>;
  drop(): Promise<void>;
}

/** The lock is held as long as the file is: a start in another tab empties the scratch folder only when nobody needs it. */
export function heldScratch(): HeldScratch {
  let held: { readonly release: () => void; readonly released: Promise<unknown> } | null = null;
  const drop = async (): Promise<void> => {
    const before = held;
    held = null;
    before?.release();
    await before?.released;
  };
  return {
    drop,
    async hold<T extends Made>(make: () => Promise<T>) {
      await drop();
      return new Promise<T | null>((resolve, reject) => {
        let release = (): void => undefined;
        const done = new Promise<void>((free) => (release = free));
        const released = whenNobody("holdfast-scratch", async () => {
          const made = await make();
          resolve(made);
          if (made.ok) await done;
          await emptyScratch();
          return "had";
        });
        held = { release, released };
        released.then((had) => had === undefined && resolve(null), reject);
      });
    },
  };
}
