import { Button, CopyButton, UnstyledButton } from "@mantine/core";
import { CircleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import classes from "./error-alert.module.css";
import { useErrorText } from "./error-text.ts";

interface ErrorAlertProps {
  error: unknown;
  /** Offers "Try again". */
  onRetry?: () => void;
}

/** What happened and what to do, with the code small and copyable. Announced by screen readers. */
export function ErrorAlert({ error: thrown, onRetry }: ErrorAlertProps) {
  const { t } = useTranslation("shared");
  const { text, error } = useErrorText(thrown);
  const code = error.requestId === undefined ? error.code : `${error.code} · ${error.requestId}`;
  return (
    <div role="alert" className={classes["alert"]} data-testid="error-alert" data-code={error.code}>
      <CircleAlert size={18} aria-hidden className={classes["icon"]} />
      <div className={classes["body"]}>
        <div>{text}</div>
        {error.issues.length === 0 ? null : (
          <ul className={classes["issues"]}>
            {error.issues.slice(0, 8).map((issue) => (
              <li key={`${issue.path}:${issue.message}`}>
                {issue.path === "" ? null : <code>{issue.path}</code>} {issue.message}
              </li>
            ))}
          </ul>
        )}
        <CopyButton value={code}>
          {({ copied, copy }) => (
            <UnstyledButton className={classes["code"]} onClick={copy} aria-label={t("copyCode", { code })}>
              {copied ? t("copied") : code}
            </UnstyledButton>
          )}
        </CopyButton>
      </div>
      {onRetry === undefined ? null : (
        <Button variant="default" size="xs" onClick={onRetry}>
          {t("tryAgain")}
        </Button>
      )}
    </div>
  );
}
