import { Button, Group, Select } from "@mantine/core";
import { CircleAlert, CircleCheck, CircleDashed, PlugZap, Plus } from "lucide-react";
import { lazy, Suspense, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Connection, Issue } from "../../../../../definitions/api.ts";
import { useRoute, useRouteMutation } from "../../../api/hooks.ts";
import { useMay } from "../../../app/me.ts";
import { StatusBadge } from "../../../shared/status-badge.tsx";
import { useEditorContext } from "../store/editor-context.ts";
import { FieldFrame } from "./field-frame.tsx";
import classes from "./fields.module.css";

const ConnectionDrawer = lazy(async () => ({
  default: (await import("../../connections/connection-drawer.tsx")).ConnectionDrawer,
}));
const LOOKS = {
  ok: { icon: CircleCheck, tone: "green" },
  failing: { icon: CircleAlert, tone: "red" },
  untested: { icon: CircleDashed, tone: "grey" },
} as const;

interface ConnectionFieldProps {
  connectorId: string;
  optional: boolean;
  value: string | undefined;
  problems: readonly Issue[];
  onChange: (connection: string | undefined) => void;
}

/** Which connection a step uses: chosen, tried, or made on the spot. */
export function ConnectionField({ connectorId, optional, value, problems, onChange }: ConnectionFieldProps) {
  const { catalogue } = useEditorContext();
  const { t } = useTranslation("editor");
  const id = useId();
  const mayWrite = useMay("connection:write");
  const [isMaking, setMaking] = useState(false);
  // One that was just made is known here before the catalogue has it.
  const [made, setMade] = useState<Connection | null>(null);
  const known = catalogue.connections.filter(({ connector }) => connector === connectorId);
  const own = made === null || known.some(({ key }) => key === made.key) ? known : [...known, made];
  const data = own.map(({ key, name }) => ({ value: key, label: name }));
  const isKnown = value === undefined || own.some(({ key }) => key === value);
  return (
    <FieldFrame
      id={id}
      label={t("action.connection")}
      help={optional ? t("action.connectionOptional") : undefined}
      required={!optional}
      problems={problems}
    >
      <Select
        id={id}
        data-testid="field-connection"
        data={isKnown ? data : [...data, { value, label: t("field.unknown", { value }) }]}
        value={value ?? null}
        placeholder={own.length === 0 ? t("action.noConnection") : t("field.choose")}
        clearable={optional}
        allowDeselect={optional}
        onChange={(next) => onChange(next ?? undefined)}
      />
      <Group gap={6} mt={6}>
        {value === undefined || !isKnown ? null : <ConnectionState connection={value} />}
        {mayWrite ? (
          <Button
            size="compact-xs"
            variant="default"
            leftSection={<Plus size={13} aria-hidden />}
            data-testid="new-connection"
            onClick={() => setMaking(true)}
          >
            {t("action.addConnection")}
          </Button>
        ) : null}
      </Group>
      {isMaking ? (
        <Suspense fallback={null}>
          <ConnectionDrawer
            connection="new"
            connector={connectorId}
            onSaved={(saved) => {
              setMade(saved);
              onChange(saved.key);
            }}
            onClose={() => setMaking(false)}
          />
        </Suspense>
      ) : null}
    </FieldFrame>
  );
}

/** Whether a connection worked when it was last tried, and the way to try it now. */
function ConnectionState({ connection: key }: { connection: string }) {
  const { t } = useTranslation(["editor", "connections"]);
  const mayRead = useMay("connection:read");
  const mayWrite = useMay("connection:write");
  const stored = useRoute("listConnections", {}, { enabled: mayRead, staleTime: 30_000 });
  const connection = stored.data?.items.find((one) => one.key === key);
  const test = useRouteMutation("testConnection", { invalidates: ["listConnections"] });
  if (connection === undefined) return null;
  const look = LOOKS[connection.status];
  return (
    <>
      <StatusBadge icon={look.icon} tone={look.tone} label={t(`connections:status.${connection.status}`)} />
      {mayWrite ? (
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<PlugZap size={13} aria-hidden />}
          loading={test.isPending}
          data-testid="test-connection"
          onClick={() => test.mutate({ params: { key }, body: {} })}
        >
          {t("connections:test")}
        </Button>
      ) : null}
      {connection.status === "failing" && connection.message !== null ? (
        <p className={classes["problem"]}>{connection.message}</p>
      ) : null}
    </>
  );
}
