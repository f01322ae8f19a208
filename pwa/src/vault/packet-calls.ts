// Packets, between the vault and what makes them.
import { sha256 } from "../crypto/hash.js";
import { event, setPacket } from "../domain/build.js";
import { deviceLetter } from "../domain/labels.js";
import type { Id } from "../domain/records.js";
import { kindOf } from "./announce-kind.js";
import { type Core, saved } from "./core.js";
import { failure } from "./export-copy.js";
import { isHere, partOf } from "./export-plan.js";
import type { HeldScratch } from "./held-scratch.js";
import { caseView } from "./open-vault.js";
import * as packets from "./packets.js";
import type { BagFailure, MadeBag, PacketFailure, PacketsVault } from "./packets-port.js";
import type { Result } from "./port.js";
import { stampChain, stampOfHash } from "./timestamping.js";
import { saveRecords, type SaveJob } from "./writer.js";

async function caseOf(core: Core, id: Id): Promise<packets.PacketCase | null> {
  const { open } = core;
  const view = open === null ? null : await caseView(open, id);
  if (open === null || view === null) return null;
  const { at, tz, off } = open.clock.stamp();
  const devices = [...open.account.identity.devices];
  return {
    state: view.state,
    title: open.home.state.cases.find((one) => one.id === id)?.title ?? "",
    made: { at, tz, ...(off === undefined ? {} : { off }) },
    letters: new Map(devices.map(([device, { letter }]) => [device, deviceLetter(letter)])),
    kinds: new Map(devices.map(([device]) => [device, kindOf(open, device) ?? ""])),
    sha256: (bytes) => sha256(bytes),
    stamp: (hash, signal) => stampOfHash(core.env, hash, signal),
    run: core.env.copies,
    isHere: (exhibit, body) => isHere(core, open, id, exhibit, body),
    partOf,
  };
}

async function made<T>(core: Core, id: Id, make: (from: packets.PacketCase) => Promise<T>): Promise<Result<T, PacketFailure>> {
  const from = await caseOf(core, id);
  if (from === null) return { ok: false, type: "locked" };
  try {
    return { ok: true, value: await make(from) };
  } catch (error) {
    return failure(error);
  }
}

async function keep(core: Core, id: Id, build: SaveJob["build"]): ReturnType<PacketsVault["keepDetails"]> {
  const { open } = core;
  const view = open === null ? null : await caseView(open, id);
  if (open === null || view === null) return { ok: false, type: "locked" };
  const result = await saveRecords(open, view, view.state, { build });
  if (!result.ok) return result;
  saved(core, id);
  return { ok: true, value: undefined };
}

export function packetCalls(core: Core, held: HeldScratch): PacketsVault {
  return {
    packet: (id, request, signal) => made(core, id, (from) => packets.packet(from, request, signal)),
    makeBag: async (id, ...given) => {
      const stamped = async (): Promise<Result<MadeBag, BagFailure>> => {
        await stampChain(core, id);
        const bag = await made(core, id, (from) => packets.makeBag(from, ...given));
        return bag.ok ? bag.value : bag;
      };
      return (await held.hold(stamped)) ?? { ok: false, type: "busy" };
    },
    stampChain: (id) => stampChain(core, id),
    dropPacket: () => held.drop(),
    async handedOver(id, ...given) {
      return keep(core, id, (stamp) => [event(stamp, "packet", packets.receiptOf(...given))]);
    },
    keepDetails: (id, details) => keep(core, id, (stamp) => setPacket(stamp, id, details)),
  };
}
