import { expect, test } from 'vitest';
import type { Generation, ListedGeneration, TreePlace } from '../../../../../preload/contract/records.ts';
import { createTree } from '../../../../../renderer/state/project/tree-state.ts';

const record = (sequence: number, parent: number | null = null) =>
  ({ id: String(sequence), sequence, parentId: parent === null ? null : String(parent) }) as Generation;

/** Three pages of one record each; each call waits until it is let go. */
function opened() {
  const calls: (TreePlace | null)[] = [];
  const waiting: (() => void)[] = [];
  const listTree = ({ from }: { from: TreePlace | null }) => {
    calls.push(from);
    const at = from === null ? 3 : from.root - 1;
    const next = at === 1 ? null : { root: at, after: at };
    const page = { generations: [record(at) as ListedGeneration], unreadable: [], next };
    return new Promise<typeof page>((resolve) => waiting.push(() => resolve(page)));
  };
  const tree = createTree({ store: { listTree }, notify: () => undefined, hold: () => () => undefined } as never);
  const letGo = async () => {
    waiting.shift()?.();
    await new Promise((resolve) => setTimeout(resolve, 0));
  };
  return { tree, calls, letGo, ids: () => tree.state.getState().records.map(({ id }) => id) };
}

test('a drawing is found also while a page is being read, and no page is read twice', async () => {
  const { tree, calls, letGo, ids } = opened();
  void tree.state.getState().loadMore();
  const found = tree.state.getState().find('1');
  for (let page = 0; page < 3; page++) await letGo();
  expect(await found).toBe(true);
  expect(ids()).toEqual(['1', '2', '3']);
  expect(calls).toHaveLength(3);
  expect(await tree.state.getState().find('9')).toBe(false);
});

test('a new record comes in where its place is read, and not before the tree was shown', async () => {
  const { tree, letGo, ids } = opened();
  tree.put([record(4)]);
  expect(ids()).toEqual([]);
  void tree.state.getState().loadMore();
  await letGo();
  tree.put([record(4, 3)]);
  tree.put([record(5, 1)]);
  expect(ids()).toEqual(['3', '4']);
  tree.put([record(6)]);
  expect(ids()).toEqual(['3', '4', '6']);
});
