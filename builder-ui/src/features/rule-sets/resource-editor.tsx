import { Button, Skeleton, Stack, TextInput } from "@mantine/core";
import { Trash2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import type { ResourceKind } from "../../../../definitions/resources.ts";
import type { LocalizedText } from "../../../../definitions/text.ts";
import { useRouteMutation, useRouteToEdit } from "../../api/hooks.ts";
import { useMay } from "../../app/me.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { confirmAction } from "../../shared/confirm.ts";
import { ErrorAlert } from "../../shared/error-alert.tsx";
import { makeKey } from "../../shared/make-key.ts";
import { NameInputs, readBoth } from "../../shared/name-inputs.tsx";
import { PageFrame } from "../../shared/page-frame.tsx";
import { showSuccess } from "../../shared/show-message.ts";
import classes from "./decisions.module.css";
import { ResourceHistory } from "./resource-history.tsx";

interface Named {
  key: string;
  name: LocalizedText;
}
export interface EditorParts<T> {
  value: T;
  /** Replaces some members. */
  change: (part: Partial<T>) => void;
  readOnly: boolean;
  isNew: boolean;
  /** Nothing differs from what is stored. */
  isSaved: boolean;
}
interface ResourceEditorProps<T extends Named> {
  kind: ResourceKind;
  /** Where one of them is opened. */
  folder: string;
  blank: T;
  title: string;
  children: (parts: EditorParts<T>) => ReactNode;
}

/** Loads, edits, saves and deletes one resource: its name and key, and below what `children` draw. */
export function ResourceEditor<T extends Named>(props: ResourceEditorProps<T>) {
  const { key = "new" } = useParams();
  const { kind, title, blank } = props;
  const stored = useRouteToEdit("getResource", { params: { kind, key } }, { enabled: key !== "new", retry: false });
  if (key === "new") return <OpenEditor key="new" {...props} start={blank} isNew />;
  if (stored.error !== null)
    return (
      <PageFrame title={title}>
        <ErrorAlert error={stored.error} />
      </PageFrame>
    );
  if (stored.data === undefined || stored.data["key"] !== key)
    return (
      <PageFrame title={key}>
        <Skeleton height={360} radius={10} />
      </PageFrame>
    );
  return <OpenEditor key={key} {...props} start={stored.data as unknown as T} isNew={false} />;
}

/** What is edited: follows what is stored (a training, a version restored) as long as nothing is unsaved. */
function useEdited<T>(start: T) {
  const [state, setState] = useState({ stored: start, value: start, turn: 0 });
  if (state.stored !== start) {
    const isFree = state.value === state.stored;
    const value = isFree ? start : state.value;
    const isOther = JSON.stringify(value) !== JSON.stringify(state.value);
    setState({ stored: start, value, turn: isOther ? state.turn + 1 : state.turn });
  }
  return {
    value: state.value,
    /** Counts the times that what is edited was replaced from outside: forms with a text of their own begin anew. */
    turn: state.turn,
    isSaved: state.value === state.stored,
    setValue: (next: (present: T) => T) => setState((present) => ({ ...present, value: next(present.value) })),
    keepSaved: (saved: T) => setState((present) => ({ ...present, stored: saved, value: saved })),
  };
}

function OpenEditor<T extends Named>(props: ResourceEditorProps<T> & { start: T; isNew: boolean }) {
  const { kind, folder, title, start, isNew, children } = props;
  const { t } = useTranslation("decisions");
  const { text } = useLanguage();
  const navigate = useNavigate();
  const { value, turn, setValue, keepSaved, ...edited } = useEdited(start);
  const mayWrite = useMay("resource:write");
  const key = isNew ? value.key || makeKey(readBoth(value.name).en ?? "") : value.key;
  const isSaved = edited.isSaved && !isNew;
  const save = useRouteMutation("putResource", {
    invalidates: ["listResources", "getResource", "getCatalogue", "listResourceVersions"],
    showErrors: false,
    onSuccess: (saved) => {
      keepSaved(saved as unknown as T);
      showSuccess(t("shared:saved"));
      if (isNew) void navigate(`${folder}/${key}`, { replace: true });
    },
  });
  const remove = useRouteMutation("deleteResource", {
    invalidates: ["listResources", "getCatalogue"],
    onSuccess: () => void navigate("/rules", { replace: true }),
  });
  const ask = async () => {
    const agreed = await confirmAction({
      title: t("delete.title", { name: text(value.name) || key }),
      text: t("delete.text"),
      action: t("shared:delete"),
      danger: true,
    });
    if (agreed) remove.mutate({ params: { kind, key } });
  };
  const actions = (
    <>
      {isNew ? null : (
        <Button variant="default" leftSection={<Trash2 size={14} aria-hidden />} onClick={() => void ask()}>
          {t("shared:delete")}
        </Button>
      )}
      <Button
        disabled={isSaved || key === ""}
        loading={save.isPending}
        data-testid="resource-save"
        onClick={() => save.mutate({ params: { kind, key }, body: { ...value, key } })}
      >
        {t("shared:save")}
      </Button>
    </>
  );
  return (
    <PageFrame title={text(value.name) || title} action={mayWrite ? actions : undefined}>
      <Stack gap="md">
        {save.error === null ? null : <ErrorAlert error={save.error} />}
        <div className={classes["two"]}>
          <NameInputs
            label={t("shared:name")}
            required
            value={value.name}
            onChange={(name) => setValue((present) => ({ ...present, name: name ?? "" }))}
          />
          <TextInput
            label={t("shared:key")}
            value={key}
            disabled={!isNew}
            onChange={(event) => {
              const typed = event.currentTarget.value;
              setValue((present) => ({ ...present, key: typed }));
            }}
          />
        </div>
        <Stack key={turn} gap="md">
          {children({
            value,
            change: (part) => setValue((present) => ({ ...present, ...part })),
            readOnly: !mayWrite,
            isNew,
            isSaved,
          })}
        </Stack>
        {isNew ? null : <ResourceHistory kind={kind} resourceKey={key} mayRestore={mayWrite && isSaved} />}
      </Stack>
    </PageFrame>
  );
}
