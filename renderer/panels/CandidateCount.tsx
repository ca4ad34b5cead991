import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { MOST_CANDIDATES } from '../generation/tasks.ts';
import { strings } from '../theme/strings.ts';
import { usePrompt } from './context.ts';

const counts = Array.from({ length: MOST_CANDIDATES }, (_, i) => i + 1);

/** How many pictures to choose from. */
export function Count() {
  const count = usePrompt((prompt) => prompt.count);
  const setCount = usePrompt((prompt) => prompt.setCount);
  const words = strings.prompt;
  return (
    <div className="speed" title={words.countHelp}>
      <span className="speed-label" id="count-label">
        {words.count}
      </span>
      <ToggleButtonGroup
        className="speed-names"
        aria-labelledby="count-label"
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[count]}
        onSelectionChange={(keys) => {
          const [chosen] = [...keys].map(Number);
          if (chosen !== undefined) setCount(chosen);
        }}
      >
        {counts.map((number) => (
          <ToggleButton key={number} id={number} className="speed-name">
            {number}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </div>
  );
}
