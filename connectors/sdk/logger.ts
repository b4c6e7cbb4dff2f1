/** What connectors and activities write to. pino's loggers fit. */
export interface Logger {
  debug(fields: Record<string, unknown>, message: string): void;
  info(fields: Record<string, unknown>, message: string): void;
  warn(fields: Record<string, unknown>, message: string): void;
  error(fields: Record<string, unknown>, message: string): void;
}

const LEVELS = ["debug", "info", "warn", "error"] as const;

/** A logger that writes nowhere. */
export const SILENT_LOGGER: Logger = { debug() {}, info() {}, warn() {}, error() {} };

/** The same logger, with every secret taken out of what is written. */
export function redactLogger(logger: Logger, redact: <T>(value: T) => T): Logger {
  const redacted = {} as Logger;
  for (const level of LEVELS) {
    redacted[level] = (fields, message) => logger[level](redact(fields), redact(message));
  }
  return redacted;
}
