import { Checkbox } from 'react-aria-components';
import { canVerify, type DrawTask } from '../../generation/tasks/tasks.ts';
import { useCircumstances, usePrompt, useWords } from '../context.ts';

/** Whether the model is to look at what it drew. Only where it can be asked, and there are words to ask about. */
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
