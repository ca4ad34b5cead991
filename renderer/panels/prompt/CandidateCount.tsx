import { MOST_AT_ONCE } from '../../generation/tasks/tasks.ts';
import { usePrompt, useWords } from '../context.ts';
import { Choice } from '../controls/Choice.tsx';

const counts = Array.from({ length: MOST_AT_ONCE }, (_, i) => i + 1);

/** The number of candidates to draw. */
export function Count() {
  const strings = useWords();
  const count = usePrompt((prompt) => prompt.count);
  const setCount = usePrompt((prompt) => prompt.setCount);
  const { count: label, countHelp } = strings.prompt;
  return (
    <Choice
      label={label}
      help={countHelp}
      values={counts}
      chosen={count}
      nameOf={(number) => number}
      onChoose={setCount}
    />
  );
}
