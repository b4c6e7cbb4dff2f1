import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useOffline } from "../../../api/offline-copies.ts";
import { RelativeTime } from "../../../shared/relative-time.tsx";
import classes from "../editor-page.module.css";
import { useEditor, useEditorContext } from "../store/editor-context.ts";
import { isSameDefinition } from "../store/editor-store.ts";
import { ConflictDialog } from "./conflict-dialog.tsx";
import { type DraftCopy, forgetDraftCopy, readDraftCopy } from "./draft-copy.ts";

/** What stands between the bar and the canvas when something is not as usual: a conflict, changes that did not arrive, no connection. */
export function DraftNotices() {
  return (
    <>
      <OfflineNotice />
      <CopyNotice />
      <ConflictNotice />
    </>
  );
}

function OfflineNotice() {
  const { t } = useTranslation("together");
  const asOf = useOffline((state) => state.asOf);
  const isSaving = useEditor((state) => state.saveState === "offline");
  if (asOf === null && !isSaving) return null;
  return (
    <output className={classes["banner"]} data-testid="offline">
      {t("offline")}{" "}
      {asOf === null ? null : (
        <>
          {t("asOf")} <RelativeTime at={asOf} />
        </>
      )}
    </output>
  );
}

/** Offers changes that an earlier visit could not save. */
function CopyNotice() {
  const { store, workflowKey } = useEditorContext();
  const { t } = useTranslation("together");
  const [copy, setCopy] = useState<DraftCopy | null>(null);
  useEffect(() => {
    let isGone = false;
    const look = async () => {
      const found = await readDraftCopy(workflowKey);
      const { definition, saved } = store.getState();
      // What was typed since the page opened is the copy itself.
      const isOwn = found === undefined || !isSameDefinition(definition, saved);
      if (!isGone && !isOwn) setCopy(found);
    };
    void look();
    return () => {
      isGone = true;
    };
  }, [store, workflowKey]);
  if (copy === null) return null;
  const restore = () => {
    setCopy(null);
    // As it was when it could not be saved: the next save merges it with whatever is on the server now.
    store
      .getState()
      .set({ definition: copy.definition, saved: copy.saved, revision: copy.revision, saveState: "unsaved" });
  };
  const forget = () => {
    setCopy(null);
    void forgetDraftCopy(workflowKey);
  };
  return (
    <div className={classes["banner"]} role="alert" data-testid="unsaved-copy">
      <p>
        {t("copyFound")} {t("copyAt")} <RelativeTime at={copy.at} />
      </p>
      <Button size="xs" variant="default" onClick={forget} data-testid="copy-forget">
        {t("copyForget")}
      </Button>
      <Button size="xs" onClick={restore} data-testid="copy-restore">
        {t("copyRestore")}
      </Button>
    </div>
  );
}

/** Both have changed the same thing. Nothing is lost before the choice. */
function ConflictNotice() {
  const { catalogue } = useEditorContext();
  const { t } = useTranslation("together");
  const conflict = useEditor((state) => (state.saveState === "conflict" ? state.conflict : null));
  const [isOpen, setOpen] = useState(false);
  if (conflict === null) return null;
  const name = catalogue.users.find((user) => user.id === conflict.updatedBy)?.name ?? t("somebody");
  return (
    <div className={classes["banner"]} role="alert" data-testid="conflict">
      <p>{t("conflict", { name })}</p>
      <Button size="xs" onClick={() => setOpen(true)} data-testid="conflict-review">
        {t("review")}
      </Button>
      {isOpen ? <ConflictDialog conflict={conflict} onClose={() => setOpen(false)} /> : null}
    </div>
  );
}
