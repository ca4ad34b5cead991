import type { Said, StudioWords } from './index.ts';
import { say } from './message.ts';

interface Told {
  readonly message: string;
  readonly code?: string | undefined;
  readonly params?: Readonly<Record<string, string | number>> | undefined;
}

/** What was told in another process, in the words of this language; as it was told where they do not have it. */
export function sentenceOf({ errors }: Pick<StudioWords, 'errors'>, { message, code, params = {} }: Told): string {
  if (code === undefined || !Object.hasOwn(errors, code)) return message;
  // Another version of the studio may know the code with other arguments: a message that lacks one is not said.
  try {
    return say(errors[code as keyof typeof errors], params);
  } catch {
    return message;
  }
}

/** To be said where it is shown. */
export const saidOf =
  (told: Told): Said =>
  (words) =>
    sentenceOf(words, told);
