/** Questions that test whether an edit followed its instruction. */
import { thingsIn } from './phrases.ts';
import { colourOf, presence, type Question, questionsOfPrompt } from './questions.ts';
import { COLOURS } from './words.ts';

/** What changes, and into what. Either may be absent. */
interface Change {
  readonly was?: string | undefined;
  readonly becomes?: string | undefined;
}

const FORMS: readonly (readonly [RegExp, (words: readonly string[]) => Change])[] = [
  [/^(?:remove|delete|erase|take away|get rid of) (.+)$/, ([was]) => ({ was })],
  [/^change the colou?r of (.+) to (.+)$/, ([was, becomes]) => ({ was, becomes })],
  [/^(?:replace|swap|exchange|change|turn|transform|convert) (.+) (?:with|by|for|to|into) (.+)$/, pair],
  [/^instead of (.+?),? (?:draw|paint|put|show) (.+)$/, pair],
  [/^(?:make|paint|colou?r|recolou?r|turn|dye|set) (.+?)(?: to)? ([a-z]+)$/, pair],
  [/^(?:add|put|draw|place|insert|include) (.+)$/, ([becomes]) => ({ becomes })],
];

function pair([was, becomes]: readonly string[]): Change {
  return { was, becomes };
}

/** The questions of an instruction; none where its form is not recognised. */
export function questionsOfInstruction(instruction: string): Question[] {
  const text = instruction
    .toLowerCase()
    .replaceAll(/\bplease\b|[.!?]+$/g, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/^[ ,]+|[ ,]+$/g, '');
  for (const [pattern, read] of FORMS) {
    const found = pattern.exec(text);
    if (found !== null) return questionsOfChange(read(found.slice(1)));
  }
  return [];
}

function questionsOfChange({ was, becomes }: Change): Question[] {
  const before = was === undefined ? [] : thingsIn(was).things;
  const [old] = before;
  const colour = becomes?.split(' ').find((word) => COLOURS.has(word));
  const after = becomes === undefined ? [] : thingsIn(becomes).things;
  const ground = old?.isGround === true;
  if (old !== undefined && colour !== undefined && (after.length === 0 || ground)) {
    return [colourOf(ground ? 'background' : old.noun, colour)];
  }
  // The form is recognised but not the thing, so nothing can be asked.
  if (was !== undefined && (old === undefined || (becomes !== undefined && after.length === 0))) return [];
  const gone = old !== undefined && !after.some(({ noun }) => noun === old.noun) ? [presence(old, true, false)] : [];
  return [...gone, ...(becomes === undefined ? [] : questionsOfPrompt(becomes))];
}
