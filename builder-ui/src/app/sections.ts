import {
  Activity,
  Building2,
  Cable,
  Handshake,
  Inbox,
  LayoutDashboard,
  LifeBuoy,
  type LucideIcon,
  Mail,
  Scale,
  Settings,
  Table2,
  UserRound,
  Users,
  Workflow,
} from "lucide-react";
import type { Permission } from "../../../definitions/api.ts";

export interface Section {
  /** Word under `shell:sections`. */
  id: string;
  path: string;
  icon: LucideIcon;
  permission: Permission;
}

/** The rail's entries in order. `records` has a heading of its own. */
export const MAIN_SECTIONS: readonly Section[] = [
  { id: "workflows", path: "/workflows", icon: Workflow, permission: "workflow:read" },
  { id: "runs", path: "/runs", icon: Activity, permission: "run:read" },
  { id: "inbox", path: "/inbox", icon: Inbox, permission: "session" },
];
export const RECORD_SECTIONS: readonly Section[] = [
  { id: "lead", path: "/records/lead", icon: UserRound, permission: "record:read" },
  { id: "opportunity", path: "/records/opportunity", icon: Handshake, permission: "record:read" },
  { id: "ticket", path: "/records/ticket", icon: LifeBuoy, permission: "record:read" },
  { id: "account", path: "/records/account", icon: Building2, permission: "record:read" },
  { id: "contact", path: "/records/contact", icon: Users, permission: "record:read" },
];
export const TOOL_SECTIONS: readonly Section[] = [
  { id: "tables", path: "/tables", icon: Table2, permission: "resource:read" },
  { id: "rules", path: "/rules", icon: Scale, permission: "resource:read" },
  { id: "connections", path: "/connections", icon: Cable, permission: "connection:read" },
  { id: "dashboard", path: "/dashboard", icon: LayoutDashboard, permission: "run:read" },
];
export const MAILBOX_SECTION: Section = { id: "mailbox", path: "/mailbox", icon: Mail, permission: "mailbox:read" };
export const SETTINGS_SECTION: Section = {
  id: "settings",
  path: "/settings",
  icon: Settings,
  permission: "resource:read",
};
export const ALL_SECTIONS: readonly Section[] = [
  ...MAIN_SECTIONS,
  ...RECORD_SECTIONS,
  ...TOOL_SECTIONS,
  MAILBOX_SECTION,
  SETTINGS_SECTION,
];

/** The section that a path belongs to. */
export function sectionOf(path: string): Section | undefined {
  const shown = path.startsWith("/templates") ? "/workflows" : path;
  return ALL_SECTIONS.find((section) => shown === section.path || shown.startsWith(`${section.path}/`));
}
