/** One setting of the environment, as README and `flowright doctor` show it. */
export interface SettingDescription {
  variable: string;
  /** What it does, one sentence. */
  purpose: string;
  /** As text for the reader; absent = empty. */
  default?: string;
  /** Its value is never printed. */
  secret?: true;
  /** Set by the supervisor for the processes that it starts; rarely set by hand. */
  internal?: true;
}

/** Every environment variable that Flowright reads. A variable that is not here has no effect. */
export const SETTINGS = [
  {
    variable: "FLOWRIGHT_HOST",
    purpose: "Address that the API and builder listen on; 0.0.0.0 opens them to the network",
    default: "127.0.0.1",
  },
  {
    variable: "FLOWRIGHT_PORT",
    purpose: "Port of the API and builder",
    default: "8080, or the next free one when it is taken and the variable is not set",
  },
  {
    variable: "FLOWRIGHT_PUBLIC_URL",
    purpose: "URL under which people reach Flowright, for links in mail and webhook addresses",
    default: "http://<host>:<port>",
  },
  {
    variable: "FLOWRIGHT_DATA",
    purpose: "Folder for data, logs, downloads and keys of a local installation",
    default: ".flowright",
  },
  {
    variable: "MONGODB_URI",
    purpose: "MongoDB 7 or newer, a replica set",
    default: "a local server is started",
    secret: true,
  },
  {
    variable: "FLOWRIGHT_TRUSTED_PROXIES",
    purpose: "How many reverse proxies stand before the API; their X-Forwarded-For is believed",
    default: "0",
  },
  { variable: "TEMPORAL_ADDRESS", purpose: "host:port of a Temporal server", default: "a local server is started" },
  { variable: "TEMPORAL_NAMESPACE", purpose: "Temporal namespace", default: "default" },
  {
    variable: "SMTP_URL",
    purpose: "smtp:// or smtps:// URL of the mail server that mail leaves by",
    default: "a built-in catcher keeps the mail for the Mailbox page",
    secret: true,
  },
  {
    variable: "FLOWRIGHT_SECRET_KEYS",
    purpose: 'Encryption keys "id:base64 of 32 bytes", comma-separated; the first encrypts, the others still decrypt',
    default: "generated at the first start and kept in the data folder",
    secret: true,
  },
  { variable: "FLOWRIGHT_SECRET_KEY", purpose: "Same as FLOWRIGHT_SECRET_KEYS, for one key", secret: true },
  { variable: "FLOWRIGHT_ADMIN_EMAIL", purpose: "E-mail of the first administrator", default: "admin@flowright.local" },
  {
    variable: "FLOWRIGHT_ADMIN_PASSWORD",
    purpose: "Password of the first administrator, at least 12 characters; used at the first start only",
    default: "generated and printed once",
    secret: true,
  },
  {
    variable: "FLOWRIGHT_ALLOW_PRIVATE_HOSTS",
    purpose: "Hosts in private networks that connectors may call, comma-separated; * allows all",
    default: "none",
  },
  {
    variable: "LOG_LEVEL",
    purpose: "trace, debug, info, warn, error or fatal; from debug on, workflow tasks that fail say where in the code",
    default: "info",
  },
  { variable: "FLOWRIGHT_TEMPORAL_PORT", purpose: "Port of the local Temporal server", default: "a free one" },
  {
    variable: "FLOWRIGHT_TEMPORAL_UI_PORT",
    purpose: "Port of the local Temporal server's own web pages",
    default: "off",
  },
  { variable: "FLOWRIGHT_MONGODB_PORT", purpose: "Port of the local MongoDB server", default: "a free one" },
  { variable: "FLOWRIGHT_SMTP_PORT", purpose: "SMTP port of the built-in mail catcher", default: "a free one" },
  { variable: "FLOWRIGHT_MAILBOX_PORT", purpose: "HTTP port of the built-in mail catcher", default: "a free one" },
  {
    variable: "FLOWRIGHT_MAILBOX_HOST",
    purpose: "Address that the built-in mail catcher listens on; it has no sign-in for senders, so keep it private",
    default: "127.0.0.1",
  },
  {
    variable: "FLOWRIGHT_METRICS_PORT",
    purpose:
      "Port of the worker's health, readiness and Prometheus metrics, on FLOWRIGHT_HOST; without sign-in, so keep it private",
    default: "off",
  },
  {
    variable: "OTEL_EXPORTER_OTLP_ENDPOINT",
    purpose: "OpenTelemetry collector that traces go to (OTLP over HTTP)",
    default: "no traces leave",
  },
  {
    variable: "OTEL_EXPORTER_OTLP_HEADERS",
    purpose: "Headers for the collector, name=value, comma-separated",
    default: "none",
    secret: true,
  },
  {
    variable: "OTEL_TRACES_SAMPLER",
    purpose: "Which traces are kept: always_on, always_off or traceidratio",
    default: "always_on",
  },
  { variable: "OTEL_TRACES_SAMPLER_ARG", purpose: "Part of the traces that traceidratio keeps, 0 to 1", default: "1" },
  {
    variable: "FLOWRIGHT_MAILBOX_URL",
    purpose: "HTTP address of the mail catcher",
    default: "set when the built-in catcher runs",
    internal: true,
  },
  {
    variable: "FLOWRIGHT_MAILBOX_TOKEN",
    purpose: "Bearer token of the mail catcher",
    default: "set when the built-in catcher runs",
    secret: true,
    internal: true,
  },
] as const satisfies readonly SettingDescription[];

export type SettingName = (typeof SETTINGS)[number]["variable"];

/** A setting's description; throws a plain error for a name that the table lacks, which is a bug. */
export function describeSetting(variable: string): SettingDescription {
  const found = SETTINGS.find((setting) => setting.variable === variable);
  if (found === undefined) throw new Error(`The setting ${variable} is not described.`);
  return found;
}
