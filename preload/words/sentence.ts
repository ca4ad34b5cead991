import { localeOf, type Said, type StudioWords } from './index.ts';
import { say, type Told, valuesOf } from './message.ts';

type Catalogue = Pick<StudioWords, 'errors' | 'told' | 'language' | NameGroup>;

/** Where the names of tasks and kinds stand. */
type NameGroup = 'tasks' | 'task' | 'describe' | 'variants';
type Params = NonNullable<Told['params']>;

/** What was told in another process, in the words of this language; as it was told where they do not have it. */
export function sentenceOf(words: Catalogue, { message, code, params = {} }: Told): string {
  const word = code === undefined ? null : wordOf(words, code);
  if (word === null) return message;
  // Another version of the studio may know the code with other arguments: a message that lacks one is not said.
  try {
    return say(
      word,
      valuesOf(withNames(words, params), localeOf[words.language], (part) => sentenceOf(words, part)),
    );
  } catch {
    return message;
  }
}

function wordOf({ errors, told }: Catalogue, code: string) {
  if (Object.hasOwn(errors, code)) return errors[code as keyof typeof errors];
  return Object.hasOwn(told, code) ? told[code as keyof typeof told] : null;
}

/** Tasks and kinds travel as the command line calls them, one or a list; a window calls them as its menus do. */
function withNames({ tasks, task, describe, variants }: Pick<StudioWords, NameGroup>, params: Params): Params {
  const names: Readonly<Record<string, string>> = {
    ...variants,
    ...Object.fromEntries(Object.entries(tasks).map(([id, { name }]) => [id, name])),
    mix: task.mix,
    caption: describe.caption,
    ask: describe.question,
  };
  const named = (list: string) => list.split(', ').map((id) => names[id] ?? id);
  const entries = Object.entries(params).map(([key, value]) =>
    NAMING.has(key) && typeof value === 'string' ? [key, named(value).join(', ')] : [key, value],
  );
  return Object.fromEntries(entries);
}

const NAMING = new Set(['task', 'tasks', 'kind', 'kinds']);

/** To be said where it is shown. */
export const saidOf =
  (told: Told): Said =>
  (words) =>
    sentenceOf(words, told);
