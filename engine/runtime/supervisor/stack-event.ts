import type { Rejection } from "../provision/candidate.ts";

/** What happens to the parts of a stack. */
export type StackEvent =
  | { kind: "chosen"; part: string; name: string; address: string; remark?: string; rejections: readonly Rejection[] }
  | { kind: "ready"; part: string }
  | { kind: "died"; part: string; reason: string; restartInMs: number }
  | { kind: "restarted"; part: string };
