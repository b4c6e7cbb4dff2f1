import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import express, { Router, type Response } from "express";
import { ApiError } from "./api-error.ts";
import { sendCompressed } from "./send-compressed.ts";
import { allowBuilder, allowBuilderFile, createNonce } from "./security-headers.ts";

const NONCE_PLACE = /(<meta\s+name="csp-nonce"\s+content=")[^"]*(")/;
const YEAR_S = 31_536_000;

/**
 * The built builder: hashed assets for ever, everything else by its own validators, and `index.html` with a fresh nonce
 * for every address that is a page of the builder (no dot in its last part).
 */
export function serveBuilder(folder: string): Router {
  const router = Router();
  let page: { html: string; changedAt: number } | undefined;
  const readPage = async (): Promise<string> => {
    const file = join(folder, "index.html");
    const changedAt = (await stat(file)).mtimeMs;
    if (page?.changedAt !== changedAt) page = { html: await readFile(file, "utf8"), changedAt };
    return page.html;
  };
  const sendPage = async (response: Response): Promise<void> => {
    const html = await readPage().catch((error: unknown) => {
      if ((error as { code?: string }).code === "ENOENT")
        throw new ApiError("ROUTE_UNKNOWN", { method: "GET", path: "/" });
      throw error;
    });
    const nonce = createNonce();
    allowBuilder(response, nonce);
    response
      .set("Cache-Control", "no-store")
      .type("html")
      .send(html.replace(NONCE_PLACE, `$1${nonce}$2`));
  };
  router.use(
    "/assets",
    (_request, response, next) => {
      allowBuilderFile(response);
      next();
    },
    sendCompressed(join(folder, "assets"), YEAR_S),
    express.static(join(folder, "assets"), {
      index: false,
      fallthrough: false,
      immutable: true,
      maxAge: YEAR_S * 1_000,
    }),
  );
  router.get("/sw.js", (_request, response, next) => {
    // It fetches the builder's files, and a new one takes over with the next visit.
    allowBuilderFile(response);
    response.set("Cache-Control", "no-cache");
    next();
  });
  router.get(["/", "/index.html"], async (_request, response) => sendPage(response));
  router.use(express.static(folder, { index: false, fallthrough: true, dotfiles: "ignore" }));
  router.get("/{*page}", async (request, response, next) => {
    const last = request.path.slice(request.path.lastIndexOf("/") + 1);
    if (last.includes(".") || request.accepts(["html", "json"]) !== "html") {
      next();
      return;
    }
    await sendPage(response);
  });
  return router;
}
