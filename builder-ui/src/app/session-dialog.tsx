import { Modal, Text } from "@mantine/core";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useSessionGate } from "../api/session-gate.ts";
import { useOpenAfterMount } from "../shared/open-after-mount.ts";
import { useMe } from "./me.ts";

const SignInForm = lazy(async () => ({
  default: (await import("../features/sign-in/sign-in-form.tsx")).SignInForm,
}));

function SignInAgain() {
  const me = useMe();
  const settle = useSessionGate((state) => state.settle);
  return <SignInForm email={me.user.email} onSignedIn={() => settle(true)} />;
}

/** Opens over the page when the session has ended: what was typed stays, and the call that met it is sent again. */
export function SessionDialog() {
  const { t } = useTranslation("shell");
  const waiting = useSessionGate((state) => state.waiting.length > 0);
  const settle = useSessionGate((state) => state.settle);
  const isOpen = useOpenAfterMount(waiting);
  return (
    <Modal
      opened={isOpen}
      onClose={() => settle(false)}
      title={t("session.title")}
      zIndex={350}
      closeOnClickOutside={false}
      closeButtonProps={{ "aria-label": t("shared:close") }}
    >
      <Text size="sm" mb="md">
        {t("session.text")}
      </Text>
      {waiting ? (
        <Suspense fallback={null}>
          <SignInAgain />
        </Suspense>
      ) : null}
    </Modal>
  );
}
