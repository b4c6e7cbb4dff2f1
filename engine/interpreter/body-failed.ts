import type { ErrorData } from "../../definitions/error-data.ts";

/** Thrown by a container whose body failed: whether that opens an incident was settled at the step that failed. */
export class BodyFailed extends Error {
  readonly data: ErrorData;
  constructor(data: ErrorData) {
    super(data.message);
    this.name = "BodyFailed";
    this.data = data;
  }
}
