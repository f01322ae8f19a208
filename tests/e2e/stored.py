"""What lies in the browser's storage, read behind the app's back: blobs, files, and bytes that no record names."""

from typing import cast

from playwright.sync_api import Page

COUNT = """async () => {
  const open = (name) => new Promise((done) => {
    const asked = indexedDB.open(name);
    asked.onsuccess = () => done(asked.result);
  });
  const keysOf = (database, store) => new Promise((done) => {
    const asked = database.transaction(store).objectStore(store).getAllKeys();
    asked.onsuccess = () => done(asked.result);
  });
  const known = new Set();
  const bytes = new Set();
  for (const { name } of await indexedDB.databases()) {
    const database = await open(name);
    if (database.objectStoreNames.contains("blobs")) {
      for (const id of await keysOf(database, "blobs")) known.add(id);
      for (const [id] of await keysOf(database, "chunks")) bytes.add(id);
    }
    database.close();
  }
  let files = 0;
  for await (const [name, handle] of (await navigator.storage.getDirectory()).entries()) {
    if (handle.kind === "file") files += 1;
    else for await (const inside of handle.keys()) {
      files += 1;
      bytes.add(inside);
    }
  }
  return { blobs: known.size, files, strays: [...bytes].filter((id) => !known.has(id)).length };
}"""


def stored(page: Page) -> dict[str, int]:
    """`blobs` that records name, `files` in the private file system, `strays`: bytes that belong to no blob."""
    return cast("dict[str, int]", page.evaluate(COUNT))
