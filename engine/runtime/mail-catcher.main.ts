import { join } from "node:path";
import { pino } from "pino";
import { announceReady, onStopRequest } from "./announce-ready.ts";
import { loadConfiguration } from "./configuration.ts";
import { describeSetting, type SettingName } from "./configuration-table.ts";
import { startMailCatcher } from "./mail-catcher/start-mail-catcher.ts";
import { runtimeError } from "./runtime-error.ts";

/** The built-in mail catcher as a process: SMTP in, HTTP for the Mailbox page out, on loopback unless told. */
const configuration = loadConfiguration();
const log = pino({ level: configuration.logLevel });
const catcher = await startMailCatcher({
  folder: join(configuration.dataFolder, "mails"),
  host: configuration.mailboxHost,
  smtpPort: required("FLOWRIGHT_SMTP_PORT", configuration.smtpPort),
  httpPort: required("FLOWRIGHT_MAILBOX_PORT", configuration.mailboxHttpPort),
  token: required("FLOWRIGHT_MAILBOX_TOKEN", process.env["FLOWRIGHT_MAILBOX_TOKEN"]),
  onKept: ({ id, messageId, size }) => log.debug({ id, messageId, size }, "mail kept"),
  onProblem: (error) => log.error({ err: { message: error.message } }, "mail could not be kept"),
});
onStopRequest(async () => catcher.close());
announceReady();

function required<T>(variable: SettingName, value: T | undefined): T {
  if (value !== undefined) return value;
  const { purpose } = describeSetting(variable);
  throw runtimeError("CONFIGURATION_MISSING", `The setting ${variable} is missing (${purpose}).`, {
    variable,
    purpose,
  });
}
