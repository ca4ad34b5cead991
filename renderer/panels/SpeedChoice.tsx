import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { speedOf, speedSchema } from '../../preload/contract/speed.ts';
import type { DrawTask } from '../generation/tasks.ts';
import { strings } from '../theme/strings.ts';
import { usePrompt } from './context.ts';

/** How much of earlier steps is used again. None is on where an older picture brought dials of its own. */
export function SpeedChoice({ task }: { readonly task: DrawTask }) {
  const chosen = usePrompt((prompt) => speedOf(task, prompt.settings[task].cache));
  const setSpeed = usePrompt((prompt) => prompt.setSpeed);
  const words = strings.speed;
  return (
    <div className="speed" title={words.help}>
      <span className="speed-label" id="speed-label">
        {words.label}
      </span>
      <ToggleButtonGroup
        className="speed-names"
        aria-labelledby="speed-label"
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={chosen === null ? [] : [chosen]}
        onSelectionChange={(keys) => {
          const speed = speedSchema.options.find((name) => keys.has(name));
          if (speed !== undefined) setSpeed(task, speed);
        }}
      >
        {speedSchema.options.map((speed) => (
          <ToggleButton key={speed} id={speed} className="speed-name">
            {words[speed]}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </div>
  );
}
