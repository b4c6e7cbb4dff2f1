import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import * as z from "zod";
import { SETTINGS } from "../configuration-table.ts";
import { loadPartConfiguration } from "../configuration.ts";
import { findProjectRoot } from "../project-root.ts";
import { TEMPORAL_DYNAMIC_CONFIGURATION } from "../provision/temporal.ts";

const root = findProjectRoot();
const read = (path: string) => readFileSync(join(root, path), "utf8");

const conditionSchema = z.enum(["service_started", "service_healthy", "service_completed_successfully"]);
const composeSchema = z.looseObject({
  services: z.record(
    z.string(),
    z.looseObject({
      image: z.string(),
      build: z.string().optional(),
      command: z.array(z.string()).optional(),
      entrypoint: z.array(z.string()).optional(),
      environment: z.record(z.string(), z.string()).default({}),
      depends_on: z.record(z.string(), z.object({ condition: conditionSchema })).default({}),
      volumes: z.array(z.string()).default([]),
      networks: z.array(z.string()),
      ports: z.array(z.string()).default([]),
      profiles: z.array(z.string()).default([]),
      restart: z.string(),
      healthcheck: z
        .object({
          test: z.array(z.string()),
          interval: z.string(),
          timeout: z.string(),
          retries: z.int(),
          start_period: z.string(),
        })
        .optional(),
    }),
  ),
  networks: z.record(z.string(), z.unknown()),
  volumes: z.record(z.string(), z.unknown()),
});
const text = read("docker-compose.yml");
const compose = composeSchema.parse(parse(text, { merge: true }));
const services = Object.entries(compose.services);
const ours = services.filter(([, service]) => service.image.startsWith("flowright:"));

/** As docker compose fills in `${NAME}`, `${NAME:-default}` and `${NAME:?message}`. */
function fillIn(value: string, env: Record<string, string>): string {
  return value.replaceAll(/\$\{(\w+)(?::([-?])([^}]*))?\}/gu, (_whole, name: string, kind?: string, rest?: string) => {
    const given = env[name] ?? "";
    if (given !== "") return given;
    if (kind === "?") throw new Error(`${name}: ${rest}`);
    return rest ?? "";
  });
}

test("every name that a service uses is declared: services, volumes, networks", () => {
  const dependencies = services.flatMap(([, service]) => Object.entries(service.depends_on));
  expect(dependencies.map(([name]) => name).filter((name) => compose.services[name] === undefined)).toEqual([]);
  const awaited = dependencies.filter(([, { condition }]) => condition === "service_healthy").map(([name]) => name);
  expect(awaited.filter((name) => compose.services[name]?.healthcheck === undefined)).toEqual([]);
  const networks = services.flatMap(([, service]) => service.networks);
  expect(networks.filter((name) => !(name in compose.networks))).toEqual([]);
  const sources = services.flatMap(([, service]) => service.volumes.map((volume) => volume.split(":")[0] ?? ""));
  const isThere = (source: string) =>
    source.startsWith("./") ? existsSync(join(root, source)) : source in compose.volumes;
  expect(sources.filter((source) => !isThere(source))).toEqual([]);
});

test("what the image runs is what the build makes", () => {
  expect(ours.map(([name]) => name).sort()).toEqual(["api", "mailbox", "worker"]);
  const entries = ours.map(([, { command }]) => command?.at(-1) ?? "");
  const sources = entries.map((entry) => entry.replace(/^build\//u, "").replace(/\.js$/u, ".ts"));
  expect(sources.filter((source) => !existsSync(join(root, source)))).toEqual([]);
  const dockerfile = read("Dockerfile");
  const { scripts } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(read("package.json")));
  const used = [...dockerfile.matchAll(/npm run (\w+)/gu)].map(([, script]) => script ?? "");
  expect(used.filter((script) => scripts[script] === undefined)).toEqual([]);
  expect(used).toContain("build");
  expect(dockerfile).toMatch(/^USER node$/mu);
});

test("settings of API and worker are known ones and load", () => {
  const env = {
    FLOWRIGHT_PUBLIC_URL: "https://crm.example.com",
    FLOWRIGHT_SECRET_KEYS: `k1:${Buffer.alloc(32, 1).toString("base64")}`,
    FLOWRIGHT_ADMIN_EMAIL: "a@example.com",
    FLOWRIGHT_ADMIN_PASSWORD: "long enough for it",
    MONGODB_PASSWORD: "abc123",
    SMTP_URL: "smtps://mail.example.com:465",
  };
  const known = new Set<string>(SETTINGS.map(({ variable }) => variable));
  for (const name of ["api", "worker"] as const) {
    const environment = compose.services[name]?.environment ?? {};
    expect(Object.keys(environment).filter((variable) => !known.has(variable))).toEqual([]);
    const filled = Object.fromEntries(
      Object.entries(environment).map(([variable, value]) => [variable, fillIn(value, env)]),
    );
    expect(loadPartConfiguration(filled)).toMatchObject({
      host: "0.0.0.0",
      port: 8080,
      temporalAddress: "temporal:7233",
      temporalNamespace: compose.services["temporal-namespace"]?.environment["NAMESPACE"],
    });
    expect(() =>
      Object.values(environment).map((value) => fillIn(value, { ...env, FLOWRIGHT_SECRET_KEYS: "" })),
    ).toThrow(/encryption key/u);
  }
});

test("no secret stands in the file, and the example lists everything that must be set", () => {
  const secrets = services
    .flatMap(([, { environment }]) => Object.entries(environment))
    .filter(([variable]) => /PASSWORD|PWD|SECRET|TOKEN|KEY/u.test(variable));
  expect(secrets.length).toBeGreaterThan(5);
  expect(secrets.filter(([, value]) => !/^\$\{\w+:[-?][^}]*\}$/u.test(value))).toEqual([]);
  const example = read("engine/runtime/deploy/env.example");
  for (const [, variable] of text.matchAll(/\$\{(\w+):\?/gu))
    expect(example).toMatch(new RegExp(`^${variable}=`, "mu"));
});

test("only the API is reachable, from loopback unless told; databases have no way out", () => {
  expect(services.filter(([, { ports }]) => ports.length > 0).map(([name]) => name)).toEqual(["api"]);
  expect(fillIn(compose.services["api"]?.ports[0] ?? "", {})).toBe("127.0.0.1:8080:8080");
  expect(compose.networks["servers"]).toEqual({ internal: true });
  for (const name of ["postgresql", "mongodb-1", "mongodb-2", "mongodb-3"])
    expect(compose.services[name]?.networks).toEqual(["servers"]);
});

test("Temporal's dynamic configuration is that of the local server", () => {
  const values = z
    .record(z.string(), z.tuple([z.object({ value: z.number() })]))
    .parse(parse(read("engine/runtime/deploy/temporal/flowright.yaml"), { merge: false }));
  expect(Object.fromEntries(Object.entries(values).map(([key, [{ value }]]) => [key, value]))).toEqual(
    TEMPORAL_DYNAMIC_CONFIGURATION,
  );
  expect(compose.services["temporal"]?.environment["DYNAMIC_CONFIG_FILE_PATH"]).toBe(
    "config/dynamicconfig/flowright.yaml",
  );
});

test("scripts parse", () => {
  const scripts = ["start-mongodb.sh", "temporal-schema.sh", "temporal-namespace.sh"];
  const shell = [...scripts.map((file) => join(root, "engine/runtime/deploy", file)), join(root, ".ci/run")];
  expect(shell.filter((file) => spawnSync("bash", ["-n", file]).status !== 0)).toEqual([]);
  expect(spawnSync(process.execPath, ["--check", join(root, "engine/runtime/deploy/initiate-mongodb.js")]).status).toBe(
    0,
  );
});
