import {
  CalendarDays,
  KeyRound,
  ListOrdered,
  type LucideIcon,
  MailPlus,
  ScrollText,
  Shuffle,
  UserRound,
  UsersRound,
} from "lucide-react";
import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";
import { NavLink, useParams } from "react-router";
import type { Permission } from "../../../../definitions/api.ts";
import { useMe } from "../../app/me.ts";
import { NotFoundPage } from "../../app/not-found-page.tsx";
import { ApiKeysSection } from "./api-keys-section.tsx";
import { AuditSection } from "./audit-section.tsx";
import { ResourceSection } from "./resource-section.tsx";
import classes from "./settings.module.css";
import { UsersSection } from "./users-section.tsx";

interface SettingsSection {
  id: string;
  icon: LucideIcon;
  permission: Permission;
  content: ComponentType;
}

const SECTIONS: readonly SettingsSection[] = [
  { id: "users", icon: UserRound, permission: "user:read", content: UsersSection },
  { id: "teams", icon: UsersRound, permission: "resource:read", content: () => <ResourceSection kind="teams" /> },
  { id: "queues", icon: ListOrdered, permission: "resource:read", content: () => <ResourceSection kind="queues" /> },
  { id: "policies", icon: Shuffle, permission: "resource:read", content: () => <ResourceSection kind="policies" /> },
  {
    id: "calendars",
    icon: CalendarDays,
    permission: "resource:read",
    content: () => <ResourceSection kind="calendars" />,
  },
  {
    id: "mail-templates",
    icon: MailPlus,
    permission: "resource:read",
    content: () => <ResourceSection kind="mail-templates" />,
  },
  { id: "api-keys", icon: KeyRound, permission: "settings:write", content: ApiKeysSection },
  { id: "audit", icon: ScrollText, permission: "audit:read", content: AuditSection },
];

export default function SettingsPage() {
  const { t } = useTranslation("settings");
  const { section: id } = useParams();
  const { permissions } = useMe();
  const allowed = SECTIONS.filter((section) => permissions.includes(section.permission));
  const section = allowed.find((entry) => entry.id === id);
  if (section === undefined) return <NotFoundPage />;
  const Content = section.content;
  return (
    <div className={classes["settings"]}>
      <nav className={classes["nav"]} aria-label={t("title")}>
        {allowed.map((entry) => (
          <NavLink key={entry.id} to={`/settings/${entry.id}`} className={classes["item"]}>
            <entry.icon size={16} aria-hidden />
            {t(`sections.${entry.id}`)}
          </NavLink>
        ))}
      </nav>
      <div className={classes["content"]}>
        <Content key={section.id} />
      </div>
    </div>
  );
}
