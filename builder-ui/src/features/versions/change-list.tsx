import { ArrowDownUp, Minus, Pencil, Plus } from "lucide-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Catalogue } from "../../../../definitions/catalogue.ts";
import type { WorkflowChange } from "../../../../definitions/diff/index.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { portLabel, titleOf } from "../editor/view/canvas-graph.ts";
import { pathWords, valueWords } from "./change-words.ts";
import type { DiffDrawing } from "./diff-drawing.ts";
import classes from "./versions.module.css";

const ICONS = { added: Plus, removed: Minus, changed: Pencil, reordered: ArrowDownUp };
const PARTS = ["workflow", "trigger", "node", "edge", "variable"] as const;

interface ChangeListProps {
  drawing: DiffDrawing;
  catalogue: Catalogue;
  shown: string | null;
  onShow: (id: string) => void;
}

/** All changes, by what they are changes of; a click shows one on the canvas. */
export function ChangeList({ drawing, catalogue, shown, onShow }: ChangeListProps) {
  const { t } = useTranslation("versions");
  const { changes } = drawing;
  if (changes.length === 0) return <p className={classes["none"]}>{t("same")}</p>;
  return (
    <>
      <Counts changes={changes} />
      {PARTS.map((part) => {
        const own = changes.filter((change) => change.part === part);
        return own.length === 0 ? null : (
          <section key={part}>
            <h2>{t(`part.${part}`)}</h2>
            <ul>
              {own.map((change) => (
                <ChangeItem
                  key={`${change.change} ${change.id}`}
                  change={change}
                  drawing={drawing}
                  catalogue={catalogue}
                  shown={shown}
                  onShow={onShow}
                />
              ))}
            </ul>
          </section>
        );
      })}
    </>
  );
}

/** How many things were added, removed and changed, in words. */
export function Counts({ changes }: { changes: readonly WorkflowChange[] }) {
  const { t } = useTranslation("versions");
  const kinds = (["added", "removed", "changed", "reordered"] as const).map((kind) => ({
    kind,
    count: changes.filter(({ change }) => change === kind).length,
  }));
  return (
    <p className={classes["counts"]} data-testid="change-counts">
      {kinds
        .filter(({ count }) => count > 0)
        .map(({ kind, count }) => {
          const Icon = ICONS[kind];
          return (
            <span key={kind} data-kind={kind}>
              <Icon size={13} aria-hidden /> {t(`count.${kind}`, { count })}
            </span>
          );
        })}
    </p>
  );
}

/** Where a change is on the canvas: a step, a trigger, or the edge that is drawn for it. */
function placeOf({ part, id }: WorkflowChange, { drawn }: DiffDrawing): string | null {
  if (part === "node" || part === "trigger") return id;
  if (part !== "edge") return null;
  const edge = drawn.edges.find(({ source, sourcePort, target }) => `${source}.${sourcePort} → ${target}` === id);
  return edge?.id ?? null;
}

function ChangeItem({ change, drawing, catalogue, shown, onShow }: { change: WorkflowChange } & ChangeListProps) {
  const { t } = useTranslation(["versions", "editor"]);
  const { language } = useLanguage();
  const item = useRef<HTMLLIElement>(null);
  const place = placeOf(change, drawing);
  const isShown = place !== null && place === shown;
  useEffect(() => {
    if (isShown) item.current?.scrollIntoView({ block: "nearest" });
  }, [isShown]);
  const nameOf = (id: string) => {
    const found = [...drawing.drawn.nodes, ...drawing.drawn.triggers].find((candidate) => candidate.id === id);
    return found === undefined ? id : titleOf(found, catalogue, language, (key) => t(`editor:${key}` as never));
  };
  const edge = change.part === "edge" ? drawing.drawn.edges.find(({ id }) => id === place) : undefined;
  const portOf = ({ source, sourcePort }: NonNullable<typeof edge>) => {
    if (sourcePort === "out") return "";
    const node = drawing.drawn.nodes.find(({ id }) => id === source);
    const words = (key: string) => t(`editor:${key}` as never);
    return ` (${node === undefined ? sourcePort : portLabel(node, sourcePort, language, words)})`;
  };
  const title =
    edge !== undefined
      ? `${nameOf(edge.source)}${portOf(edge)} → ${nameOf(edge.target)}`
      : change.part === "workflow"
        ? t("settings")
        : nameOf(change.id);
  const Icon = ICONS[change.change];
  return (
    <li ref={item} data-kind={change.change} data-shown={isShown ? "" : undefined} data-testid={`change-${change.id}`}>
      <button type="button" disabled={place === null} onClick={() => place !== null && onShow(place)}>
        <span className={classes["kind"]}>
          <Icon size={13} aria-hidden /> {t(`change.${change.change}`)}
        </span>
        <strong>{title}</strong>
      </button>
      {change.fields.length === 0 ? null : (
        <dl>
          {change.fields.map(({ path, before, after }) => (
            <div key={path}>
              <dt>{pathWords(path)}</dt>
              <dd>
                <del>{valueWords(before, language, catalogue.objects)}</del>{" "}
                <ins>{valueWords(after, language, catalogue.objects)}</ins>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  );
}
