import { Textarea } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { WorkflowNode } from "../../../../../definitions/nodes/index.ts";
import type { Trigger } from "../../../../../definitions/triggers/index.ts";
import { FieldFrame } from "../fields/field-frame.tsx";
import type { Change } from "./use-item.ts";

/** A note for colleagues. */
export function NoteTab({ item, change }: { item: WorkflowNode | Trigger; change: Change }) {
  const { t } = useTranslation("editor");
  const id = useId();
  return (
    <FieldFrame id={id} label={t("more.note")} help={t("more.noteHelp")}>
      <Textarea
        id={id}
        autosize
        minRows={4}
        maxRows={20}
        data-testid="field-note"
        value={item.note ?? ""}
        onChange={(event) => change({ note: event.currentTarget.value || undefined })}
      />
    </FieldFrame>
  );
}
