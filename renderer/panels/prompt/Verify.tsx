import { Checkbox } from 'react-aria-components';
import { canVerify, type DrawTask } from '../../generation/tasks/tasks.ts';
import { useCircumstances, usePrompt, useWords } from '../context.ts';

/** Whether the model checks what it drew. It is shown only where the model can be asked and the task has words. */
export function Verify({ task }: { readonly task: DrawTask }) {
  const strings = useWords();
  const { manifest } = useCircumstances();
  const verify = usePrompt((prompt) => prompt.verify);
  const setVerify = usePrompt((prompt) => prompt.setVerify);
  const words = strings.prompt;
  if (!canVerify(manifest, task)) return null;
  return (
    <div className="verify" title={words.verifyHelp}>
      <Checkbox className="checkbox" isSelected={verify} onChange={setVerify}>
        <span className="checkbox-box" aria-hidden />
        {words.verify}
      </Checkbox>
    </div>
  );
}
