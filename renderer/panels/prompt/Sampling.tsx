import type { DrawTask } from '../../generation/tasks/tasks.ts';
import { usePrompt, useWords } from '../context.ts';
import { ValueSlider } from '../controls/Field.tsx';

/** The sampling dials. All tasks share them, except one for tasks that start from a picture. */
export function Sampling({ task }: { readonly task: DrawTask }) {
  const strings = useWords();
  const settings = usePrompt((prompt) => prompt.settings[task]);
  const setFor = usePrompt((prompt) => prompt.setSettings);
  const { imageGuidance } = settings;
  const words = strings.prompt;
  return (
    <>
      <ValueSlider
        label={words.steps}
        help={words.stepsHelp}
        value={settings.steps}
        least={1}
        most={Math.max(128, settings.steps)}
        step={1}
        onChange={(steps) => setFor(task, { steps })}
      />
      <ValueSlider
        label={words.follow}
        help={words.followHelp}
        value={settings.textGuidance}
        least={0}
        most={Math.max(12, settings.textGuidance)}
        step={0.5}
        onChange={(textGuidance) => setFor(task, { textGuidance })}
      />
      {imageGuidance !== undefined && (
        <ValueSlider
          label={words.followPicture}
          help={words.followPictureHelp}
          value={imageGuidance}
          least={0}
          most={Math.max(12, imageGuidance)}
          step={0.5}
          onChange={(value) => setFor(task, { imageGuidance: value })}
        />
      )}
      <ValueSlider
        label={words.variety}
        help={words.varietyHelp}
        value={settings.samplingTemperature}
        least={0}
        most={Math.max(2, settings.samplingTemperature)}
        step={0.05}
        onChange={(samplingTemperature) => setFor(task, { samplingTemperature })}
      />
    </>
  );
}
