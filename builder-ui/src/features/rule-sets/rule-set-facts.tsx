import { JsonInput, NumberInput, Select, Stack, Switch, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { FIELD_TYPES } from "../../../../definitions/catalogue.ts";
import type { RuleFact, RuleSet } from "../../../../definitions/rule-sets/rule-set.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { MONO_INPUT } from "../../shared/mono-input.ts";
import { useCatalogue } from "../records/use-object.ts";
import { CardTools } from "./card-tools.tsx";
import classes from "./decisions.module.css";
import { freeId } from "./free-id.ts";
import { PartList, RemovePart } from "./part-list.tsx";
import { readObject } from "./read-object.ts";

interface PartProps {
  value: RuleSet;
  change: (part: Partial<RuleSet>) => void;
}

/** What the set is asked with. */
export function InputList({ value: { inputs }, change }: PartProps) {
  const { t } = useTranslation("decisions");
  return (
    <PartList
      title={t("inputs")}
      parts={inputs}
      look="fields"
      addLabel={t("addInput")}
      onAdd={() => change({ inputs: [...inputs, { name: "", type: "string", required: false }] })}
    >
      {(input, index) => (
        <>
          <TextInput
            label={t("shared:name")}
            value={input.name}
            onChange={(event) => change({ inputs: inputs.with(index, { ...input, name: event.currentTarget.value }) })}
          />
          <Select
            label={t("type")}
            allowDeselect={false}
            data={FIELD_TYPES.map((type) => ({ value: type, label: t(`types.${type}`) }))}
            value={input.type}
            onChange={(next) => {
              const type = FIELD_TYPES.find((one) => one === next);
              if (type !== undefined) change({ inputs: inputs.with(index, { ...input, type }) });
            }}
          />
          <Switch
            label={t("required")}
            checked={input.required}
            onChange={(event) =>
              change({ inputs: inputs.with(index, { ...input, required: event.currentTarget.checked }) })
            }
          />
          <RemovePart name={input.name} onRemove={() => change({ inputs: inputs.toSpliced(index, 1) })} />
        </>
      )}
    </PartList>
  );
}

/** Facts that are fetched when a rule asks for them. */
export function FactList({ value: { facts }, change }: PartProps) {
  const { t } = useTranslation("decisions");
  const add: RuleFact = {
    id: freeId("fact", facts),
    type: "record",
    object: "lead",
    recordId: "=input.id",
    timeoutSeconds: 10,
    cacheSeconds: 0,
  };
  return (
    <PartList
      title={t("facts")}
      help={t("factsHelp")}
      parts={facts}
      look="card"
      addLabel={t("addFact")}
      onAdd={() => change({ facts: [...facts, add] })}
    >
      {(fact, index) => (
        <FactCard
          fact={fact}
          onChange={(next) => change({ facts: facts.with(index, next) })}
          onRemove={() => change({ facts: facts.toSpliced(index, 1) })}
        />
      )}
    </PartList>
  );
}

function withType(fact: RuleFact, type: string | null): RuleFact {
  const { id, name, timeoutSeconds, cacheSeconds } = fact;
  const kept = { id, ...(name === undefined ? {} : { name }), timeoutSeconds, cacheSeconds };
  if (type === "operation") return { ...kept, type, operation: "", input: {} };
  if (type === "rule-set") return { ...kept, type, ruleSet: "", input: {} };
  return { ...kept, type: "record", object: "lead", recordId: "=input.id" };
}

function FactCard({
  fact,
  onChange,
  onRemove,
}: {
  fact: RuleFact;
  onChange: (fact: RuleFact) => void;
  onRemove: () => void;
}) {
  const { t } = useTranslation("decisions");
  return (
    <Stack gap="sm">
      <div className={classes["head"]}>
        <Text fw={500}>{fact.id}</Text>
        <CardTools name={fact.id} onRemove={onRemove} />
      </div>
      <div className={classes["fields"]}>
        <TextInput
          label={t("factId")}
          value={fact.id}
          onChange={(event) => onChange({ ...fact, id: event.currentTarget.value })}
        />
        <Select
          label={t("factFrom")}
          allowDeselect={false}
          data={["record", "operation", "rule-set"].map((type) => ({ value: type, label: t(`factTypes.${type}`) }))}
          value={fact.type}
          onChange={(type) => onChange(withType(fact, type))}
        />
        <FactSource fact={fact} onChange={onChange} />
        <NumberInput
          label={t("timeoutSeconds")}
          min={1}
          max={60}
          value={fact.timeoutSeconds}
          onChange={(next) => onChange({ ...fact, timeoutSeconds: typeof next === "number" ? next : 10 })}
        />
        <NumberInput
          label={t("cacheSeconds")}
          min={0}
          max={3_600}
          value={fact.cacheSeconds}
          onChange={(next) => onChange({ ...fact, cacheSeconds: typeof next === "number" ? next : 0 })}
        />
      </div>
      {fact.type === "record" ? null : <FactInput fact={fact} onChange={onChange} />}
    </Stack>
  );
}

function FactSource({ fact, onChange }: { fact: RuleFact; onChange: (fact: RuleFact) => void }) {
  const { t } = useTranslation("decisions");
  const { text } = useLanguage();
  const catalogue = useCatalogue();
  if (fact.type === "record")
    return (
      <>
        <Select
          label={t("object")}
          allowDeselect={false}
          data={(catalogue?.objects ?? []).map(({ name, title }) => ({ value: name, label: text(title) }))}
          value={fact.object}
          onChange={(object) => onChange({ ...fact, object: object ?? fact.object })}
        />
        <TextInput
          label={t("recordId")}
          styles={MONO_INPUT}
          value={fact.recordId}
          onChange={(event) => onChange({ ...fact, recordId: event.currentTarget.value })}
        />
      </>
    );
  if (fact.type === "rule-set")
    return (
      <Select
        label={t("kinds.sets")}
        data={(catalogue?.ruleSets ?? []).map(({ key, name }) => ({ value: key, label: text(name) || key }))}
        value={fact.ruleSet || null}
        onChange={(ruleSet) => onChange({ ...fact, ruleSet: ruleSet ?? "" })}
      />
    );
  const operations = (catalogue?.connectors ?? []).flatMap((connector) =>
    connector.operations
      .filter(({ kind, sideEffect }) => kind === "action" && !sideEffect)
      .map(({ name, title }) => ({ value: name, label: `${text(connector.title)}: ${text(title)}` })),
  );
  return (
    <>
      <Select
        label={t("operation")}
        searchable
        data={operations}
        value={fact.operation || null}
        onChange={(operation) => onChange({ ...fact, operation: operation ?? "" })}
      />
      <Select
        label={t("connection")}
        clearable
        data={(catalogue?.connections ?? []).map(({ key, name }) => ({ value: key, label: name }))}
        value={fact.connection ?? null}
        onChange={(connection) => onChange({ ...fact, connection: connection ?? undefined })}
      />
    </>
  );
}

function FactInput({
  fact,
  onChange,
}: {
  fact: Exclude<RuleFact, { type: "record" }>;
  onChange: (fact: RuleFact) => void;
}) {
  const { t } = useTranslation("decisions");
  const [text, setText] = useState(() => JSON.stringify(fact.input));
  return (
    <JsonInput
      label={t("factInput")}
      autosize
      minRows={1}
      styles={MONO_INPUT}
      validationError={t("shared:problems.json")}
      value={text}
      onChange={(next) => {
        setText(next);
        const input = readObject(next);
        if (input !== null) onChange({ ...fact, input });
      }}
    />
  );
}
