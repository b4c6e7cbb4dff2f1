import { errorDataOf } from "../../definitions/errors.ts";
import { loadConfiguration } from "./configuration.ts";
import { runtimeError } from "./runtime-error.ts";
import { createConsoleReport } from "./supervisor/console-report.ts";
import { verifySmtp } from "./provision/smtp.ts";
import { type Stack, startStack } from "./supervisor/start-stack.ts";

/** `npm start`: the whole stack on one machine until Ctrl-C. */
const startedAt = Date.now();
const report = createConsoleReport(process.stdout, process.env);
const cancel = new AbortController();
let stack: Stack | undefined;
let askedToStop = 0;
let lastAskedAt = 0;
/** npm passes on the SIGINT that the terminal has sent already. */
const SAME_REQUEST_MS = 300;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => requestStop());

try {
  const { dataFolder, smtpUrl } = loadConfiguration();
  stack = await startStack({
    dataFolder,
    signal: cancel.signal,
    onEvent: (event) => report.event(event),
    onLine: (part, line) => report.line(part, line),
  });
  const mailProblem = smtpUrl === undefined ? undefined : await problemOf(verifySmtp(smtpUrl));
  if (cancel.signal.aborted) await stopStack(stack);
  else report.ready(stack, Date.now() - startedAt, mailProblem);
} catch (error) {
  const { code, message } = errorDataOf(error);
  report.failure(code, message);
  process.exitCode = code === "PROVISION_CANCELLED" ? 130 : 1;
}

/** The first request stops in order, the third at once. */
function requestStop(): void {
  if (Date.now() - lastAskedAt < SAME_REQUEST_MS) return;
  lastAskedAt = Date.now();
  askedToStop += 1;
  if (askedToStop > 2) process.exit(1);
  if (askedToStop === 1) report.stopping();
  cancel.abort(runtimeError("PROVISION_CANCELLED", "The start was stopped before it was complete."));
  if (stack !== undefined && askedToStop === 1) void stopStack(stack);
}

async function stopStack(running: Stack): Promise<void> {
  await running.stop();
  report.stopped();
  process.exit(0);
}

async function problemOf(check: Promise<void>): Promise<string | undefined> {
  return check.then(
    () => undefined,
    (error: unknown) => errorDataOf(error).message,
  );
}
