/**
 * Composition root: joins the studio to the page it runs in. `start` opens the last project and
 * listens to the app. Nothing here draws, saves or samples.
 */
import type { DesktopEvent, StudioBridge } from '../preload/contract/desktop.ts';
import { engineWire } from '../preload/contract/engine-wire.ts';
import { pictureService } from '../preload/contract/picture-service.ts';
import { storeService } from '../preload/contract/store.ts';
import { engineClient } from '../preload/rpc/engine-client.ts';
import { pictureClient } from '../preload/rpc/picture-client.ts';
import { createCanvas } from './canvas/canvas.ts';
import { watchDrops } from './canvas/drops.ts';
import { performCommand, watchKeys } from './editor/keyboard.ts';
import { watchPresses } from './editor/steady-press.ts';
import { createStudioCore } from './editor/studio-core.ts';
import { acquirePort } from './services/acquire-port.ts';
import { desktopClient, onDesktopEvent } from './services/desktop-client.ts';
import { reconnecting } from './services/reconnecting.ts';
import type { Studio } from './state/studio.ts';

/** Two questions to the file system; nothing is written. */
const CHECK_MS = 5000;

export interface Editor {
  readonly studio: Studio;
  start(): Promise<void>;
}

export function createEditor(bridge: StudioBridge): Editor {
  const newId = () => crypto.randomUUID();
  const desktop = desktopClient(bridge);
  const pictures = reconnecting(pictureService, () => acquirePort(bridge, 'pictures'), { firstDelayMs: 20 }).client;
  const core = createStudioCore({
    engine: engineClient(reconnecting(engineWire, () => acquirePort(bridge, 'engine')).client),
    store: reconnecting(storeService, () => acquirePort(bridge, 'store')).client,
    desktop,
    decoder: pictureClient(() => pictures),
    newId,
    leaveFields: () => document.activeElement instanceof HTMLElement && document.activeElement.blur(),
    createCanvas: (document, loadBlob) => createCanvas({ document, loadBlob }),
    randomSeed: () => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0,
  });
  const { app, gallery, canvas } = core.studio;
  const studio: Studio = {
    ...core.studio,
    attachCanvas: (element, dropArea) => {
      canvas.attach(element);
      watchDrops(dropArea, {
        pageFromClient: (x, y) => canvas.pageFromClient(x, y),
        onFiles: (files, at) => void app.getState().importFiles(files, at),
        onGeneration: (id, at) => {
          const generation = gallery.getState().generations.find((one) => one.id === id);
          if (generation) void gallery.getState().addToCanvas(generation, at);
        },
        onHover: (dropHovers) => app.setState({ dropHovers }),
      });
    },
  };
  const onEvent = (event: DesktopEvent) => {
    if (event.kind === 'service') core.onService(event.state);
    else if (event.kind === 'command') performCommand(studio, event.command, newId);
    else void core.finish().then((unsaved) => desktop.readyToClose({ unsaved: [...unsaved] }));
  };
  return {
    studio,
    start: async () => {
      onDesktopEvent(bridge, onEvent);
      watchKeys(studio, newId);
      watchPresses();
      const info = await desktop.info({});
      app.setState({ platform: info.platform, about: info.about });
      for (const state of info.services) core.onService(state);
      await core.open();
      // A folder can go away while nothing is saved.
      setInterval(() => void core.checkFolders(), CHECK_MS);
      window.addEventListener('focus', () => void core.checkFolders());
    },
  };
}
