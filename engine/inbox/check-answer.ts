import { userError } from "../../definitions/errors.ts";
import type { JsonObject } from "../../definitions/json.ts";
import type { Task } from "../store/index.ts";
import { checkBody } from "../triggers/check-body.ts";

/**
 * The form that an answer brings, checked against the task's JSON Schema; undefined where the task has none. A rejection
 * needs no form. Throws `TASK_FORM_INVALID` with `issues`, `TASK_FORM_UNASKED`.
 */
export function checkAnswerForm(
  task: Pick<Task, "id" | "kind" | "form">,
  outcome: string,
  form: JsonObject | undefined,
): JsonObject | undefined {
  if (task.form === null) {
    if (form !== undefined && Object.keys(form).length > 0)
      throw userError("TASK_FORM_UNASKED", "The task asks for no form.", { id: task.id });
    return undefined;
  }
  if (form === undefined && task.kind === "approval" && outcome === "rejected") return undefined;
  const issues = checkBody({ additionalProperties: false, ...task.form, type: "object" }, form ?? {});
  if (issues.length === 0) return form ?? {};
  const problems = issues.map(({ path, message }) => `${path} ${message}`.trim()).join("; ");
  throw userError("TASK_FORM_INVALID", `The form is not filled in right: ${problems}`, { issues, problems });
}
