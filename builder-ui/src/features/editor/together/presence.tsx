import { Tooltip, UnstyledButton } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../../app/me.ts";
import { useLanguage } from "../../../i18n/use-language.ts";
import { useEditor, useEditorContext } from "../store/editor-context.ts";
import { titleOf } from "../view/canvas-graph.ts";
import classes from "./together.module.css";
import { usePresence } from "./use-presence.ts";

const SHOWN = 5;
const TONES = ["blue", "green", "amber", "red", "violet", "grey"] as const;

/** The same colour for the same person in every browser. */
function toneOf(userId: string): string {
  const sum = Array.from(userId).reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0);
  return TONES[sum % TONES.length] ?? "grey";
}

/** Two letters of a Latin name, the last character of a Chinese one. */
function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  if (/\p{Script=Han}/u.test(name)) return Array.from(name.trim()).at(-1) ?? "?";
  return words
    .flatMap((word) => word[0] ?? [])
    .slice(0, 2)
    .join("")
    .toUpperCase();
}

/** Who else has this workflow open; a click goes to the step that they have selected. */
export function PresenceFaces() {
  const { store, catalogue } = useEditorContext();
  const { t } = useTranslation(["together", "editor"]);
  const { language } = useLanguage();
  const me = useMe();
  const definition = useEditor((state) => state.definition);
  const onFollowed = useCallback(
    (userId: string | null) => {
      if (userId === me.user.id) return;
      const name = catalogue.users.find((user) => user.id === userId)?.name ?? t("somebody");
      const message = t("followed", { name });
      notifications.show({ message, color: "blue", closeButtonProps: { "aria-label": t("close") } });
      store.getState().announce(message);
    },
    [store, catalogue, me, t],
  );
  const people = usePresence(onFollowed);
  if (people.length === 0) return null;
  const stepName = (id: string | null) => {
    const item = [...definition.nodes, ...definition.triggers].find((candidate) => candidate.id === id);
    return item === undefined ? null : titleOf(item, catalogue, language, (key) => t(`editor:${key}` as never));
  };
  return (
    <span className={classes["people"]} data-testid="presence">
      {people.slice(0, SHOWN).map((person) => {
        const step = stepName(person.step);
        const name = person.userId === me.user.id ? t("otherTab") : person.name;
        const label = step === null ? t("here", { name }) : t("hereAt", { name, step });
        return (
          <Tooltip key={person.userId} label={label}>
            <UnstyledButton
              className={classes["person"]}
              data-tone={toneOf(person.userId)}
              aria-label={label}
              data-testid={`person-${person.userId}`}
              onClick={() => {
                if (step !== null && person.step !== null) store.getState().focus(person.step);
              }}
            >
              {initialsOf(person.name)}
            </UnstyledButton>
          </Tooltip>
        );
      })}
      {people.length > SHOWN ? <span className={classes["person"]}>+{people.length - SHOWN}</span> : null}
    </span>
  );
}
