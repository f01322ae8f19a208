// What the screens may ask about the phone they run on.
import type { Id } from "../domain/records.js";

export interface PhonesVault {
  /** This phone, as the records that it writes name it; null while locked. */
  deviceId(): Id | null;
}
