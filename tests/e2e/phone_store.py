"""What lies in a phone's own store, as a finder of the phone could read it."""

import base64
from dataclasses import dataclass

from playwright.sync_api import Page

READ = """async () => {
  const NAMES = ["heads", "ops", "outbox", "pending", "blobs"];
  const database = await new Promise((resolve, reject) => {
    const request = indexedDB.open("holdfast");
    request.onupgradeneeded = () => request.transaction.abort();
    request.onerror = () => reject(new Error("no vault"));
    request.onsuccess = () => resolve(request.result);
  });
  const done = (request) => new Promise((resolve) => { request.onsuccess = () => resolve(request.result); });
  const all = (name) => done(database.transaction(name).objectStore(name).getAll());
  const [heads, ops, outbox, pending, blobs] = await Promise.all(NAMES.map(all));
  const device = await done(database.transaction("meta").objectStore("meta").get("device"));
  database.close();
  return {
    heads: heads.map(({ log, seq, paused }) => [log, seq, paused]),
    good: ops.filter(({ quarantined }) => quarantined === undefined).map(({ log }) => log),
    waiting: outbox.length + pending.length,
    unsent: blobs.filter(({ state }) => state === "here").length,
    device: device === undefined ? null : [device.id, btoa(String.fromCharCode(...new Uint8Array(device.signing)))],
  };
}"""


@dataclass(frozen=True)
class PhoneStore:
    """Heads and good ops by log, what waits to be sent, and the device's sealed signing key."""

    heads: dict[str, tuple[int, str | None]]
    good: dict[str, int]
    waiting: int
    unsent: int
    device: tuple[bytes, bytes] | None


def read_store(page: Page) -> PhoneStore:
    found = page.evaluate(READ)
    heads = {log: (seq, paused) for log, seq, paused in found["heads"]}
    good = {log: found["good"].count(log) for log in heads}
    device = found["device"] and (bytes.fromhex(found["device"][0]), base64.b64decode(found["device"][1]))
    return PhoneStore(heads, good, found["waiting"], found["unsent"], device)
