import { Anchor, Skeleton, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { BulkReport } from "../../../../definitions/api.ts";
import { call } from "../../api/client.ts";
import { ErrorAlert } from "../../shared/error-alert.tsx";
import { showError, showSuccess } from "../../shared/show-message.ts";
import { ChangeField, type FieldChange } from "./change-field.tsx";
import type { BulkOperation, RunScope } from "./run-work.ts";
import classes from "./run-work.module.css";
import { WorkFrame } from "./work-frame.tsx";

const TYPING_MS = 300;

interface BulkDialogProps {
  operation: BulkOperation;
  scope: RunScope;
  onClose: () => void;
  onDone: () => void;
}

/** Does one thing with many runs: counts them first, says what will happen, then tells what did not work. */
export function BulkDialog({ operation, scope, onClose, onDone }: BulkDialogProps) {
  const { t } = useTranslation("operate");
  const client = useQueryClient();
  const [reason, setReason] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [report, setReport] = useState<BulkReport | null>(null);
  const [change, setChange] = useState<FieldChange | "unfinished" | null>(null);
  const set = change === null || change === "unfinished" ? {} : { set: change };
  // Asked again once somebody has stopped typing.
  const [trial] = useDebouncedValue(JSON.stringify(set), TYPING_MS);
  const body = { ...scope, operation, ...set };
  const dry = useQuery({
    queryKey: ["operateRuns", scope, operation, trial],
    queryFn: () =>
      call("operateRuns", { body: { ...scope, operation, ...(JSON.parse(trial) as typeof set), dryRun: true } }),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
    retry: false,
  });
  const isTried = trial === JSON.stringify(set) && !dry.isPlaceholderData && dry.error === null;
  const matched = dry.data?.matched ?? 0;
  const unfit = dry.data?.failures.length ?? 0;
  const act = async () => {
    setBusy(true);
    try {
      const result = await call("operateRuns", { body: { ...body, ...(reason === "" ? {} : { reason }) } });
      await Promise.all(["listRuns", "getRun"].map((route) => client.invalidateQueries({ queryKey: [route] })));
      onDone();
      if (result.failures.length > 0) {
        setReport(result);
        return;
      }
      showSuccess(t(`bulk.done.${operation}`, { count: result.done }));
      onClose();
    } catch (error) {
      showError(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <WorkFrame
      title={t(`bulk.title.${operation}`)}
      testId="bulk-dialog"
      onClose={onClose}
      action={
        report === null
          ? {
              label: t(`bulk.action.${operation}`),
              isBusy,
              disabled: matched - unfit === 0 || change === "unfinished" || !isTried,
              danger: operation === "cancel",
              onClick: () => void act(),
            }
          : null
      }
    >
      {report === null ? (
        <>
          {dry.error === null ? null : <ErrorAlert error={dry.error} onRetry={() => void dry.refetch()} />}
          {dry.isPending ? <Skeleton height={20} width={220} aria-label={t("counting")} /> : null}
          {dry.data === undefined ? null : (
            <div aria-live="polite">
              <p className={classes["count"]} data-testid="bulk-count" data-count={matched}>
                {matched === 0 ? t(`bulk.none.${operation}`) : t(`bulk.found.${operation}`, { count: matched })}
              </p>
              {dry.data.more ? (
                <p className={classes["warning"]}>
                  {t(operation === "rerun" ? "bulk.moreAgain" : "bulk.more", { count: matched })}
                </p>
              ) : null}
              {matched === 0 ? null : <p className={classes["text"]}>{t(`bulk.text.${operation}`)}</p>}
              {unfit === 0 ? null : (
                <p className={classes["warning"]} data-testid="bulk-unfit">
                  {t("change.unfit", { count: unfit })}
                </p>
              )}
            </div>
          )}
          {dry.data?.preview === undefined ? null : <ChangeField preview={dry.data.preview} onChange={setChange} />}
          {operation === "cancel" && matched > 0 ? (
            <TextInput
              mt={12}
              label={t("bulk.reason")}
              description={t("bulk.reasonHelp")}
              maxLength={1_000}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          ) : null}
        </>
      ) : (
        <Failures operation={operation} report={report} />
      )}
    </WorkFrame>
  );
}

function Failures({ operation, report }: { operation: BulkOperation; report: BulkReport }) {
  const { t } = useTranslation("operate");
  return (
    <div aria-live="polite">
      {report.done === 0 ? null : (
        <p className={classes["count"]}>{t(`bulk.done.${operation}`, { count: report.done })}</p>
      )}
      <p className={classes["warning"]}>{t("bulk.failed", { count: report.failures.length })}</p>
      <ul className={classes["failures"]} data-testid="bulk-failures">
        {report.failures.map(({ runId, error }) => (
          <li key={runId}>
            <Anchor component={Link} to={`/runs/${runId}`} size="sm">
              {runId}
            </Anchor>{" "}
            {error.text} <code>{error.code}</code>
          </li>
        ))}
      </ul>
    </div>
  );
}
