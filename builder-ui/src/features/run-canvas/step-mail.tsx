import { Anchor } from "@mantine/core";
import { Mail } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Step } from "../../../../definitions/run.ts";
import { useMay, useMeta } from "../../app/me.ts";

/** The way to the mail that a step sent, where the built-in catcher keeps it; nothing for other steps. */
export function StepMail({ step }: { step: Step }) {
  const { t } = useTranslation("run");
  const hasMailbox = useMeta()?.mailbox === true;
  const mayRead = useMay("mailbox:read");
  const { output } = step;
  const messageId = typeof output === "object" && output !== null && "messageId" in output ? output.messageId : null;
  if (!hasMailbox || !mayRead || typeof messageId !== "string" || messageId === "") return null;
  return (
    <Anchor
      component={Link}
      to={`/mailbox?search=${encodeURIComponent(messageId)}`}
      size="xs"
      data-testid={`mail-of-${step.stepId}`}
      style={{ display: "inline-flex", alignItems: "center", gap: 4 }}
    >
      <Mail size={13} aria-hidden /> {t("openMail")}
    </Anchor>
  );
}
