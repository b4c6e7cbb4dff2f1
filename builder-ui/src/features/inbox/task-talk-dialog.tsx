import { Button, Group, Modal, Select, Stack, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { RouteResponse } from "../../../../definitions/api.ts";
import { useMe } from "../../app/me.ts";
import { useRoute, useRouteMutation } from "../../api/hooks.ts";
import { ErrorAlert } from "../../shared/error-alert.tsx";
import { RelativeTime } from "../../shared/relative-time.tsx";
import { showSuccess } from "../../shared/show-message.ts";
import { useOutcomeWord } from "./outcome-word.ts";

type Task = RouteResponse<"listTasks">["items"][number];

/** Who said what about a task, a comment of one's own, and handing one's part to somebody else. */
export function TaskTalkDialog({ task: listed, onClose }: { task: Task; onClose: () => void }) {
  const { t } = useTranslation("inbox");
  const me = useMe().user;
  const task = useRoute("getTask", { params: { id: listed.id } }).data ?? listed;
  const people = useRoute("listUsers", {}, { staleTime: 60_000 });
  const outcomeWord = useOutcomeWord();
  const [comment, setComment] = useState("");
  const [to, setTo] = useState<string | null>(null);
  const users = people.data?.items ?? [];
  const nameOf = (id: string) => users.find((user) => user.id === id)?.name ?? id;
  const say = useRouteMutation("commentTask", {
    invalidates: ["listTasks", "getTask"],
    onSuccess: () => setComment(""),
  });
  const handOn = useRouteMutation("delegateTask", {
    invalidates: ["listTasks", "getTask"],
    showErrors: false,
    onSuccess: () => {
      showSuccess(t("handedOn"));
      onClose();
    },
  });
  const said = [
    ...task.answers.map(({ by, outcome, comment: text, at }) => {
      const line = t("saidBy", { name: nameOf(by), outcome: outcomeWord(task, outcome) });
      return { id: `${by}-${at}`, line, text, at };
    }),
    ...task.comments.map(({ id, by, text, at }) => ({ id, line: nameOf(by), text, at })),
  ].sort((a, b) => (a.at < b.at ? -1 : 1));
  const isMine = task.assignees.includes(me.id) && !task.answers.some(({ by }) => by === me.id);
  const others = users.filter((user) => user.active && !task.assignees.includes(user.id));
  return (
    <Modal opened onClose={onClose} title={task.title} closeButtonProps={{ "aria-label": t("shared:close") }}>
      {handOn.error === null ? null : <ErrorAlert error={handOn.error} />}
      <Stack gap={12}>
        {said.map(({ id, line, text, at }) => (
          <div key={id}>
            <Text size="sm" fw={500}>
              {line} <RelativeTime at={at} />
            </Text>
            {text === null || text === "" ? null : <Text size="sm">{text}</Text>}
          </div>
        ))}
        <Textarea
          label={t("addComment")}
          autosize
          minRows={2}
          maxLength={4_000}
          value={comment}
          onChange={(event) => setComment(event.currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button
            size="xs"
            variant="default"
            disabled={comment.trim() === ""}
            loading={say.isPending}
            onClick={() => say.mutate({ params: { id: task.id }, body: { text: comment.trim() } })}
          >
            {t("send")}
          </Button>
        </Group>
        {isMine ? (
          <Group align="flex-end" wrap="nowrap">
            <Select
              style={{ flex: 1 }}
              searchable
              label={t("handOnTitle")}
              placeholder={t("to")}
              data-testid="hand-on-to"
              data={others.map((user) => ({ value: user.id, label: user.name }))}
              value={to}
              onChange={setTo}
            />
            <Button
              disabled={to === null}
              loading={handOn.isPending}
              onClick={() => to !== null && handOn.mutate({ params: { id: task.id }, body: { to } })}
            >
              {t("handOn")}
            </Button>
          </Group>
        ) : null}
      </Stack>
    </Modal>
  );
}
