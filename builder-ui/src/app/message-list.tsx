import { Notifications } from "@mantine/notifications";

/** The messages in the corner. */
export function MessageList() {
  return <Notifications position="bottom-right" limit={4} />;
}
