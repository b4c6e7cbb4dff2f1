import { Combobox } from "@mantine/core";
import { RotateCw } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { MAX_INPUT_OPTIONS } from "../../../../../definitions/input-option.ts";
import type { Json } from "../../../../../definitions/json.ts";
import { useErrorText } from "../../../shared/error-text.ts";
import classes from "./fields.module.css";
import type { useInputOptions } from "./use-input-options.ts";

interface RemoteOptionsListProps {
  options: ReturnType<typeof useInputOptions>;
  typed: string;
  value: Json | undefined;
  testId: string;
}

/** The list under a field: what the other system has, or why nothing can be offered; what was typed can always be kept. */
export function RemoteOptionsList({ options, typed, value, testId }: RemoteOptionsListProps) {
  const { t } = useTranslation("editor");
  const { query, lacksConnection, isSettled } = options;
  const listed = lacksConnection || query.isError ? [] : (query.data ?? []);
  const isKnown = listed.some((option) => String(option.value) === typed || option.label === typed);
  return (
    <Combobox.Dropdown data-testid={`${testId}-options`}>
      {lacksConnection ? <Message>{t("options.connectionFirst")}</Message> : null}
      {query.isError ? <Failure error={query.error} /> : null}
      {query.isLoading && !lacksConnection ? <Message>{t("options.loading")}</Message> : null}
      {isSettled && listed.length === 0 ? <Message>{t("options.none")}</Message> : null}
      <Combobox.Options mah={280} className={classes["remoteOptions"] ?? ""} aria-label={t("options.list")}>
        {listed.map((option, index) => (
          <Combobox.Option key={String(option.value)} value={String(index)} active={option.value === value}>
            {option.label}
            {typeof option.hint !== "string" ? null : <small className={classes["optionHint"]}>{option.hint}</small>}
          </Combobox.Option>
        ))}
        {query.isError ? (
          <Combobox.Option value="retry">
            <RotateCw size={13} aria-hidden /> {t("options.retry")}
          </Combobox.Option>
        ) : null}
        {typed === "" || isKnown ? null : (
          <Combobox.Option value="typed">{t("options.asTyped", { text: typed })}</Combobox.Option>
        )}
      </Combobox.Options>
      {listed.length >= MAX_INPUT_OPTIONS ? <Message>{t("options.more", { number: listed.length })}</Message> : null}
    </Combobox.Dropdown>
  );
}

function Message({ children }: { children: ReactNode }) {
  return <output className={classes["optionMessage"]}>{children}</output>;
}

function Failure({ error: thrown }: { error: unknown }) {
  const { t } = useTranslation("editor");
  const { text, error } = useErrorText(thrown);
  return (
    <div role="alert" className={classes["optionMessage"]} data-code={error.code}>
      <strong>{t("options.failed")}</strong>
      <br />
      {text}
    </div>
  );
}
