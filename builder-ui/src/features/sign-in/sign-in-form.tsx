import { Button, PasswordInput, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { signIn, verifyCode } from "../../api/sign-in.ts";
import { ErrorAlert } from "../../shared/error-alert.tsx";
import classes from "./sign-in.module.css";

/** E-mail and password, then the authenticator's code for those who use one. Calls `onSignedIn` afterwards. */
export function SignInForm({ email: known, onSignedIn }: { email?: string; onSignedIn: () => void | Promise<void> }) {
  const { t } = useTranslation("sign-in");
  const [email, setEmail] = useState(known ?? "");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [step, setStep] = useState<"password" | "code">("password");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);

  const submit = async () => {
    setBusy(true);
    setError(null);
    try {
      if (step === "code") await verifyCode(code);
      else if ((await signIn(email, password)).needsCode) {
        setStep("code");
        return;
      }
      await onSignedIn();
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
    }
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void submit();
  };
  return (
    <form className={classes["form"]} onSubmit={onSubmit}>
      {error === null ? null : <ErrorAlert error={error} />}
      {step === "code" ? (
        <TextInput
          label={t("code")}
          description={t("codeHint")}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          autoComplete="one-time-code"
          inputMode="numeric"
          required
        />
      ) : (
        <>
          <TextInput
            label={t("email")}
            type="email"
            name="email"
            autoComplete="username"
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
            required
            withAsterisk={false}
            data-autofocus={known === undefined ? "" : undefined}
          />
          <PasswordInput
            label={t("password")}
            name="password"
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            required
            withAsterisk={false}
            visibilityToggleButtonProps={{ "aria-label": t("showPassword"), tabIndex: 0, "aria-hidden": false }}
            data-autofocus={known === undefined ? undefined : ""}
          />
        </>
      )}
      <Button type="submit" loading={busy} fullWidth mt={4}>
        {t("action")}
      </Button>
    </form>
  );
}
