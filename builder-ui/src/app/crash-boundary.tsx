import { Component, type ReactNode } from "react";
import { PageCrash } from "./page-crash.tsx";

interface CrashBoundaryProps {
  /** Another address is another page: what crashed before is forgotten. */
  address: string;
  children: ReactNode;
}
interface CrashState {
  crash: { error: unknown } | null;
  address: string;
}

/** Shows why a page could not be drawn or loaded, in its place; the frame around it stays. */
export class CrashBoundary extends Component<CrashBoundaryProps, CrashState> {
  override state: CrashState = { crash: null, address: this.props.address };

  static getDerivedStateFromError(error: unknown): Partial<CrashState> {
    return { crash: { error } };
  }

  static getDerivedStateFromProps({ address }: CrashBoundaryProps, state: CrashState): Partial<CrashState> | null {
    return address === state.address ? null : { crash: null, address };
  }

  override render(): ReactNode {
    return this.state.crash === null ? this.props.children : <PageCrash error={this.state.crash.error} />;
  }
}
