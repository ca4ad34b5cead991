/** Compares prompt layouts: the exact ids of every branch of every task. */

import type { TextTokenizer } from '../tokenizer/tokenizer.ts';
import { answerOf, isKnownTask, layoutOf, vocabularyOf } from './layout-case.ts';
import { layoutsSchema, type Oracle } from './oracle.ts';
import { countDifferent, equal, type Outcome } from './outcome.ts';

/** Compares all recorded layouts. */
export function compareLayouts(oracle: Oracle, tokenizer: TextTokenizer): Outcome[] {
  const layouts = oracle.json('layouts.json', layoutsSchema);
  const vocabulary = vocabularyOf(layouts.specialTokens, layouts.codeOffset);
  return layouts.cases.map((wanted, index) => {
    const name = `layout ${index} ${wanted.task}`;
    if (!isKnownTask(wanted.task)) return { name, passed: false, difference: null, note: 'not built yet' };
    const prefix = layoutOf(wanted, tokenizer, vocabulary);
    const answer = answerOf(wanted, vocabulary).ids;
    let different = countDifferent([...prefix.conditional, ...answer], wanted.conditional);
    different += Math.abs(prefix.conditional.length - wanted.answerStart);
    if (wanted.unconditionalText) {
      different += countDifferent([...prefix.unconditionalText, ...answer], wanted.unconditionalText);
    }
    if (wanted.unconditionalImage) {
      different += countDifferent([...(prefix.unconditionalImage ?? []), ...answer], wanted.unconditionalImage);
    }
    return equal(name, different, 'ids');
  });
}
