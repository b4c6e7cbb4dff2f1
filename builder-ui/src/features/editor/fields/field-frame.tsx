import type { ReactNode } from "react";
import type { Issue } from "../../../../../definitions/api.ts";
import { useIssueText } from "../problems/use-issue-text.ts";
import classes from "./fields.module.css";

interface FieldFrameProps {
  id: string;
  label: string;
  help?: string | undefined;
  required?: boolean;
  problems?: readonly Issue[];
  tools?: ReactNode;
  children: ReactNode;
}

/** A field's label, tools, control, help and problems, always in the same places. */
export function FieldFrame({ id, label, help, required, problems, tools, children }: FieldFrameProps) {
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
        </p>
      ))}
    </div>
  );
}
