import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import type { FieldType, ObjectDescription } from "../../definitions/catalogue.ts";
import { userError } from "../../definitions/errors.ts";
import { ScoreDataset } from "../../definitions/scoring/score-dataset.ts";
import type { FieldReason, ScoreReport } from "../../definitions/scoring/score-report.ts";
import { gateProblems, type LearnedScore } from "../../definitions/scoring/scoring-model.ts";
import { trainScore } from "../../definitions/scoring/train-score.ts";
import type { ActivityPorts } from "../ports.ts";
import { requireScoringModel } from "./score-record.ts";

const PAGE = 500;
/** Kinds of field that nothing can be learned from, whatever their values are. */
const UNFIT_TYPES: Partial<Record<FieldType, FieldReason>> = {
  text: "free-text",
  date: "date",
  instant: "date",
  reference: "reference",
  list: "structure",
  object: "structure",
};

export interface TrainingRequest {
  workspaceId: string;
  /** Key of a learned score. */
  model: string;
  /** ISO 8601. */
  now: string;
  /** The step that asks; a repeat of it trains no second time. */
  idempotencyKey?: string;
  byUser?: string;
  signal?: AbortSignal;
}
/** What a training came to. A model that is not accepted is not used: the one before it stays. */
export interface TrainingSummary {
  accepted: boolean;
  problems: string[];
  trainedAt: string;
  report: ScoreReport;
}

/**
 * Learns a score anew from the workspace's closed records, newest first, and keeps it with its report; a model that does
 * not pass the score's gate is refused and the one before stays in use. Throws `SCORE_MODEL_UNKNOWN`,
 * `SCORE_MODEL_NOT_LEARNED` and what trainScore throws.
 */
export async function trainModel(ports: ActivityPorts, request: TrainingRequest): Promise<TrainingSummary> {
  const { workspaceId, now, signal, idempotencyKey } = request;
  const score = await findLearned(ports, workspaceId, request.model);
  const { lastTraining: last } = score;
  if (idempotencyKey !== undefined && last?.trainedBy === idempotencyKey)
    return { accepted: last.accepted, problems: last.problems, trainedAt: last.at, report: last.report };
  const object = await ports.records.describe(workspaceId, score.object);
  const { dataset, dataHash } = await readClosed(ports, workspaceId, score, object, signal);
  const model = await trainScore(dataset, {
    trainedAt: now,
    dataHash,
    leaveOut: score.leaveOut,
    keep: score.keep,
    reasons: unfitFields(object),
    titles: Object.fromEntries(object.fields.map(({ name, title }) => [name, title])),
    pause: async () => {
      signal?.throwIfAborted();
      await setImmediate();
    },
  });
  const problems = gateProblems(model, score.gate);
  const accepted = problems.length === 0;
  const { report } = model;
  const by = idempotencyKey === undefined ? {} : { trainedBy: idempotencyKey };
  const lastTraining = { at: now, accepted, problems, report, ...by };
  const next: LearnedScore = { ...score, lastTraining, model: accepted ? model : score.model };
  await ports.resources.putScoringModel(workspaceId, next, request.byUser ?? null);
  return { accepted, problems, trainedAt: now, report };
}

async function findLearned(ports: ActivityPorts, workspaceId: string, key: string): Promise<LearnedScore> {
  const found = await requireScoringModel(ports, workspaceId, key);
  if (found.type === "learned") return found;
  throw userError("SCORE_MODEL_NOT_LEARNED", `${key} is a points model and is not trained.`, { model: key });
}

function unfitFields({ fields }: ObjectDescription): Record<string, FieldReason> {
  const reasons: Record<string, FieldReason> = { id: "id", object: "constant" };
  for (const { name, type } of fields) {
    const reason = UNFIT_TYPES[type];
    if (reason !== undefined) reasons[name] = reason;
  }
  return reasons;
}

/** Reads page by page; what is kept are numbers and codes by column, not the records. */
async function readClosed(
  ports: ActivityPorts,
  workspaceId: string,
  score: LearnedScore,
  object: ObjectDescription,
  signal: AbortSignal | undefined,
): Promise<{ dataset: ScoreDataset; dataHash: string }> {
  const dataset = new ScoreDataset(score.target);
  const hash = createHash("sha256");
  const names = ["id", "object", ...object.fields.map(({ name }) => name)];
  for (let cursor: string | undefined; ;) {
    signal?.throwIfAborted();
    const page = await ports.records.list(workspaceId, score.object, { cursor, limit: PAGE });
    for (const record of page.items) {
      const row = Object.fromEntries(names.map((name) => [name, record[name] ?? null]));
      if (dataset.add(row)) hash.update(JSON.stringify(row)).update("\n");
      if (dataset.rows === score.maximumRows) return { dataset, dataHash: hash.digest("hex") };
    }
    if (page.nextCursor === null) return { dataset, dataHash: hash.digest("hex") };
    cursor = page.nextCursor;
  }
}
