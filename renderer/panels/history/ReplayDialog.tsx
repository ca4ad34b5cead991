import { SplitSquareHorizontal } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Button } from 'react-aria-components';
import { isOtherModel, type MakingDiffers, whatDiffers } from '../../../preload/contract/what-differs.ts';
import { sentenceOf } from '../../../preload/words/sentence.ts';
import { useApp, useGalleryPage, useHistoryTree, useReplay, useWords } from '../context.ts';
import { Progress } from '../controls/Progress.tsx';
import { TitledDialog } from '../controls/TitledDialog.tsx';
import { taskNameOf } from '../words.ts';
import { NodePicture } from './NodePicture.tsx';

/**
 * Draws something again. Where the model, what it runs on or a version is another one, it says so and asks first. Then it
 * says whether the bytes are the same.
 */
export function ReplayDialog() {
  const { historyPage: words } = useWords();
  const { asked, phase, close } = useReplay((replay) => replay);
  if (asked === null) return null;
  return (
    <TitledDialog
      title={words.replay.title}
      close={words.replay.close}
      isDismissable={phase !== 'drawing'}
      onClose={close}
    >
      <div className="replay">
        <About />
        {phase === 'asked' && <Asked />}
        {phase === 'drawing' && <Drawing />}
        {phase === 'failed' && <Failed />}
        {phase === 'done' && <Done />}
      </div>
    </TitledDialog>
  );
}

function About() {
  const strings = useWords();
  const asked = useReplay((replay) => replay.asked);
  if (asked === null) return null;
  const { generation, prompt, task, made } = asked;
  return (
    <div className="replay-about">
      {generation !== null && <NodePicture generation={generation} className="is-node" />}
      <p>
        {prompt !== '' && <strong className="replay-words">{prompt}</strong>}
        <span className="details-words">
          {taskNameOf(strings, task)} · {made.modelName}
        </span>
      </p>
    </div>
  );
}

/** What differs now. Null where no model is loaded. */
function useDifferences(): readonly MakingDiffers[] | null {
  const asked = useReplay((replay) => replay.asked);
  const status = useApp((app) => (app.services.engine.state === 'running' ? app.engine : null));
  return asked === null || status === null ? null : whatDiffers(asked.made, status);
}

function Asked() {
  const { historyPage } = useWords();
  const words = historyPage.replay;
  const differences = useDifferences();
  const asked = useReplay((replay) => replay.asked);
  const { draw, close } = useReplay((replay) => replay);
  const begun = useRef(false);
  const isSame = differences?.length === 0;
  // Nothing has to be decided about a drawing of the project that must come out the same.
  const beginsAtOnce = isSame && asked?.generation != null;
  useEffect(() => {
    if (!beginsAtOnce || begun.current) return;
    begun.current = true;
    void draw();
  }, [beginsAtOnce, draw]);
  if (beginsAtOnce) return null;
  const other = differences !== null && isOtherModel(differences);
  return (
    <>
      {differences === null && <p role="status">{words.noModel}</p>}
      {isSame && <p>{words.alike}</p>}
      {differences !== null && !isSame && (
        <>
          <p>{other ? words.otherModel({ name: asked?.made.modelName ?? '' }) : words.differs}</p>
          <Differences differences={differences} />
        </>
      )}
      <div className="button-row replay-buttons">
        <Button className="plain-button" onPress={close}>
          {words.cancel}
        </Button>
        <Button className="main-button" isDisabled={differences === null} onPress={() => void draw()}>
          {isSame ? words.draw : words.drawAnyway}
        </Button>
      </div>
    </>
  );
}

function Differences({ differences }: { readonly differences: readonly MakingDiffers[] }) {
  const strings = useWords();
  const words = strings.historyPage.replay;
  const shown = (name: MakingDiffers['name'], value: string | null) => {
    if (value === null) return words.untold;
    if (name === 'modelHash') return value.slice(0, 12);
    const { names } = strings.preferences.provider;
    return name === 'provider' && Object.hasOwn(names, value) ? names[value as 'cpu'] : value;
  };
  return (
    <table className="replay-table">
      <thead>
        <tr>
          <th scope="col">{words.what}</th>
          <th scope="col">{words.made}</th>
          <th scope="col">{words.now}</th>
        </tr>
      </thead>
      <tbody>
        {differences.map(({ name, made, now }) => (
          <tr key={name}>
            <th scope="row">{words.makings[name]}</th>
            <td className="selectable">{shown(name, made)}</td>
            <td className="selectable">{shown(name, now)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Drawing() {
  const { historyPage } = useWords();
  const words = historyPage.replay;
  const { progress, close } = useReplay((replay) => replay);
  return (
    <>
      <p role="status">{progress === null ? words.waiting : words.drawing}</p>
      <Progress label={words.drawing} progress={progress && { done: progress.step, of: progress.of }} />
      <div className="button-row replay-buttons">
        <Button className="plain-button" onPress={close}>
          {words.stop}
        </Button>
      </div>
    </>
  );
}

function Failed() {
  const strings = useWords();
  const words = strings.historyPage.replay;
  const { failure, close } = useReplay((replay) => replay);
  return (
    <>
      <p role="alert">{failure === null ? '' : sentenceOf(strings, failure)}</p>
      <div className="button-row replay-buttons">
        <Button className="main-button" onPress={close}>
          {words.close}
        </Button>
      </div>
    </>
  );
}

function Done() {
  const { historyPage, galleryPage } = useWords();
  const words = historyPage.replay;
  const { asked, result, close } = useReplay((replay) => replay);
  const { show, compare } = useGalleryPage((page) => page);
  const choose = useHistoryTree((tree) => tree.choose);
  if (result === null) return null;
  const from = asked?.generation ?? null;
  const isSame = result.details.replay?.same === true;
  return (
    <>
      <p role="status" className="replay-outcome">
        {isSame ? words.same : words.other}
      </p>
      <div className="replay-pair">
        {from !== null && <NodePicture generation={from} className="is-pair" />}
        <NodePicture generation={result} className="is-pair" />
      </div>
      <div className="button-row replay-buttons">
        {from !== null && !isSame && (
          <Button
            className="plain-button"
            onPress={() => {
              close();
              compare([from.id, result.id]);
            }}
          >
            <SplitSquareHorizontal size={16} aria-hidden />
            {galleryPage.compare}
          </Button>
        )}
        <Button
          className="main-button"
          onPress={() => {
            close();
            show(true, 'history');
            choose([result.id]);
          }}
        >
          {words.showResult}
        </Button>
      </div>
    </>
  );
}
