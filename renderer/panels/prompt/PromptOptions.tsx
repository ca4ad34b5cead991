import { Dices } from 'lucide-react';
import { Button, Checkbox } from 'react-aria-components';
import { drawDefaults } from '../../../preload/contract/model-tasks.ts';
import { type DrawTask, needsOf } from '../../generation/tasks/tasks.ts';
import { useApp, usePrompt, useWords } from '../context.ts';
import { NumberBox } from '../controls/Field.tsx';
import { IconButton } from '../controls/IconButton.tsx';
import { Count } from './CandidateCount.tsx';
import { EdgeDials } from './EdgeDials.tsx';
import { LeaveOut } from './LeaveOut.tsx';
import { Sampling } from './Sampling.tsx';
import { SpeedChoice } from './SpeedChoice.tsx';
import { offeredSizes, toCells } from './sizes.ts';
import { Verify } from './Verify.tsx';

/** All settings of the next picture besides its words. */
export function PromptOptions({ task }: { readonly task: DrawTask }) {
  const strings = useWords();
  const setSettings = usePrompt((prompt) => prompt.setSettings);
  const setSpeed = usePrompt((prompt) => prompt.setSpeed);
  const showSeries = usePrompt((prompt) => prompt.showSeries);
  const manifest = useApp((app) => app.engine?.manifest);
  const words = strings.prompt;
  return (
    <div className="options">
      {needsOf(task).size ? <Size /> : <p className="options-note">{words.pageSized}</p>}
      <div className="options-sliders">
        <Sampling task={task} />
        <EdgeDials task={task} />
        <Count />
      </div>
      {needsOf(task).words && (
        <div className="options-words">
          <LeaveOut task={task} />
          <Verify task={task} />
        </div>
      )}
      <div className="options-foot">
        <Seed />
        <SpeedChoice task={task} />
        <Button className="link-button" onPress={() => showSeries(true)}>
          {strings.series.open}
        </Button>
        {manifest !== undefined && (
          <Button
            className="link-button"
            onPress={() => {
              setSettings(task, { ...drawDefaults(manifest, task), negativePrompt: '' });
              setSpeed(task, 'exact');
            }}
          >
            {words.defaults}
          </Button>
        )}
      </div>
    </div>
  );
}

const LARGEST = 4096;

function Size() {
  const strings = useWords();
  const manifest = useApp((app) => app.engine?.manifest);
  const size = usePrompt((prompt) => prompt.size);
  const setSize = usePrompt((prompt) => prompt.setSize);
  if (manifest === undefined) return null;
  const patch = manifest.codec.patchSize;
  const side = (pixels: number) => toCells(Math.min(LARGEST, pixels), patch);
  return (
    <fieldset className="options-size">
      <legend className="visually-hidden">{strings.prompt.size}</legend>
      <div className="shapes">
        {offeredSizes(manifest).map((each) => (
          <Shape key={`${each.width}x${each.height}`} {...each} />
        ))}
      </div>
      <NumberBox
        label={strings.prompt.width}
        value={size.width}
        least={patch}
        most={LARGEST}
        step={patch}
        onChange={(width) => setSize({ ...size, width: side(width) })}
      />
      <NumberBox
        label={strings.prompt.height}
        value={size.height}
        least={patch}
        most={LARGEST}
        step={patch}
        onChange={(height) => setSize({ ...size, height: side(height) })}
      />
    </fieldset>
  );
}

/** The longer side of the drawing of a shape, in CSS pixels. */
const DRAWN = 20;

function Shape({ width, height }: { readonly width: number; readonly height: number }) {
  const chosen = usePrompt(({ size }) => size.width === width && size.height === height);
  const setSize = usePrompt((prompt) => prompt.setSize);
  const scale = DRAWN / Math.max(width, height);
  return (
    <Button
      className={`shape ${chosen ? 'is-on' : ''}`}
      aria-pressed={chosen}
      onPress={() => setSize({ width, height })}
    >
      <span className="shape-box" aria-hidden style={{ width: width * scale, height: height * scale }} />
      <span>
        {width}×{height}
      </span>
    </Button>
  );
}

const SEEDS = 0x1_0000_0000;

function Seed() {
  const strings = useWords();
  const { seed, keepSeed, setSeed, setKeepSeed } = usePrompt((prompt) => prompt);
  const words = strings.prompt;
  const roll = () => setSeed(Math.floor(Math.random() * SEEDS));
  return (
    <div className="seed">
      <NumberBox
        label={words.seed}
        value={seed}
        least={0}
        most={SEEDS - 1}
        step={1}
        onChange={(next) => {
          setSeed(next);
          setKeepSeed(true); // a seed that was typed is meant to stay
        }}
      />
      <IconButton icon={Dices} label={words.newSeed} placement="top" onPress={roll} />
      <Checkbox className="checkbox" isSelected={keepSeed} onChange={setKeepSeed}>
        <span className="checkbox-box" aria-hidden />
        {words.keepSeed}
      </Checkbox>
    </div>
  );
}
