import { expect, it } from "vitest";
import { idFloor, newId } from "./new-id.ts";

it("makes ids that are unique and sort in the order of making, also within a millisecond", () => {
  const ids = Array.from({ length: 5_000 }, () => newId());
  expect(new Set(ids).size).toBe(5_000);
  expect([...ids].sort()).toEqual(ids);
  expect(ids.every((id) => /^[0-9A-HJKMNP-TV-Z]{26}$/.test(id))).toBe(true);
});

it("gives the lower bound of an instant's ids", () => {
  const now = Date.now();
  const id = newId(now + 1_000);
  expect(idFloor(now + 1_000) <= id && id < idFloor(now + 1_001)).toBe(true);
});
