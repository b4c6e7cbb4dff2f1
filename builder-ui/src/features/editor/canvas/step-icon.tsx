import {
  ArrowLeftRight,
  Boxes,
  Calendar,
  CalendarClock,
  CircleStop,
  ClipboardCheck,
  ClipboardList,
  Clock,
  Database,
  FileText,
  GitBranch,
  Globe,
  Hand,
  Inbox,
  Layers,
  type LucideIcon,
  Mail,
  MessageSquare,
  Pencil,
  Play,
  Plug,
  Radio,
  Repeat,
  Repeat1,
  Send,
  Table2,
  UserCheck,
  Users,
  Variable,
  Webhook,
  Workflow,
  Zap,
} from "lucide-react";
import type { StepGroup } from "../palette/step-kinds.ts";
import classes from "./step-icon.module.css";

/** Icons of node and trigger types, and of the names that connectors give. */
const ICONS: Record<string, LucideIcon> = {
  condition: GitBranch,
  "decision-table": Table2,
  set: Variable,
  wait: Clock,
  "wait-for-event": Radio,
  approval: ClipboardCheck,
  "human-task": ClipboardList,
  "for-each": Repeat1,
  loop: Repeat,
  scope: Boxes,
  call: Workflow,
  emit: Send,
  end: CircleStop,
  manual: Hand,
  webhook: Webhook,
  form: FileText,
  schedule: CalendarClock,
  record: Database,
  poll: ArrowLeftRight,
  "app-event": Zap,
  email: Inbox,
  event: Radio,
  workflow: Workflow,
  users: Users,
  user: UserCheck,
  crm: Users,
  contact: Users,
  mail: Mail,
  smtp: Mail,
  message: MessageSquare,
  http: Globe,
  globe: Globe,
  calendar: Calendar,
  database: Database,
  erp: Layers,
  layers: Layers,
  pencil: Pencil,
  play: Play,
  boxes: Boxes,
};

/** The coloured tile of a step, by group. */
export function StepIcon({ icon, group, size = "card" }: { icon: string; group: StepGroup; size?: "card" | "row" }) {
  const Icon = ICONS[icon] ?? Plug;
  return (
    <span className={classes["tile"]} data-group={group} data-size={size} aria-hidden>
      <Icon size={size === "card" ? 20 : 15} strokeWidth={1.9} />
    </span>
  );
}
