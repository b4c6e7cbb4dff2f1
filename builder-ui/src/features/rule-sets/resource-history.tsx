import { Button, Stack, Text, Title } from "@mantine/core";
import { RotateCcw } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { ResourceKind } from "../../../../definitions/resources.ts";
import { useRoute, useRouteMutation } from "../../api/hooks.ts";
import { RelativeTime } from "../../shared/relative-time.tsx";
import classes from "./decisions.module.css";

interface ResourceHistoryProps {
  kind: ResourceKind;
  resourceKey: string;
  mayRestore: boolean;
}

/** The contents that a resource was saved with, newest first, and what uses it. */
export function ResourceHistory({ kind, resourceKey: key, mayRestore }: ResourceHistoryProps) {
  const { t } = useTranslation("decisions");
  const params = { kind, key };
  const versions = useRoute("listResourceVersions", { params });
  const uses = useRoute("listResourceUses", { params }).data?.items;
  const restore = useRouteMutation("restoreResourceVersion", {
    invalidates: ["listResourceVersions", "listResources", "getResource", "getCatalogue"],
  });
  return (
    <section className={classes["card"]} aria-label={t("history.title")}>
      <Stack gap="xs">
        <Title order={2} size="h4">
          {t("history.title")}
        </Title>
        <ul className={classes["list"]}>
          {(versions.data?.items ?? []).slice(0, 20).map(({ version, savedAt, note, isCurrent }) => (
            <li key={version} className={classes["head"]}>
              <Text size="sm">
                <strong>{t("history.number", { version })}</strong> · <RelativeTime at={savedAt} />
                {isCurrent ? ` · ${t("history.current")}` : ""} {note ?? ""}
              </Text>
              {isCurrent || !mayRestore ? null : (
                <Button
                  size="compact-xs"
                  variant="default"
                  leftSection={<RotateCcw size={12} aria-hidden />}
                  loading={restore.isPending}
                  onClick={() => restore.mutate({ params: { ...params, version: String(version) } })}
                >
                  {t("history.restore")}
                </Button>
              )}
            </li>
          ))}
        </ul>
        {uses === undefined ? null : (
          <Text size="sm">
            {uses.length === 0 ? t("history.unused") : `${t("history.uses")}: `}
            {uses.map((use) => (
              <span key={`${use.kind}/${use.key}`}>
                {use.kind === "workflow" ? <Link to={`/workflows/${use.key}`}>{use.key}</Link> : use.key}{" "}
              </span>
            ))}
          </Text>
        )}
      </Stack>
    </section>
  );
}
