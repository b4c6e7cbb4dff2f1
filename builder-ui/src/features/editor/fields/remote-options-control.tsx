import { Combobox, Loader, TextInput, useCombobox } from "@mantine/core";
import { type KeyboardEvent, use, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { InputOption } from "../../../../../definitions/input-option.ts";
import type { Json } from "../../../../../definitions/json.ts";
import { isComputedText } from "./expression-value.ts";
import { type FieldSchema, holdsText } from "./field-kind.ts";
import classes from "./fields.module.css";
import { FormCallContext } from "./operation-call-context.ts";
import { RemoteOptionsList } from "./remote-options-list.tsx";
import { useInputOptions } from "./use-input-options.ts";

interface RemoteOptionsControlProps {
  id: string;
  field: string;
  schema: FieldSchema;
  value: Json | undefined;
  onChange: (value: Json | undefined) => void;
  testId: string;
}

/** A value as the field shows it where nobody has named it. */
function textOf(value: Json | undefined): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** What somebody typed as the value that it stands for. */
function valueOf(text: string, schema: FieldSchema): Json | undefined {
  if (text === "") return undefined;
  const isNumber = !holdsText(schema) && /^-?\d+(\.\d+)?$/.test(text);
  return isNumber ? Number(text) : text;
}

/** A value that lives in another system: chosen by its name from a list that is searched there, or typed as it is. */
export function RemoteOptionsControl({ id, field, schema, value, onChange, testId }: RemoteOptionsControlProps) {
  const { t } = useTranslation("editor");
  const [typed, setTyped] = useState<string | null>(null);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const text = typed ?? "";
  const isNamed = value !== undefined && value !== null && !isComputedText(textOf(value));
  const options = useInputOptions(use(FormCallContext), field, {
    typed: isComputedText(text) ? "" : text,
    isWanted: combobox.dropdownOpened || isNamed,
  });
  const { data } = options.query;
  const name = isNamed ? options.labelOf(value) : undefined;

  const { dropdownOpened: isOpen, selectFirstOption } = combobox;
  const isFound = isOpen && text !== "" && options.isSettled;
  useEffect(() => {
    if (isFound) selectFirstOption();
  }, [isFound, selectFirstOption]);

  const open = () => {
    if (!isOpen) options.askAnew();
    combobox.openDropdown();
  };
  const keep = (next: Json | undefined) => {
    setTyped(null);
    combobox.closeDropdown();
    if (next !== value) onChange(next);
  };
  const choose = (option: InputOption) => {
    options.remember(option);
    keep(option.value);
  };
  /** Leaving the field: what was typed counts, unless it only narrowed a list from which nothing was chosen. */
  const leave = () => {
    const written = text.trim();
    const same = data?.find((option) => [option.label, String(option.value)].some((known) => known === written));
    if (typed === null) combobox.closeDropdown();
    else if (same !== undefined) choose(same);
    else if (written !== "" && options.isSettled && data?.length !== 0) keep(value);
    else keep(valueOf(written, schema));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") open();
    if (event.key === "Escape") setTyped(null);
    const isChoosing = isOpen && combobox.getSelectedOptionIndex() !== -1;
    if (event.key === "Enter" && !event.nativeEvent.isComposing && !isChoosing && typed !== null)
      keep(valueOf(text.trim(), schema));
  };

  return (
    <Combobox
      store={combobox}
      onOptionSubmit={(chosen) => {
        if (chosen === "retry") void options.query.refetch();
        else if (chosen === "typed") keep(valueOf(text.trim(), schema));
        else {
          const option = data?.[Number(chosen)];
          if (option !== undefined) choose(option);
        }
      }}
    >
      <Combobox.Target withExpandedAttribute>
        <TextInput
          id={id}
          size="sm"
          data-testid={testId}
          placeholder={t("options.placeholder")}
          value={typed ?? name ?? textOf(value)}
          onClick={open}
          onKeyDown={onKeyDown}
          onBlur={leave}
          onChange={({ currentTarget }) => {
            if (currentTarget.value.startsWith("=")) return keep(currentTarget.value);
            setTyped(currentTarget.value);
            combobox.resetSelectedOption();
            open();
          }}
          rightSectionPointerEvents={value === undefined ? "none" : "all"}
          rightSection={
            options.query.isFetching ? (
              <Loader size={14} />
            ) : value === undefined ? (
              <Combobox.Chevron />
            ) : (
              <Combobox.ClearButton aria-label={t("options.clear")} onClear={() => keep(undefined)} />
            )
          }
        />
      </Combobox.Target>
      <RemoteOptionsList options={options} typed={text.trim()} value={value} testId={testId} />
      {name === undefined || name === textOf(value) || typed !== null ? null : (
        <p className={classes["help"]} data-testid={`${testId}-sent`}>
          {t("options.sentAs", { value: textOf(value) })}
        </p>
      )}
    </Combobox>
  );
}
