import { Button, Select, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { DecisionGraph } from "../../../../definitions/dmn/decision-graph.ts";
import type { Json, JsonObject } from "../../../../definitions/json.ts";
import { showError } from "../../shared/show-message.ts";
import classes from "./tables.module.css";

/** Inputs that a decision needs, through those before it, each without a value. */
function blankInput(graph: DecisionGraph, id: string): JsonObject {
  const needed = new Set([id]);
  for (const one of needed)
    for (const other of graph.decisions.find((decision) => decision.id === one)?.requires ?? []) needed.add(other);
  return Object.fromEntries(graph.inputs.filter((input) => needed.has(input.id)).map(({ name }) => [name, null]));
}
const asText = (value: Json) => JSON.stringify(value, null, 2);

/** Asks a decision of a file, with those that feed it, before anything is saved. */
export function TryDecision({ graph }: { graph: DecisionGraph }) {
  const { t } = useTranslation("tables");
  const last = graph.decisions.at(-1)?.id ?? "";
  const [id, setId] = useState(last);
  const [input, setInput] = useState(() => asText(blankInput(graph, last)));
  const [answer, setAnswer] = useState<{ outputs: Json; hits: string[]; decisions: JsonObject } | null>(null);
  const ask = async () => {
    try {
      const { compileGraph } = await import("../../../../definitions/dmn/index.ts");
      const asOf = new Date().toISOString().slice(0, 10);
      setAnswer(compileGraph(graph, id).evaluate(JSON.parse(input) as JsonObject, { asOf }));
    } catch (thrown) {
      setAnswer(null);
      showError(thrown);
    }
  };
  return (
    <section aria-label={t("file.try")}>
      <Select
        label={t("file.decision")}
        allowDeselect={false}
        data={graph.decisions.map((decision) => ({ value: decision.id, label: decision.name }))}
        value={id}
        onChange={(next) => {
          if (next === null) return;
          setId(next);
          setInput(asText(blankInput(graph, next)));
          setAnswer(null);
        }}
      />
      <Textarea
        mt="xs"
        label={t("file.input")}
        autosize
        minRows={2}
        maxRows={8}
        classNames={{ input: classes["mono"] ?? "" }}
        value={input}
        onChange={(event) => setInput(event.currentTarget.value)}
      />
      <Button mt="xs" size="xs" variant="default" data-testid="try-decision" onClick={() => void ask()}>
        {t("file.try")}
      </Button>
      {answer === null ? null : (
        <pre className={classes["mono"]} data-testid="decision-answer">
          {asText(answer.outputs)}
          {answer.hits.length === 0 ? "" : `\n${t("file.hits", { rows: answer.hits.join(", ") })}`}
          {Object.keys(answer.decisions).length === 0 ? "" : `\n${asText(answer.decisions)}`}
        </pre>
      )}
    </section>
  );
}
