import { describe, expect, it } from "vitest";
import { readHours, writeHours } from "../features/settings/working-hours.ts";
import { safeNext } from "../features/sign-in/safe-next.ts";
import { makeKey } from "./make-key.ts";
import { miniLayout } from "./mini-layout.ts";
import { relativeTime } from "./relative-time.tsx";
import { readSchemaFields, readSettings, startValues } from "./schema-fields.ts";

const schema = {
  type: "object",
  required: ["host", "security", "password"],
  properties: {
    host: { type: "string", title: "Host", "x-title-zh": "主机", examples: ["mail.example.com"] },
    port: { type: "integer", title: "Port" },
    security: { type: "string", enum: ["none", "tls"], default: "tls" },
    password: { type: "string", "x-widget": "secret" },
    keepAlive: { type: "boolean", default: true },
    extra: { type: "object" },
  },
};

describe("a form made from a JSON Schema", () => {
  const fields = readSchemaFields(schema, "zh");

  it("has an input of the right kind for each property, labelled in the language", () => {
    expect(fields.map((field) => [field.name, field.kind, field.required])).toEqual([
      ["host", "text", true],
      ["port", "number", false],
      ["security", "choice", false],
      ["password", "secret", true],
      ["keepAlive", "boolean", false],
      ["extra", "json", false],
    ]);
    expect(fields[0]).toMatchObject({ label: "主机", placeholder: "mail.example.com" });
  });

  it("begins with defaults and stored values, secrets empty", () => {
    expect(startValues(fields, { host: "a", port: 25, password: "never shown" })).toEqual({
      host: "a",
      port: "25",
      security: "tls",
      password: "",
      keepAlive: true,
      extra: "",
    });
  });

  it("reads values back typed, keeps a set secret by leaving it out, and names what is wrong", () => {
    const values = { ...startValues(fields, { host: "a", port: 25 }), extra: '{"a":1}' };
    expect(readSettings(fields, values, { password: true })).toEqual({
      settings: { host: "a", port: 25, security: "tls", keepAlive: true, extra: { a: 1 } },
      problems: {},
    });
    expect(readSettings(fields, { ...values, host: " ", port: "x", extra: "{" }, {}).problems).toEqual({
      host: "required",
      port: "number",
      password: "required",
      extra: "json",
    });
  });
});

describe("working hours", () => {
  it("reads what it writes, and looser forms", () => {
    const day: [string, string][] = [
      ["09:00", "12:00"],
      ["13:30", "18:00"],
    ];
    expect(readHours(writeHours(day))).toEqual(day);
    expect(readHours("9-12； 13:30–18")).toEqual(day);
    expect(readHours("")).toEqual([]);
    expect(readHours("nine to five")).toBeNull();
  });
});

describe("small things", () => {
  it("makes keys from names", () => {
    expect(makeKey("Route new Leads (2)!")).toBe("route-new-leads-2");
    expect(makeKey("3 Überfälle")).toBe("uberfalle");
    expect(makeKey("新线索")).toBe("");
  });

  it("follows only paths of this site after sign-in", () => {
    expect(safeNext("/runs?status=failed")).toBe("/runs?status=failed");
    for (const bad of [null, "//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)"]) {
      expect(safeNext(bad)).toBe("/workflows");
    }
  });

  it("says when, in both languages", () => {
    const now = Date.parse("2026-11-23T12:00:00Z");
    expect(relativeTime("2026-11-23T11:55:00Z", now, "en")).toBe("5 minutes ago");
    expect(relativeTime("2026-11-23T14:00:00Z", now, "zh")).toBe("2小时后");
  });

  it("draws a picture of a workflow in columns, and ends on a cycle", () => {
    const edge = (source: string, target: string) => ({ id: `${source}-${target}`, source, sourcePort: "out", target });
    const nodes = ["a", "b", "c"].map((id) => ({ id, type: "set" as const, values: {} }));
    const drawing = miniLayout(
      { triggers: [], nodes, edges: [edge("a", "b"), edge("a", "c"), edge("b", "a")] },
      { width: 20, height: 10 },
    );
    expect(drawing.boxes).toHaveLength(3);
    expect(drawing.links).toHaveLength(3);
    const straight = miniLayout(
      { triggers: [], nodes, edges: [edge("a", "b"), edge("a", "c")] },
      { width: 20, height: 10 },
    );
    const [a, b, c] = straight.boxes;
    expect(a?.x).toBe(0);
    expect(b?.x).toBe(c?.x);
    expect(b?.x).toBeGreaterThan(0);
    expect(b?.y).not.toBe(c?.y);
  });
});
