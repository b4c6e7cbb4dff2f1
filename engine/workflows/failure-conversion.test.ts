import { TimeoutFailure } from "@temporalio/common";
import { describe, expect, it } from "vitest";
import { connectorError } from "../../definitions/errors.ts";
import { errorDataOfFailure, operationFailure, toFailure } from "./failure-conversion.ts";

describe("toFailure", () => {
  it("keeps code, data and whether it may be tried again", () => {
    const failure = toFailure(connectorError("HTTP_REQUEST_REJECTED", "no", false, { status: 422 }), {
      unexpectedRetryable: true,
    });
    expect(failure).toMatchObject({ type: "HTTP_REQUEST_REJECTED", nonRetryable: true });
    expect(failure.nextRetryDelay ?? null).toBeNull();
    expect(errorDataOfFailure(failure)).toMatchObject({ code: "HTTP_REQUEST_REJECTED", details: { status: 422 } });
  });

  it("comes again when the other system said", () => {
    const error = connectorError("HTTP_SYSTEM_UNAVAILABLE", "later", true, { retryAfterMs: 7_000 });
    expect(toFailure(error, { unexpectedRetryable: true })).toMatchObject({
      nonRetryable: false,
      nextRetryDelay: 7_000,
    });
  });

  it("calls what is no error of ours unexpected", () => {
    expect(toFailure(new TypeError("x"), { unexpectedRetryable: false })).toMatchObject({
      type: "SYSTEM_UNEXPECTED",
      nonRetryable: true,
    });
  });
});

describe("operationFailure", () => {
  it("tells a worker that was lost from a system that did not answer in time", () => {
    const lost = operationFailure(new TimeoutFailure("lost", undefined, "HEARTBEAT"), 3);
    expect(lost).toMatchObject({ attempts: 3, data: { code: "OPERATION_WORKER_LOST", class: "system" } });
    const late = operationFailure(new TimeoutFailure("late", undefined, "START_TO_CLOSE"), 0);
    expect(late).toMatchObject({ attempts: 1, data: { code: "OPERATION_TIMED_OUT", class: "connector" } });
  });
});
