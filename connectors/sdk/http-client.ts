import type { Json } from "../../definitions/json.ts";

export const HTTP_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] as const;
export type HttpMethod = (typeof HTTP_METHODS)[number];

export interface HttpRequest {
  method?: HttpMethod;
  /** A path under the connection's base URL, or a whole URL on a declared host. */
  path: string;
  query?: Record<string, string | number | boolean | null | undefined>;
  headers?: Record<string, string>;
  /** Sent as JSON. */
  json?: Json;
  /** Sent as it is; set a content-type header with it. */
  text?: string;
  timeoutMs?: number;
  /** Statuses that are answers and not errors, for example 404 of a look-up. */
  acceptStatus?: readonly number[];
  /** Replaces the step's idempotency key, for operations that write more than once: add a suffix to the step's. */
  idempotencyKey?: string;
}
export interface HttpResponse {
  status: number;
  headers: Record<string, string>;
  text: string;
  /** The body as JSON. Throws HTTP_RESPONSE_INVALID. */
  json(): Json;
}

/**
 * Calls the other system. Throws HTTP_REQUEST_REJECTED (other 4xx, not retryable), HTTP_SIGN_IN_REFUSED (401, 403),
 * HTTP_SYSTEM_UNAVAILABLE (408, 425, 429, 5xx, retryable), HTTP_UNREACHABLE, HTTP_TIMEOUT (retryable),
 * HTTP_HOST_NOT_DECLARED, HTTP_ADDRESS_PRIVATE, HTTP_REDIRECT_REFUSED, HTTP_RESPONSE_TOO_LARGE, OPERATION_CANCELLED.
 */
export interface HttpClient {
  request(request: HttpRequest): Promise<HttpResponse>;
}
