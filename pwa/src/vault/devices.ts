// The devices of the account: letters from the signed identity log, kinds from the home log, last days from the server.
import { listDevices } from "../api/accounts.js";
import { deviceLetter } from "../domain/labels.js";
import { refreshIdentity } from "../sync/identity-refresh.js";
import { authFailure } from "./api-failures.js";
import type { Core } from "./core.js";
import { kindOf } from "./announce-kind.js";
import type { DeviceView, KeysFailure } from "./keys-port.js";
import type { Result } from "./port.js";
import { guarded } from "./guarded.js";
import { syncContext } from "./syncing.js";

/** By letter. Who belongs to the account and who was removed is what the identity log says, whatever the server claims. */
export function devices(core: Core): Promise<Result<readonly DeviceView[], KeysFailure>> {
  return guarded<readonly DeviceView[]>(async () => {
    const { open } = core;
    if (open === null || !core.registered) return { ok: false, type: "server" };
    const answer = await listDevices(core.env.door);
    if (!answer.ok) return answer.failure.type === "refused" && answer.failure.status === 401 ? { ok: false, type: "signed_out" } : authFailure(answer.failure);
    const identity = await refreshIdentity(syncContext(core, open));
    if (!identity.ok) return { ok: false, type: identity.failure.type === "offline" ? "offline" : "server" };
    const days = new Map(answer.value.devices.map(({ device_id, last_seen_day }) => [device_id, last_seen_day]));
    const { devices, revoked } = identity.value;
    const views = [...devices].map(([id, { letter }]) => ({ id, letter: deviceLetter(letter), kind: kindOf(open, id), lastSeenDay: days.get(id) ?? null, here: id === open.account.device.id, revoked: revoked.has(id) }));
    return { ok: true, value: views };
  });
}
