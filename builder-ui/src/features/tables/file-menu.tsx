import { Button, FileButton, Menu } from "@mantine/core";
import { ChevronDown, Download, Upload } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { DecisionTable } from "../../../../definitions/resources.ts";
import { showError } from "../../shared/show-message.ts";
import { ACCEPTED_FILES, downloadTable, type NotKept, readTableFile, TABLE_FORMATS } from "./table-files.ts";

interface FileMenuProps {
  table: DecisionTable;
  /** Null where nothing may be changed. */
  onRead: ((table: DecisionTable) => void) | null;
  onNotKept: (parts: NotKept[]) => void;
}

/** A table out as a file, and a file's table in its place. */
export function FileMenu({ table, onRead, onNotKept }: FileMenuProps) {
  const { t } = useTranslation("tables");
  const read = async (file: File | null) => {
    if (file === null) return;
    try {
      const { tables, unsupported } = await readTableFile(file);
      onNotKept(unsupported);
      const [first] = tables;
      if (first !== undefined) onRead?.(first);
    } catch (thrown) {
      showError(thrown);
    }
  };
  return (
    <Menu position="bottom-end" width={240} keepMounted>
      <Menu.Target>
        <Button variant="default" rightSection={<ChevronDown size={14} aria-hidden />} data-testid="table-file">
          {t("file.menu")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {TABLE_FORMATS.map((format) => (
          <Menu.Item
            key={format}
            leftSection={<Download size={14} aria-hidden />}
            data-testid={`export-${format}`}
            onClick={() => void downloadTable(table, format).then(onNotKept, showError)}
          >
            {t(`file.save.${format}`)}
          </Menu.Item>
        ))}
        {onRead === null ? null : (
          <>
            <Menu.Divider />
            <FileButton accept={ACCEPTED_FILES} onChange={(file) => void read(file)}>
              {(props) => (
                <Menu.Item leftSection={<Upload size={14} aria-hidden />} {...props}>
                  {t("file.read")}
                </Menu.Item>
              )}
            </FileButton>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
