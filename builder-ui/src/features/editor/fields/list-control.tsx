import { Pill, TagsInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Json } from "../../../../../definitions/json.ts";
import { hasForm, isComputedText } from "./expression-value.ts";
import type { ListShape } from "./field-kind.ts";
import classes from "./fields.module.css";
import { JsonControl } from "./json-control.tsx";
import { rowText, rowValue } from "./key-value-control.tsx";

interface ListControlProps {
  id: string;
  shape: ListShape;
  value: Json | undefined;
  onChange: (value: Json | undefined) => void;
  testId: string;
  placeholder: string;
}

const SEPARATORS = [",", ";", "\n"];

/** The items of a list field; one that stands without a list is a list of one. */
function itemsOf(value: Json | undefined): Json[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null || value === "" ? [] : [value];
}

/** What a list field keeps for its items: nothing, one alone where that may be, or the list. */
function listValue(items: readonly string[], shape: ListShape): Json | undefined {
  const [first] = items;
  if (first === undefined) return undefined;
  // An expression alone would stand for the whole list, and the field would change its face under the writer's hands.
  if (shape.allowsSingle && items.length === 1 && !first.startsWith("=")) return first;
  return items.map((item) => (shape.isText ? item : rowValue(item)));
}

/** A list of plain values as chips, each a literal or an expression; a list of anything else as JSON. */
export function ListControl({ id, shape, value, onChange, testId, placeholder }: ListControlProps) {
  const { t } = useTranslation("editor");
  const [typed, setTyped] = useState("");
  const items = itemsOf(value);
  if (items.some((item) => typeof item === "object" && item !== null))
    return <JsonControl id={id} value={value} onChange={onChange} testId={testId} />;
  const odd = items.find((item) => typeof item === "string" && !hasForm(item, shape.item));
  return (
    <TagsInput
      id={id}
      size="sm"
      data-testid={testId}
      placeholder={items.length > 0 ? "" : placeholder || t("field.listPlaceholder")}
      value={items.map(rowText)}
      error={odd === undefined ? undefined : t("field.badForm", { value: rowText(odd) })}
      searchValue={typed}
      onSearchChange={setTyped}
      // A comma belongs to an expression: f(a, b).
      splitChars={isComputedText(typed) ? [] : SEPARATORS}
      onPasteCapture={(event) => {
        const pasted = event.clipboardData.getData("text/plain").trim();
        if (!isComputedText(`${typed}${pasted}`)) return;
        event.preventDefault();
        event.stopPropagation();
        setTyped(`${typed}${pasted}`);
      }}
      renderPill={({ value: chip, onRemove, disabled }) => (
        <Pill
          withRemoveButton
          disabled={disabled ?? false}
          {...(onRemove === undefined ? {} : { onRemove })}
          removeButtonProps={{ "aria-label": t("field.removeRow", { name: String(chip) }), tabIndex: 0 }}
          className={classes["chip"] ?? ""}
          data-expression={isComputedText(String(chip)) || undefined}
        >
          {chip}
        </Pill>
      )}
      onChange={(next) => onChange(listValue(next, shape))}
    />
  );
}
