import { Button, Menu } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { Trash2, UserRoundCheck } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ObjectDescription } from "../../../../definitions/catalogue.ts";
import type { JsonObject } from "../../../../definitions/json.ts";
import { call } from "../../api/client.ts";
import { BulkBar } from "../../shared/bulk-bar.tsx";
import { confirmAction } from "../../shared/confirm.ts";
import { showError, showSuccess } from "../../shared/show-message.ts";
import { useCatalogue } from "./use-object.ts";

interface RecordBulkBarProps {
  object: ObjectDescription;
  selected: ReadonlySet<string>;
  onDone: () => void;
}

/** Gives the chosen records an owner or a stage, or deletes them. */
export function RecordBulkBar({ object, selected, onDone }: RecordBulkBarProps) {
  const { t } = useTranslation("records");
  const client = useQueryClient();
  const catalogue = useCatalogue();
  const [busy, setBusy] = useState(false);
  const stage = object.fields.find((field) => field.name === object.stageField);
  const forAll = async (change: (id: string) => Promise<unknown>) => {
    setBusy(true);
    const results = await Promise.allSettled([...selected].map(change));
    setBusy(false);
    const refused = results.find((result) => result.status === "rejected");
    if (refused !== undefined) showError(refused.reason);
    const count = results.filter((result) => result.status === "fulfilled").length;
    if (count > 0) showSuccess(t("bulk.done", { count }));
    await client.invalidateQueries({ queryKey: ["listRecords"] });
    onDone();
  };
  const update = (body: JsonObject) =>
    void forAll((id) => call("updateRecord", { params: { object: object.name, id }, body }));
  const remove = async () => {
    const agreed = await confirmAction({
      title: t("bulk.deleteTitle", { count: selected.size }),
      text: t("delete.text"),
      action: t("shared:delete"),
      danger: true,
    });
    if (agreed) await forAll((id) => call("deleteRecord", { params: { object: object.name, id } }));
  };
  return (
    <BulkBar count={selected.size} onClear={onDone}>
      {stage === undefined ? null : (
        <Menu position="top">
          <Menu.Target>
            <Button size="xs" variant="default" disabled={busy}>
              {t("bulk.stage")}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {(stage.values ?? []).map((value) => (
              <Menu.Item key={value} onClick={() => update({ [stage.name]: value })}>
                {t(`values.${value}`, { defaultValue: value })}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      <Menu position="top">
        <Menu.Target>
          <Button size="xs" variant="default" leftSection={<UserRoundCheck size={13} aria-hidden />} disabled={busy}>
            {t("bulk.owner")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah={320} style={{ overflowY: "auto" }}>
          {(catalogue?.users ?? [])
            .filter((user) => user.active)
            .map((user) => (
              <Menu.Item key={user.id} onClick={() => update({ owner: user.id })}>
                {user.name}
              </Menu.Item>
            ))}
        </Menu.Dropdown>
      </Menu>
      <Button
        size="xs"
        variant="default"
        leftSection={<Trash2 size={13} aria-hidden />}
        disabled={busy}
        onClick={() => void remove()}
      >
        {t("shared:delete")}
      </Button>
    </BulkBar>
  );
}
