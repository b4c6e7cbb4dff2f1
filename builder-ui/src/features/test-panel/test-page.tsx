import { Button, Skeleton, Tabs } from "@mantine/core";
import { ArrowLeft } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { useRoute } from "../../api/hooks.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { ErrorAlert } from "../../shared/error-alert.tsx";
import { PageFrame } from "../../shared/page-frame.tsx";
import { useUrlFilters } from "../../shared/url-filters.ts";
import { BackTestTab } from "./back-test-tab.tsx";
import { SimulateTab } from "./simulate-tab.tsx";
import { StoredTestsTab } from "./stored-tests-tab.tsx";

const TABS = ["simulate", "tests", "backTest"] as const;

/** Tries a workflow's draft, at /workflows/:key/test: simulate, stored tests, back-test. */
export default function TestPage() {
  const { key = "" } = useParams();
  const { t } = useTranslation("test");
  const { text } = useLanguage();
  const filters = useUrlFilters(["tab"]);
  const tab = TABS.find((entry) => entry === filters.values.tab) ?? "simulate";
  const workflow = useRoute("getWorkflow", { params: { key } });
  const catalogue = useRoute("getCatalogue", {}, { staleTime: 60_000 });
  const error = workflow.error ?? catalogue.error;
  const back = (
    <Button
      component={Link}
      to={`/workflows/${key}`}
      variant="default"
      leftSection={<ArrowLeft size={15} aria-hidden />}
    >
      {t("back")}
    </Button>
  );
  const name = text(workflow.data?.name) || key;
  return (
    <PageFrame title={t("title", { name })} description={t("text")} action={back}>
      {error === null ? null : (
        <ErrorAlert error={error} onRetry={() => void Promise.all([workflow.refetch(), catalogue.refetch()])} />
      )}
      {workflow.data === undefined || catalogue.data === undefined ? (
        <Skeleton height={240} />
      ) : (
        <Tabs value={tab} onChange={(value) => filters.set("tab", value)} keepMounted={false} key={workflow.data.key}>
          <Tabs.List mb={16}>
            {TABS.map((entry) => (
              <Tabs.Tab key={entry} value={entry} data-testid={`tab-${entry}`}>
                {t(`tabs.${entry}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value="simulate">
            <SimulateTab workflow={workflow.data} catalogue={catalogue.data} />
          </Tabs.Panel>
          <Tabs.Panel value="tests">
            <StoredTestsTab workflow={workflow.data} />
          </Tabs.Panel>
          <Tabs.Panel value="backTest">
            <BackTestTab workflow={workflow.data} />
          </Tabs.Panel>
        </Tabs>
      )}
    </PageFrame>
  );
}
