/** `warning`: it works, but less well or not for everything. */
export const VERDICTS = ["ok", "warning", "failed"] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What one check found. */
export interface CheckResult {
  name: string;
  verdict: Verdict;
  detail: string;
  /** What to do about it; absent when all is well. */
  wayOut?: string;
  /** The ways to get a server, each with its own verdict. */
  candidates?: readonly CandidateResult[];
}

export interface CandidateResult {
  name: string;
  usable: boolean;
  detail: string;
  wayOut?: string;
}

/** One line and its indented ways, for the terminal. */
export function formatCheck({ name, verdict, detail, wayOut, candidates = [] }: CheckResult): string {
  const mark = { ok: "✓", warning: "!", failed: "✗" }[verdict];
  const lines = [`${mark} ${name.padEnd(14)} ${detail}`];
  if (wayOut !== undefined) lines.push(`                 → ${wayOut}`);
  for (const candidate of candidates) {
    lines.push(`    ${candidate.usable ? "✓" : "·"} ${candidate.name}: ${candidate.detail}`);
    if (candidate.wayOut !== undefined) lines.push(`        → ${candidate.wayOut}`);
  }
  return lines.join("\n");
}
