import { useEffect, useRef, useState } from "react";
import type { Issue } from "../../../../definitions/api.ts";
import type { DecisionTable } from "../../../../definitions/resources.ts";
import { checkInWorker } from "./check-in-worker.ts";

const LONG_TABLE = 200;

/** What is wrong with the table, as far as it is known. */
export interface TableIssues {
  issues: Issue[];
  /** The issues are those of an older table, or the first are still looked for. */
  isOld: boolean;
  /** The checker could not be asked: what is wrong is not known. */
  isBroken: boolean;
}

/** The issues of the table as it was when typing paused. One check at a time: a later table waits for the one before it. */
export function useTableIssues(table: DecisionTable): TableIssues {
  const [found, setFound] = useState<{ of: DecisionTable | null; issues: Issue[]; isBroken: boolean }>({
    of: null,
    issues: [],
    isBroken: false,
  });
  const last = useRef<Promise<unknown> | null>(null);
  const isLong = table.rows.length > LONG_TABLE;
  useEffect(() => {
    let isGone = false;
    const check = async () => {
      await last.current;
      if (isGone) return;
      const checking = checkInWorker(table).then(
        (issues) => ({ of: table, issues, isBroken: false }),
        () => ({ of: table, issues: [], isBroken: true }),
      );
      last.current = checking;
      const next = await checking;
      if (!isGone) setFound(next);
    };
    const timer = setTimeout(() => void check(), last.current === null ? 0 : isLong ? 400 : 150);
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [table, isLong]);
  return { issues: found.issues, isOld: found.of !== table, isBroken: found.isBroken };
}
