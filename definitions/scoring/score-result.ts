import type { Explanation } from "../run.ts";

/** Why a score is what it is, in words of both languages, the strongest first. */
export interface ScoreReason {
  field: string;
  /** What it adds: points of a points model, log-odds against the usual record of a learned one. */
  effect: number;
  text: { en: string; zh: string };
}
/** One rule of a points model in one evaluation. */
export interface RulePoints {
  id: string;
  category: string;
  held: boolean;
  /** What it gave, after decay; 0 where it did not hold. */
  points: number;
  /** What is left of its points at this moment, 0 to 1. */
  remaining: number;
  explanation: Explanation | null;
}
export interface CategoryPoints {
  id: string;
  /** Sum of its rules, and what counts after its caps. */
  points: number;
  counted: number;
}
/** A record's score, from 0 to 100 for a learned model, between its bounds for a points model. */
export interface ScoreResult {
  score: number;
  grade: string | null;
  /** Null for a points model. */
  probability: number | null;
  reasons: ScoreReason[];
  categories: CategoryPoints[];
  rules: RulePoints[];
}
