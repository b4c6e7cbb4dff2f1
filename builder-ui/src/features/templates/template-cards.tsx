import { Skeleton, UnstyledButton } from "@mantine/core";
import { FilePlus2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { Template } from "../../../../definitions/api.ts";
import { useRoute, useRouteMutation } from "../../api/hooks.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { ErrorAlert } from "../../shared/error-alert.tsx";
import { MiniGraph } from "../../shared/mini-graph.tsx";
import classes from "./template-cards.module.css";

/** A blank start and the templates as cards with small pictures. A click makes a workflow of it and opens it. */
export function TemplateCards({ limit }: { limit?: number }) {
  const { t } = useTranslation("workflows");
  const navigate = useNavigate();
  const templates = useRoute("listTemplates", {}, { staleTime: 300_000 });
  const create = useRouteMutation("createWorkflow", {
    invalidates: ["listWorkflows"],
    onSuccess: (workflow, { body }) =>
      void navigate(`/workflows/${workflow.key}${body?.template === undefined ? "" : "?coach=start"}`),
  });
  const items = templates.data?.items.slice(0, limit) ?? [];
  return (
    <div className={classes["cards"]} data-testid="template-cards">
      <UnstyledButton
        className={classes["card"]}
        disabled={create.isPending}
        data-testid="template-blank"
        onClick={() =>
          create.mutate({
            body: { name: { en: t("gallery.newName", { lng: "en" }), zh: t("gallery.newName", { lng: "zh" }) } },
          })
        }
      >
        <span className={classes["picture"]} data-blank="">
          <FilePlus2 size={26} strokeWidth={1.6} aria-hidden />
        </span>
        <span className={classes["name"]}>{t("gallery.blank")}</span>
        <span className={classes["text"]}>{t("gallery.blankText")}</span>
      </UnstyledButton>
      {templates.isPending
        ? [1, 2, 3].map((index) => <Skeleton key={index} height={252} radius={12} />)
        : items.map((template) => (
            <TemplateCard
              key={template.id}
              template={template}
              busy={create.isPending}
              onUse={() => create.mutate({ body: { template: template.id } })}
            />
          ))}
      {templates.error === null ? null : (
        <ErrorAlert error={templates.error} onRetry={() => void templates.refetch()} />
      )}
    </div>
  );
}

function TemplateCard({ template, busy, onUse }: { template: Template; busy: boolean; onUse: () => void }) {
  const { t } = useTranslation("workflows");
  const { text } = useLanguage();
  return (
    <UnstyledButton className={classes["card"]} onClick={onUse} disabled={busy} data-testid={`template-${template.id}`}>
      <span className={classes["picture"]}>
        <MiniGraph definition={template.definition} />
      </span>
      <span className={classes["group"]}>
        {t(`gallery.groups.${template.group}`)} · {t("gallery.steps", { count: template.definition.nodes.length })}
      </span>
      <span className={classes["name"]}>{text(template.name)}</span>
      <span className={classes["text"]}>{text(template.description)}</span>
    </UnstyledButton>
  );
}
