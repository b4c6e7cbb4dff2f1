import { NumberInput, SegmentedControl, Switch, TagsInput, TextInput } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { Assignees } from "../../../../../../definitions/nodes/base.ts";
import { useLanguage } from "../../../../i18n/use-language.ts";
import { DurationField } from "../../fields/duration-field.tsx";
import classes from "../../fields/fields.module.css";
import { FieldFrame } from "../../fields/field-frame.tsx";
import { MappedField } from "../../fields/mapped-field.tsx";
import { useEditorContext } from "../../store/editor-context.ts";
import type { NodeOf } from "../use-item.ts";
import type { ScopedForm } from "./scoped-form.ts";
import { FormRows } from "./form-rows.tsx";
import { ChoiceField, TextField } from "./simple-fields.tsx";
import { PeopleChoice } from "./people-choice.tsx";

const KINDS = ["users", "team", "role", "queue", "expression"] as const;

/** Who does it: people, a team, a role, or an expression. */
function AssigneesField({
  value,
  onChange,
  path,
  ...rest
}: { value: Assignees; onChange: (value: Assignees) => void; path: "assignees" | "escalateTo" } & Pick<
  ScopedForm<unknown>,
  "scope" | "problemsOf"
>) {
  const { catalogue } = useEditorContext();
  const { t } = useTranslation("editor");
  const { text } = useLanguage();
  const kind = KINDS.find((candidate) => candidate in value) ?? "users";
  const start = (next: (typeof KINDS)[number]): Assignees => {
    if (next === "users") return { users: [catalogue.users[0]?.id ?? "user"] };
    if (next === "team") return { team: catalogue.teams[0]?.key ?? "team" };
    if (next === "queue") return { queue: "queue" };
    return next === "role" ? { role: catalogue.roles[0] ?? "operator" } : { expression: "=record.owner" };
  };
  return (
    <>
      <SegmentedControl
        fullWidth
        size="xs"
        mb={8}
        aria-label={t("human.who")}
        data={KINDS.map((candidate) => ({ value: candidate, label: t(`human.${candidate}`) }))}
        value={kind}
        onChange={(next) => onChange(start(next))}
      />
      {"users" in value ? (
        <PeopleChoice
          label={t("human.users")}
          value={value.users}
          onChange={(users) => users.length > 0 && onChange({ users })}
        />
      ) : null}
      {"team" in value ? (
        <ChoiceField
          label={t("human.team")}
          testId="field-team"
          required
          value={value.team}
          options={catalogue.teams.map((team) => ({ value: team.key, label: text(team.name) }))}
          onChange={(team) => team !== undefined && onChange({ team })}
        />
      ) : null}
      {"role" in value ? (
        <ChoiceField
          label={t("human.role")}
          testId="field-role"
          required
          value={value.role}
          options={catalogue.roles.map((role) => ({ value: role, label: role }))}
          onChange={(role) => role !== undefined && onChange({ role })}
        />
      ) : null}
      {"queue" in value ? (
        <TextField
          label={t("human.queue")}
          help={t("human.queueHelp")}
          testId="field-queue"
          value={value.queue}
          problems={rest.problemsOf(`${path}.queue`)}
          onChange={(queue) => queue !== undefined && onChange({ queue })}
        />
      ) : null}
      {"expression" in value ? (
        <MappedField
          name="expression"
          label={t("human.expression")}
          schema={{ "x-widget": "expression" }}
          required
          value={value.expression}
          scope={rest.scope}
          problemsOf={rest.problemsOf}
          path={`${path}.expression`}
          onChange={(next) => onChange({ expression: typeof next === "string" ? next : "=" })}
        />
      ) : null}
    </>
  );
}

/** An approval or a task: title, who, how many, due when, and for tasks the outcomes. */
export function HumanForm({ item, change, problemsOf, scope }: ScopedForm<NodeOf<"approval"> | NodeOf<"human-task">>) {
  const { t } = useTranslation("editor");
  const { catalogue } = useEditorContext();
  const titleId = useId();
  const countId = useId();
  const outcomesId = useId();
  return (
    <>
      <FieldFrame id={titleId} label={t("human.title")} help={t("human.titleHelp")} problems={problemsOf("title")}>
        <TextInput
          id={titleId}
          data-testid="field-title"
          value={item.title ?? ""}
          onChange={(event) => change({ title: event.currentTarget.value || undefined })}
        />
      </FieldFrame>
      <AssigneesField
        path="assignees"
        value={item.assignees}
        scope={scope}
        problemsOf={problemsOf}
        onChange={(assignees) => change({ assignees })}
      />
      {item.type === "approval" ? (
        <FieldFrame id={countId} label={t("human.required")} problems={problemsOf("required")}>
          <NumberInput
            id={countId}
            min={1}
            max={100}
            allowDecimal={false}
            value={item.required}
            onChange={(required) => typeof required === "number" && change({ required })}
          />
        </FieldFrame>
      ) : (
        <FieldFrame
          id={outcomesId}
          label={t("human.outcomes")}
          help={t("human.outcomesHelp")}
          problems={problemsOf("outcomes")}
        >
          <TagsInput
            id={outcomesId}
            value={item.outcomes.map((outcome) => outcome.id)}
            onChange={(ids) => {
              const valid = ids.filter((id) => /^[a-z][A-Za-z0-9]*$/.test(id));
              if (valid.length > 0)
                change({ outcomes: valid.map((id) => item.outcomes.find((outcome) => outcome.id === id) ?? { id }) });
            }}
          />
        </FieldFrame>
      )}
      <DurationField
        label={t("human.due")}
        optional
        withCalendar
        testId="field-due"
        value={item.due}
        problems={problemsOf("due")}
        onChange={(due) => change({ due })}
      />
      {item.due === undefined ? null : (
        <DurationField
          label={t("human.remindBefore")}
          optional
          testId="field-reminder"
          value={item.reminders?.[0]?.before}
          problems={problemsOf("reminders")}
          onChange={(before) =>
            change({
              reminders: typeof before === "string" ? [{ before }, ...(item.reminders ?? []).slice(1)] : undefined,
            })
          }
        />
      )}
      <Switch
        mb={14}
        label={t("human.escalate")}
        checked={item.escalateTo !== undefined}
        onChange={(event) =>
          change(
            event.currentTarget.checked
              ? { escalateTo: { role: catalogue.roles[0] ?? "operator" } }
              : { escalateTo: undefined, escalateAfter: undefined },
          )
        }
      />
      {item.escalateTo === undefined ? null : (
        <>
          <AssigneesField
            path="escalateTo"
            value={item.escalateTo}
            scope={scope}
            problemsOf={problemsOf}
            onChange={(escalateTo) => change({ escalateTo })}
          />
          <DurationField
            label={t("human.escalateAfter")}
            help={t("human.escalateHelp")}
            optional
            withCalendar
            testId="field-escalateAfter"
            value={item.escalateAfter}
            problems={problemsOf("escalateAfter")}
            onChange={(escalateAfter) => change({ escalateAfter })}
          />
        </>
      )}
      <p className={classes["label"]}>{t("human.form")}</p>
      <FormRows
        schema={item.form ?? { type: "object", properties: {} }}
        canBeEmpty
        onChange={(form, mergeKey) =>
          change({ form: Object.keys(form["properties"] ?? {}).length === 0 ? undefined : form }, mergeKey)
        }
      />
    </>
  );
}
