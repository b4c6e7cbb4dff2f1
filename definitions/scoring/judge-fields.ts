import { areaUnderCurve } from "./measure-scores.ts";
import type { DatasetColumn, ScoreDataset } from "./score-dataset.ts";
import type { FieldNote, FieldReason } from "./score-report.ts";

/** A field that the model may use. */
export interface UsableField {
  column: DatasetColumn;
  type: "number" | "category";
  auc: number;
}
export interface FieldJudgement {
  usable: UsableField[];
  leftOut: FieldNote[];
  suspects: FieldNote[];
}

/** A field that alone tells the outcomes apart this well is known only afterwards, or is the outcome in other words. */
const LEAK_AUC = 0.98;
const STRONG_AUC = 0.85;
const ID_NAME = /(^|[^A-Za-z])(id|uuid|guid|key|number|no)\.?$|编号|号码/iu;
const ID_NAME_JOINED = /[a-z](Id|ID|Key|Uuid|Number|No)$/u;
const AFTERWARDS_NAME =
  /(^|[^a-z])(tags?|quality|profile|outcome|result|disposition|stage|status|closed|won|lost|converted|churned|reason|notable|final|last)([^a-z]|$)|(closed|won|lost|converted|contacted|resolved)(At|On|Date)$|score$|grade$/iu;
const ISO_TIME = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}.*)?$/;

const isIdName = (field: string): boolean => ID_NAME.test(field) || ID_NAME_JOINED.test(field);

interface Profile {
  filled: number;
  distinct: number;
  meanLength: number;
  isWhole: boolean;
  isTime: boolean;
}

function profileOf(column: DatasetColumn, rows: number): Profile {
  const seen = new Set<string | number>();
  const profile: Profile = { filled: 0, distinct: 0, meanLength: 0, isWhole: true, isTime: true };
  for (let row = 0; row < rows; row += 1) {
    if (column.isEmptyAt(row)) continue;
    profile.filled += 1;
    if (column.isNumeric) {
      const number = column.numberAt(row);
      seen.add(number);
      if (!Number.isInteger(number)) profile.isWhole = false;
      profile.isTime = false;
      continue;
    }
    const level = column.levelAt(row) ?? "";
    seen.add(level);
    profile.meanLength += level.length;
    profile.isTime &&= ISO_TIME.test(level);
  }
  profile.distinct = seen.size;
  profile.meanLength /= Math.max(1, profile.filled);
  return profile;
}

/** Why a field cannot be learned from, whatever its values say. */
function unfitReason(column: DatasetColumn, profile: Profile, rows: number): FieldReason | null {
  if (column.hasStructure) return "structure";
  if (profile.filled === 0) return "empty";
  const uniqueShare = profile.distinct / profile.filled;
  if (profile.filled >= 20) {
    if (column.isNumeric) {
      if (uniqueShare === 1 && profile.isWhole && isIdName(column.field)) return "id";
    } else {
      if (profile.isTime) return "date";
      if (profile.meanLength > 40 && uniqueShare > 0.3) return "free-text";
      if (uniqueShare > 0.9 || column.isOverflowing) return "id";
    }
  }
  return profile.distinct === 1 && profile.filled === rows ? "constant" : null;
}

const GROUPS = 20;
/** Groups of a field's values: levels, tenths and finer of a number, and one for empty. */
function groupsOf(column: DatasetColumn, type: UsableField["type"], rows: number): Int32Array {
  const groups = new Int32Array(rows);
  if (type === "category") {
    const codes = new Map<string | null, number>();
    for (let row = 0; row < rows; row += 1) {
      const level = column.levelAt(row);
      let code = codes.get(level);
      if (code === undefined) codes.set(level, (code = codes.size));
      groups[row] = code;
    }
    return groups;
  }
  const sorted = Float64Array.from({ length: rows }, (_, row) => column.numberAt(row))
    .filter((value) => !Number.isNaN(value))
    .sort();
  const edges = Array.from({ length: GROUPS - 1 }, (_, index) =>
    Number(sorted[Math.floor(((index + 1) * sorted.length) / GROUPS)]),
  );
  for (let row = 0; row < rows; row += 1) {
    const value = column.numberAt(row);
    groups[row] = Number.isNaN(value) ? GROUPS : edges.filter((edge) => value >= edge).length;
  }
  return groups;
}

const SMOOTHING = 10;
/** How well the field alone tells the outcomes apart: each half of the rows is predicted by the rates of the other. */
function singleFieldAuc(groups: Int32Array, outcomes: Uint8Array): number {
  const rows = outcomes.length;
  const width = groups.reduce((most, group) => Math.max(most, group), 0) + 1;
  let positives = 0;
  for (const outcome of outcomes) positives += outcome;
  const base = positives / rows;
  const counts = [new Float64Array(width), new Float64Array(width)];
  const hits = [new Float64Array(width), new Float64Array(width)];
  for (let row = 0; row < rows; row += 1) {
    const half = halfOf(row);
    const group = groups[row] as number;
    (counts[half] as Float64Array)[group] = ((counts[half] as Float64Array)[group] as number) + 1;
    (hits[half] as Float64Array)[group] = ((hits[half] as Float64Array)[group] as number) + (outcomes[row] as number);
  }
  const rates = Float64Array.from({ length: rows }, (_, row) => {
    const other = 1 - halfOf(row);
    const group = groups[row] as number;
    const hit = (hits[other] as Float64Array)[group] as number;
    return (hit + base * SMOOTHING) / (((counts[other] as Float64Array)[group] as number) + SMOOTHING);
  });
  return areaUnderCurve(rates, outcomes);
}
/** A scattering of the rows in two halves that does not follow their order. */
function halfOf(row: number): 0 | 1 {
  return ((Math.imul(row + 1, 0x9e3779b1) >>> 16) & 1) as 0 | 1;
}

/**
 * Decides which fields may be learned from: constants, ids, free text, dates and near-perfect fields are left out, each
 * with its reason; what is only suspicious is used and named. A field in `keep` is used although it looks like a leak.
 */
export function judgeFields(
  dataset: ScoreDataset,
  about: { leaveOut: ReadonlySet<string>; keep: ReadonlySet<string>; reasons?: Readonly<Record<string, FieldReason>> },
): FieldJudgement {
  const judgement: FieldJudgement = { usable: [], leftOut: [], suspects: [] };
  const { leftOut, suspects } = judgement;
  for (const column of dataset.columns.values()) {
    const { field } = column;
    const given =
      field === dataset.target.field ? "target" : about.leaveOut.has(field) ? "asked" : about.reasons?.[field];
    const profile = given === undefined ? profileOf(column, dataset.rows) : null;
    const reason = profile === null ? given : unfitReason(column, profile, dataset.rows);
    if (reason !== null && reason !== undefined) {
      leftOut.push({ field, reason });
      continue;
    }
    const type = column.isNumeric ? "number" : "category";
    const auc = singleFieldAuc(groupsOf(column, type, dataset.rows), dataset.outcomes);
    if (auc >= LEAK_AUC && !about.keep.has(field)) {
      leftOut.push({ field, reason: "leak", auc });
      continue;
    }
    judgement.usable.push({ column, type, auc });
    const isNumbered = column.isNumeric && profile?.distinct === profile?.filled && profile?.isWhole === true;
    if (auc >= STRONG_AUC) suspects.push({ field, reason: "strong", auc });
    else if (AFTERWARDS_NAME.test(field)) suspects.push({ field, reason: "afterwards", auc });
    else if (isNumbered && dataset.rows >= 50) suspects.push({ field, reason: "id", auc });
  }
  return judgement;
}
