import { Button } from "@mantine/core";
import { PackageOpen } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useRouteMutation } from "../../api/hooks.ts";
import { useMay } from "../../app/me.ts";
import { showSuccess } from "../../shared/show-message.ts";

const CHANGED = ["listRecords", "listUsers", "listResources", "getCatalogue", "getDashboard"] as const;

/** Offers sample people, policies and records to an administrator who has none; nothing for anybody else. */
export function SampleDataButton() {
  const { t } = useTranslation();
  const mayLoad = useMay("settings:write");
  const load = useRouteMutation("loadSampleData", {
    invalidates: CHANGED,
    onSuccess: ({ users, leads }) =>
      showSuccess(
        users + leads === 0
          ? t("sampleData.already")
          : t("sampleData.loaded", {
              people: t("sampleData.people", { count: users }),
              leads: t("sampleData.leads", { count: leads }),
            }),
      ),
  });
  if (!mayLoad) return null;
  return (
    <Button
      variant="default"
      leftSection={<PackageOpen size={15} aria-hidden />}
      loading={load.isPending}
      onClick={() => load.mutate({ body: {} })}
      data-testid="load-sample-data"
    >
      {t("sampleData.load")}
    </Button>
  );
}
