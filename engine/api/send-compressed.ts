import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { constants, brotliCompress, gzip } from "node:zlib";
import type { RequestHandler } from "express";

const compressGzip = promisify(gzip);
const compressBrotli = promisify(brotliCompress);
const TEXT = /\.(js|css|svg|json|map)$/;
/** Hashed names only: their content never changes, so what was compressed once stays right. */
const HASHED = /^[\w.-]+-[\w-]{6,}\.\w+$/;
type Encoding = "br" | "gzip";

/** Sends hashed text assets of a folder compressed, each compressed once and kept in memory. Others are left to the next handler. */
export function sendCompressed(folder: string, maxAgeS: number): RequestHandler {
  const kept = new Map<string, Promise<Buffer>>();
  const compress = async (name: string, encoding: Encoding): Promise<Buffer> => {
    const plain = await readFile(join(folder, name));
    if (encoding === "gzip") return compressGzip(plain, { level: 9 });
    return compressBrotli(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });
  };
  return async (request, response, next) => {
    const name = basename(request.path);
    response.vary("Accept-Encoding");
    const encoding = (["br", "gzip"] as const).find((wanted) => request.acceptsEncodings(wanted) === wanted);
    const isAsset = request.method === "GET" && request.path === `/${name}` && TEXT.test(name) && HASHED.test(name);
    if (encoding === undefined || !isAsset) return next();
    const key = `${encoding} ${name}`;
    const found = kept.get(key) ?? compress(name, encoding);
    kept.set(key, found);
    const body = await found.catch(() => null);
    if (body === null) {
      kept.delete(key);
      return next();
    }
    response.set("Cache-Control", `public, max-age=${maxAgeS}, immutable`).set("Content-Encoding", encoding);
    return response.type(name.slice(name.lastIndexOf("."))).send(body);
  };
}
