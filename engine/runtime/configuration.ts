import { resolve } from "node:path";
import * as z from "zod";
import { describeSetting, type SettingName } from "./configuration-table.ts";
import { type EncryptionKey, parseEncryptionKeys } from "./encryption-keys.ts";
import { runtimeError } from "./runtime-error.ts";

export const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** The environment as processes pass it on. An empty string counts as not set, as in compose files. */
export type Environment = Readonly<Record<string, string | undefined>>;

const port = z
  .string()
  .regex(/^\d{1,5}$/u, "a port is a number from 1 to 65535")
  .transform(Number)
  .refine((value) => value >= 1 && value <= 65_535, "a port is a number from 1 to 65535");
const urlOf = (protocols: readonly string[]) =>
  z.string().refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), {
    error: `give a URL that starts with ${protocols.map((protocol) => `${protocol}//`).join(" or ")}`,
  });
const hostList = z.string().transform((value) =>
  value
    .split(",")
    .map((host) => host.trim())
    .filter((host) => host !== ""),
);

const environmentSchema = z.object({
  FLOWRIGHT_HOST: z.string().max(253).default("127.0.0.1"),
  FLOWRIGHT_PORT: port.optional(),
  FLOWRIGHT_PUBLIC_URL: urlOf(["http:", "https:"])
    .transform((value) => value.replace(/\/+$/u, ""))
    .optional(),
  FLOWRIGHT_TRUSTED_PROXIES: z.string().regex(/^\d$/u, "give a number from 0 to 9").transform(Number).default(0),
  FLOWRIGHT_DATA: z.string().default(".flowright"),
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\//u, "give a URI that starts with mongodb:// or mongodb+srv://")
    .optional(),
  TEMPORAL_ADDRESS: z
    .string()
    .regex(/^[^\s/]+:\d{1,5}$/u, "give host:port, without a scheme")
    .optional(),
  TEMPORAL_NAMESPACE: z
    .string()
    .regex(/^[\w.-]{2,200}$/u, "give a namespace of letters, digits, dots and dashes")
    .default("default"),
  SMTP_URL: urlOf(["smtp:", "smtps:"]).optional(),
  FLOWRIGHT_SECRET_KEYS: z.string().optional(),
  FLOWRIGHT_SECRET_KEY: z.string().optional(),
  FLOWRIGHT_ADMIN_EMAIL: z.email("give an e-mail address").default("admin@flowright.local"),
  FLOWRIGHT_ADMIN_PASSWORD: z
    .string()
    .min(12, "give at least 12 characters")
    .max(128, "give at most 128 characters")
    .optional(),
  FLOWRIGHT_ALLOW_PRIVATE_HOSTS: hostList.default([]),
  LOG_LEVEL: z.enum(LOG_LEVELS, `give one of ${LOG_LEVELS.join(", ")}`).default("info"),
  FLOWRIGHT_TEMPORAL_PORT: port.optional(),
  FLOWRIGHT_TEMPORAL_UI_PORT: port.optional(),
  FLOWRIGHT_MONGODB_PORT: port.optional(),
  FLOWRIGHT_SMTP_PORT: port.optional(),
  FLOWRIGHT_MAILBOX_PORT: port.optional(),
  FLOWRIGHT_MAILBOX_HOST: z.string().max(253).default("127.0.0.1"),
  FLOWRIGHT_METRICS_PORT: port.optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: urlOf(["http:", "https:"]).optional(),
  OTEL_EXPORTER_OTLP_HEADERS: z.string().optional(),
  OTEL_TRACES_SAMPLER: z.string().optional(),
  OTEL_TRACES_SAMPLER_ARG: z.string().optional(),
  FLOWRIGHT_MAILBOX_URL: urlOf(["http:"]).optional(),
  FLOWRIGHT_MAILBOX_TOKEN: z.string().min(16, "give at least 16 characters").optional(),
} satisfies Record<SettingName, z.ZodType>);

/** The settings of one process, parsed and typed. */
export interface Configuration {
  host: string;
  /** Undefined: 8080, or the next free port. */
  port: number | undefined;
  publicUrl: string | undefined;
  /** Hops of reverse proxies whose X-Forwarded-For is believed. */
  trustedProxies: number;
  /** Absolute path. */
  dataFolder: string;
  mongodbUri: string | undefined;
  temporalAddress: string | undefined;
  temporalNamespace: string;
  smtpUrl: string | undefined;
  /** First one encrypts; empty when the environment gives none. */
  encryptionKeys: readonly EncryptionKey[];
  adminEmail: string;
  adminPassword: string | undefined;
  /** Private hosts that connectors may call; `["*"]` = all. */
  allowedPrivateHosts: readonly string[];
  logLevel: LogLevel;
  temporalPort: number | undefined;
  temporalUiPort: number | undefined;
  mongodbPort: number | undefined;
  smtpPort: number | undefined;
  mailboxHttpPort: number | undefined;
  /** Where the mail catcher listens. */
  mailboxHost: string;
  metricsPort: number | undefined;
  /** Present together when a mail catcher runs. */
  mailbox: { url: string; token: string } | undefined;
}

/** What the API and the worker cannot run without. */
export interface PartConfiguration extends Configuration {
  port: number;
  publicUrl: string;
  mongodbUri: string;
  temporalAddress: string;
  smtpUrl: string;
}

/**
 * Reads the settings of a process from its environment (default: `process.env`).
 * Throws CONFIGURATION_INVALID naming the first variable whose value is not usable; never repeats the value.
 */
export function loadConfiguration(environment: Environment = process.env): Configuration {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw invalidSetting(String(issue?.path[0]), issue?.message ?? "not usable");
  }
  const values = parsed.data;
  return {
    host: values.FLOWRIGHT_HOST,
    port: values.FLOWRIGHT_PORT,
    publicUrl: values.FLOWRIGHT_PUBLIC_URL,
    trustedProxies: values.FLOWRIGHT_TRUSTED_PROXIES,
    dataFolder: resolve(values.FLOWRIGHT_DATA),
    mongodbUri: values.MONGODB_URI,
    temporalAddress: values.TEMPORAL_ADDRESS,
    temporalNamespace: values.TEMPORAL_NAMESPACE,
    smtpUrl: values.SMTP_URL,
    encryptionKeys: readEncryptionKeys(values.FLOWRIGHT_SECRET_KEYS, values.FLOWRIGHT_SECRET_KEY),
    adminEmail: values.FLOWRIGHT_ADMIN_EMAIL,
    adminPassword: values.FLOWRIGHT_ADMIN_PASSWORD,
    allowedPrivateHosts: values.FLOWRIGHT_ALLOW_PRIVATE_HOSTS,
    logLevel: values.LOG_LEVEL,
    temporalPort: values.FLOWRIGHT_TEMPORAL_PORT,
    temporalUiPort: values.FLOWRIGHT_TEMPORAL_UI_PORT,
    mongodbPort: values.FLOWRIGHT_MONGODB_PORT,
    smtpPort: values.FLOWRIGHT_SMTP_PORT,
    mailboxHttpPort: values.FLOWRIGHT_MAILBOX_PORT,
    mailboxHost: values.FLOWRIGHT_MAILBOX_HOST,
    metricsPort: values.FLOWRIGHT_METRICS_PORT,
    mailbox: readMailbox(values.FLOWRIGHT_MAILBOX_URL, values.FLOWRIGHT_MAILBOX_TOKEN),
  };
}

/**
 * The settings of the API or the worker, which need addresses and keys that the supervisor (or compose) hands them.
 * Throws CONFIGURATION_INVALID, or CONFIGURATION_MISSING naming the variable.
 */
export function loadPartConfiguration(environment: Environment = process.env): PartConfiguration {
  const configuration = loadConfiguration(environment);
  const port = configuration.port ?? 8080;
  if (configuration.encryptionKeys.length === 0) throw missingSetting("FLOWRIGHT_SECRET_KEYS");
  return {
    ...configuration,
    port,
    publicUrl: configuration.publicUrl ?? urlOfListener(configuration.host, port),
    mongodbUri: configuration.mongodbUri ?? refuseMissing("MONGODB_URI"),
    temporalAddress: configuration.temporalAddress ?? refuseMissing("TEMPORAL_ADDRESS"),
    smtpUrl: configuration.smtpUrl ?? refuseMissing("SMTP_URL"),
  };
}

/** The values that no log line may hold; URLs among them for the passwords in them. */
export function secretsOf(configuration: PartConfiguration): (string | undefined)[] {
  const { adminPassword, mongodbUri, smtpUrl, mailbox, encryptionKeys } = configuration;
  return [
    adminPassword,
    mongodbUri,
    smtpUrl,
    mailbox?.token,
    ...encryptionKeys.map(({ key }) => key.toString("base64")),
  ];
}

/** The URL by which this machine reaches a listener on `host`; wildcard addresses become localhost. */
export function urlOfListener(host: string, port: number): string {
  const name = host === "0.0.0.0" || host === "::" || host === "127.0.0.1" ? "localhost" : host;
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
}

function readEncryptionKeys(several: string | undefined, one: string | undefined): readonly EncryptionKey[] {
  if (several !== undefined && one !== undefined)
    throw invalidSetting("FLOWRIGHT_SECRET_KEY", "FLOWRIGHT_SECRET_KEYS is set too; set one of the two");
  const variable = several === undefined ? "FLOWRIGHT_SECRET_KEY" : "FLOWRIGHT_SECRET_KEYS";
  const text = several ?? one;
  if (text === undefined) return [];
  const keys = parseEncryptionKeys(text);
  if (typeof keys === "string") throw invalidSetting(variable, keys);
  return keys;
}

function readMailbox(url: string | undefined, token: string | undefined): Configuration["mailbox"] {
  if (url === undefined) return undefined;
  if (token === undefined) throw missingSetting("FLOWRIGHT_MAILBOX_TOKEN");
  return { url, token };
}

function refuseMissing(variable: SettingName): never {
  throw missingSetting(variable);
}

function missingSetting(variable: SettingName) {
  const { purpose } = describeSetting(variable);
  return runtimeError("CONFIGURATION_MISSING", `The setting ${variable} is missing (${purpose}).`, {
    variable,
    purpose,
  });
}

function invalidSetting(variable: string, problem: string) {
  return runtimeError("CONFIGURATION_INVALID", `The setting ${variable} is not usable: ${problem}.`, {
    variable,
    problem,
  });
}
