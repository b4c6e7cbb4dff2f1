import { expect, test } from "vitest";
import type { Plan } from "./plan.ts";
import { sharePlan } from "./share-plan.ts";

const planNamed = (key: string) => ({ workflow: { key, name: key }, nodes: [{ id: "a" }] }) as unknown as Plan;

test("runs of one plan have one object of it, which none of them can change", () => {
  const first = sharePlan("h1", planNamed("one"));
  expect(sharePlan("h1", planNamed("one"))).toBe(first);
  expect(sharePlan("h2", planNamed("two"))).not.toBe(first);
  expect(() => {
    (first.nodes as unknown as { id: string }[])[0]!.id = "b";
  }).toThrow(TypeError);
});

test("plans that were not started for a long time are let go; one that is started again and again stays", () => {
  const often = sharePlan("often", planNamed("often"));
  const once = sharePlan("once", planNamed("once"));
  for (let index = 0; index < 500; index += 1) {
    sharePlan(`other-${index}`, planNamed("other"));
    expect(sharePlan("often", planNamed("often"))).toBe(often);
  }
  expect(sharePlan("once", planNamed("once"))).not.toBe(once);
});
