import { FlowrightError } from "../../../definitions/errors.ts";
import { runtimeError } from "../runtime-error.ts";

/** One way to get a server. */
export interface Candidate<T> {
  /** As the start prints it, for example "temporal on PATH". */
  name: string;
  /** After this time the attempt is given up. */
  limitMs: number;
  /** The user asked for exactly this one: when it fails, nothing else is tried. */
  isFinal?: boolean;
  /** What the user can do to make it work. */
  wayOut: string;
  /**
   * Gets the server and verifies it by using it. Throws NotApplicable when it is not for this machine,
   * anything else when it should have worked. Must stop what it started when it throws or is aborted.
   */
  attempt(signal: AbortSignal): Promise<T>;
}

/** Thrown by an attempt that does not apply: nothing is wrong, the next one is tried. */
export class NotApplicable extends Error {
  override readonly name = "NotApplicable";
}

/** A candidate that was not chosen, and why. */
export interface Rejection {
  name: string;
  reason: string;
  wayOut: string;
}

export interface Choice<T> {
  value: T;
  name: string;
  rejections: readonly Rejection[];
}

/**
 * Tries the candidates in order and returns the first that works. `what` names the server in the error.
 * Throws PROVISION_FAILED naming each thing tried with its way out, PROVISION_CANCELLED when `signal` fires.
 */
export async function chooseCandidate<T>(
  what: string,
  candidates: readonly Candidate<T>[],
  signal?: AbortSignal,
): Promise<Choice<T>> {
  const rejections: Rejection[] = [];
  for (const candidate of candidates) {
    if (isStopped(signal)) throw cancelled();
    try {
      return { value: await attemptInTime(candidate, signal), name: candidate.name, rejections };
    } catch (error) {
      if (isStopped(signal)) throw cancelled();
      rejections.push({ name: candidate.name, reason: reasonOf(error), wayOut: candidate.wayOut });
      if (candidate.isFinal === true) break;
    }
  }
  const tried = rejections.map(({ name, reason, wayOut }) => `\n  - ${name}: ${reason}\n    → ${wayOut}`).join("");
  throw runtimeError("PROVISION_FAILED", `No way to get ${what} worked.${tried}`, { what, tried });
}

/** Runs one attempt within its time limit; an attempt that ignores its signal is left behind. */
async function attemptInTime<T>(candidate: Candidate<T>, signal?: AbortSignal): Promise<T> {
  const limit = AbortSignal.timeout(candidate.limitMs);
  const either = signal === undefined ? limit : AbortSignal.any([limit, signal]);
  return new Promise<T>((resolve, reject) => {
    const onAbort = () =>
      reject(
        new Error(signal?.aborted === true ? "stopped" : `gave up after ${Math.round(candidate.limitMs / 1000)} s`),
      );
    either.addEventListener("abort", onAbort, { once: true });
    candidate
      .attempt(either)
      .then(resolve, reject)
      .finally(() => either.removeEventListener("abort", onAbort));
  });
}

/** What went wrong, in one line for a person. */
export function reasonOf(error: unknown): string {
  if (error instanceof FlowrightError && error.code === "PART_START_FAILED") return error.message;
  const message = error instanceof Error ? error.message : String(error);
  return message.split("\n")[0] ?? message;
}

function isStopped(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}

function cancelled() {
  return runtimeError("PROVISION_CANCELLED", "The start was stopped before it was complete.");
}
