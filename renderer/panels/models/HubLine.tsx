import { Button } from 'react-aria-components';
import type { HubNow } from '../../../preload/contract/hub.ts';
import { useHub, useWords } from '../context.ts';
import { Progress } from '../controls/Progress.tsx';
import { fileSize } from '../words.ts';
import { PassingSection } from './PassingSection.tsx';
import { workInWords } from './work-in-words.ts';

type Download = NonNullable<HubNow['download']>;

/** The download that is under way, or that waits for a decision. While its model is made, the conversion's own line says so. */
export function HubLine() {
  const download = useHub((state) => state.now?.download ?? null);
  if (download === null || download.state === 'making') return null;
  return download.state === 'paused' ? <Paused download={download} /> : <Fetching download={download} />;
}

function Fetching({ download }: { readonly download: Download }) {
  const strings = useWords();
  const words = strings.hub.fetching;
  const host = useHub((state) => state.now?.host ?? '');
  const pause = useHub((state) => state.pause);
  const { state, work, waiting } = download;
  const title = words.title({ name: download.repository });
  const stage = words.stages[state === 'paused' ? 'stopping' : state];
  return (
    <PassingSection aria-label={title}>
      <div className="model-head">
        <h3>{title}</h3>
        <Button className="plain-button" isDisabled={state === 'stopping'} onPress={() => void pause()}>
          {words.pause}
        </Button>
      </div>
      <Progress label={title} progress={work?.of ? work : null} />
      <p className="model-adding-says">{work === null ? stage : workInWords(strings, stage, work)}</p>
      {waiting !== null && (
        <p role="status">{words.waiting[waiting.reason]({ host, seconds: Math.ceil(waiting.seconds) })}</p>
      )}
      <p className="preference-note">
        {words.from({ host })} {words.goesOn}
      </p>
    </PassingSection>
  );
}

function Paused({ download }: { readonly download: Download }) {
  const strings = useWords();
  const words = strings.hub.paused;
  const { work } = download;
  const { goOn, drop } = useHub((state) => state);
  return (
    <PassingSection role="status">
      <p>
        {words.says({ name: download.repository })}{' '}
        {work !== null && words.here({ done: fileSize(strings, work.done), of: fileSize(strings, work.of) })}
      </p>
      <div className="button-row">
        <Button className="plain-button" onPress={() => void goOn()}>
          {words.goOn}
        </Button>
        <Button className="quiet-button" onPress={() => void drop()}>
          {words.drop}
        </Button>
      </div>
    </PassingSection>
  );
}
