import { describe, expect, test, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { StudioError } from '../../../../../preload/contract/errors.ts';
import type { InstalledModel, ModelsNow } from '../../../../../preload/contract/models.ts';
import type { DesktopClient } from '../../../../../renderer/services/desktop-client.ts';
import { createModelsState } from '../../../../../renderer/state/window/models-state.ts';
import type { AppState } from '../../../../../renderer/state/window-types.ts';
import { english } from '../../../../helpers/english.ts';

const now: ModelsNow = {
  models: [],
  room: { folder: '/m', isThere: true, freeDisk: null, freeMemory: 1, memory: 1 },
  adding: null,
  checking: null,
  moving: null,
  strays: { count: 0, bytes: 0, isUsedOne: false },
  unfinished: null,
};

function stateWith(desktop: Partial<DesktopClient>) {
  const notices: string[] = [];
  const services = { engine: { service: 'engine', state: 'running', told: null } };
  const app = createStore(() => ({ engine: null, modelFailure: null, services }) as unknown as AppState);
  const state = createModelsState({
    desktop: { listModels: async () => now, ...desktop } as DesktopClient,
    app,
    notify: (kind, text) => void notices.push(`${kind}: ${text(english)}`),
  });
  return { state, app, notices };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('the page of models', () => {
  test('is told what was done while it is shown; a notice tells it otherwise', () => {
    const { state, notices } = stateWith({});
    state.getState().hear({ kind: 'added', name: 'Big', isNew: true });
    expect(notices).toEqual(['done: Big is ready.']);
    state.getState().show(true);
    state.getState().hear({ kind: 'added', name: 'Big', isNew: false });
    expect(state.getState().said?.(english)).toBe('Big was already there.');
    expect(notices).toHaveLength(1);
  });

  test('shows a failure where it is open; a notice shows it otherwise', () => {
    const { state, notices } = stateWith({});
    const { failure } = StudioError.of('convert.disk-full', {});
    state.getState().hear({ kind: 'failed', failure });
    expect(notices).toEqual([`failure: ${failure.message}`]);
    state.getState().show(true);
    state.getState().hear({ kind: 'failed', failure });
    expect(state.getState().failure).toBe(failure);
    state.getState().show(false);
    expect(state.getState().failure).toBeNull();
  });

  test('reads the list when a model is loaded, and is silent where that fails', async () => {
    const listModels = vi.fn(async () => now);
    const { state, app, notices } = stateWith({ listModels });
    app.setState({ engine: {} as NonNullable<AppState['engine']> });
    await settle();
    expect(state.getState().now).toEqual(now);
    listModels.mockRejectedValue(StudioError.of('adding.list-ended', {}));
    app.setState({ engine: {} as NonNullable<AppState['engine']> });
    await settle();
    expect([notices, state.getState().failure]).toEqual([[], null]);
    state.getState().show(true);
    await settle();
    expect(state.getState().failure).toMatchObject({ code: 'adding.list-ended' });
  });

  test('drops a folder that was found after it was closed', async () => {
    const found = {
      id: '0123456789abcdef',
      path: '/c',
      look: { kind: 'model', name: 'A', precision: 'fp32', bytes: 1 },
    } as const;
    const { state } = stateWith({ findModel: async () => ({ found }) });
    state.getState().show(true);
    await state.getState().find();
    expect(state.getState().found).toEqual(found);
    state.getState().show(false);
    await state.getState().find();
    expect(state.getState()).toMatchObject({ found: null, isLooking: false });
  });

  test('says that a model is drawn with once the engine has loaded it, and why not where it cannot', async () => {
    const { state, app } = stateWith({ useModel: async () => ({}) });
    const said = () => state.getState().said?.(english);
    const model = { id: '0123456789abcdef', facts: { name: 'Big' }, path: '/m/big' } as InstalledModel;
    state.getState().show(true);
    await state.getState().use(model);
    expect(said()).toBe('Big is being loaded…');
    app.setState({ engine: {} as NonNullable<AppState['engine']> });
    expect(said()).toBe('The studio now draws with Big.');
    await state.getState().use(model);
    const { failure } = StudioError.of('model.none-there', { path: '/m/big' });
    app.setState({ engine: null, modelFailure: failure });
    expect(state.getState()).toMatchObject({ failure, said: null });
    // Whatever is loaded later is not this one.
    app.setState({ engine: {} as NonNullable<AppState['engine']>, modelFailure: null });
    expect(said()).toBeUndefined();
  });

  test('says nothing of a model that main refuses', async () => {
    const { state, app } = stateWith({ useModel: () => Promise.reject(StudioError.of('adding.moving', {})) });
    state.getState().show(true);
    await state.getState().use({ id: '0123456789abcdef', facts: null, path: '/m/big' } as InstalledModel);
    expect(state.getState()).toMatchObject({ said: null, failure: { code: 'adding.moving' } });
    app.setState({ engine: {} as NonNullable<AppState['engine']> });
    expect(state.getState().said).toBeNull();
  });
});
