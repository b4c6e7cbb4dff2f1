import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { createTaskLinks } from "./task-links.ts";

const old = { key: randomBytes(32) };
const present = { key: randomBytes(32) };
const links = createTaskLinks([present, old]);
const now = Date.parse("2026-03-02T08:00:00Z");
const link = { workspaceId: "w", taskId: "t", person: "u1", outcome: "approved", expires: now / 1_000 + 60 };
const refusal = (token: string, at = now, reader = links) => {
  try {
    return reader.read(token, at);
  } catch (error) {
    return (error as { code: string }).code;
  }
};

it("reads what it signed, also under a key that signs no more", () => {
  expect(links.read(links.sign(link), now)).toEqual(link);
  expect(links.read(createTaskLinks([old]).sign(link), now)).toEqual(link);
});

it("refuses what is expired, changed, or signed by another key", () => {
  const token = links.sign(link);
  expect(refusal(token, now + 61_000)).toBe("TASK_LINK_EXPIRED");
  const [body = "", signature = ""] = token.split(".");
  const other = Buffer.from(JSON.stringify(["w", "t", "u2", "approved", link.expires])).toString("base64url");
  expect(refusal(`${other}.${signature}`)).toBe("TASK_LINK_INVALID");
  expect(refusal(body)).toBe("TASK_LINK_INVALID");
  expect(refusal(`${token}.x`)).toBe("TASK_LINK_INVALID");
  expect(refusal("")).toBe("TASK_LINK_INVALID");
  expect(refusal(token, now, createTaskLinks([{ key: randomBytes(32) }]))).toBe("TASK_LINK_INVALID");
});
