import { Button, Group, Modal, Select } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { portsOfSource, vetoEdge } from "../../../../../definitions/operations/index.ts";
import { useLanguage } from "../../../i18n/use-language.ts";
import { useCommands } from "../commands/use-commands.ts";
import { useEditor, useEditorContext } from "../store/editor-context.ts";
import { canvasNodes, type StepData, titleOf } from "../view/canvas-graph.ts";
import { geometryOf } from "../view/geometry.ts";

/** Connects the selected step to another one by keyboard: exit, then target; only targets that are allowed are offered. */
export function ConnectDialog({ onClose }: { onClose: () => void }) {
  const { store, catalogue } = useEditorContext();
  const { t } = useTranslation("editor");
  const { language } = useLanguage();
  const { attempt } = useCommands();
  const definition = useEditor((state) => state.definition);
  const source = useEditor((state) => state.selection[0]) ?? "";
  const words = (key: string) => t(key as never);
  const isKnown = [...definition.nodes, ...definition.triggers].some((item) => item.id === source);
  const ports = isKnown ? portsOfSource(definition, source) : [];
  const used = new Set(definition.edges.filter((edge) => edge.source === source).map((edge) => edge.sourcePort));
  const [port, setPort] = useState<string | null>(ports.find((candidate) => !used.has(candidate)) ?? ports[0] ?? null);
  const [target, setTarget] = useState<string | null>(null);
  const own = canvasNodes({ definition, geometry: geometryOf(definition), catalogue, language, t: words }).find(
    (node) => node.id === source,
  )?.data as StepData | undefined;
  const targets = definition.nodes.filter((node) => {
    try {
      vetoEdge(definition, { source, sourcePort: port ?? "out", target: node.id });
      return true;
    } catch {
      return false;
    }
  });
  const connect = () => {
    if (port === null || target === null) return;
    if (attempt({ type: "connect", source, sourcePort: port, target })) {
      const name = definition.nodes.find((node) => node.id === target);
      store
        .getState()
        .announce(
          t("say.connected", { name: name === undefined ? target : titleOf(name, catalogue, language, words) }),
        );
      onClose();
      store.getState().focus(source);
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("connect.title", { name: own?.title ?? source })}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      {ports.length > 1 ? (
        <Select
          mb={12}
          label={t("connect.port")}
          data-testid="connect-port"
          allowDeselect={false}
          data={ports.map((id) => ({
            value: id,
            label: own?.ports.find((candidate) => candidate.id === id)?.label || id,
          }))}
          value={port}
          onChange={setPort}
        />
      ) : null}
      <Select
        label={t("connect.target")}
        data-autofocus
        data-testid="connect-target"
        searchable
        nothingFoundMessage={t("connect.none")}
        data={targets.map((node) => ({ value: node.id, label: titleOf(node, catalogue, language, words) }))}
        value={target}
        onChange={setTarget}
      />
      <Group justify="flex-end" mt={16}>
        <Button variant="default" onClick={onClose}>
          {t("cancel")}
        </Button>
        <Button disabled={target === null || port === null} data-testid="connect-done" onClick={connect}>
          {t("connect.connect")}
        </Button>
      </Group>
    </Modal>
  );
}
