import { LoaderCircle, TriangleAlert } from 'lucide-react';
import { strings } from '../theme/strings.ts';
import { useApp } from './context.ts';

/** The window before there is a project to show: one sentence. */
export function Phase() {
  const phase = useApp((app) => app.phase);
  const failure = useApp((app) => app.failure);
  const store = useApp((app) => app.services.store.message);
  if (phase === 'failed') {
    return (
      <main className="phase" role="alert">
        <TriangleAlert size={28} strokeWidth={1.5} aria-hidden />
        <p>{failure?.message ?? strings.status.failed}</p>
      </main>
    );
  }
  return (
    <main className="phase" role="status">
      <LoaderCircle className="spin" size={28} strokeWidth={1.5} aria-hidden />
      <p>{store ?? strings.status.loading}</p>
    </main>
  );
}
