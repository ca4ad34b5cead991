/** Lets the model judge its own candidates: it answers questions about what it drew. */
import type { Check } from '../../../preload/contract/checks.ts';
import type { DrawRequest } from '../../../preload/contract/drawing.ts';
import type { Raster } from '../../../preload/contract/pictures.ts';
import { questionsOfInstruction } from '../checks/instructions.ts';
import { type Question, questionsOfPrompt } from '../checks/questions.ts';
import { says } from '../checks/words.ts';
import type { DrawingPlan, FamilyModel } from '../families/family.ts';
import { composite } from '../framing/composite.ts';
import { promptOf } from '../tasks/conditions.ts';
import { requireTask } from '../tasks/task-support.ts';
import { describePicture } from './describe.ts';

/** The questions about the result of a request. */
export function questionsOf(request: DrawRequest): Question[] {
  const prompt = promptOf(request);
  return request.task === 'edit' ? questionsOfInstruction(prompt) : questionsOfPrompt(prompt);
}

/** Asks the model about candidates of one request. */
export interface Verifier {
  /** The questions about every candidate. */
  readonly questions: readonly Question[];
  /**
   * Asks about the whole picture and not only the patch, since what was there before must still be there.
   * @param answered called after each question with the number of answered ones
   */
  check(
    plan: Pick<DrawingPlan, 'region' | 'frame'>,
    patch: Raster,
    answered: (questions: number) => void,
  ): Promise<Check[]>;
}

/** @throws StudioError 'unsupported' where the model cannot be asked */
export function verifier(model: FamilyModel, request: DrawRequest, cancelled: () => boolean): Verifier {
  requireTask(model.manifest, 'ask');
  const questions = questionsOf(request);
  return {
    questions,
    check: async ({ region, frame }, patch, answered) => {
      const picture = region === null ? patch : composite(region.picture, patch, frame);
      const checks: Check[] = [];
      for (const { question, expected } of questions) {
        const asked = { task: 'ask', picture, question, settings: null, seed: 0 } as const;
        const { text: answer } = await describePicture(model, asked, { cancelled });
        checks.push({ question, expected, answer, holds: says(answer, expected) });
        answered(checks.length);
      }
      return checks;
    },
  };
}
