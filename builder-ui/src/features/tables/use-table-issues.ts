import { useEffect, useRef, useState } from "react";
import type { Issue } from "../../../../definitions/api.ts";
import type { DecisionTable } from "../../../../definitions/resources.ts";

const LONG_TABLE = 200;

/**
 * The issues of the table as it was when typing paused; `isOld` while they are those of an older one, or while the checks are
 * still being loaded: they and what they need are as big as the rest of the page.
 */
export function useTableIssues(table: DecisionTable): { issues: Issue[]; isOld: boolean } {
  const [found, setFound] = useState<{ of: DecisionTable | null; issues: Issue[] }>({ of: null, issues: [] });
  const isFirst = useRef(true);
  const isLong = table.rows.length > LONG_TABLE;
  useEffect(() => {
    let isGone = false;
    const check = async () => {
      const { findTableIssues } = await import("./find-table-issues.ts");
      if (isGone) return;
      isFirst.current = false;
      setFound({ of: table, issues: findTableIssues(table) });
    };
    const timer = setTimeout(() => void check(), isFirst.current ? 0 : isLong ? 600 : 150);
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [table, isLong]);
  return { issues: found.issues, isOld: found.of !== table };
}
