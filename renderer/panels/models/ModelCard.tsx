import { useRef } from 'react';
import { Button } from 'react-aria-components';
import { describedIn } from '../../../preload/contract/model-card.ts';
import { type InstalledModel, modelName } from '../../../preload/contract/models.ts';
import type { StudioWords } from '../../../preload/words/index.ts';
import { sentenceOf } from '../../../preload/words/sentence.ts';
import { useModels, useQueue, useRun, useWords } from '../context.ts';
import { Progress } from '../controls/Progress.tsx';
import { dayInWords, fileSize, inList } from '../words.ts';

interface ModelCardProps {
  readonly model: InstalledModel;
  /** Called when the card is about to go, with the focus in it. */
  readonly onRemoved: () => void;
}

/** A model with what its files say of it, and what can be done with it. */
export function ModelCard({ model, onRemoved }: ModelCardProps) {
  const strings = useWords();
  const words = strings.models;
  const { facts, problem, isUsed } = model;
  const description = facts && describedIn(facts.description, strings.language);
  const place = model.isBundled ? words.bundled : model.isOwn ? words.own : words.elsewhere;
  return (
    <li className={`model ${isUsed ? 'is-used' : ''}`}>
      <div className="model-head">
        <h3>{modelName(model)}</h3>
        {isUsed && <span className="model-used">{words.inUse}</span>}
        <span className="model-place">{place}</span>
      </div>
      {description !== null && <p className="model-description">{description}</p>}
      {problem === null ? (
        <Facts model={model} />
      ) : (
        <p className="model-problem selectable">{sentenceOf(strings, problem)}</p>
      )}
      <Maker model={model} />
      <Checking model={model} />
      <Actions model={model} onRemoved={onRemoved} />
    </li>
  );
}

function Facts({ model }: { readonly model: InstalledModel }) {
  const strings = useWords();
  const words = strings.models;
  const { facts } = model;
  if (facts === null) return null;
  const { precision, layers, width, nativeSizes, tasks, licence } = facts;
  const rows: readonly (readonly [name: keyof typeof words.facts, value: string])[] = [
    ['weights', words.weightsOf({ precision: words.precisions[precision], layers, width })],
    ['size', fileSize(strings, model.bytes)],
    ['draws', nativeSizes.map((size) => strings.inputs.newSize(size)).join(', ')],
    [
      'tasks',
      inList(
        strings,
        tasks.map((task) => words.can[task]),
      ),
    ],
    ['licence', licence ?? words.noLicence],
    ['files', hashInWords(strings, model)],
    ['folder', model.path],
  ];
  return (
    <dl className="model-facts">
      {rows.map(([name, value]) => (
        <div key={name} className={name === 'files' && model.hash.state === 'damaged' ? 'is-bad' : ''}>
          <dt>{words.facts[name]}</dt>
          <dd className="selectable">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function hashInWords(strings: StudioWords, { hash }: InstalledModel): string {
  const { hashes } = strings.models;
  if (hash.state === 'whole') return hashes.whole({ when: dayInWords(strings, hash.at) });
  return hash.state === 'damaged' ? hashes.damaged({ file: hash.file }) : hashes.unchecked;
}

/** Says that another version of the studio has made the model, and what to do about it. */
function Maker({ model }: { readonly model: InstalledModel }) {
  const { made } = useWords().models;
  const maker = model.facts?.maker ?? 'current';
  if (maker === 'current' || model.isBundled) return null;
  if (maker === 'newer') return <p className="preference-note">{made.newer}</p>;
  const next = model.checkpoint === null ? made.addAgain : model.isUsed ? made.useAnother : made.again;
  return (
    <p className="preference-note">
      {made.older} {next}
    </p>
  );
}

/** Whether making it once more of its checkpoint gives a better model than what is there. */
const gainsByConversion = ({ facts, hash, checkpoint }: InstalledModel): boolean =>
  checkpoint !== null && (facts === null || facts.maker === 'older' || hash.state === 'damaged');

function Checking({ model }: { readonly model: InstalledModel }) {
  const words = useWords().models;
  const checking = useModels((state) => state.now?.checking ?? null);
  const stop = useModels((state) => state.stopChecking);
  if (checking?.model !== model.id) return null;
  return (
    <div className="model-work">
      <Progress label={words.checking({ name: checking.name })} progress={checking.work} />
      <Button className="quiet-button" onPress={() => void stop()}>
        {words.stopChecking}
      </Button>
    </div>
  );
}

function Actions({ model, onRemoved }: ModelCardProps) {
  const words = useWords().models;
  const { use, check, remove, showInFolder, convertAgain } = useModels((state) => state);
  const isBusy = useIsDrawing();
  const checkButton = useRef<HTMLButtonElement>(null);
  const named = (action: string) => words.named({ action, name: modelName(model) });
  const isUsable = model.facts !== null && model.hash.state !== 'damaged';
  return (
    <div className="button-row">
      {!model.isUsed && isUsable && (
        <Button
          className="plain-button"
          aria-label={named(words.drawWith)}
          isDisabled={isBusy}
          onPress={() => {
            // This button goes, and the focus stays with the model.
            checkButton.current?.focus();
            void use(model);
          }}
        >
          {words.drawWith}
        </Button>
      )}
      {!model.isUsed && !model.isBundled && gainsByConversion(model) && (
        <Button
          className="plain-button"
          aria-label={named(words.convertAgain)}
          onPress={() => void convertAgain(model)}
        >
          {words.convertAgain}
        </Button>
      )}
      {model.facts !== null && (
        <Button
          className="quiet-button"
          ref={checkButton}
          aria-label={named(words.verify)}
          onPress={() => void check(model)}
        >
          {words.verify}
        </Button>
      )}
      {model.facts !== null && (
        <Button className="quiet-button" aria-label={named(words.show)} onPress={() => void showInFolder(model)}>
          {words.show}
        </Button>
      )}
      {!model.isUsed && !model.isBundled && (
        <Button
          className="quiet-button"
          aria-label={named(model.isOwn ? words.remove : words.forget)}
          onPress={() => void remove(model).then(onRemoved)}
        >
          {model.isOwn ? words.remove : words.forget}
        </Button>
      )}
      {!model.isUsed && isUsable && isBusy && <span className="model-busy">{words.drawWithBusy}</span>}
    </div>
  );
}

/** While a drawing runs, the engine must not start again. */
function useIsDrawing(): boolean {
  const runs = useRun(({ phase }) => phase === 'running' || phase === 'saving');
  const queued = useQueue(({ items }) => items.some(({ state }) => state === 'running'));
  return runs || queued;
}
