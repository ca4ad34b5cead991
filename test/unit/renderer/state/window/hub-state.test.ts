import { describe, expect, test, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { StudioError } from '../../../../../preload/contract/errors.ts';
import type { FoundRepository, HubNow } from '../../../../../preload/contract/hub.ts';
import type { DesktopClient } from '../../../../../renderer/services/desktop-client.ts';
import { createHubState } from '../../../../../renderer/state/window/hub-state.ts';
import { createModelsState } from '../../../../../renderer/state/window/models-state.ts';
import type { AppState } from '../../../../../renderer/state/window-types.ts';

const now: HubNow = { host: 'huggingface.co', isMirror: false, token: 'none', download: null };
const found = { id: '0123456789abcdef', page: 'https://huggingface.co/a/b', here: 0 } as FoundRepository;

function stateWith(desktop: Partial<DesktopClient>) {
  const client = {
    listModels: async () => ({}),
    hub: async () => now,
    lookOnHub: vi.fn(async () => ({ found })),
    fetchFromHub: vi.fn(async () => ({})),
    ...desktop,
  } as unknown as DesktopClient;
  const app = createStore(() => ({ engine: null }) as AppState);
  const models = createModelsState({ desktop: client, app, notify: () => undefined });
  return { client, models, hub: createHubState({ desktop: client, models }) };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('adding from the hub', () => {
  test('asks main for what there is when the page is shown, and no host', async () => {
    const { client, models, hub } = stateWith({});
    models.getState().show(true);
    await settle();
    expect(hub.getState().now).toEqual(now);
    hub.getState().open();
    expect(hub.getState()).toMatchObject({ isOpen: true, repository: 'Alpha-VLLM/Lumina-DiMOO', revision: 'main' });
    expect(client.lookOnHub).not.toHaveBeenCalled();
  });

  test('leaves the branch to an address that names one', async () => {
    const { client, hub } = stateWith({});
    hub.getState().open();
    hub.getState().setRepository('https://huggingface.co/a/b/tree/v2');
    await hub.getState().look();
    expect(client.lookOnHub).toHaveBeenLastCalledWith({
      repository: 'https://huggingface.co/a/b/tree/v2',
      revision: '',
    });
    hub.getState().setRevision('v3');
    await hub.getState().look();
    expect(client.lookOnHub).toHaveBeenLastCalledWith(expect.objectContaining({ revision: 'v3' }));
  });

  test('shows what was found, and goes back to the list once it is fetched', async () => {
    const { client, hub } = stateWith({});
    hub.getState().open();
    await hub.getState().look();
    expect(hub.getState().found).toBe(found);
    await hub.getState().fetch('int4', true);
    expect(client.fetchFromHub).toHaveBeenCalledWith({ found: found.id, precision: 'int4', keeps: true });
    expect(hub.getState()).toMatchObject({ isOpen: false, found: null });
  });

  test('shows no answer in a page that was closed meanwhile', async () => {
    const { models, hub } = stateWith({});
    models.getState().show(true);
    hub.getState().open();
    const looking = hub.getState().look();
    models.getState().show(false);
    await looking;
    expect(hub.getState()).toMatchObject({ isOpen: false, found: null, isLooking: false });
  });

  test('asks once where the button is pressed twice', async () => {
    const { client, hub } = stateWith({});
    hub.getState().open();
    await Promise.all([hub.getState().look(), hub.getState().look()]);
    expect(client.lookOnHub).toHaveBeenCalledTimes(1);
  });

  test('stays where it is when something fails, and the page says what', async () => {
    const error = StudioError.of('hub.offline', { host: 'huggingface.co' });
    const { models, hub } = stateWith({
      lookOnHub: () => Promise.reject(error),
      fetchFromHub: () => Promise.reject(error),
      setHubToken: () => Promise.reject(StudioError.of('hub.token-wrong', {})),
    });
    models.getState().show(true);
    hub.getState().open();
    await hub.getState().look();
    expect(models.getState().failure?.code).toBe('hub.offline');
    expect(hub.getState()).toMatchObject({ isOpen: true, isLooking: false, found: null });
    hub.setState({ found });
    await hub.getState().fetch('int4', false);
    expect(hub.getState().found).toBe(found);
    expect(await hub.getState().setToken('x')).toBe(false);
    expect(models.getState().failure?.code).toBe('hub.token-wrong');
    hub.getState().leaveFound();
    expect(models.getState().failure).toBeNull();
  });
});
