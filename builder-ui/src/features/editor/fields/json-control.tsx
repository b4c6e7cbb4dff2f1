import { Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Json } from "../../../../../definitions/json.ts";
import classes from "./fields.module.css";

/** Raw JSON, for what no other control can hold. Text that is no JSON stays in the field and is not taken over. */
export function JsonControl({
  id,
  value,
  onChange,
  testId,
}: {
  id: string;
  value: Json | undefined;
  onChange: (value: Json | undefined) => void;
  testId: string;
}) {
  const { t } = useTranslation("editor");
  const [draft, setDraft] = useState<string | null>(null);
  const shown = draft ?? (value === undefined ? "" : JSON.stringify(value, null, 2));
  const [isBad, setBad] = useState(false);
  return (
    <Textarea
      id={id}
      size="sm"
      autosize
      minRows={3}
      maxRows={16}
      spellCheck={false}
      className={classes["expression"] ?? ""}
      data-testid={testId}
      value={shown}
      error={isBad ? t("field.badJson") : undefined}
      onChange={(event) => {
        const text = event.currentTarget.value;
        setDraft(text);
        try {
          onChange(text.trim() === "" ? undefined : (JSON.parse(text) as Json));
          setBad(false);
        } catch {
          setBad(true);
        }
      }}
      onBlur={() => {
        if (!isBad) setDraft(null);
      }}
    />
  );
}
