import { describe, expect, it } from "vitest";
import { checkConformance, createFakeHost, recordHttp } from "../testing/index.ts";
import { erpConnector } from "./connector.ts";

const settings = { baseUrl: "https://erp.example/api", signIn: "bearer", token: "erp-token-1" };

describe("erp", () => {
  it("keeps to the conformance suite", async () => expect(await checkConformance(erpConnector)).toEqual([]));

  it("speaks the documented REST shape", async () => {
    const guard = recordHttp([
      {
        method: "PUT",
        url: "https://erp.example/api/parties/A%2F1",
        status: 201,
        request: { name: "Acme", vat: "DE1" },
        response: { id: 7 },
      },
      {
        method: "POST",
        url: "https://erp.example/api/orders",
        status: 201,
        request: { party: "7", reference: "O1" },
        response: { id: "SO1" },
      },
      {
        method: "POST",
        url: "https://erp.example/api/orders/SO1/lines",
        status: 200,
        request: { product: "S1", quantity: 2, unitPrice: 8 },
        response: { id: 1 },
      },
      { method: "POST", url: "https://erp.example/api/orders/SO1/cancel", status: 204, response: "" },
      { method: "POST", url: "https://erp.example/api/parties/7/archive", status: 204, response: "" },
    ]);
    const host = createFakeHost(erpConnector, { settings, guard });
    const party = await host.run("upsert-party", { externalKey: "A/1", name: "Acme", fields: { vat: "DE1" } });
    expect(party).toEqual({ id: "7", created: true, unchanged: false });
    expect(await host.run("create-order", { party: 7, reference: "O1" })).toEqual({ id: "SO1", number: "SO1" });
    const line = { order: "SO1", product: "S1", quantity: 2, unitPrice: 8 };
    expect(await host.run("add-line", line)).toEqual({ lineId: "1" });
    expect(await host.run("cancel-order", { id: "SO1" })).toEqual({ cancelled: true });
    expect(await host.run("archive-party", { id: "7", onlyIfCreated: true })).toEqual({ archived: true });
    expect(guard.unused()).toEqual([]);
  });

  it("offers customers and products by name, and says so where the ERP has no list", async () => {
    const base = "https://erp.example/api";
    const guard = recordHttp([
      {
        method: "GET",
        url: `${base}/parties?search=ac&limit=100`,
        status: 200,
        response: { items: [{ id: 7, name: "Acme", hint: "Berlin" }, { id: "8" }] },
      },
      { method: "GET", url: `${base}/products?limit=100`, status: 404, response: "" },
      { method: "GET", url: `${base}/parties?limit=100`, status: 200, response: [7] },
    ]);
    const host = createFakeHost(erpConnector, { settings, guard });
    expect(await host.options("create-order", "party", { input: {}, search: "ac" })).toEqual([
      { value: "7", label: "Acme", hint: "Berlin" },
      { value: "8", label: "8", hint: null },
    ]);
    const all = { input: {}, search: "" };
    await expect(host.options("add-line", "product", all)).rejects.toMatchObject({
      code: "ERP_LIST_MISSING",
      details: { path: "/products" },
    });
    await expect(host.options("archive-party", "id", all)).rejects.toMatchObject({ code: "ERP_ANSWER_INVALID" });
  });

  it("names what an answer lacks", async () => {
    const guard = recordHttp([
      { method: "POST", url: "https://erp.example/api/orders", status: 200, response: { order: 1 } },
    ]);
    const host = createFakeHost(erpConnector, { settings, guard });
    await expect(host.run("create-order", { party: "7", reference: "O1" })).rejects.toMatchObject({
      code: "ERP_ANSWER_INVALID",
      details: { field: "id" },
    });
  });
});
