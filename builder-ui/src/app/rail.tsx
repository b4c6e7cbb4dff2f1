import { Menu, Tooltip, UnstyledButton, useMantineColorScheme } from "@mantine/core";
import {
  Keyboard,
  Languages,
  LogOut,
  Monitor,
  Moon,
  PanelLeftClose,
  PanelLeftOpen,
  Sun,
  CircleUserRound,
  type LucideIcon,
} from "lucide-react";
import { type ComponentPropsWithRef, useContext } from "react";
import { useTranslation } from "react-i18next";
import { NavLink } from "react-router";
import { signOut } from "../api/sign-in.ts";
import { chooseLanguage } from "../i18n/i18n.ts";
import { useLanguage } from "../i18n/use-language.ts";
import { useRoute } from "../api/hooks.ts";
import { useMay, useMe, useMeta, MeContext } from "./me.ts";
import classes from "./rail.module.css";
import {
  MAILBOX_SECTION,
  MAIN_SECTIONS,
  RECORD_SECTIONS,
  type Section,
  SETTINGS_SECTION,
  TOOL_SECTIONS,
} from "./sections.ts";

interface RailProps {
  collapsed: boolean;
  onToggle: () => void;
  onShortcuts: () => void;
  /** Called when a link is followed: the drawer on phones closes. */
  onNavigate?: () => void;
}

/** The left rail: where one can go, and at the bottom language, theme and person. */
export function Rail({ collapsed, onToggle, onShortcuts, onNavigate }: RailProps) {
  const { t } = useTranslation("shell");
  const me = useContext(MeContext);
  const meta = useMeta();
  const Toggle = collapsed ? PanelLeftOpen : PanelLeftClose;
  return (
    <nav className={classes["rail"]} data-collapsed={collapsed ? "" : undefined} aria-label={t("navigation")}>
      <div className={classes["brand"]}>
        <img src="/favicon.svg" alt="" width={26} height={26} />
        <span className={classes["word"]}>Flowright</span>
        <UnstyledButton
          className={classes["toggle"]}
          onClick={onToggle}
          aria-label={collapsed ? t("expand") : t("collapse")}
        >
          <Toggle size={16} aria-hidden />
        </UnstyledButton>
      </div>
      <div className={classes["scroll"]}>
        {MAIN_SECTIONS.map((section) => (
          <RailLink key={section.id} section={section} collapsed={collapsed} onNavigate={onNavigate} />
        ))}
        <div className={classes["heading"]}>{t("records")}</div>
        {RECORD_SECTIONS.map((section) => (
          <RailLink key={section.id} section={section} collapsed={collapsed} onNavigate={onNavigate} />
        ))}
        <div className={classes["heading"]}>{t("tools")}</div>
        {TOOL_SECTIONS.map((section) => (
          <RailLink key={section.id} section={section} collapsed={collapsed} onNavigate={onNavigate} />
        ))}
      </div>
      <div className={classes["bottom"]}>
        {meta === null || meta.mailbox ? (
          <RailLink section={MAILBOX_SECTION} collapsed={collapsed} onNavigate={onNavigate} />
        ) : null}
        <RailLink section={SETTINGS_SECTION} collapsed={collapsed} onNavigate={onNavigate} />
        <LanguageMenu collapsed={collapsed} />
        <ThemeMenu collapsed={collapsed} />
        {me === null ? <Room /> : <PersonMenu collapsed={collapsed} onShortcuts={onShortcuts} />}
      </div>
    </nav>
  );
}

/** Room for something that is not known yet. */
function Room() {
  return <div className={classes["room"]} />;
}

interface RailLinkProps {
  section: Section;
  collapsed: boolean;
  onNavigate: (() => void) | undefined;
}

function RailLink({ section, collapsed, onNavigate }: RailLinkProps) {
  const { t } = useTranslation("shell");
  const isUnknown = useContext(MeContext) === null;
  const may = useMay(section.permission);
  const mayCount = useMay("session") && section.id === "inbox";
  const tasks = useRoute("listTasks", { query: { limit: 100 } }, { enabled: mayCount, refetchInterval: 30_000 });
  // Until it is known who this is every section keeps its room: what is below would move.
  if (isUnknown) return <Room />;
  if (!may) return null;
  const Icon = section.icon;
  const open = mayCount ? (tasks.data?.items.filter((task) => task.status === "open").length ?? 0) : 0;
  const label = t(`sections.${section.id}`);
  return (
    <Tooltip label={label} position="right" disabled={!collapsed}>
      <NavLink
        to={section.path}
        onClick={() => onNavigate?.()}
        className={classes["item"]}
        data-testid={`rail-${section.id}`}
      >
        <Icon size={17} strokeWidth={1.8} aria-hidden />
        <span className={classes["label"]}>{label}</span>
        {open > 0 ? (
          <span className={classes["count"]} aria-label={t("openTasks", { count: open })}>
            {open}
          </span>
        ) : null}
      </NavLink>
    </Tooltip>
  );
}

interface RailButtonProps extends ComponentPropsWithRef<"button"> {
  icon: LucideIcon;
  label: string;
}

function RailButton({ icon: Icon, label, className: _className, ...rest }: RailButtonProps) {
  return (
    <UnstyledButton {...rest} className={classes["item"]}>
      <Icon size={17} strokeWidth={1.8} aria-hidden />
      <span className={classes["label"]}>{label}</span>
    </UnstyledButton>
  );
}

function LanguageMenu({ collapsed }: { collapsed: boolean }) {
  const { t } = useTranslation("shell");
  const { language } = useLanguage();
  const name = language === "zh" ? "中文" : "English";
  return (
    <Menu position={collapsed ? "right-end" : "top-start"}>
      <Menu.Target>
        <RailButton icon={Languages} label={name} aria-label={`${t("language")}: ${name}`} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void chooseLanguage("en")} lang="en">
          English
        </Menu.Item>
        <Menu.Item onClick={() => void chooseLanguage("zh")} lang="zh">
          中文
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

const SCHEMES = [
  { value: "light", icon: Sun },
  { value: "dark", icon: Moon },
  { value: "auto", icon: Monitor },
] as const;

function ThemeMenu({ collapsed }: { collapsed: boolean }) {
  const { t } = useTranslation("shell");
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const now = SCHEMES.find((scheme) => scheme.value === colorScheme) ?? SCHEMES[2];
  const label = t(`theme.${now.value}`);
  return (
    <Menu position={collapsed ? "right-end" : "top-start"}>
      <Menu.Target>
        <RailButton icon={now.icon} label={label} aria-label={`${t("theme.title")}: ${label}`} />
      </Menu.Target>
      <Menu.Dropdown>
        {SCHEMES.map(({ value, icon: Icon }) => (
          <Menu.Item key={value} leftSection={<Icon size={14} aria-hidden />} onClick={() => setColorScheme(value)}>
            {t(`theme.${value}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function PersonMenu({ collapsed, onShortcuts }: { collapsed: boolean; onShortcuts: () => void }) {
  const { t } = useTranslation("shell");
  const me = useMe();
  return (
    <Menu position={collapsed ? "right-end" : "top-start"} width={240}>
      <Menu.Target>
        <RailButton icon={CircleUserRound} label={me.user.name} aria-label={`${t("person")}: ${me.user.name}`} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {me.user.email}
          <br />
          {t(`shared:roles.${me.role}`)} · {me.workspace.name}
        </Menu.Label>
        <Menu.Item leftSection={<Keyboard size={14} aria-hidden />} onClick={onShortcuts}>
          {t("shortcuts.title")}
        </Menu.Item>
        <Menu.Item leftSection={<LogOut size={14} aria-hidden />} onClick={() => void signOut()}>
          {t("signOut")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
