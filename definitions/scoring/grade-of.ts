import * as z from "zod";

/** Grades by thresholds: the highest `from` that a score reaches. */
export const gradesSchema = z
  .array(z.strictObject({ grade: z.string().min(1).max(20), from: z.number() }))
  .max(20)
  .refine((grades) => new Set(grades.map(({ from }) => from)).size === grades.length, "two grades begin at one score")
  .refine((grades) => new Set(grades.map(({ grade }) => grade)).size === grades.length, "a grade is there twice");
export type Grades = z.infer<typeof gradesSchema>;

/** The grade of a score; null where it reaches none. */
export function gradeOf(score: number, grades: Grades): string | null {
  let best: Grades[number] | null = null;
  for (const entry of grades) if (score >= entry.from && (best === null || entry.from > best.from)) best = entry;
  return best?.grade ?? null;
}
