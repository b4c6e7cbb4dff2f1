import { systemError } from "../../definitions/errors.ts";
import { ApiError } from "./api-error.ts";

/** The driver's errors for a server that is away or changing its primary. */
const DATABASE_AWAY =
  /^Mongo(ServerSelection|Network|NetworkTimeout|NotConnected|PoolCleared|PoolClosed|TopologyClosed|WaitQueueTimeout)Error$/;

/** Errors of body-parser of the database driver and of Temporal's client in our codes; everything else as it is. */
export function translateHttpError(thrown: unknown): unknown {
  if (!(thrown instanceof Error)) return thrown;
  const type = (thrown as { type?: unknown }).type;
  const message = thrown.message;
  if (type === "entity.too.large")
    return new ApiError("REQUEST_TOO_LARGE", { limit: sizeWord((thrown as { limit?: number }).limit) });
  if (type === "entity.parse.failed") return new ApiError("REQUEST_JSON_MALFORMED", { problem: message });
  if (type === "encoding.unsupported" || type === "charset.unsupported")
    return new ApiError("REQUEST_MEDIA_UNSUPPORTED", { given: message, accepted: "UTF-8" });
  if (type === "request.aborted" || type === "request.size.invalid")
    return new ApiError("REQUEST_JSON_MALFORMED", { problem: message });
  if (thrown instanceof URIError) return new ApiError("ROUTE_UNKNOWN", { method: "", path: "an undecodable address" });
  if (DATABASE_AWAY.test(thrown.name))
    return systemError("DATABASE_UNAVAILABLE", "The database does not answer", true, { cause: thrown });
  if (isUnavailable(thrown))
    return systemError("TEMPORAL_UNAVAILABLE", "The workflow server does not answer", true, { cause: thrown });
  return thrown;
}

/** gRPC codes DEADLINE_EXCEEDED (4) and UNAVAILABLE (14), wherever the client wrapped them. */
function isUnavailable(thrown: unknown): boolean {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    const code = (error as { code?: unknown }).code;
    if ((code === 4 || code === 14) && "metadata" in error) return true;
  }
  return false;
}

/** Bytes as a person reads them: `1 MB`. */
export function sizeWord(bytes: number | undefined): string {
  if (bytes === undefined) return "?";
  return bytes >= 1_048_576 ? `${Math.round(bytes / 1_048_576)} MB` : `${Math.round(bytes / 1024)} kB`;
}
