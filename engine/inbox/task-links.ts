import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { userError } from "../../definitions/errors.ts";

/** What a link stands for: one answer of one person to one task. */
export interface TaskLink {
  workspaceId: string;
  taskId: string;
  person: string;
  outcome: string;
  /** Epoch seconds. */
  expires: number;
}

/** Signs links with the installation's key, under a purpose of its own; every configured key still verifies. */
export interface TaskLinks {
  sign(link: TaskLink): string;
  /** Throws `TASK_LINK_INVALID`, `TASK_LINK_EXPIRED`. */
  read(token: string, nowMs?: number): TaskLink;
}

const PURPOSE = "flowright task links v1";
const TOKEN_MOST = 2_000;

/** The first key signs. */
export function createTaskLinks(keys: readonly { key: Buffer }[]): TaskLinks {
  const derived = keys.map(({ key }) => Buffer.from(hkdfSync("sha256", key, "", PURPOSE, 32)));
  return {
    sign(link) {
      const [first] = derived;
      if (first === undefined) throw new Error("no key to sign links with");
      const { workspaceId, taskId, person, outcome, expires } = link;
      const body = Buffer.from(JSON.stringify([workspaceId, taskId, person, outcome, expires])).toString("base64url");
      return `${body}.${mark(first, body).toString("base64url")}`;
    },
    read(token, nowMs = Date.now()) {
      const [body = "", signature = "", ...more] = token.slice(0, TOKEN_MOST).split(".");
      const given = Buffer.from(signature, "base64url");
      const isOurs = derived.some((key) => {
        const expected = mark(key, body);
        return given.length === expected.length && timingSafeEqual(given, expected);
      });
      const link = isOurs && more.length === 0 ? parse(body) : null;
      if (link === null) throw userError("TASK_LINK_INVALID", "The link is not one of ours.");
      if (link.expires * 1_000 <= nowMs) throw userError("TASK_LINK_EXPIRED", "The link has expired.");
      return link;
    },
  };
}

function mark(key: Buffer, body: string): Buffer {
  return createHmac("sha256", key).update(body).digest();
}

function parse(body: string): TaskLink | null {
  const fields = JSON.parse(Buffer.from(body, "base64url").toString("utf8")) as unknown;
  if (!Array.isArray(fields) || fields.length !== 5) return null;
  const [workspaceId, taskId, person, outcome, expires] = fields as [string, string, string, string, number];
  return { workspaceId, taskId, person, outcome, expires };
}
