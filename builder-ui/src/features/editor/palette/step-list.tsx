import { TextInput } from "@mantine/core";
import { Search } from "lucide-react";
import { type KeyboardEvent, type PointerEvent, useId, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../../i18n/use-language.ts";
import { StepIcon } from "../canvas/step-icon.tsx";
import { useEditorContext } from "../store/editor-context.ts";
import classes from "./palette.module.css";
import { recentKinds } from "./recent-kinds.ts";
import { searchKinds, STEP_GROUPS, type StepKind, stepKinds } from "./step-kinds.ts";

interface StepListProps {
  searchId?: string;
  startsFocused?: boolean;
  /** Triggers cannot follow a step: the "+" leaves them out. */
  withTriggers: boolean;
  onChoose: (kind: StepKind) => void;
  onPointerDown?: (event: PointerEvent<HTMLButtonElement>, kind: StepKind) => void;
  testId: string;
}

/** The searchable list of all that can be put on the canvas; Enter takes the marked one. */
export function StepList({ searchId, startsFocused, withTriggers, onChoose, onPointerDown, testId }: StepListProps) {
  const { catalogue } = useEditorContext();
  const { language } = useLanguage();
  const { t } = useTranslation("editor");
  const [search, setSearch] = useState("");
  const [marked, setMarked] = useState(0);
  const listId = useId();
  const kinds = useMemo(
    () =>
      stepKinds(catalogue, language, (key) => t(key as never)).filter(
        (kind) => withTriggers || kind.what !== "trigger",
      ),
    [catalogue, language, t, withTriggers],
  );
  const found = useMemo(() => searchKinds(kinds, search), [kinds, search]);
  const isSearching = search.trim() !== "";
  // Read once: a list that moves under the pointer is worse than one that is a step behind.
  const [recentKeys] = useState(recentKinds);
  const recent = recentKeys.flatMap((key) => kinds.find((kind) => kind.key === key) ?? []);
  const byGroup = STEP_GROUPS.flatMap((group) => found.filter((kind) => kind.group === group));
  const shown = isSearching ? found : [...recent, ...byGroup];
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      const next = (marked + step + shown.length) % Math.max(1, shown.length);
      setMarked(next);
      // oxlint-disable-next-line unicorn/prefer-query-selector -- the id is React's own and would need escaping
      document.getElementById(`${listId}-${next}`)?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter" && shown[marked] !== undefined) {
      event.preventDefault();
      onChoose(shown[marked]);
    } else if (event.key === "Escape" && isSearching) {
      event.stopPropagation();
      setSearch("");
    }
  };
  const isMarkedShown = isSearching || startsFocused === true;
  const row = (kind: StepKind, own: number, prefix: string = testId) => {
    return (
      <button
        key={kind.key}
        id={`${listId}-${own}`}
        type="button"
        className={classes["row"]}
        data-marked={isMarkedShown && own === marked ? "" : undefined}
        data-testid={`${prefix}-${kind.key}`}
        title={kind.description}
        onClick={() => onChoose(kind)}
        onPointerDown={onPointerDown === undefined ? undefined : (event) => onPointerDown(event, kind)}
      >
        <StepIcon icon={kind.icon} group={kind.group} size="row" />
        <span className={classes["rowWords"]}>
          <span className={classes["rowTitle"]}>{kind.title}</span>
          <span className={classes["rowText"]}>{kind.description}</span>
        </span>
      </button>
    );
  };
  return (
    <div className={classes["list"]}>
      <TextInput
        {...(searchId === undefined ? {} : { id: searchId })}
        size="xs"
        className={classes["search"] ?? ""}
        placeholder={t("palette.search")}
        aria-label={t("palette.search")}
        leftSection={<Search size={14} aria-hidden />}
        value={search}
        data-autofocus={startsFocused === true ? true : undefined}
        data-testid={`${testId}-search`}
        onChange={(event) => {
          setSearch(event.currentTarget.value);
          setMarked(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div className={classes["groups"]}>
        {found.length === 0 ? <p className={classes["none"]}>{t("palette.none")}</p> : null}
        {isSearching || recent.length === 0 ? null : (
          <section aria-label={t("palette.recent")}>
            <h2 className={classes["group"]}>{t("palette.recent")}</h2>
            {recent.map((kind, index) => row(kind, index, `${testId}-recent`))}
          </section>
        )}
        {isSearching
          ? found.map((kind, index) => row(kind, index))
          : STEP_GROUPS.map((group) => {
              const ofGroup = found.filter((kind) => kind.group === group);
              if (ofGroup.length === 0) return null;
              return (
                <section key={group} aria-label={t(`group.${group}`)}>
                  <h2 className={classes["group"]}>{t(`group.${group}`)}</h2>
                  {ofGroup.map((kind) => row(kind, recent.length + byGroup.indexOf(kind)))}
                </section>
              );
            })}
      </div>
    </div>
  );
}
