import { Button } from 'react-aria-components';
import type { HubNow } from '../../../preload/contract/hub.ts';
import type { StudioWords } from '../../../preload/words/index.ts';
import { useHub, useWords } from '../context.ts';
import { Progress } from '../controls/Progress.tsx';
import { fileSize } from '../words.ts';
import { PassingSection } from './PassingSection.tsx';
import { workInWords } from './work-in-words.ts';

type Download = NonNullable<HubNow['download']>;

/** The download that is under way, or that waits for a decision. */
export function HubLine() {
  const download = useHub((state) => state.now?.download ?? null);
  if (download === null) return null;
  if (download.state === 'paused') return <Paused download={download} />;
  if (download.state === 'making') return <Making download={download} />;
  return <Fetching download={download} state={download.state} />;
}

/** The conversion has a line of its own once it begins. It may have to wait for another one. */
function Making({ download }: { readonly download: Download }) {
  const words = useWords().hub.fetching;
  return (
    <PassingSection role="status">
      <p>{words.making({ name: download.repository })}</p>
    </PassingSection>
  );
}

interface FetchingProps {
  readonly download: Download;
  readonly state: Exclude<Download['state'], 'paused' | 'making'>;
}

function Fetching({ download, state }: FetchingProps) {
  const strings = useWords();
  const words = strings.hub.fetching;
  const host = useHub((state) => state.now?.host ?? '');
  const pause = useHub((state) => state.pause);
  const { work, waiting } = download;
  const isRead = state === 'checking';
  const title = (isRead ? words.check : words.title)({ name: download.repository });
  const stage = words.stages[state];
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
        {!isRead && words.from({ host })} {words.goesOn}
      </p>
    </PassingSection>
  );
}

function Paused({ download }: { readonly download: Download }) {
  const strings = useWords();
  const words = strings.hub.paused;
  const { goOn, drop } = useHub((state) => state);
  return (
    <PassingSection role="status">
      <p>{arrivedInWords(strings, download)}</p>
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

function arrivedInWords(strings: StudioWords, { repository, work }: Download): string {
  const words = strings.hub.paused;
  if (work === null) return words.says({ name: repository });
  if (work.done === work.of) return words.unmade({ name: repository });
  const here = words.here({ done: fileSize(strings, work.done), of: fileSize(strings, work.of) });
  return `${words.says({ name: repository })} ${here}`;
}
