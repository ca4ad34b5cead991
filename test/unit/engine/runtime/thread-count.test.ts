import { expect, test } from 'vitest';
import { threadCount } from '../../../../main/engine/runtime/graph.ts';

test('a run takes the cores that the user has chosen, and no more than there are', () => {
  expect(threadCount(8, '3')).toBe(3);
  expect(threadCount(2, '16')).toBe(2);
  // 0 leaves the choice to ONNX Runtime.
  for (const nothing of [undefined, '', '0', '-1', '1.5', 'many']) {
    expect(threadCount(8, nothing)).toBe(0);
    expect(threadCount(2, nothing)).toBe(2);
  }
});
