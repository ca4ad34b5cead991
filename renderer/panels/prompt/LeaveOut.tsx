import type { DrawTask } from '../../generation/tasks/tasks.ts';
import { usePrompt, useWords } from '../context.ts';
import { WordsField } from '../controls/Field.tsx';

/** What the picture should not show. It acts through the text guidance, so the field is disabled where that is 0. */
export function LeaveOut({ task }: { readonly task: DrawTask }) {
  const strings = useWords();
  const { negativePrompt = '', textGuidance } = usePrompt((prompt) => prompt.settings[task]);
  const setFor = usePrompt((prompt) => prompt.setSettings);
  const words = strings.prompt;
  const rests = textGuidance === 0;
  return (
    <WordsField
      label={words.leaveOut}
      value={negativePrompt}
      placeholder={rests ? words.leaveOutRests : words.leaveOutHint}
      isDisabled={rests}
      onChange={(value) => setFor(task, { negativePrompt: value })}
    />
  );
}
