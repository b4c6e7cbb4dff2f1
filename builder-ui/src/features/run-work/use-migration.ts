import { keepPreviousData, useQueries, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { MigrationReport } from "../../../../definitions/api.ts";
import type { WorkflowDefinition } from "../../../../definitions/workflow.ts";
import { call } from "../../api/client.ts";
import { useRoute } from "../../api/hooks.ts";
import { queryClient } from "../../api/query-client.ts";

interface Choice {
  workflow: string;
  /** Null: the newest. */
  toVersion: number | null;
  fromVersion: number | null;
  mapping: Record<string, string>;
}

/** What is chosen in the dialog, what a dry run says of it at once, and the move itself. `ids` absent: all open runs. */
export function useMigration(workflows: readonly string[], ids: readonly string[] | undefined) {
  const [choice, setChoice] = useState<Choice>({
    workflow: workflows[0] ?? "",
    toVersion: null,
    fromVersion: null,
    mapping: {},
  });
  const { workflow, fromVersion, mapping } = choice;
  const list = useRoute("listVersions", { params: { key: workflow } });
  const versions = (list.data?.items ?? []).map(({ version }) => version).toSorted((a, b) => b - a);
  const toVersion = choice.toVersion ?? versions[0] ?? null;
  const body = {
    workflow,
    toVersion: toVersion ?? 0,
    mapping,
    ...(fromVersion === null ? {} : { fromVersion }),
    ...(ids === undefined ? {} : { ids: [...ids] }),
  };
  const dry = useQuery({
    queryKey: ["migrateRuns", body],
    queryFn: () => call("migrateRuns", { body: { ...body, dryRun: true } }),
    enabled: toVersion !== null && versions.length > 1,
    placeholderData: keepPreviousData,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const definitions = useDefinitions(workflow, [
    ...new Set([...(toVersion === null ? [] : [toVersion]), ...(dry.data?.runs ?? []).map((run) => run.fromVersion)]),
  ]);
  const move = async (): Promise<MigrationReport> => {
    const report = await call("migrateRuns", { body });
    await Promise.all(["listRuns", "getRun"].map((route) => queryClient.invalidateQueries({ queryKey: [route] })));
    return report;
  };
  return { choice: { ...choice, toVersion }, setChoice, versions, list, dry, definitions, move };
}

/** Several versions of a workflow by their number, as far as they are read. */
function useDefinitions(key: string, versions: readonly number[]): ReadonlyMap<number, WorkflowDefinition> {
  const queries = useQueries({
    queries: versions.map((version) => ({
      queryKey: ["getVersion", { key, version }, null],
      queryFn: () => call("getVersion", { params: { key, version } }),
      staleTime: Number.POSITIVE_INFINITY,
    })),
  });
  return new Map(queries.flatMap(({ data }) => (data === undefined ? [] : [[data.version, data.definition] as const])));
}
