import type { MailSettlement } from "../../activities/mail/delivery-ledger.ts";
import type { MailboxClient } from "../runtime/mail-catcher/client.ts";

/** Asks the built-in mailbox for a Message-ID; while it does not answer nobody can tell. */
export function createMailboxSettlement(mailbox: MailboxClient): MailSettlement {
  return {
    async findByMessageId(messageId) {
      try {
        return (await mailbox.findByMessageId(messageId)).count > 0 ? "present" : "absent";
      } catch {
        return "cannot-tell";
      }
    },
  };
}
