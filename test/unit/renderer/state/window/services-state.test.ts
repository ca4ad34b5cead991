import { describe, expect, test, vi } from 'vitest';
import type { ServiceState } from '../../../../../preload/contract/desktop.ts';
import type { EngineStatus } from '../../../../../preload/contract/engine.ts';
import { toldOf } from '../../../../../preload/contract/error-codes.ts';
import { StudioError } from '../../../../../preload/contract/errors.ts';
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
    onNoModel: () => undefined,
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

describe('the model that the engine tells of', () => {
  const state = (name: ServiceState['state']): ServiceState => ({ service: 'engine', state: name, told: null });
  const statusOf = (name: string) => ({ notes: [], manifest: { name } }) as unknown as EngineStatus;

  function followed() {
    const app = createAppState(() => expect.unreachable());
    const answers: { resolve(status: EngineStatus): void; reject(error: unknown): void }[] = [];
    const status = () => new Promise<EngineStatus>((resolve, reject) => answers.push({ resolve, reject }));
    const noModel = vi.fn();
    const offered: string[] = [];
    const tell = serviceFollower(app, {
      engine: { status } as unknown as ServiceFollowerParts['engine'],
      notify: () => undefined,
      offerModel: ({ name }) => void offered.push(name),
      onNoModel: noModel,
      openLast: () => undefined,
      catchUp: () => undefined,
    });
    const answer = async (at: number, name: string) => {
      answers[at]?.resolve(statusOf(name));
      await Promise.resolve();
      await Promise.resolve();
      await Promise.resolve();
    };
    return { app, tell, answer, noModel, offered, fail: (at: number, error: unknown) => answers[at]?.reject(error) };
  }

  test('is none as soon as the engine is started with another one, and the answer of the old one comes too late', async () => {
    const { app, tell, answer, offered } = followed();
    tell(state('running'));
    tell(state('running'));
    await answer(0, 'old');
    expect(app.getState().engine?.manifest.name).toBe('old');
    tell(state('starting'));
    expect(app.getState().engine).toBeNull();
    tell(state('running'));
    tell(state('starting'));
    tell(state('running'));
    await answer(1, 'between');
    expect(app.getState().engine).toBeNull();
    await answer(2, 'new');
    expect(app.getState().engine?.manifest.name).toBe('new');
    expect(offered).toEqual(['old', 'new']);
  });

  test('stays where the engine died and comes back with it', async () => {
    const { app, tell, answer } = followed();
    tell(state('running'));
    await answer(0, 'own');
    tell(state('restarting'));
    expect(app.getState().engine?.manifest.name).toBe('own');
  });

  test('is not waited for where the engine is given up or cannot read it', async () => {
    const { tell, noModel, fail } = followed();
    tell(state('running'));
    expect(noModel).not.toHaveBeenCalled();
    fail(0, StudioError.of('model.none-there', { path: '/m' }));
    await expect.poll(() => noModel.mock.calls.length).toBe(1);
    tell(state('starting'));
    tell(state('failed'));
    expect(noModel).toHaveBeenCalledTimes(2);
  });
});
