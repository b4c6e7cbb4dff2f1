import { useEffect } from "react";
import { create } from "zustand";

/** The last part of the breadcrumb: the title of the page that is open. */
export const useCrumb = create<{ title: string | undefined }>()(() => ({ title: undefined }));

/** Names the page in the breadcrumb and in the browser's tab while the component is shown. */
export function usePageTitle(title: string | undefined): void {
  useEffect(() => {
    useCrumb.setState({ title });
    if (title !== undefined) document.title = `${title} · Flowright`;
    return () => useCrumb.setState({ title: undefined });
  }, [title]);
}
