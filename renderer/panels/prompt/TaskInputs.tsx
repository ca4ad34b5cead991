import { Button } from 'react-aria-components';
import type { Sides } from '../../../preload/contract/task-inputs.ts';
import type { VariantTask } from '../../../preload/contract/tasks.ts';
import {
  type DrawTask,
  isBroughtTask,
  isVariantTask,
  knownVariants,
  MOST_ADDED,
  needsOf,
  noSides,
  sideNames,
  strengthOf,
} from '../../generation/tasks/tasks.ts';
import { useApp, useCircumstances, useDocument, usePage, usePrompt, useTask, useWords } from '../context.ts';
import { Choice } from '../controls/Choice.tsx';
import { NumberBox, ValueSlider } from '../controls/Field.tsx';
import { percent, variantInWords } from '../words.ts';
import { ReferenceSlot } from './ReferenceSlot.tsx';

function hasInputs(task: DrawTask): boolean {
  const { sides, strength } = needsOf(task);
  return sides || strength || isBroughtTask(task) || isVariantTask(task);
}

/** The inputs of a task besides words and settings. */
export function TaskInputs() {
  const strings = useWords();
  const task = useTask();
  const { sides, strength } = needsOf(task);
  if (!hasInputs(task)) return null;
  return (
    <div className="task-inputs">
      {isBroughtTask(task) && <ReferenceSlot label={strings.inputs.slot[task]} />}
      {sides && <SidesToAdd />}
      {strength && <Strength task={task} />}
      {isVariantTask(task) && <Variant task={task} />}
    </div>
  );
}

/** The share of the page's side that is added by one press. */
const QUARTER = 0.25;

function SidesToAdd() {
  const strings = useWords();
  const sides = usePrompt((prompt) => prompt.choices.sides);
  const setChoices = usePrompt((prompt) => prompt.setChoices);
  const borderChanged = usePage((page) => page.borderChanged);
  const patch = useApp((app) => app.engine?.manifest.codec.patchSize ?? 1);
  const across = useDocument(({ document }) => Math.round(document.width * QUARTER));
  const down = useDocument(({ document }) => Math.round(document.height * QUARTER));
  const words = strings.inputs;
  const change = (next: Sides) => {
    setChoices({ sides: next });
    borderChanged(sides);
  };
  const shapes = [
    [words.wider, { ...noSides, left: across, right: across }],
    [words.taller, { ...noSides, top: down, bottom: down }],
    [words.around, { left: across, top: down, right: across, bottom: down }],
  ] as const;
  return (
    <fieldset className="sides">
      <legend className="visually-hidden">{words.sidesLabel}</legend>
      {sideNames.map((side) => (
        <NumberBox
          key={side}
          label={words.sides[side]}
          value={sides[side]}
          least={0}
          most={MOST_ADDED}
          // A border of the crop tool has any width, which a step would round.
          step={sides[side] % patch === 0 ? patch : 1}
          ofDocument
          onChange={(amount) => change({ ...sides, [side]: Math.round(amount) })}
        />
      ))}
      <div className="sides-shapes">
        {shapes.map(([name, added]) => (
          <Button key={name} className="quiet-button" onPress={() => change(added)}>
            {name}
          </Button>
        ))}
      </div>
    </fieldset>
  );
}

/** The least that a task draws anew. A sketch may come back as it is. */
const leastOf = (task: DrawTask) => (task === 'sketch' ? 0 : 5);

function Strength({ task }: { readonly task: DrawTask }) {
  const strings = useWords();
  const strength = usePrompt(({ choices }) => strengthOf(task, choices));
  const setChoices = usePrompt((prompt) => prompt.setChoices);
  return (
    <ValueSlider
      label={strings.inputs.strength}
      help={task === 'sketch' ? strings.inputs.sketchHelp : strings.inputs.strengthHelp}
      value={Math.round(strength * 100)}
      least={leastOf(task)}
      most={100}
      step={5}
      format={(value) => percent(strings, value / 100)}
      onChange={(value) => setChoices(task === 'sketch' ? { sketch: value / 100 } : { strength: value / 100 })}
    />
  );
}

function Variant({ task }: { readonly task: VariantTask }) {
  const strings = useWords();
  const chosen = usePrompt((prompt) => prompt.choices.variants);
  const setChoices = usePrompt((prompt) => prompt.setChoices);
  const known = knownVariants(useCircumstances().manifest, task);
  return (
    <Choice
      className="variant"
      label={strings.inputs.variant[task]}
      values={known}
      chosen={known.find((name) => name === chosen[task]) ?? null}
      nameOf={(name) => variantInWords(strings, name)}
      onChoose={(name) => setChoices({ variants: { ...chosen, [task]: name } })}
    />
  );
}
