import { LoaderCircle, TriangleAlert } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from 'react-aria-components';
import type { Failure } from '../../../preload/contract/errors.ts';
import { sentenceOf } from '../../../preload/words/sentence.ts';
import { useApp, useModels, useWords } from '../context.ts';

/** Says why drawing has to wait, and offers a way on where it would wait for ever. */
export function EngineStatusLine() {
  const strings = useWords();
  const { state, told } = useApp((app) => app.services.engine);
  const message = told && sentenceOf(strings, told);
  const loaded = useApp((app) => app.engine !== null);
  const failure = useApp((app) => app.modelFailure);
  const store = useApp((app) => app.services.store);
  const startService = useApp((app) => app.startService);
  const again = (service: 'engine' | 'store') => (
    <Button className="plain-button" onPress={() => void startService(service)}>
      {service === 'engine' ? strings.status.startEngineAgain : strings.status.startStoreAgain}
    </Button>
  );
  if (store.state === 'failed')
    return (
      <Line
        bad
        text={store.told === null ? strings.status.store : sentenceOf(strings, store.told)}
        action={again('store')}
      />
    );
  if (store.state !== 'running')
    return <Line bad={false} text={store.told === null ? strings.status.store : sentenceOf(strings, store.told)} />;
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
  readonly failure: Pick<Failure, 'message' | 'code' | 'params' | 'detail'>;
  /** The action that is suggested first. */
  readonly action?: ReactNode;
}

/** Says why the model cannot be used, and offers the ways on. */
function NoModel({ failure, action }: NoModelProps) {
  const strings = useWords();
  const takeModel = useApp((app) => app.takeModel);
  const showModels = useModels((models) => models.show);
  const [open, setOpen] = useState(false);
  const words = strings.noModel;
  return (
    <section className="no-model" role="alert" aria-label={words.title}>
      <TriangleAlert size={16} aria-hidden />
      <div className="no-model-words">
        <p className="selectable">{sentenceOf(strings, failure)}</p>
        {open && <pre className="no-model-details selectable">{failure.detail ?? words.noDetails}</pre>}
        <div className="button-row">
          {action}
          <Button className="main-button" onPress={() => void takeModel('bundled')}>
            {words.bundled}
          </Button>
          <Button className="plain-button" onPress={() => void takeModel('folder')}>
            {words.folder}
          </Button>
          <Button className="plain-button" onPress={() => showModels(true)}>
            {strings.models.open}
          </Button>
          <Button className="quiet-button" aria-expanded={open} onPress={() => setOpen(!open)}>
            {open ? words.hideDetails : words.details}
          </Button>
        </div>
      </div>
    </section>
  );
}
