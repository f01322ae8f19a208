// Keeps what is typed at each touch: one save at a time, what was typed meanwhile in the next, nothing left behind.
import type { Result, SaveFailure } from "../vault/port.js";

/** `Change`: fields by name; a later value of one takes the place of an earlier one. */
export class Keeper<Change extends object> {
  private waiting: Partial<Change> = {};
  private running: Promise<boolean> | null = null;

  constructor(
    private readonly save: (change: Partial<Change>) => Promise<Result<unknown, SaveFailure>>,
    private readonly report: (failure: SaveFailure["type"] | null) => void,
  ) {}

  keep(change: Partial<Change>): void {
    this.add(change);
    this.running ??= this.run();
  }

  /** To be kept with the next touch, or when someone asks whether all is settled. */
  add(change: Partial<Change>): void {
    this.waiting = { ...this.waiting, ...change };
  }

  /** True once everything is on the disk. */
  async settled(): Promise<boolean> {
    this.running ??= this.run();
    return this.running;
  }

  private async run(): Promise<boolean> {
    // Never over before `running` names it: with nothing to save it would stand there for ever, and nothing be saved again.
    await Promise.resolve();
    try {
      while (Object.keys(this.waiting).length > 0) {
        const change = this.waiting;
        this.waiting = {};
        const result = await this.saved(change);
        this.report(result.ok ? null : result.type);
        if (!result.ok) return false;
      }
      return true;
    } finally {
      this.running = null;
    }
  }

  /** What could not be saved waits for the next touch, under whatever was typed since. */
  private async saved(change: Partial<Change>): Promise<Result<unknown, SaveFailure>> {
    let result: Result<unknown, SaveFailure> = { ok: false, type: "storage" };
    try {
      result = await this.save(change);
      return result;
    } finally {
      if (!result.ok) this.waiting = { ...change, ...this.waiting };
    }
  }
}
