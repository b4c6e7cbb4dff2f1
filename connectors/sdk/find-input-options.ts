import * as z from "zod";
import { connectorError, FlowrightError, userError } from "../../definitions/errors.ts";
import { type InputOption, inputOptionSchema, MAX_INPUT_OPTIONS } from "../../definitions/input-option.ts";
import type { OptionsQuery } from "./define-operation.ts";
import type { HttpClient } from "./http-client.ts";
import type { OperationContext } from "./operation-context.ts";
import { redactThrown } from "./redact.ts";
import { createOperationContext, outputInvalid, redactorOf, type RunOperationOptions } from "./run-operation.ts";

export interface FindInputOptions extends Omit<RunOperationOptions, "input" | "services"> {
  field: string;
  query: OptionsQuery;
}

const answerSchema = z.array(inputOptionSchema).max(MAX_INPUT_OPTIONS);
/** POST is left: many systems search and call procedures by it. */
const WRITING_METHODS: ReadonlySet<string> = new Set(["PUT", "PATCH", "DELETE"]);

/**
 * The host of a form's question: which values may this field of the operation take? The connector is given no services
 * and no writing methods. Throws FlowrightError only: OPTIONS_UNSUPPORTED, OPTIONS_TIMEOUT where `signal` aborts first,
 * OPTIONS_WRITE_REFUSED, CONNECTION_INVALID, OPERATION_OUTPUT_INVALID, SYSTEM_UNEXPECTED and what the connector throws;
 * answers and errors come without the connection's secrets.
 */
export async function findInputOptions(options: FindInputOptions): Promise<InputOption[]> {
  const { connector, operation, field, query, signal } = options;
  const name = `${connector.id}.${operation.id}`;
  const find = Object.hasOwn(operation.options, field) ? operation.options[field] : undefined;
  if (find === undefined)
    throw userError("OPTIONS_UNSUPPORTED", `${name} offers no values for ${field}.`, { operation: name, field });
  const redact = redactorOf(connector, options.connection);
  try {
    const context = forReading(name, createOperationContext({ ...options, services: {} }));
    const answer = answerSchema.safeParse(await inTime(name, signal, async () => find(query, context)));
    if (!answer.success) throw outputInvalid(name, "a list of values", answer.error);
    return answer.data.map((option) => redact(option));
  } catch (error) {
    if (signal.aborted) throw timeoutOf(name);
    throw redactThrown(error, redact, `The values of ${field} of ${name}`);
  }
}

function forReading(operation: string, context: OperationContext): OperationContext {
  const http: HttpClient = {
    async request(request) {
      const { method = "GET" } = request;
      if (WRITING_METHODS.has(method))
        throw new FlowrightError({
          code: "OPTIONS_WRITE_REFUSED",
          class: "system",
          retryable: false,
          message: `${operation} may not ${method} for a list.`,
          details: { operation, method },
        });
      return context.http.request(request);
    },
  };
  return { ...context, http };
}

/** A connector that does not look at the signal must not keep a form waiting. */
async function inTime<T>(operation: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  let stop = () => {};
  const late = new Promise<never>((_, reject) => {
    stop = () => reject(timeoutOf(operation));
    signal.addEventListener("abort", stop, { once: true });
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

function timeoutOf(operation: string): FlowrightError {
  return connectorError("OPTIONS_TIMEOUT", `The system of ${operation} gave no list in time.`, true, { operation });
}
