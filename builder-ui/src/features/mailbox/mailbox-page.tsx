import { Button, Skeleton, Tabs, Text, UnstyledButton } from "@mantine/core";
import { Mail as MailIcon, MailOpen } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useLocation, useNavigate, useParams } from "react-router";
import type { Mail, MailDetail } from "../../../../definitions/api.ts";
import { useRoute, useRoutePages } from "../../api/hooks.ts";
import { EmptyState } from "../../shared/empty-state.tsx";
import { ErrorAlert } from "../../shared/error-alert.tsx";
import { NoMatches } from "../../shared/no-matches.tsx";
import { PageFrame } from "../../shared/page-frame.tsx";
import { RelativeTime } from "../../shared/relative-time.tsx";
import { SearchField } from "../../shared/search-field.tsx";
import { useUrlFilters } from "../../shared/url-filters.ts";
import { MailHtml } from "./mail-html.tsx";
import classes from "./mailbox.module.css";

export default function MailboxPage() {
  const { t } = useTranslation("mailbox");
  const { id } = useParams();
  const navigate = useNavigate();
  const { search: address } = useLocation();
  const filters = useUrlFilters(["search"]);
  const { items, query } = useRoutePages(
    "listMails",
    { query: { search: filters.values.search } },
    { refetchInterval: 3_000 },
  );
  const shown = id ?? items[0]?.id;
  const tools = <SearchField value={filters.values.search} onSearch={(value) => filters.set("search", value)} />;
  if (query.error !== null) {
    return (
      <PageFrame title={t("title")}>
        <ErrorAlert error={query.error} onRetry={() => void query.refetch()} />
      </PageFrame>
    );
  }
  return (
    <PageFrame title={t("title")} description={t("text")} tools={tools}>
      {query.isPending ? (
        <Skeleton height={420} radius={10} />
      ) : items.length === 0 ? (
        filters.active ? (
          <NoMatches onClear={filters.clear} />
        ) : (
          <EmptyState icon={MailIcon} title={t("empty.title")} text={t("empty.text")} />
        )
      ) : (
        <div className={classes["panes"]} data-open={id === undefined ? undefined : ""}>
          <ul className={classes["list"]} aria-label={t("title")}>
            {items.map((mail) => (
              <MailItem
                key={mail.id}
                mail={mail}
                current={mail.id === shown}
                onOpen={() => void navigate(`/mailbox/${encodeURIComponent(mail.id)}${address}`)}
              />
            ))}
            {query.hasNextPage ? (
              <li className={classes["more"]}>
                <Button variant="subtle" size="xs" onClick={() => void query.fetchNextPage()}>
                  {t("shared:showMore")}
                </Button>
              </li>
            ) : null}
          </ul>
          {shown === undefined ? null : <MailView id={shown} onBack={() => void navigate(`/mailbox${address}`)} />}
        </div>
      )}
    </PageFrame>
  );
}

function MailItem({ mail, current, onOpen }: { mail: Mail; current: boolean; onOpen: () => void }) {
  return (
    <li>
      <UnstyledButton
        className={classes["item"]}
        aria-current={current ? "true" : undefined}
        onClick={onOpen}
        data-testid={`mail-${mail.id}`}
      >
        <span className={classes["line"]}>
          <span className={classes["to"]}>{mail.to.join(", ")}</span>
          <Text size="xs" c="dimmed" component="span">
            <RelativeTime at={mail.receivedAt} />
          </Text>
        </span>
        <span className={classes["subject"]}>{mail.subject}</span>
        <span className={classes["preview"]}>{mail.preview}</span>
      </UnstyledButton>
    </li>
  );
}

function MailView({ id, onBack }: { id: string; onBack: () => void }) {
  const { t } = useTranslation("mailbox");
  const mail = useRoute("getMail", { params: { id } }, { staleTime: 300_000, retry: false });
  if (mail.error !== null) return <ErrorAlert error={mail.error} />;
  if (mail.data === undefined) return <Skeleton height={360} radius={10} />;
  const detail: MailDetail = mail.data;
  const first = detail.html === null ? "text" : "html";
  return (
    <article className={classes["view"]} data-testid="mail-view" aria-label={detail.subject}>
      <Button className={classes["back"]} variant="subtle" size="xs" onClick={onBack}>
        {t("shared:back")}
      </Button>
      <div className={classes["head"]}>
        <h2 className={classes["title"]}>{detail.subject}</h2>
        <dl className={classes["facts"]}>
          <dt>{t("from")}</dt>
          <dd>{detail.from}</dd>
          <dt>{t("to")}</dt>
          <dd>{detail.to.join(", ")}</dd>
          <dt>{t("received")}</dt>
          <dd>
            <RelativeTime at={detail.receivedAt} />
          </dd>
        </dl>
      </div>
      <Tabs defaultValue={first} key={detail.id} keepMounted={false}>
        <Tabs.List px="md">
          {detail.html === null ? null : (
            <Tabs.Tab value="html" leftSection={<MailOpen size={14} aria-hidden />}>
              {t("html")}
            </Tabs.Tab>
          )}
          <Tabs.Tab value="text">{t("plain")}</Tabs.Tab>
          <Tabs.Tab value="headers">{t("headers")}</Tabs.Tab>
        </Tabs.List>
        {detail.html === null ? null : (
          <Tabs.Panel value="html">
            <MailHtml html={detail.html} title={detail.subject} />
          </Tabs.Panel>
        )}
        <Tabs.Panel value="text" p="md">
          <pre className={classes["text"]}>{detail.text ?? t("noText")}</pre>
        </Tabs.Panel>
        <Tabs.Panel value="headers" p="md">
          <dl className={classes["headers"]}>
            {Object.entries(detail.headers).map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </Tabs.Panel>
      </Tabs>
    </article>
  );
}
