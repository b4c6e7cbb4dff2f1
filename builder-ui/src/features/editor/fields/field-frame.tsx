import type { ReactNode } from "react";
import type { Issue } from "../../../../../definitions/api.ts";
import { useIssueText } from "../problems/use-issue-text.ts";
import classes from "./fields.module.css";
import { ProblemPlace } from "./problem-place.tsx";

interface FieldFrameProps {
  id: string;
  label: string;
  help?: string | undefined;
  required?: boolean;
  problems?: readonly Issue[];
  tools?: ReactNode;
  /** What is written in the field: problems with a place in it show the place. */
  source?: string | undefined;
  children: ReactNode;
}

/** A field's label, tools, control, help and problems, always in the same places. */
export function FieldFrame({ id, label, help, required, problems, tools, source, children }: FieldFrameProps) {
  const issueText = useIssueText(problems !== undefined && problems.length > 0);
  return (
    <div className={classes["field"]}>
      <div className={classes["labelRow"]}>
        <label htmlFor={id} className={classes["label"]}>
          {label}
          {required === true ? (
            <span className={classes["required"]} aria-hidden>
              {" "}
              *
            </span>
          ) : null}
        </label>
        <span className={classes["tools"]}>{tools}</span>
      </div>
      {children}
      {help === undefined || help === "" ? null : <p className={classes["help"]}>{help}</p>}
      {(problems ?? []).map((problem) => (
        <p key={`${problem.code}${problem.message}`} className={classes["problem"]} data-severity={problem.severity}>
          {issueText(problem)}
          {source === undefined || problem.range === undefined ? null : (
            <ProblemPlace range={problem.range} text={source} />
          )}
        </p>
      ))}
    </div>
  );
}
