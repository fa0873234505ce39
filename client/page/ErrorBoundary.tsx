/** The last net: a bug in a screen shows what the person can do, and never an empty page. */
import { Component, type ErrorInfo, type ReactNode } from "react";
import { pageText } from "../text/da.ts";

interface ErrorBoundaryProps {
  readonly children: ReactNode;
}

interface ErrorBoundaryState {
  readonly failed: boolean;
}

export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { failed: false };

  static getDerivedStateFromError(): ErrorBoundaryState {
    return { failed: true };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    console.error("A screen failed.", error, info.componentStack);
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <main className="plain-page stack" id="indhold">
        <h1>{pageText.bugTitle}</h1>
        <p>{pageText.bugWords}</p>
        <p>
          <button type="button" className="button main" onClick={() => window.location.reload()}>
            {pageText.reload}
          </button>
        </p>
      </main>
    );
  }
}
