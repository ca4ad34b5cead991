import { Button } from 'react-aria-components';
import type { Failure } from '../../../preload/contract/errors.ts';
import { useApp, useModels, usePrompt, useRun, useWords } from '../context.ts';

/** The ways on where a drawing would take more memory than is free. */
export function MemoryChoices({ failure: { code, params = {} } }: { readonly failure: Failure }) {
  const strings = useWords();
  const idle = useRun(({ phase }) => phase === 'idle');
  const { task, setSize, setSpeed, run } = usePrompt((prompt) => prompt);
  const ignoreMemory = useApp((app) => app.ignoreMemory);
  const showModels = useModels((models) => models.show);
  if (code !== 'drawing.no-memory' || !idle) return null;
  const { way, width, height } = params;
  const size = typeof width === 'number' && typeof height === 'number' && width > 0 ? { width, height } : null;
  const words = strings.prompt;
  const choice = (label: string, change: () => void) => (
    <Button
      className="plain-button"
      onPress={() => {
        change();
        void run();
      }}
    >
      {label}
    </Button>
  );
  return (
    <div className="button-row failure-choices">
      {(way === 'exact' || way === 'both') && choice(words.drawExact, () => setSpeed(task, 'exact'))}
      {size !== null && task === 'generate' && choice(words.drawSmaller(size), () => setSize(size))}
      <Button className="plain-button" onPress={() => showModels(true)}>
        {strings.models.open}
      </Button>
      {choice(words.drawAnyway, ignoreMemory)}
    </div>
  );
}
