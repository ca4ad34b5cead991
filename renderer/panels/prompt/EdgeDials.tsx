import { type DrawTask, type EdgeChoices, growsMask, needsOf } from '../../generation/tasks/tasks.ts';
import { usePrompt, useWords } from '../context.ts';
import { ValueSlider } from '../controls/Field.tsx';
import { percent } from '../words.ts';

const MOST_FEATHER = 100;
const MOST_GROWTH = 100;
/** The largest context around the region, as a multiple of its longer side. */
const MOST_CONTEXT = 3;
const CONTEXT_STEP = 0.25;

/** The lowest place of the dial leaves the choice to the studio. The next place is 0. */
const toDial = (value: number | null, step: number) => (value === null ? 0 : Math.round(value / step) + 1);
const fromDial = (place: number, step: number) => (place === 0 ? null : (place - 1) * step);

/** The dials for how the drawn part blends into the picture around it. */
export function EdgeDials({ task }: { readonly task: DrawTask }) {
  const strings = useWords();
  const edge = usePrompt((prompt) => prompt.choices.edge);
  const setChoices = usePrompt((prompt) => prompt.setChoices);
  const set = (patch: Partial<EdgeChoices>) => setChoices({ edge: { ...edge, ...patch } });
  const words = strings.edge;
  if (!needsOf(task).region) return null;
  return (
    <>
      <ValueSlider
        label={words.feather}
        help={words.featherHelp}
        value={toDial(edge.feather, 1)}
        least={0}
        most={MOST_FEATHER + 1}
        step={1}
        format={(place) => (place === 0 ? words.automatic : words.pixels({ pixels: place - 1 }))}
        onChange={(place) => set({ feather: fromDial(place, 1) })}
      />
      {growsMask(task) && (
        <ValueSlider
          label={words.growth}
          help={words.growthHelp}
          value={edge.growth}
          least={0}
          most={MOST_GROWTH}
          step={1}
          format={(pixels) => words.pixels({ pixels })}
          onChange={(growth) => set({ growth })}
        />
      )}
      <ValueSlider
        label={words.context}
        help={words.contextHelp}
        value={toDial(edge.context, CONTEXT_STEP)}
        least={0}
        most={MOST_CONTEXT / CONTEXT_STEP + 1}
        step={1}
        format={(place) => (place === 0 ? words.automatic : percent(strings, fromDial(place, CONTEXT_STEP) ?? 0))}
        onChange={(place) => set({ context: fromDial(place, CONTEXT_STEP) })}
      />
    </>
  );
}
