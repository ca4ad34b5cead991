import { speedOf, speedSchema } from '../../../preload/contract/speed.ts';
import type { DrawTask } from '../../generation/tasks/tasks.ts';
import { usePrompt, useWords } from '../context.ts';
import { Choice } from '../controls/Choice.tsx';

/** How much of earlier steps is reused. No speed is chosen where the settings of an older picture match none. */
export function SpeedChoice({ task }: { readonly task: DrawTask }) {
  const strings = useWords();
  const chosen = usePrompt((prompt) => speedOf(task, prompt.settings[task]));
  const setSpeed = usePrompt((prompt) => prompt.setSpeed);
  const words = strings.speed;
  return (
    <Choice
      label={words.label}
      help={words.help}
      values={speedSchema.options}
      chosen={chosen}
      nameOf={(speed) => words[speed]}
      onChoose={(speed) => setSpeed(task, speed)}
    />
  );
}
