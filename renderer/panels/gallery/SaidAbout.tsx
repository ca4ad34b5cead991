import { useDescribe, useWords } from '../context.ts';

interface SaidAboutProps {
  readonly picture: string;
  /** Only what this task has said. Absent means all. */
  readonly task?: 'ask';
}

/** What was said about a picture, the newest first. */
export function SaidAbout({ picture, task }: SaidAboutProps) {
  const { captions } = useWords();
  const notes = useDescribe((describe) => describe.notes);
  const said = notes.filter((note) => note.picture === picture && (task === undefined || note.task === task));
  if (said.length === 0) return null;
  return (
    <section aria-label={captions.review.said}>
      <dl className="said-about selectable">
        {said.map(({ id, question, text }) => (
          <div key={id}>
            <dt>{question === '' ? captions.review.caption : question}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
