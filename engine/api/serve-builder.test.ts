import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import express from "express";
import { afterAll, beforeAll, expect, it } from "vitest";
import { serveBuilder } from "./serve-builder.ts";

let folder = "";
let server: Server;
let base = "";
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "flowright-builder-"));
  mkdirSync(join(folder, "assets"));
  writeFileSync(join(folder, "index.html"), '<meta name="csp-nonce" content="" /><p>builder</p>');
  writeFileSync(join(folder, "assets", "index-abc123.js"), `export const text = "${"x".repeat(5_000)}";`);
  writeFileSync(join(folder, "favicon.svg"), "<svg/>");
  writeFileSync(join(folder, "sw.js"), "self.addEventListener('fetch', () => undefined);");
  server = express().use(serveBuilder(folder)).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});
const page = { headers: { accept: "text/html" } };

it("lets the worker that keeps the builder offline fetch its files, and asks for a new one each time", async () => {
  const response = await fetch(`${base}/sw.js`);
  expect(response.headers.get("content-type")).toContain("javascript");
  expect(response.headers.get("content-security-policy")).toContain("connect-src 'self'");
  expect(response.headers.get("cache-control")).toContain("no-cache");
});

it("gives every page a nonce of its own, in policy and document alike", async () => {
  const nonces = new Set<string>();
  for (const path of ["/", "/workflows/lead-assignment", "/index.html"]) {
    const response = await fetch(`${base}${path}`, page);
    const nonce = /content="([^"]{20,})"/.exec(await response.text())?.[1] ?? "";
    const policy = response.headers.get("content-security-policy") ?? "";
    expect(policy).toContain(`'nonce-${nonce}'`);
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toMatch(/unsafe/);
    expect(response.headers.get("cache-control")).toBe("no-store");
    nonces.add(nonce);
  }
  expect(nonces.size).toBe(3);
});

it("lets hashed assets be kept for ever, and sends them compressed to who takes that", async () => {
  const response = await fetch(`${base}/assets/index-abc123.js`, { headers: { "accept-encoding": "gzip" } });
  expect(response.headers.get("cache-control")).toContain("immutable");
  expect(response.headers.get("content-encoding")).toBe("gzip");
  expect(response.headers.get("content-type")).toContain("javascript");
  // A worker obeys the policy of its own script: it must be able to load own modules.
  expect(response.headers.get("content-security-policy")).toContain("script-src 'self'");
  expect(await response.text()).toContain("x".repeat(5_000));
  const plain = await fetch(`${base}/assets/index-abc123.js`, { headers: { "accept-encoding": "identity" } });
  expect(plain.headers.get("content-encoding")).toBeNull();
  expect(plain.headers.get("vary")).toContain("Accept-Encoding");
});

it("does not answer with the page where a file or data was asked for, or outside its folder", async () => {
  expect((await fetch(`${base}/assets/missing.js`, page)).status).toBe(404);
  expect((await fetch(`${base}/missing.png`, page)).status).toBe(404);
  expect((await fetch(`${base}/workflows`, { headers: { accept: "application/json" } })).status).toBe(404);
  expect((await fetch(`${base}/assets/..%2f..%2f..%2fetc%2fpasswd`)).status).toBeGreaterThanOrEqual(400);
  expect(await (await fetch(`${base}/favicon.svg`)).text()).toBe("<svg/>");
});
