// A database that could not be opened once, or whose connection the browser closed, is opened by the next task.
import assert from "node:assert/strict";
import { test } from "node:test";
import { forceCloseDatabase } from "fake-indexeddb";
import "fake-indexeddb/auto";
import { unwrap } from "idb";
import { oneConnection } from "./one-connection.js";
import { type Database, openDatabase } from "./schema.js";

function counted(failing: number): { readonly connection: () => Promise<Database>; readonly opened: () => number } {
  let tries = 0;
  const connection = oneConnection(() => {
    tries += 1;
    return tries <= failing ? Promise.reject(new DOMException("Internal error opening backing store", "UnknownError")) : openDatabase("one-connection");
  });
  return { connection, opened: () => tries };
}

test("what could not be opened is opened by the next who asks, and then for all", async () => {
  const { connection, opened } = counted(1);
  const first = [connection(), connection()];
  for (const one of first) await assert.rejects(one, { name: "UnknownError" });
  assert.equal(opened(), 1);
  const database = await connection();
  assert.equal(await database.get("meta", "account"), undefined);
  assert.equal(await connection(), database);
  assert.equal(opened(), 2);
  database.close();
});

test("a connection that the browser closed is opened again", async () => {
  const { connection, opened } = counted(0);
  const lost = await connection();
  forceCloseDatabase(unwrap(lost) as never);
  const again = await connection();
  assert.notEqual(again, lost);
  assert.equal(opened(), 2);
  again.close();
});
