import { Button } from 'react-aria-components';
import type { Failure } from '../../../preload/contract/errors.ts';
import { useApp, useModels, usePrompt, useRun, useWords } from '../context.ts';

/** The ways on where a drawing would take more memory than is free. */
export function MemoryChoices({ failure: { code, params = {} } }: { readonly failure: Failure }) {
  const strings = useWords();
  const idle = useRun(({ phase }) => phase === 'idle');
  const task = usePrompt((prompt) => prompt.task);
  const setSize = usePrompt((prompt) => prompt.setSize);
  const run = usePrompt((prompt) => prompt.run);
  const ignoreMemory = useApp((app) => app.ignoreMemory);
  const showModels = useModels((models) => models.show);
  if (code !== 'drawing.no-memory' || !idle) return null;
  const { width, height } = params;
  const size = typeof width === 'number' && typeof height === 'number' && width > 0 ? { width, height } : null;
  const words = strings.prompt;
  return (
    <div className="button-row failure-choices">
      {size !== null && task === 'generate' && (
        <Button
          className="plain-button"
          onPress={() => {
            setSize(size);
            void run();
          }}
        >
          {words.drawSmaller(size)}
        </Button>
      )}
      <Button className="plain-button" onPress={() => showModels(true)}>
        {strings.models.open}
      </Button>
      <Button
        className="plain-button"
        onPress={() => {
          ignoreMemory();
          void run();
        }}
      >
        {words.drawAnyway}
      </Button>
    </div>
  );
}
