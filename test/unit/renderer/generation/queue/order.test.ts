import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  inOrder,
  type Placed,
  placeAtEnd,
  placeAtFront,
  placesAfterMove,
} from '../../../../../renderer/generation/queue/order.ts';

const ids = (jobs: readonly Placed[]) => inOrder(jobs).map(({ id }) => id);

/** The same rules on a plain list, which is what the artist sees. */
type Command =
  | { readonly kind: 'add'; readonly front: boolean }
  | { readonly kind: 'move'; readonly from: number; readonly to: number }
  | { readonly kind: 'leave'; readonly at: number };

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('add' as const), front: fc.boolean() }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('move' as const),
      from: fc.nat(20),
      to: fc.integer({ min: -3, max: 25 }),
    }),
  },
  // A job leaves when it is cancelled, and when it is finished.
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('leave' as const), at: fc.nat(20) }) },
);

function apply(jobs: readonly Placed[], places: readonly Placed[]): Placed[] {
  const changed = new Map(places.map(({ id, place }) => [id, place]));
  return jobs.map((job) => ({ ...job, place: changed.get(job.id) ?? job.place }));
}

test('any sequence of queueing, moving, cancelling and finishing keeps the order and loses none', () => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 60 }), (commands) => {
      let jobs: Placed[] = [];
      let list: string[] = [];
      let next = 0;
      for (const one of commands) {
        if (one.kind === 'add') {
          const id = `job ${next++}`;
          jobs = [...jobs, { id, place: one.front ? placeAtFront(jobs, null) : placeAtEnd(jobs) }];
          list = one.front ? [id, ...list] : [...list, id];
        } else if (list.length > 0 && one.kind === 'move') {
          const id = list[one.from % list.length] ?? '';
          jobs = apply(jobs, placesAfterMove(jobs, id, one.to));
          list = list.filter((other) => other !== id);
          list.splice(Math.max(0, Math.min(list.length, one.to)), 0, id);
        } else if (list.length > 0 && one.kind === 'leave') {
          const id = list[one.at % list.length];
          jobs = jobs.filter((job) => job.id !== id);
          list = list.filter((other) => other !== id);
        }
        expect(ids(jobs)).toEqual(list);
      }
    }),
  );
});

test('a job at the front comes after the one that is being drawn, and before all that wait', () => {
  let jobs: Placed[] = ['failed', 'running', 'waiting'].map((id, index) => ({ id, place: index + 1 }));
  for (const id of ['first', 'second']) jobs = [...jobs, { id, place: placeAtFront(jobs, 'running') }];
  expect(ids(jobs)).toEqual(['failed', 'running', 'second', 'first', 'waiting']);
  expect(placeAtFront([{ id: 'running', place: 4 }], 'running')).toBeGreaterThan(4);
});

test('a move changes the place of one job, until there is no number left between two', () => {
  let jobs: Placed[] = ['a', 'b', 'c'].map((id, index) => ({ id, place: index + 1 }));
  let renumbered = 0;
  for (let turn = 0; turn < 200; turn++) {
    const last = ids(jobs).at(-1) ?? '';
    const places = placesAfterMove(jobs, last, 1);
    if (places.length > 1) renumbered += 1;
    expect([1, 3]).toContain(places.length);
    const before = ids(jobs);
    jobs = apply(jobs, places);
    expect(ids(jobs)).toEqual([before[0], last, before[1]]);
  }
  expect(renumbered).toBeGreaterThan(0);
});

test('a move to where the job is, or of a job that is gone, changes nothing', () => {
  const jobs = [
    { id: 'a', place: 1 },
    { id: 'b', place: 2 },
  ];
  expect(placesAfterMove(jobs, 'b', 1)).toEqual([]);
  expect(placesAfterMove(jobs, 'b', 9)).toEqual([]);
  expect(placesAfterMove(jobs, 'gone', 0)).toEqual([]);
});
