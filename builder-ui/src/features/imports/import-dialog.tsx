import { Alert, Button, FileInput, Group, Modal, Radio, Select, Stack, Text } from "@mantine/core";
import { FileUp } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ObjectDescription } from "../../../../definitions/catalogue.ts";
import { useRouteMutation } from "../../api/hooks.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { ErrorAlert } from "../../shared/error-alert.tsx";
import { editableFields } from "../records/record-values.ts";
import { type CsvHead, readCsvHead } from "./csv-head.ts";
import { ImportProgress } from "./import-progress.tsx";
import { type Mapping, matchColumns } from "./match-columns.ts";
import { MappingTable } from "./mapping-table.tsx";

const HEAD_BYTES = 64 * 1_024;
const PREVIEW_ROWS = 3;

interface ImportDialogProps {
  object: ObjectDescription;
  onClose: () => void;
}

/** CSV import: file, columns, options; then progress and what was refused. */
export default function ImportDialog({ object, onClose }: ImportDialogProps) {
  const { t } = useTranslation("imports");
  const { text } = useLanguage();
  const fields = editableFields(object);
  const [file, setFile] = useState<File | null>(null);
  const [head, setHead] = useState<CsvHead | null>(null);
  const [mapping, setMapping] = useState<Mapping>({});
  const [automations, setAutomations] = useState("run");
  const [match, setMatch] = useState<string | null>(fields.some((field) => field.name === "email") ? "email" : null);
  const [importId, setImportId] = useState<string | null>(null);
  const start = useRouteMutation("importRecords", {
    invalidates: ["listImports"],
    showErrors: false,
    onSuccess: (job) => setImportId(job.id),
  });
  const choose = async (chosen: File | null) => {
    setFile(chosen);
    setHead(null);
    if (chosen === null) return;
    const next = readCsvHead(await chosen.slice(0, HEAD_BYTES).text(), PREVIEW_ROWS);
    setHead(next);
    setMapping(matchColumns(next.columns, fields, object.name));
  };
  const mapped = Object.keys(mapping).length;
  const missing = fields.filter((field) => field.required === true && !Object.values(mapping).includes(field.name));
  const send = () => {
    if (file === null) return;
    start.mutate({
      query: {
        object: object.name,
        mapping: JSON.stringify(mapping),
        fileName: file.name,
        automations: automations === "skip" ? "skip" : "run",
        ...(match !== null && Object.values(mapping).includes(match) ? { match } : {}),
      },
      body: file,
    });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("title", { objects: text(object.plural).toLowerCase() })}
      size="xl"
      closeButtonProps={{ "aria-label": t("shared:close") }}
    >
      {importId === null ? (
        <Stack gap="md">
          {start.error === null ? null : <ErrorAlert error={start.error} />}
          <FileInput
            label={t("file")}
            description={t("fileHint")}
            accept=".csv,text/csv"
            placeholder={t("choose")}
            leftSection={<FileUp size={15} aria-hidden />}
            value={file}
            onChange={(chosen) => void choose(chosen)}
            data-testid="import-file"
          />
          {head === null ? null : head.columns.length === 0 ? (
            <Alert color="red">{t("emptyFile")}</Alert>
          ) : (
            <>
              <MappingTable head={head} fields={fields} mapping={mapping} onChange={setMapping} />
              {missing.length === 0 ? null : (
                <Text size="sm" c="var(--fr-red)">
                  {t("missing", { fields: missing.map((field) => text(field.title)).join(", ") })}
                </Text>
              )}
              <Radio.Group label={t("automations")} value={automations} onChange={setAutomations}>
                <Stack gap={6} mt={6}>
                  <Radio value="run" label={t("run")} description={t("runHint")} />
                  <Radio value="skip" label={t("skip")} description={t("skipHint")} />
                </Stack>
              </Radio.Group>
              <Select
                label={t("match")}
                description={t("matchHint")}
                clearable
                clearButtonProps={{ "aria-label": t("shared:clearFilter", { label: t("match") }) }}
                placeholder={t("matchNone")}
                data={fields
                  .filter((field) => Object.values(mapping).includes(field.name))
                  .map((field) => ({ value: field.name, label: text(field.title) }))}
                value={match}
                onChange={setMatch}
              />
            </>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("shared:cancel")}
            </Button>
            <Button
              onClick={send}
              loading={start.isPending}
              disabled={head === null || mapped === 0 || missing.length > 0}
              data-testid="import-start"
            >
              {t("start")}
            </Button>
          </Group>
        </Stack>
      ) : (
        <ImportProgress id={importId} onClose={onClose} />
      )}
    </Modal>
  );
}
