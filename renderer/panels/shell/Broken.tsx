import { Component, type ErrorInfo, type ReactNode } from 'react';

/** Shown where drawing the window itself failed: one sentence in place of an empty window. */
export class Broken extends Component<{ readonly children: ReactNode }, { readonly broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    console.error(error, info.componentStack);
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    return (
      <main className="phase" role="alert">
        <p>The window broke. Your saved work is safe; please close the studio and start it again.</p>
      </main>
    );
  }
}
