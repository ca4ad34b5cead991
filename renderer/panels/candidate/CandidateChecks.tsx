import { Check, X } from 'lucide-react';
import { useRun, useWords } from '../context.ts';

/** What the model was asked about the picture, and what it answered. */
export function CandidateChecks() {
  const strings = useWords();
  const checks = useRun((run) => run.candidate?.result.checks);
  const words = strings.candidate;
  if (checks === undefined) return null;
  if (checks.length === 0) return <p className="checks-none">{words.checksNone}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long list of answers is scrolled by keys as well
    <ul className="checks" aria-label={words.checks} tabIndex={0}>
      {checks.map(({ question, answer, expected, holds }) => (
        <li key={question} className={holds ? 'is-right' : 'is-wrong'}>
          {holds ? (
            <Check className="checks-mark" size={14} aria-hidden />
          ) : (
            <X className="checks-mark" size={14} aria-hidden />
          )}
          <span>
            {question} <span className="checks-answer">{answer === '' ? words.noAnswer : answer}</span>
            {!holds && ` ${words.wanted({ expected })}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
