import type { Request } from "express";
import { ApiError } from "../api-error.ts";
import { sizeWord } from "../translate-http-error.ts";

/** The whole body as bytes, as it came (signatures are over these). Throws REQUEST_TOO_LARGE, REQUEST_MEDIA_UNSUPPORTED. */
export async function readRawBody(request: Request, limit: number): Promise<Buffer> {
  const tooLarge = () => new ApiError("REQUEST_TOO_LARGE", { limit: sizeWord(limit) });
  const encoding = request.headers["content-encoding"];
  if (encoding !== undefined && encoding !== "identity")
    throw new ApiError("REQUEST_MEDIA_UNSUPPORTED", { given: encoding, accepted: "a body without Content-Encoding" });
  if (Number(request.headers["content-length"] ?? 0) > limit) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw tooLarge();
    chunks.push(chunk);
  }
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks, size);
}
