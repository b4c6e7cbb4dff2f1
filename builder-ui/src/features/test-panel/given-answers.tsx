import { ActionIcon, Anchor, Select } from "@mantine/core";
import { Pencil, Pin, PinOff } from "lucide-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import type { Json } from "../../../../definitions/json.ts";
import { type Mock, type Mocks, mocksSchema } from "../../../../definitions/workflow-test.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { FieldFrame } from "../editor/fields/field-frame.tsx";
import { JsonControl } from "../editor/fields/json-control.tsx";
import { useEditor, useEditorContext } from "../editor/store/editor-context.ts";
import { titleOf } from "../editor/view/canvas-graph.ts";
import { assumedAnswers, stepsOutside } from "./assumed-answers.ts";
import { testDeskOf } from "./test-desk.ts";
import classes from "./test-panel.module.css";
import type { TestStart } from "./test-start.ts";

interface GivenAnswersProps {
  start: TestStart;
  onChange: (mocks: Mocks) => void;
  /** Only the answer of this step. */
  only?: string;
}

/** What the steps that reach outside answer: given and kept, or assumed until somebody gives it. */
export function GivenAnswers({ start, onChange, only }: GivenAnswersProps) {
  const { catalogue, workflowKey } = useEditorContext();
  const { t } = useTranslation(["test", "editor"]);
  const { language } = useLanguage();
  const definition = useEditor((state) => state.definition);
  const tried = useStore(testDeskOf(workflowKey), (desk) => desk.tried);
  const outside = stepsOutside(definition, catalogue);
  const assumed = assumedAnswers(definition, catalogue, start.mocks, start.borrowed);
  const ids = only === undefined ? [...new Set([...outside, ...Object.keys(start.mocks)])] : [only];
  if (ids.length === 0) return null;
  const nameOf = (id: string) => {
    const node = definition.nodes.find((candidate) => candidate.id === id);
    return node === undefined ? id : titleOf(node, catalogue, language, (key) => t(`editor:${key}` as never));
  };
  return (
    <section className={classes["part"]}>
      {only === undefined ? <h3>{t("mocks")}</h3> : null}
      <ul className={classes["answers"]} data-testid="given-answers">
        {ids.map((id) => (
          <AnswerRow
            key={id}
            id={id}
            name={nameOf(id)}
            given={start.mocks[id]}
            assumed={assumed[id] ?? { output: tried?.result.steps.find(({ nodeId }) => nodeId === id)?.output ?? null }}
            onGive={(answer) => {
              const { [id]: _, ...rest } = start.mocks;
              onChange(answer === null ? rest : { ...rest, [id]: answer });
            }}
          />
        ))}
      </ul>
    </section>
  );
}

interface AnswerRowProps {
  id: string;
  name: string;
  given: Mock | Mock[] | undefined;
  assumed: Mock | Mock[];
  onGive: (answer: Mock | Mock[] | null) => void;
}

function AnswerRow({ id, name, given, assumed, onGive }: AnswerRowProps) {
  const { t } = useTranslation("test");
  const field = useId();
  const [isOpen, setOpen] = useState(false);
  const first = Array.isArray(given) ? given[0] : given;
  const kind = first !== undefined && "error" in first ? "error" : Array.isArray(given) ? "list" : "output";
  const isGiven = given !== undefined;
  return (
    <li data-testid={`answer-${id}`} data-given={isGiven ? "" : undefined}>
      <div className={classes["answerHead"]}>
        <span>{name}</span>
        <small>{isGiven ? t(`answer.${kind}`) : t("answer.assumed")}</small>
        <ActionIcon
          size="sm"
          aria-label={t("answer.edit", { name })}
          aria-expanded={isOpen}
          data-testid={`answer-edit-${id}`}
          onClick={() => {
            if (!isGiven) onGive(assumed);
            setOpen(!isOpen);
          }}
        >
          <Pencil size={14} aria-hidden />
        </ActionIcon>
        <ActionIcon
          size="sm"
          aria-label={t(isGiven ? "answer.unpin" : "answer.pin", { name })}
          aria-pressed={isGiven}
          data-testid={`answer-pin-${id}`}
          onClick={() => onGive(isGiven ? null : assumed)}
        >
          {isGiven ? <PinOff size={14} aria-hidden /> : <Pin size={14} aria-hidden />}
        </ActionIcon>
      </div>
      {isOpen && isGiven ? (
        <>
          <Select
            size="xs"
            mb={6}
            allowDeselect={false}
            aria-label={t("answer.kind")}
            data={(kind === "list" ? (["output", "error", "list"] as const) : (["output", "error"] as const)).map(
              (value) => ({ value, label: t(`answer.${value}`) }),
            )}
            value={kind}
            onChange={(next) => {
              if (next === "error")
                onGive({ error: { code: "OPERATION_FAILED", class: "connector", retryable: false, message: "" } });
              if (next === "output") onGive({ output: first !== undefined && "output" in first ? first.output : null });
            }}
          />
          <FieldFrame id={field} label={t("answer.value")}>
            <JsonControl
              key={kind}
              id={field}
              testId={`answer-value-${id}`}
              value={valueOf(given)}
              onChange={(value) => {
                const answer = answerWith(kind, value ?? null);
                if (answer !== null) onGive(answer);
              }}
            />
          </FieldFrame>
        </>
      ) : null}
      {isOpen && isGiven ? (
        <Anchor component="button" type="button" size="xs" onClick={() => setOpen(false)}>
          {t("answer.done")}
        </Anchor>
      ) : null}
    </li>
  );
}

/** What of an answer is edited: its output, its error, or the whole list. */
function valueOf(answer: Mock | Mock[]): Json {
  if (Array.isArray(answer)) return answer as unknown as Json;
  return "output" in answer ? answer.output : (answer.error as unknown as Json);
}

/** An edited value as an answer; null for what is none. */
function answerWith(kind: "output" | "error" | "list", value: Json): Mock | Mock[] | null {
  if (kind === "output") return { output: value };
  const wanted = kind === "list" ? value : { error: value };
  const read = mocksSchema.safeParse({ step: wanted });
  return read.success ? (read.data["step"] ?? null) : null;
}
