import type { Environment } from "../configuration.ts";
import { formatLogLine, isRunChatter } from "./log-format.ts";
import type { StackEvent } from "./stack-event.ts";
import type { Stack } from "./start-stack.ts";

/** What `npm start` prints: choices, readiness, then short log lines. */
export interface ConsoleReport {
  event(event: StackEvent): void;
  line(part: string, line: string): void;
  ready(stack: Stack, tookMs: number, mailProblem: string | undefined): void;
  failure(code: string, message: string): void;
  stopping(): void;
  stopped(): void;
}

/** Their own words go to the log files only. */
const SERVERS = new Set(["temporal", "mongodb"]);

export function createConsoleReport(
  out: { write(text: string): unknown; isTTY?: boolean },
  environment: Environment,
): ConsoleReport {
  const colour = out.isTTY === true && environment["NO_COLOR"] === undefined;
  const bold = (text: string) => (colour ? `\u001B[1m${text}\u001B[0m` : text);
  const print = (text: string) => void out.write(`${text}\n`);
  return {
    event(event) {
      if (event.kind === "chosen") return describeChoice(event).forEach(print);
      if (event.kind === "ready") return print(`  ✓ ${event.part.padEnd(9)} ready`);
      const at = new Date().toTimeString().slice(0, 8);
      if (event.kind === "died")
        return print(`${at} ${event.part.padEnd(9)}ended (${event.reason}); starting again in ${event.restartInMs} ms`);
      return print(`${at} ${event.part.padEnd(9)}is up again`);
    },
    line(part, line) {
      if (!SERVERS.has(part) && !isRunChatter(line)) print(formatLogLine(part, line, { colour }));
    },
    ready(stack, tookMs, mailProblem) {
      const { administrator, urls, configuration } = stack;
      const mail =
        urls.mailbox === undefined ? "leaves by SMTP_URL" : `kept here, none leaves: ${urls.smtp}; see Mailbox`;
      print("");
      print(`  ${bold(`Flowright is ready: ${urls.app}`)}   (${(tookMs / 1000).toFixed(1)} s)`);
      print(`    Sign in   ${administrator.email}`);
      print(`    Password  ${passwordHint(stack)}`);
      print(`    Mail      ${mail}`);
      if (mailProblem !== undefined) print(`              warning: ${mailProblem}; mail is retried until it works`);
      print(`    Data      ${configuration.dataFolder}   Logs  ${configuration.dataFolder}/logs`);
      print(`    Stop with Ctrl-C. Nothing is lost: the next start goes on where this one ended.`);
      print("");
    },
    failure(code, message) {
      print("");
      print(`  Flowright did not start [${code}]`);
      print(`  ${message}`);
      print("  `npx flowright doctor` checks this machine.");
    },
    stopping: () => print("\n  Stopping… (Ctrl-C again twice to end at once)"),
    stopped: () => print("  Stopped."),
  };
}

function describeChoice(event: Extract<StackEvent, { kind: "chosen" }>): string[] {
  const remark = event.remark === undefined || event.remark === "" ? "" : ` (${event.remark})`;
  const address = event.address === "" ? "" : ` at ${event.address.replace(/^mongodb:\/\/([^/]+).*$/u, "$1")}`;
  return [
    `  ✓ ${event.part.padEnd(9)} ${event.name}${address}${remark}`,
    ...event.rejections.map(({ name, reason }) => `      not ${name}: ${reason}`),
  ];
}

function passwordHint({ administrator }: Stack): string {
  if (administrator.isNew) return `${administrator.password}   (shown once; kept in ${administrator.passwordFile})`;
  if (administrator.passwordFile !== undefined)
    return `as first set: ${administrator.passwordFile}, unless you changed it`;
  return "the one given by FLOWRIGHT_ADMIN_PASSWORD at the first start, unless you changed it";
}
