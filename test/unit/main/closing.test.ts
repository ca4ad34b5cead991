import { expect, it } from 'vitest';
import { Closing, type ClosingWindow } from '../../../main/windows/closing.ts';
import { Revivals } from '../../../main/windows/revivals.ts';
import type { Unsaved } from '../../../preload/contract/recovery.ts';
import { idOf } from '../../helpers/documents.ts';

const unsaved: Unsaved = {
  projectId: idOf(1),
  name: 'Harbour',
  reasons: [{ message: 'The disk is full.' }],
  copyKept: true,
};
const tick = () => new Promise((resolve) => setTimeout(resolve, 30));

function windowWith(choices: readonly ('stay' | 'retry' | 'close')[], canAnswer = true) {
  const left = [...choices];
  const seen: string[] = [];
  const window: ClosingWindow = {
    ask: () => {
      seen.push('ask');
      return canAnswer;
    },
    question: async (list) => {
      seen.push(`question about ${list.map(({ name }) => name)}`);
      return left.shift() ?? 'stay';
    },
    close: () => seen.push('close'),
  };
  return { window, seen };
}

it('closes without a question where the page says that all is saved', async () => {
  const { window, seen } = windowWith([]);
  const closing = new Closing(window);
  expect(closing.mayClose(() => {})).toBe(false);
  closing.answer([]);
  await tick();
  expect(seen).toEqual(['ask', 'close']);
  expect(closing.mayClose(() => {})).toBe(true);
});

it('asks where something is not saved, tries again when told to, and stays when told to', async () => {
  const { window, seen } = windowWith(['retry', 'stay']);
  const closing = new Closing(window);
  let stayed = 0;
  closing.mayClose(() => stayed++);
  closing.answer([unsaved]);
  await tick();
  // A second key does not ask a second time.
  expect(closing.mayClose(() => stayed++)).toBe(false);
  closing.answer([unsaved]);
  await tick();
  expect(seen).toEqual(['ask', 'question about Harbour', 'ask', 'question about Harbour']);
  expect(stayed).toBe(1);
});

it.each([
  ['hangs', true],
  ['is dead', false],
])('decides by what it was told last where the page %s', async (_what, canAnswer) => {
  const { window, seen } = windowWith(['close'], canAnswer);
  const closing = new Closing(window, 10);
  closing.tell([unsaved]);
  closing.mayClose(() => {});
  await expect.poll(() => seen.at(-1)).toBe('close');
  expect(seen).toContain('question about Harbour');
});

it('closes a page that hangs and has told nothing', async () => {
  const { window, seen } = windowWith([]);
  new Closing(window, 10).mayClose(() => {});
  await expect.poll(() => seen).toEqual(['ask', 'close']);
});

it('a page is loaded anew three times in a while; the fourth death is asked about, and the count begins again', () => {
  let now = 0;
  const revivals = new Revivals(() => now);
  expect([revivals.died(), revivals.died(), revivals.died(), revivals.died()]).toEqual([true, true, true, false]);
  revivals.forget();
  expect(revivals.died()).toBe(true);
  now += 6 * 60_000;
  expect([revivals.died(), revivals.died(), revivals.died()]).toEqual([true, true, true]);
});
