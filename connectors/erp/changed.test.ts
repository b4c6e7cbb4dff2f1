import { describe, expect, it } from "vitest";
import type { ConnectorTrigger } from "../sdk/index.ts";
import { checkConformance, createFakeHost } from "../testing/index.ts";
import { changedTrigger } from "./changed.ts";
import { erpConnector } from "./connector.ts";

const PAID = { id: "E1", event: "order.paid", at: "2026-03-02T08:59:00Z", data: { order: "O1", amount: 12 } };
const host = createFakeHost(erpConnector, { settings: null });

describe("the ERP tells of a change", () => {
  it("as one event, with its id and data", () => {
    expect(host.push("changed", { ...PAID, note: "left out" })).toEqual([{ id: "E1", data: PAID }]);
  });

  it("and only what the trigger asks for starts runs", () => {
    const input = { events: ["order.shipped"] };
    expect(host.push("changed", PAID, { input })).toEqual([]);
    expect(host.push("changed", { ...PAID, event: "order.shipped" }, { input })).toHaveLength(1);
  });

  it.each([
    ["unsigned", {}, "SIGNATURE_MISSING"],
    [
      "signed by somebody else",
      { "x-erp-time": "1772442000", "x-erp-signature": `sha256=${"0".repeat(64)}` },
      "SIGNATURE_INVALID",
    ],
  ])("%s it is refused", (_how, headers, code) => {
    expect(() => host.push("changed", PAID, { headers })).toThrow(expect.objectContaining({ code }));
  });

  it("too old, or of another shape, it is refused", () => {
    expect(() => host.push("changed", PAID, { ageSeconds: 301 })).toThrow(
      expect.objectContaining({ code: "SIGNATURE_EXPIRED" }),
    );
    expect(host.push("changed", PAID, { ageSeconds: 299 })).toHaveLength(1);
    expect(() => host.push("changed", { event: "order.paid" })).toThrow(
      expect.objectContaining({ code: "BODY_INVALID", details: { problem: expect.stringContaining("id") } }),
    );
  });
});

it("the conformance suite finds a trigger that reads anything, or lets unknown input through", async () => {
  const push = changedTrigger.push ?? { signature: { header: "x", encoding: "hex" }, read: () => [] };
  const broken: ConnectorTrigger = { ...changedTrigger, title: "Only English", push: { ...push, read: () => [] } };
  const problems = await checkConformance({ ...erpConnector, operations: [], triggers: [broken] });
  expect(problems).toEqual([
    { where: "changed", problem: "its title is not in English and Chinese" },
    { where: "changed", problem: "a push of another shape gives nothing" },
  ]);
});
