import { Button, Checkbox, FileButton, Modal, Stack } from "@mantine/core";
import { Upload } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { JsonObject } from "../../../../definitions/json.ts";
import type { DecisionTable } from "../../../../definitions/resources.ts";
import { useRouteMutation } from "../../api/hooks.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { ErrorAlert } from "../../shared/error-alert.tsx";
import { showError, showSuccess } from "../../shared/show-message.ts";
import { NotKeptAlert } from "./not-kept.tsx";
import { TryDecision } from "./try-decision.tsx";
import { ACCEPTED_FILES, type ReadFile, readTableFile } from "./table-files.ts";

/** A key that neither a saved table nor one before it in the file has. */
function freeKey(key: string, taken: Set<string>): string {
  let free = key;
  for (let number = 2; taken.has(free); number += 1) free = `${key.slice(0, 58)}-${number}`;
  taken.add(free);
  return free;
}

/** A file in; its tables are shown, with what of it is not supported, and saved as new ones. */
export function ImportTables({ keys }: { keys: readonly string[] }) {
  const { t } = useTranslation("tables");
  const [read, setRead] = useState<ReadFile | null>(null);
  const open = async (file: File | null) => {
    if (file === null) return;
    try {
      const found = await readTableFile(file);
      const taken = new Set(keys);
      const tables = found.tables.map((table) => Object.assign({}, table, { key: freeKey(table.key, taken) }));
      setRead({ ...found, tables });
    } catch (thrown) {
      showError(thrown);
    }
  };
  return (
    <>
      <FileButton
        accept={ACCEPTED_FILES}
        onChange={(file) => void open(file)}
        inputProps={{ "aria-label": t("file.import") }}
      >
        {(props) => (
          <Button
            variant="default"
            leftSection={<Upload size={16} aria-hidden />}
            data-testid="import-tables"
            {...props}
          >
            {t("file.import")}
          </Button>
        )}
      </FileButton>
      {read === null ? null : <FoundTables read={read} onClose={() => setRead(null)} />}
    </>
  );
}

function FoundTables({ read, onClose }: { read: ReadFile; onClose: () => void }) {
  const { t } = useTranslation("tables");
  const { text } = useLanguage();
  const [chosen, setChosen] = useState(() => new Set(read.tables.map(({ key }) => key)));
  const save = useRouteMutation("putResource", { invalidates: ["listResources", "getCatalogue"], showErrors: false });
  const [isSaving, setSaving] = useState(false);
  const choose = (key: string, isChosen: boolean) => {
    const next = new Set(chosen);
    if (isChosen) next.add(key);
    else next.delete(key);
    setChosen(next);
  };
  const saveAll = async () => {
    setSaving(true);
    try {
      for (const table of read.tables.filter(({ key }) => chosen.has(key)))
        await save.mutateAsync({ params: { kind: "tables", key: table.key }, body: bodyOf(table) });
      showSuccess(t("file.saved", { count: chosen.size }));
      onClose();
    } catch {
      // Shown below, with the table that was refused still open.
    } finally {
      setSaving(false);
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("file.found", { count: read.tables.length })}
      size="lg"
      closeButtonProps={{ "aria-label": t("shared:close") }}
    >
      <Stack gap="sm">
        {read.tables.map((table) => (
          <Checkbox
            key={table.key}
            label={`${text(table.name)} (${table.key})`}
            description={t("file.size", {
              rows: table.rows.length,
              inputs: table.inputs.length,
              outputs: table.outputs.length,
            })}
            checked={chosen.has(table.key)}
            onChange={(event) => choose(table.key, event.currentTarget.checked)}
          />
        ))}
        <NotKeptAlert parts={read.unsupported} />
        {read.graph === undefined ? null : <TryDecision graph={read.graph} />}
        {save.error === null ? null : <ErrorAlert error={save.error} />}
        <Button
          disabled={chosen.size === 0}
          loading={isSaving}
          data-testid="import-save"
          onClick={() => void saveAll()}
        >
          {t("file.saveTables", { count: chosen.size })}
        </Button>
      </Stack>
    </Modal>
  );
}

const bodyOf = (table: DecisionTable) => table as unknown as JsonObject;
