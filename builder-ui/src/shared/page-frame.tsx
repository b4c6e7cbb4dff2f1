import { Title } from "@mantine/core";
import type { ReactNode } from "react";
import { usePageTitle } from "./crumb.ts";
import classes from "./page-frame.module.css";

interface PageFrameProps {
  title: string;
  /** One line below the title. */
  description?: ReactNode;
  /** The one primary action. */
  action?: ReactNode;
  /** Search and filters. */
  tools?: ReactNode;
  /** Narrow pages: forms and texts. */
  narrow?: boolean;
  children: ReactNode;
}

/** The frame of every page: title, one primary action, tools, content. Sets the browser's title. */
export function PageFrame({ title, description, action, tools, narrow, children }: PageFrameProps) {
  usePageTitle(title);
  return (
    <div className={classes["page"]} data-narrow={narrow === true ? "" : undefined}>
      <div className={classes["head"]}>
        <div className={classes["titles"]}>
          <Title order={1}>{title}</Title>
          {description === undefined ? null : <p className={classes["description"]}>{description}</p>}
        </div>
        {action === undefined ? null : <div className={classes["action"]}>{action}</div>}
      </div>
      {tools === undefined ? null : <div className={classes["tools"]}>{tools}</div>}
      {children}
    </div>
  );
}
