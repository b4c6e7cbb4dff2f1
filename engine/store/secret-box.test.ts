import { expect, it } from "vitest";
import { isSealedByFirstKey, seal, unseal } from "./secret-box.ts";

const old = { id: "k1", key: Buffer.alloc(32, 1) };
const fresh = { id: "k2", key: Buffer.alloc(32, 2) };

it("opens what it sealed, at its own place only", () => {
  const sealed = seal([old], "w/connections/erp/token", "s3cret");
  expect(sealed).not.toContain("s3cret");
  expect(seal([old], "w/connections/erp/token", "s3cret")).not.toBe(sealed);
  expect(unseal([fresh, old], "w/connections/erp/token", sealed)).toBe("s3cret");
  expect(() => unseal([old], "other/connections/erp/token", sealed)).toThrow(/cannot be decrypted/);
});

it("refuses a changed value, an unknown key and nonsense", () => {
  const sealed = seal([old], "place", "s3cret");
  const changed = sealed.slice(0, -2) + (sealed.endsWith("AA") ? "BB" : "AA");
  for (const [ring, value] of [
    [[old], changed],
    [[fresh], sealed],
    [[{ ...fresh, id: "k1" }], sealed],
    [[old], "k1.nonsense"],
  ] as const)
    expect(() => unseal(ring, "place", value)).toThrow(expect.objectContaining({ code: "SECRET_UNREADABLE" }));
  expect(() => seal([], "place", "x")).toThrow(expect.objectContaining({ code: "SECRET_KEY_MISSING" }));
});

it("tells what a rotation must seal anew", () => {
  const sealed = seal([old], "place", "x");
  expect([isSealedByFirstKey([old], sealed), isSealedByFirstKey([fresh, old], sealed)]).toEqual([true, false]);
});
