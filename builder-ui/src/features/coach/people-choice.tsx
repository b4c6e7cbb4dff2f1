import { Button, MultiSelect, Skeleton } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Json } from "../../../../definitions/json.ts";
import { call } from "../../api/client.ts";
import { useRoute } from "../../api/hooks.ts";
import { useMay, useMe } from "../../app/me.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { ErrorAlert } from "../../shared/error-alert.tsx";
import { candidatesOf } from "./coach-steps.ts";
import classes from "./coach.module.css";

/** The people of the team that a policy chooses from, to be changed here; says who it is where it is no team. */
export function PeopleChoice({ policy, onChosen }: { policy: string; onChosen: () => void }) {
  const { t } = useTranslation("coach");
  const found = useRoute("getResource", { params: { kind: "policies", key: policy } });
  const mayWrite = useMay("resource:write");
  if (found.error !== null) return <ErrorAlert error={found.error} onRetry={() => void found.refetch()} />;
  if (found.data === undefined) return <Skeleton height={61} />;
  const { teams } = candidatesOf(found.data);
  const [team] = teams;
  if (team === undefined || !mayWrite)
    return (
      <>
        <p>{t("people.byPolicy", { policy })}</p>
        <Button size="xs" onClick={onChosen}>
          {t("next")}
        </Button>
      </>
    );
  return <TeamChoice key={team} team={team} onChosen={onChosen} />;
}

function textsOf(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : [];
}

function TeamChoice({ team, onChosen }: { team: string; onChosen: () => void }) {
  const { t } = useTranslation("coach");
  const { text } = useLanguage();
  const me = useMe();
  const client = useQueryClient();
  const catalogue = useRoute("getCatalogue", {}, { staleTime: 60_000 });
  const stored = useRoute("getResource", { params: { kind: "teams", key: team } });
  const [chosen, setChosen] = useState<string[] | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  if (stored.error !== null) return <ErrorAlert error={stored.error} onRetry={() => void stored.refetch()} />;
  if (stored.data === undefined || catalogue.data === undefined) return <Skeleton height={61} />;
  const members = textsOf(stored.data["members"]);
  const { users } = catalogue.data;
  // Somebody who is alone here is who gets it.
  const value =
    chosen ?? (members.length > 0 ? members : users.some(({ id }) => id === me.user.id) ? [me.user.id] : []);
  const save = async () => {
    setBusy(true);
    setError(null);
    try {
      if (value.join() !== members.join()) {
        const body = { ...stored.data, members: value };
        await call("putResource", { params: { kind: "teams", key: team }, body });
        await Promise.all(
          ["getResource", "listResources"].map((route) => client.invalidateQueries({ queryKey: [route] })),
        );
      }
      onChosen();
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
    }
  };
  const name = text(stored.data["name"] as Parameters<typeof text>[0]) || team;
  return (
    <div className={classes["people"]}>
      <MultiSelect
        label={t("people.label", { team: name })}
        data-testid="coach-people"
        searchable
        placeholder={value.length === 0 ? t("people.choose") : ""}
        nothingFoundMessage={t("people.nobody")}
        data={users.filter(({ active }) => active).map((user) => ({ value: user.id, label: user.name }))}
        value={value}
        onChange={setChosen}
      />
      {error === null ? null : <ErrorAlert error={error} />}
      <Button
        size="xs"
        loading={isBusy}
        disabled={value.length === 0}
        data-testid="coach-next"
        onClick={() => void save()}
      >
        {t("people.take", { count: value.length })}
      </Button>
    </div>
  );
}
