import { Badge, Button, Menu, Tabs, Text } from "@mantine/core";
import { ChevronDown, Scale } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useSearchParams } from "react-router";
import type { ResourceKind } from "../../../../definitions/resources.ts";
import type { LocalizedText } from "../../../../definitions/text.ts";
import { useRoute } from "../../api/hooks.ts";
import { useMay } from "../../app/me.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { DataTable } from "../../shared/data-table.tsx";
import { EmptyState } from "../../shared/empty-state.tsx";
import { ErrorAlert } from "../../shared/error-alert.tsx";
import { PageFrame } from "../../shared/page-frame.tsx";

interface Row {
  key: string;
  name: LocalizedText;
  description?: LocalizedText;
  type?: "points" | "learned";
  object?: string;
  rules?: unknown[];
  model?: { report: { holdOut: { auc: number } } } | null;
}
const TABS = ["scoring-models", "rule-sets", "conditions"] as const satisfies readonly ResourceKind[];
const NEW = ["points", "learned", "sets", "conditions"] as const;

function pathOf(tab: (typeof TABS)[number], row: Row): string {
  if (tab === "scoring-models") return `/rules/${row.type ?? "points"}/${row.key}`;
  return `/rules/${tab === "rule-sets" ? "sets" : "conditions"}/${row.key}`;
}

/** Points models and learned scores, rule sets, shared conditions: a tab each. */
export default function RulesPage() {
  const { t } = useTranslation("decisions");
  const [query, setQuery] = useSearchParams();
  const tab = TABS.find((name) => name === query.get("tab")) ?? TABS[0];
  const mayWrite = useMay("resource:write");
  const create = (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button rightSection={<ChevronDown size={14} aria-hidden />} data-testid="rules-new">
          {t("new")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {NEW.map((kind) => (
          <Menu.Item key={kind} component={Link} to={`/rules/${kind}/new`}>
            {t(`kinds.${kind}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
  return (
    <PageFrame title={t("title")} description={t("text")} action={mayWrite ? create : undefined}>
      <Tabs value={tab} onChange={(next) => setQuery(next === null ? {} : { tab: next }, { replace: true })}>
        <Tabs.List mb="md">
          {TABS.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`tabs.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {TABS.map((name) => (
          <Tabs.Panel key={name} value={name}>
            {name === tab ? <KindList tab={name} /> : null}
          </Tabs.Panel>
        ))}
      </Tabs>
    </PageFrame>
  );
}

function KindList({ tab }: { tab: (typeof TABS)[number] }) {
  const { t } = useTranslation("decisions");
  const { text } = useLanguage();
  const navigate = useNavigate();
  const list = useRoute("listResources", { params: { kind: tab } });
  if (list.error !== null) return <ErrorAlert error={list.error} onRetry={() => void list.refetch()} />;
  const rows = list.isPlaceholderData ? [] : ((list.data?.items ?? []) as unknown as Row[]);
  return (
    <DataTable
      label={t(`tabs.${tab}`)}
      loading={list.isPending || list.isPlaceholderData}
      rows={rows}
      rowKey={(row) => row.key}
      onRowClick={(row) => void navigate(pathOf(tab, row))}
      empty={<EmptyState icon={Scale} title={t(`empty.${tab}.title`)} text={t(`empty.${tab}.text`)} />}
      columns={[
        {
          key: "name",
          title: t("shared:name"),
          render: (row) => (
            <>
              <Link to={pathOf(tab, row)}>{text(row.name)}</Link>
              <Text size="xs" c="dimmed">
                {text(row.description) || row.key}
              </Text>
            </>
          ),
        },
        {
          key: "kind",
          title: t("kind"),
          width: "200px",
          render: (row) => t(tab === "scoring-models" ? `kinds.${row.type ?? "points"}` : `one.${tab}`),
        },
        {
          key: "state",
          title: t("state"),
          width: "190px",
          align: "right",
          wide: true,
          render: (row) => <State row={row} />,
        },
      ]}
    />
  );
}

function State({ row }: { row: Row }) {
  const { t } = useTranslation("decisions");
  if (row.rules !== undefined) return t("ruleCount", { count: row.rules.length });
  if (row.type !== "learned") return row.object ?? "";
  const { model } = row;
  return model === null || model === undefined ? (
    <Badge color="gray" variant="light" tt="none">
      {t("notTrained")}
    </Badge>
  ) : (
    t("aucOf", { auc: model.report.holdOut.auc.toFixed(3) })
  );
}
