import { LoaderCircle, TriangleAlert } from 'lucide-react';
import { strings } from '../theme/strings.ts';
import { useApp } from './context.ts';

/** Why drawing has to wait, while it has to. */
export function EngineStatusLine() {
  const { state, message } = useApp((app) => app.services.engine);
  const loaded = useApp((app) => app.engine !== null);
  const store = useApp((app) => app.services.store);
  if (store.state !== 'running') {
    return <Line bad={store.state === 'failed'} text={store.message ?? strings.status.store} />;
  }
  if (state === 'running' && loaded) return null;
  if (state === 'failed') return <Line bad text={message ?? strings.prompt.waitEngine} />;
  return (
    <Line
      bad={false}
      text={message ?? (state === 'restarting' ? strings.status.restarting : strings.status.preparing)}
    />
  );
}

function Line({ bad, text }: { readonly bad: boolean; readonly text: string }) {
  return (
    <div className={`status-line ${bad ? 'is-bad' : ''}`} role={bad ? 'alert' : 'status'}>
      {bad ? <TriangleAlert size={16} aria-hidden /> : <LoaderCircle className="spin" size={16} aria-hidden />}
      <span>{text}</span>
    </div>
  );
}
