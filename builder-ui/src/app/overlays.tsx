import { useNotifications } from "@mantine/notifications";
import { useHotkeys } from "@mantine/hooks";
import { lazy, Suspense } from "react";
import { useSessionGate } from "../api/session-gate.ts";
import { useQuestions } from "../shared/confirm.ts";
import { useNeededOnce } from "../shared/open-after-mount.ts";
import { openSearch, useSearchWish } from "./open-search.ts";

/*
 * What stands over a page, each part loaded when it is needed for the first time: a page is usable without any of them.
 */
const PhoneMenu = lazy(async () => ({ default: (await import("./phone-menu.tsx")).PhoneMenu }));
const ShortcutSheet = lazy(async () => ({ default: (await import("./shortcut-sheet.tsx")).ShortcutSheet }));
const SearchEverything = lazy(async () => ({ default: (await import("./search-everything.tsx")).SearchEverything }));
const SessionDialog = lazy(async () => ({ default: (await import("./session-dialog.tsx")).SessionDialog }));
const QuestionDialog = lazy(async () => ({ default: (await import("./question-dialog.tsx")).QuestionDialog }));
const MessageList = lazy(async () => ({ default: (await import("./message-list.tsx")).MessageList }));

/** The key goes on to the page where no list can be searched: there it may mean something else. */
function focusListSearch(event: KeyboardEvent): void {
  const search = document.querySelector<HTMLInputElement>("input[data-list-search]");
  if (search === null) return;
  event.preventDefault();
  search.focus();
}

interface ShellOverlaysProps {
  menuOpen: boolean;
  onMenuClose: () => void;
  sheetOpen: boolean;
  onSheetOpen: () => void;
  onSheetClose: () => void;
}

/** Menu on phones, list of keys, search and sign-in again, with the keys that open them. Keys never work in a field. */
export function ShellOverlays({ menuOpen, onMenuClose, sheetOpen, onSheetOpen, onSheetClose }: ShellOverlaysProps) {
  useHotkeys([
    ["shift+?", onSheetOpen],
    ["?", onSheetOpen],
    ["/", focusListSearch, { preventDefault: false }],
  ]);
  // The search opens from fields too.
  useHotkeys([["mod+K", openSearch]], [], true);
  const needsMenu = useNeededOnce(menuOpen);
  const needsSheet = useNeededOnce(sheetOpen);
  const needsSearch = useSearchWish((state) => state.count > 0);
  const needsSignIn = useNeededOnce(useSessionGate((state) => state.waiting.length > 0));
  return (
    <Suspense fallback={null}>
      {needsMenu ? <PhoneMenu opened={menuOpen} onClose={onMenuClose} onShortcuts={onSheetOpen} /> : null}
      {needsSheet ? <ShortcutSheet opened={sheetOpen} onClose={onSheetClose} /> : null}
      {needsSearch ? <SearchEverything /> : null}
      {needsSignIn ? <SessionDialog /> : null}
    </Suspense>
  );
}

/** Questions and messages, on every page. */
export function AppOverlays() {
  const needsQuestions = useNeededOnce(useQuestions((state) => state.waiting.length > 0));
  const needsMessages = useNeededOnce(useNotifications().notifications.length > 0);
  return (
    <>
      <Suspense fallback={null}>{needsQuestions ? <QuestionDialog /> : null}</Suspense>
      <Suspense fallback={null}>{needsMessages ? <MessageList /> : null}</Suspense>
    </>
  );
}
