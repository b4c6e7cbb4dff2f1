import type { MailboxClient } from "../../engine/runtime/mail-catcher/client.ts";

/** The links in the mails that tell people of tasks. */
export interface LinkReader {
  /** Reads the mails that came since the last time; a mailbox that is away is read next time. */
  refresh(): Promise<void>;
  find(about: { person: string; taskId: string; outcome: string }): string | undefined;
}

export function createLinkReader(mailbox: MailboxClient): LinkReader {
  const known = new Set<string>();
  const urls = new Map<string, string>();
  const readNew = async () => {
    let cursor: string | undefined;
    do {
      const page = await mailbox.list({ limit: 200, cursor });
      const fresh = page.items.filter(({ id }) => !known.has(id));
      for (const { id } of fresh) {
        const { text } = await mailbox.read(id);
        for (const [url, token = ""] of (text ?? "").matchAll(/https?:\/\/\S+\/answers\/(\S+)/g))
          urls.set(nameOf(token), url);
        known.add(id);
      }
      cursor = fresh.length === page.items.length ? (page.nextCursor ?? undefined) : undefined;
    } while (cursor !== undefined);
  };
  return {
    refresh: async () => readNew().catch(() => undefined),
    find: ({ person, taskId, outcome }) => urls.get(JSON.stringify([taskId, person, outcome])),
  };
}

/** A link's own words: its first part is not secret, its second is the signature. */
function nameOf(token: string): string {
  const [, taskId, person, outcome] = JSON.parse(
    Buffer.from(token.split(".")[0] ?? "", "base64url").toString("utf8"),
  ) as [string, string, string, string];
  return JSON.stringify([taskId, person, outcome]);
}
