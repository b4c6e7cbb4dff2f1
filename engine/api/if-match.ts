import { ApiError } from "./api-error.ts";

/**
 * The revision of an `If-Match` header (RFC 9110 §13.1.1: a strong entity tag, ours is the revision number); null when
 * absent. Throws REVISION_INVALID for lists, weak tags and what is no number.
 */
export function readIfMatch(header: string | undefined): number | null {
  if (header === undefined) return null;
  const match = /^\s*(?:"(\d{1,15})"|(\d{1,15}))\s*$/.exec(header);
  if (match === null) throw new ApiError("REVISION_INVALID");
  return Number(match[1] ?? match[2]);
}

/** The revision, where a route needs one. Throws REVISION_MISSING (428, RFC 6585). */
export function requireRevision(ifMatch: number | null): number {
  if (ifMatch === null) throw new ApiError("REVISION_MISSING");
  return ifMatch;
}

/** The entity tag of a revision. */
export function entityTag(revision: number): string {
  return `"${revision}"`;
}
