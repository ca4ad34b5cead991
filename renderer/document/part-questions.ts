/** The question whether a picture shows what words name, and how its answer is read. */

/** Words before a name that a question cannot use. */
const BEFORE = /^(?:(?:the|a|an|all|every|each|any|some|both|my|this|that|these|those)\s+)+/i;
/** An ending that more than one thing has, but not "bus", "glass" or "iris". */
const MANY = /[^suia]s$/i;

/** "the cats" becomes "are there any cats?", and "an owl" becomes "is there an owl?". */
export function questionAbout(words: string): string {
  const name = nameIn(words);
  if (MANY.test(name)) return `are there any ${name}?`;
  return `is there ${/^[aeiou]/i.test(name) ? 'an' : 'a'} ${name}?`;
}

/** The words without what stands before the name, or as they are where nothing else is left. */
function nameIn(words: string): string {
  const plain = words
    .trim()
    .replaceAll(/\s+/g, ' ')
    .replace(/[.!?]+$/, '');
  return plain.replace(BEFORE, '') || plain;
}

/** Whether an answer says yes. */
export function saysYes(answer: string): boolean {
  return /^\W*yes\b/i.test(answer);
}
