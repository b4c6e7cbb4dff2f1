import { Textarea } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import classes from "./fields.module.css";

interface ExpressionControlProps {
  id: string;
  /** CEL, without the leading "=". */
  source: string;
  onChange: (source: string) => void;
  isWrong: boolean;
  /** The writer typed "=" in the control that stood here before: go on where they were. */
  takesFocus: boolean;
  testId: string;
}

/** The control for a value that is computed. */
export function ExpressionControl({ id, source, onChange, isWrong, takesFocus, testId }: ExpressionControlProps) {
  const { t } = useTranslation("editor");
  const field = useRef<HTMLTextAreaElement>(null);
  const takesAtFirst = useRef(takesFocus);
  useEffect(() => {
    const area = field.current;
    if (area === null || !takesAtFirst.current) return;
    area.focus();
    area.setSelectionRange(area.value.length, area.value.length);
  }, []);
  return (
    <Textarea
      ref={field}
      id={id}
      size="sm"
      autosize
      minRows={1}
      maxRows={10}
      spellCheck={false}
      className={classes["expression"] ?? ""}
      data-testid={testId}
      placeholder={t("field.expressionPlaceholder")}
      value={source}
      error={isWrong}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
