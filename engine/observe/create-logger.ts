import { type DestinationStream, type Logger, pino } from "pino";
import { REDACTED } from "../../connectors/sdk/redact.ts";
import { currentFields } from "./observed-work.ts";

/** Values under these names are never written, at whatever of these depths. */
export const SECRET_NAMES = ["password", "secret", "token", "apiKey", "authorization", "cookie", "totp"];
const SECRET_PATHS = SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`, `*.*.*.${name}`]);
/** Shorter values would take innocent text with them. */
const SHORTEST_SECRET = 6;

export interface LoggerOptions {
  /** The process's part: `api`, `worker`. */
  part: string;
  level: string;
  /** Values that this process knows and that no line may hold, whatever wrote them; URLs stand for their passwords. */
  secrets?: readonly (string | undefined)[];
  /** Default: standard output. */
  destination?: DestinationStream;
}

/** The process's log: one JSON object a line, with the ids of the work under way (observed-work.ts), without secrets. */
export function createLogger({ part, level, secrets = [], destination }: LoggerOptions): Logger {
  const hide = secretHider(secrets);
  return pino(
    {
      level,
      base: { part },
      mixin: currentFields,
      redact: { paths: SECRET_PATHS, censor: REDACTED },
      hooks: {
        streamWrite: hide,
      },
    },
    destination ?? pino.destination({ fd: 1, sync: true }),
  );
}

/** Takes these values out of text that is JSON; URLs stand for their passwords. */
export function secretHider(secrets: readonly (string | undefined)[]): (text: string) => string {
  const hidden = secretTexts(secrets);
  return (json) => hidden.reduce((text, secret) => text.replaceAll(secret, REDACTED), json);
}

/** As they stand in a line of JSON, and encoded as in URLs; the longest first. */
function secretTexts(secrets: readonly (string | undefined)[]): string[] {
  const texts = secrets.flatMap((secret) => (secret === undefined ? [] : [secret, ...passwordIn(secret)]));
  const written = texts.flatMap((text) => [JSON.stringify(text).slice(1, -1), encodeURIComponent(text)]);
  return [...new Set(written)].filter((text) => text.length >= SHORTEST_SECRET).sort((a, b) => b.length - a.length);
}

/** The password of a URL; also of mongodb:// with several hosts, which is none for the URL parser. */
function passwordIn(url: string): string[] {
  const password = /^[a-z][a-z+.\d]*:\/\/[^/@:]*:(?<password>[^/@]+)@/iu.exec(url)?.groups?.["password"];
  if (password === undefined) return [];
  try {
    return [password, decodeURIComponent(password)];
  } catch {
    return [password];
  }
}
