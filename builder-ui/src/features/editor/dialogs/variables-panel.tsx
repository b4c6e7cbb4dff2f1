import { ActionIcon, Button, Select, TextInput } from "@mantine/core";
import { Plus, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { freshId } from "../../../../../definitions/operations/index.ts";
import { VARIABLE_TYPES, type Variable } from "../../../../../definitions/workflow.ts";
import { useCommands } from "../commands/use-commands.ts";
import fieldClasses from "../fields/fields.module.css";
import { rowText, rowValue } from "../fields/key-value-control.tsx";
import { useEditor } from "../store/editor-context.ts";
import classes from "./dialogs.module.css";

/** The workflow's variables: name, type, first value. */
export function VariablesPanel() {
  const { t } = useTranslation("editor");
  const { attempt } = useCommands();
  const variables = useEditor((state) => state.definition.variables);
  const set = (next: Variable[], mergeKey = "variables") =>
    attempt({ type: "setVariables", variables: next }, mergeKey);
  const update = (index: number, part: Partial<Variable>) =>
    set(
      variables.map((variable, at) => (at === index ? { ...variable, ...part } : variable)),
      `variables.${index}`,
    );
  return (
    <>
      <p className={fieldClasses["help"]}>{t("variables.help")}</p>
      <br />
      {variables.map((variable, index) => (
        <div className={classes["variable"]} key={variable.name} data-testid={`variable-${variable.name}`}>
          <TextInput
            size="xs"
            aria-label={t("variables.nameOf", { number: index + 1 })}
            defaultValue={variable.name}
            onBlur={(event) => {
              const name = event.currentTarget.value.trim();
              if (name !== variable.name && /^[a-z][A-Za-z0-9]*$/.test(name)) update(index, { name });
            }}
          />
          <Select
            size="xs"
            aria-label={t("variables.typeOf", { name: variable.name })}
            allowDeselect={false}
            data={VARIABLE_TYPES.map((value) => ({ value, label: t(`kind.${value}`) }))}
            value={variable.type}
            onChange={(type) => update(index, { type: type as Variable["type"] })}
          />
          <TextInput
            size="xs"
            aria-label={t("variables.initialOf", { name: variable.name })}
            placeholder={t("variables.initial")}
            value={variable.initial === undefined ? "" : rowText(variable.initial)}
            onChange={(event) =>
              update(index, {
                initial: event.currentTarget.value === "" ? undefined : rowValue(event.currentTarget.value),
              })
            }
          />
          <ActionIcon
            size="sm"
            aria-label={t("field.removeRow", { name: variable.name })}
            onClick={() => set(variables.filter((_, at) => at !== index))}
          >
            <Trash2 size={14} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      <Button
        size="xs"
        variant="default"
        data-testid="add-variable"
        leftSection={<Plus size={13} aria-hidden />}
        onClick={() =>
          set([
            ...variables,
            { name: freshId("value", new Set(variables.map((variable) => variable.name))), type: "string" },
          ])
        }
      >
        {t("variables.add")}
      </Button>
    </>
  );
}
