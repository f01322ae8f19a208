// A police service is found by its name, its initials or a place it covers, however it is typed; nothing typed can break the search.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { findServices, type PoliceService, plain, serviceNamed } from "./police-service.js";

const service = (id: string, name: string, covers: readonly string[] = []): PoliceService => ({ id, name, covers, regions: ["CA"], source: "a page", checked: "2026-11" });
const SERVICES = [
  service("victoria", "Victoria Police Department", ["Victoria", "Esquimalt"]),
  service("spvm", "Service de police de la Ville de Montréal", ["Montréal"]),
  service("sq", "Sûreté du Québec"),
  service("opp", "Ontario Provincial Police", ["Caledon"]),
];
const found = (typed: string): readonly string[] => findServices(SERVICES, typed).map(({ id }) => id);

test("a name is found from its beginning, without its accents, by its initials and by a place", () => {
  assert.deepEqual(found("vic"), ["victoria"]);
  assert.deepEqual(found("surete"), ["sq"]);
  assert.deepEqual(found("SPVM"), ["spvm"]);
  assert.deepEqual(found("O.P.P."), ["opp"]);
  assert.deepEqual(found("esqui"), ["victoria"]);
  assert.deepEqual(found("montreal police"), ["spvm"]);
  assert.deepEqual(found("nowhere"), []);
  assert.deepEqual(found(" "), []);
});

test("only the whole name picks a service by itself", () => {
  assert.equal(serviceNamed(SERVICES, "victoria police department")?.id, "victoria");
  assert.equal(serviceNamed(SERVICES, "Victoria"), undefined);
  assert.equal(serviceNamed(SERVICES, ""), undefined);
});

test("whatever is typed, the answers are services of the list, each once, and a name always finds itself first", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (typed) => {
      const ids = found(typed);
      assert.equal(new Set(ids).size, ids.length);
      assert.ok(ids.every((id) => SERVICES.some((each) => each.id === id)));
      assert.equal(plain(plain(typed)), plain(typed));
    }),
  );
  for (const { id, name } of SERVICES) assert.equal(found(name)[0], id);
});
