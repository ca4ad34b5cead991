import { expect, test } from 'vitest';
import type { ServiceState } from '../../../../../preload/contract/desktop.ts';
import type { EngineStatus } from '../../../../../preload/contract/engine.ts';
import { toldOf } from '../../../../../preload/contract/error-codes.ts';
import { type Said, wordsIn } from '../../../../../preload/words/index.ts';
import { createAppState } from '../../../../../renderer/state/window/app-state.ts';
import { type ServiceFollowerParts, serviceFollower } from '../../../../../renderer/state/window/services-state.ts';

test('what the engine notes as it loads its model is said in the window’s language', async () => {
  const told: Said[] = [];
  const notes = [toldOf('provider.cannot-run', { provider: 'CoreML' }), toldOf('provider.int8-on-cpu', {})];
  const engine = { status: async () => ({ notes }) as EngineStatus } as unknown as ServiceFollowerParts['engine'];
  const app = createAppState(() => expect.unreachable());
  const follow = serviceFollower(app, {
    engine,
    notify: (_kind, said) => void told.push(said),
    offerModel: () => undefined,
    openLast: () => undefined,
    catchUp: () => undefined,
  });
  const running: ServiceState = { service: 'engine', state: 'running', told: null };
  follow(running);
  await expect.poll(() => told.length).toBe(2);
  expect(told.map((said) => said(wordsIn('de')))).toEqual([
    'CoreML kann das Modell hier nicht ausführen, daher läuft es auf dem Prozessor. Vielleicht hilft ein neuerer Treiber.',
    'Ein Modell in int8-fast läuft auf dem Prozessor. Für den Grafikprozessor bitte den Checkpoint nach fp16 oder int4 konvertieren, oder nach fp32, wo er keine 16-Bit-Kommazahlen hat.',
  ]);
  expect(told[0]?.(wordsIn('en'))).toBe(
    'CoreML cannot run the model here, so it runs on the CPU; a newer driver may help.',
  );
});
