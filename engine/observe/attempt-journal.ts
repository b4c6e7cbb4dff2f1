import { AsyncLocalStorage } from "node:async_hooks";
import type { OperationCall } from "../../activities/operation-call.ts";
import { REDACTED } from "../../connectors/sdk/redact.ts";
import type { ErrorData } from "../../definitions/error-data.ts";
import { errorDataOf } from "../../definitions/errors.ts";
import type { JsonObject } from "../../definitions/json.ts";
import { type AttemptLine, type KeptAttempt, LINE_LEVELS, type StepAttempt } from "../../definitions/step-attempt.ts";
import type { ObserverLogger } from "./run-observer.ts";
import { SECRET_NAMES, secretHider } from "./create-logger.ts";

const LINES_MOST = 50;
const LINES_BYTES = 16 * 1_024;
const LINE_BYTES = 2 * 1_024;
const DETAILS_BYTES = 4 * 1_024;
const WRITE_AFTER_MS = 250;
/** While the database is away the oldest go first. */
const PENDING_MOST = 2_000;

export interface AttemptJournal {
  /** The same logger; what is written to it during an attempt is kept with the attempt, whatever its level. */
  hear(logger: ObserverLogger): ObserverLogger;
  /** Performs an attempt. It is kept where it failed, followed a failure or wrote lines; a quiet success costs nothing. */
  follow<T>(call: OperationCall, attempt: number, perform: () => Promise<T>): Promise<T>;
  /** Writes what is still to be written. */
  close(): Promise<void>;
}
interface JournalOptions {
  write: (attempts: KeptAttempt[]) => Promise<void>;
  logger: ObserverLogger;
  /** Values that this process knows and nothing kept may hold. */
  secrets?: readonly (string | undefined)[];
}
interface OpenAttempt {
  lines: AttemptLine[];
  bytes: number;
  dropped: number;
}

/** Follows an attempt through its promises, so that connectors write to a plain logger. */
const current = new AsyncLocalStorage<OpenAttempt>();

/**
 * Keeps each step's attempts and their lines for its page: see attempt-journal.decision.md. Attempts never wait for it,
 * and what cannot be written is logged.
 */
export function createAttemptJournal({ write, logger, secrets = [] }: JournalOptions): AttemptJournal {
  const queue = createQueue(write, logger);
  const hide = secretHider(secrets);
  return {
    hear,
    close: async () => queue.close(),
    async follow(call, number, perform) {
      const open: OpenAttempt = { lines: [], bytes: 0, dropped: 0 };
      const began = Date.now();
      const end = (error: ErrorData | null) => {
        const kept = { ...toAttempt(call, number, began, open), error: error === null ? null : shorten(error) };
        const { workspaceId, runId, stepId } = call;
        queue.add({ workspaceId, runId, stepId, attempt: JSON.parse(hide(JSON.stringify(kept))) as StepAttempt });
      };
      return current.run(open, async () => {
        try {
          const output = await perform();
          if (number > 1 || open.lines.length > 0) end(null);
          return output;
        } catch (thrown) {
          end(errorDataOf(thrown));
          throw thrown;
        }
      });
    },
  };
}

function hear(logger: ObserverLogger): ObserverLogger {
  const heard = {} as ObserverLogger;
  for (const level of LINE_LEVELS)
    heard[level] = (fields: object, message: string) => {
      logger[level](fields, message);
      const open = current.getStore();
      if (open !== undefined) addLine(open, level, fields, message);
    };
  return heard;
}

function addLine(open: OpenAttempt, level: AttemptLine["level"], fields: object, message: string): void {
  const at = new Date().toISOString();
  const line = { at, level, message: message.slice(0, LINE_BYTES), fields: plainFields(fields) };
  const bytes = JSON.stringify(line).length;
  if (open.lines.length === LINES_MOST || open.bytes + bytes > LINES_BYTES) {
    open.dropped += 1;
    return;
  }
  open.lines.push(line);
  open.bytes += bytes;
}

/** What is too much of one line is left out, named. */
function plainFields(fields: object): JsonObject {
  const text = JSON.stringify(fields, (name, value: unknown) => {
    if (SECRET_NAMES.includes(name)) return REDACTED;
    return value instanceof Error ? `${value.name}: ${value.message}` : value;
  });
  return text.length > LINE_BYTES ? { leftOut: Object.keys(fields).join(", ") } : (JSON.parse(text) as JsonObject);
}

function toAttempt(call: OperationCall, attempt: number, began: number, open: OpenAttempt): StepAttempt {
  const { now: calledAt, operation, idempotencyKey } = call;
  return {
    attempt,
    calledAt,
    operation,
    idempotencyKey,
    startedAt: new Date(began).toISOString(),
    ms: Math.max(0, Date.now() - began),
    error: null,
    lines: open.lines,
    linesDropped: open.dropped,
  };
}

function shorten({ details, ...error }: ErrorData): ErrorData {
  const isShort = details !== undefined && JSON.stringify(details).length <= DETAILS_BYTES;
  return { ...error, message: error.message.slice(0, LINE_BYTES), ...(isShort ? { details } : {}) };
}

/** Many attempts are one write, a moment later. */
function createQueue(write: JournalOptions["write"], logger: ObserverLogger) {
  let pending: KeptAttempt[] = [];
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();
  const flush = async (): Promise<void> => {
    const batch = pending;
    pending = [];
    if (batch.length === 0) return;
    try {
      await write(batch);
    } catch (error) {
      logger.warn({ err: error, attempts: batch.length }, "attempts could not be kept; tried again");
      pending = [...batch, ...pending].slice(-PENDING_MOST);
      schedule();
    }
  };
  const schedule = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      writing = writing.then(flush);
    }, WRITE_AFTER_MS).unref();
  };
  return {
    add(attempt: KeptAttempt) {
      pending.push(attempt);
      if (pending.length > PENDING_MOST) pending.shift();
      schedule();
    },
    async close() {
      clearTimeout(timer);
      await writing;
      clearTimeout(timer);
      await flush();
    },
  };
}
