import { LoaderCircle, TriangleAlert } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from 'react-aria-components';
import type { Failure } from '../../../preload/contract/errors.ts';
import { strings } from '../../theme/strings.ts';
import { useApp } from '../context.ts';

/** Why drawing has to wait, while it has to; and what to do where it would wait for ever. */
export function EngineStatusLine() {
  const { state, message } = useApp((app) => app.services.engine);
  const loaded = useApp((app) => app.engine !== null);
  const failure = useApp((app) => app.modelFailure);
  const store = useApp((app) => app.services.store);
  const startService = useApp((app) => app.startService);
  const again = (service: 'engine' | 'store') => (
    <Button className="plain-button" onPress={() => void startService(service)}>
      {strings.status.startAgain[service]}
    </Button>
  );
  if (store.state === 'failed')
    return <Line bad text={store.message ?? strings.status.store} action={again('store')} />;
  if (store.state !== 'running') return <Line bad={false} text={store.message ?? strings.status.store} />;
  if (state === 'running' && loaded) return null;
  if (state === 'running' && failure !== null) return <NoModel failure={failure} />;
  if (state === 'failed')
    return <NoModel failure={{ message: message ?? strings.prompt.waitEngine }} action={again('engine')} />;
  return (
    <Line
      bad={false}
      text={message ?? (state === 'restarting' ? strings.status.restarting : strings.status.preparing)}
    />
  );
}

interface LineProps {
  readonly bad: boolean;
  readonly text: string;
  readonly action?: ReactNode;
}

function Line({ bad, text, action }: LineProps) {
  return (
    <div className={`status-line ${bad ? 'is-bad' : ''}`} role={bad ? 'alert' : 'status'}>
      {bad ? <TriangleAlert size={16} aria-hidden /> : <LoaderCircle className="spin" size={16} aria-hidden />}
      <span>{text}</span>
      {action}
    </div>
  );
}

interface NoModelProps {
  readonly failure: Pick<Failure, 'message' | 'detail'>;
  /** The way that is tried first. */
  readonly action?: ReactNode;
}

/** The model cannot be used: why, and the ways out. */
function NoModel({ failure, action }: NoModelProps) {
  const takeModel = useApp((app) => app.takeModel);
  const [open, setOpen] = useState(false);
  const words = strings.noModel;
  return (
    <section className="no-model" role="alert" aria-label={words.title}>
      <TriangleAlert size={16} aria-hidden />
      <div className="no-model-words">
        <p className="selectable">{failure.message}</p>
        {open && <pre className="no-model-details selectable">{failure.detail ?? words.noDetails}</pre>}
        <div className="button-row">
          {action}
          <Button className="main-button" onPress={() => void takeModel('bundled')}>
            {words.bundled}
          </Button>
          <Button className="plain-button" onPress={() => void takeModel('folder')}>
            {words.folder}
          </Button>
          <Button className="quiet-button" aria-expanded={open} onPress={() => setOpen(!open)}>
            {open ? words.hideDetails : words.details}
          </Button>
        </div>
      </div>
    </section>
  );
}
