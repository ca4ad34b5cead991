import fc from 'fast-check';
import { test } from 'vitest';
import { type Op, OwnershipWorld, type PlainOp } from '../../../../helpers/ownership-world.ts';
import { makeDataFolder } from '../../../store/test-store.ts';

const plain = (...kinds: PlainOp['kind'][]) => fc.constantFrom(...kinds.map((kind): Op => ({ kind })));

const anyOp: fc.Arbitrary<Op> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('answer' as const), number: fc.integer({ min: 1, max: 8 }) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('import' as const), files: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 4, arbitrary: plain('create', 'create-untitled') },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('open' as const), which: fc.nat({ max: 5 }) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('draw' as const), count: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 6, arbitrary: plain('accept', 'discard', 'stroke', 'rename', 'ask', 'correct', 'type', 'place') },
  { weight: 1, arbitrary: plain('refuse', 'restart') },
);

/**
 * Project switches, new projects, imports, drawings, decisions, notes, renames, refusals and restarts,
 * with every answer in any order: real SQLite files, a real port, an engine that draws at once.
 */
test('everything ends in the project that it was begun in, whole, and what was said to be saved is there', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyOp, { minLength: 4, maxLength: 30 }),
      fc.scheduler(),
      fc.boolean(),
      async (ops, scheduler, waits) => {
        const world = new OwnershipWorld(
          {
            delay: (promise, label) => scheduler.schedule(promise, label),
            answerOne: async () => {
              if (scheduler.count() === 0) return false;
              await scheduler.waitOne();
              return true;
            },
          },
          makeDataFolder(),
        );
        await world.open();
        for (const op of ops) await world.do(op);
        // Or the window is gone in the middle of it all.
        if (waits) await world.finish();
        await world.check(waits);
      },
    ),
    { numRuns: Number(process.env.DIMOO_RUNS) || 25 },
  );
}, 120_000);
