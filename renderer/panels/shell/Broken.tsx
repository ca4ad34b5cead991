import { Component, type ErrorInfo, type ReactNode } from 'react';
import { shownWords } from '../../theme/shown-words.ts';

/** Shows one sentence in place of an empty window when rendering fails. */
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
        <p>{shownWords().status.broken}</p>
      </main>
    );
  }
}
