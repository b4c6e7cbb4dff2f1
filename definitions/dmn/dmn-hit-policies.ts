import type { DecisionTable } from "../resources.ts";

type HitPolicy = DecisionTable["hitPolicy"];

/** How DMN writes each hit policy: DMN 1.3 §8.2.10, with the aggregations of COLLECT. */
export const DMN_HIT_POLICIES: Readonly<Record<HitPolicy, { hitPolicy: string; aggregation?: string }>> = {
  U: { hitPolicy: "UNIQUE" },
  A: { hitPolicy: "ANY" },
  P: { hitPolicy: "PRIORITY" },
  F: { hitPolicy: "FIRST" },
  R: { hitPolicy: "RULE ORDER" },
  O: { hitPolicy: "OUTPUT ORDER" },
  C: { hitPolicy: "COLLECT" },
  "C+": { hitPolicy: "COLLECT", aggregation: "SUM" },
  "C<": { hitPolicy: "COLLECT", aggregation: "MIN" },
  "C>": { hitPolicy: "COLLECT", aggregation: "MAX" },
  "C#": { hitPolicy: "COLLECT", aggregation: "COUNT" },
};

/** The hit policy by DMN's words; undefined for words that the standard has not. Only COLLECT aggregates. */
export function findHitPolicy(hitPolicy: string, aggregation: string): HitPolicy | undefined {
  return (Object.keys(DMN_HIT_POLICIES) as HitPolicy[]).find((policy) => {
    const words = DMN_HIT_POLICIES[policy];
    return words.hitPolicy === hitPolicy && (words.aggregation ?? "") === aggregation;
  });
}
