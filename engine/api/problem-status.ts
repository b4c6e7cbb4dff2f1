import type { ErrorData } from "../../definitions/error-data.ts";

/** HTTP statuses of codes whose class alone does not tell (RFC 9110). */
const STATUS_OF_CODE: Readonly<Record<string, number>> = {
  REQUEST_INVALID: 400,
  REQUEST_JSON_MALFORMED: 400,
  REQUEST_MEDIA_UNSUPPORTED: 415,
  REQUEST_TOO_LARGE: 413,
  REQUEST_RATE_LIMITED: 429,
  REQUEST_ORIGIN_REFUSED: 403,
  METHOD_UNSUPPORTED: 405,
  REVISION_MISSING: 428,
  REVISION_INVALID: 400,
  CURSOR_INVALID: 400,
  IDEMPOTENCY_KEY_INVALID: 400,
  IDEMPOTENCY_KEY_UNSUPPORTED: 400,
  REQUEST_KEY_REUSED: 422,
  REQUEST_IN_PROGRESS: 409,
  SESSION_MISSING: 401,
  API_KEY_INVALID: 401,
  PERMISSION_DENIED: 403,
  ACCOUNT_WITHOUT_PERSON: 403,
  AUTH_ROUTE_UNKNOWN: 404,
  USER_LAST_ADMIN: 409,
  WORKFLOW_HAS_RUNS: 409,
  WORKFLOW_TESTS_FULL: 409,
  TASK_CLOSED: 409,
  WORKFLOW_NOT_PUBLISHED: 409,
  WORKFLOW_DISABLED: 409,
  WORKFLOW_CREATION_AMBIGUOUS: 400,
  RUN_CLOSED: 409,
  RUN_NOT_STARTED: 409,
  RUN_OPERATION_REFUSED: 409,
  RUN_PAUSED: 409,
  RUN_NOT_PAUSED: 409,
  RUN_NOT_READY: 409,
  INCIDENT_UNKNOWN: 409,
  TASK_NOT_OPEN: 409,
  RESOURCE_IN_USE: 409,
  CONNECTION_IN_USE: 409,
  MAILBOX_OFF: 404,
  MAILBOX_UNREACHABLE: 503,
  TEMPORAL_UNAVAILABLE: 503,
  SIGNATURE_INVALID: 401,
  SIGNATURE_MISSING: 401,
  BODY_TYPE_UNSUPPORTED: 415,
  BODY_MALFORMED: 400,
  RESPONSE_INVALID: 500,
};

/** Things that an address names: a code `<NOUN>_UNKNOWN` of these is 404; of all others it is a fault in the body. */
const ADDRESSED =
  /^(ROUTE|WORKFLOW|WORKFLOW_TEST|VERSION|WORKFLOW_VERSION|TEMPLATE|RUN|STEP|RUN_OPERATION|RECORD|OBJECT|RECORD_OBJECT|IMPORT|USER|RESOURCE|RESOURCE_KIND|CONNECTION|NOTICE|TASK|API_KEY|MAILBOX_MAIL|TRIGGER_ADDRESS|WEBHOOK|FORM)_UNKNOWN$/;

/** The HTTP status of an error: by its code, else by its class (user 422, connector 502, system 500 or 503). */
export function problemStatus(error: ErrorData): number {
  const known = Object.hasOwn(STATUS_OF_CODE, error.code) ? STATUS_OF_CODE[error.code] : undefined;
  if (known !== undefined) return known;
  if (ADDRESSED.test(error.code)) return 404;
  if (/_(CONFLICT|TAKEN|BUSY|EXISTS|CHANGED)$/.test(error.code)) return 409;
  if (error.code.endsWith("_TOO_LARGE")) return 413;
  if (error.code.endsWith("_MEDIA_UNSUPPORTED")) return 415;
  if (error.class === "user") return 422;
  if (error.class === "connector") return 502;
  return error.retryable && error.code !== "SYSTEM_UNEXPECTED" ? 503 : 500;
}
