import { type Readable, Transform } from "node:stream";
import type { Request } from "express";
import { ApiError } from "./api-error.ts";
import { sizeWord } from "./translate-http-error.ts";

/** Uploads larger than this are refused while they arrive. */
const UPLOAD_LIMIT = 200 * 1_048_576;

/** The request's body as it comes; the stream fails with REQUEST_TOO_LARGE beyond the limit. Reading starts on first use. */
export function limitStream(request: Request, limit = UPLOAD_LIMIT): Readable {
  let bytes = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      done(bytes > limit ? new ApiError("REQUEST_TOO_LARGE", { limit: sizeWord(limit) }) : null, chunk);
    },
  });
  const read = counted._read.bind(counted);
  let piped = false;
  counted._read = (size) => {
    if (!piped) {
      piped = true;
      request.once("aborted", () => counted.destroy(new Error("the upload was broken off")));
      request.pipe(counted);
    }
    read(size);
  };
  return counted;
}
