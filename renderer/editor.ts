/**
 * The composition root. It joins the studio to the page that it runs in. `start` opens the last project and listens to
 * Electron main. Nothing here draws, saves or samples.
 */
import type { DesktopEvent, StudioBridge } from '../preload/contract/desktop.ts';
import { engineWire } from '../preload/contract/engine-wire.ts';
import { pictureService } from '../preload/contract/picture-service.ts';
import { RECIPE_ENDING } from '../preload/contract/recipe.ts';
import { storeService } from '../preload/contract/store.ts';
import { engineClient } from '../preload/rpc/engine-client.ts';
import { pictureClient } from '../preload/rpc/picture-client.ts';
import { languageFor } from '../preload/words/index.ts';
import { createCanvas } from './canvas/canvas.ts';
import { watchDrops } from './canvas/drops.ts';
import { performAnywhere, performCommand, watchKeys } from './editor/keyboard.ts';
import { watchPresses } from './editor/steady-press.ts';
import { createStudioCore, type StudioCore } from './editor/studio-core.ts';
import { focusPrompt } from './panels/canvas-focus.ts';
import { createPaintWork } from './pixels/paint/paint-work.ts';
import { createPixelWork } from './pixels/pixel-work.ts';
import { acquirePort } from './services/acquire-port.ts';
import { type DesktopClient, desktopClient, onDesktopEvent } from './services/desktop-client.ts';
import { insisting } from './services/insisting.ts';
import { createPictureClipboard } from './services/picture-clipboard.ts';
import { reconnecting } from './services/reconnecting.ts';
import type { Studio } from './state/studio.ts';

/** Milliseconds between two checks of the projects' folders. A check only asks the file system, and writes nothing. */
const CHECK_MS = 5000;

export interface Editor {
  readonly studio: Studio;
  start(): Promise<void>;
}

export function createEditor(bridge: StudioBridge): Editor {
  const services = connectServices(bridge);
  const core = createStudioCore({
    ...services,
    engine: insisting(services.engine, () => core.studio.app.getState().ignoresMemory),
    ...ofThePage,
    createCanvas: (document, loadBlob) =>
      createCanvas({ document, loadBlob, regionWork: services.pixelWork, newId: ofThePage.newId }),
  });
  // This language holds until main tells the chosen one. Mostly the two are the same.
  core.studio.app.setState({ language: languageFor(navigator.languages) });
  const studio: Studio = {
    ...core.studio,
    attachCanvas: canvasAttacher(core.studio),
    perform: (action) => performAnywhere(studio, action, ofThePage.newId),
  };
  const follow = (event: DesktopEvent) => {
    if (event.kind === 'service') core.onService(event.state);
    else if (event.kind === 'command') performCommand(studio, event.command, ofThePage.newId);
    else if (event.kind === 'models') core.onModels(event.now);
    else if (event.kind === 'hub') core.onHub(event.now);
    else if (event.kind === 'model-news') core.onModelNews(event.news);
    else if (event.kind === 'turned') studio.canvas.viewport.turnBy(event.degrees);
    else void core.finish().then((unsaved) => services.desktop.readyToClose({ unsaved: [...unsaved] }));
  };
  return {
    studio,
    start: async () => {
      onDesktopEvent(bridge, follow);
      watchKeys(studio, ofThePage.newId);
      watchPresses();
      await greet(core, services.desktop);
      await core.open();
      watchFolders(core);
    },
  };
}

/** Makes clients that connect again after their service was restarted. */
function connectServices(bridge: StudioBridge) {
  const desktop = desktopClient(bridge);
  const pictures = reconnecting(pictureService, () => acquirePort(bridge, 'pictures'), { firstDelayMs: 20 }).client;
  return {
    engine: engineClient(reconnecting(engineWire, () => acquirePort(bridge, 'engine')).client),
    store: reconnecting(storeService, () => acquirePort(bridge, 'store')).client,
    desktop,
    clipboard: createPictureClipboard(desktop),
    decoder: pictureClient(() => pictures),
    pixelWork: createPixelWork(),
    paintWork: createPaintWork(),
  };
}

/** What the studio needs from the browser. */
const ofThePage = {
  newId: () => crypto.randomUUID(),
  randomSeed: () => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0,
  leaveFields: () => document.activeElement instanceof HTMLElement && document.activeElement.blur(),
  askForWords: focusPrompt,
};

/** Puts the canvas into its element. Files and pictures of the gallery that are dropped there become layers. */
function canvasAttacher({ app, gallery, canvas, shelf, replay }: StudioCore['studio']): Studio['attachCanvas'] {
  return (element, dropArea) => {
    canvas.attach(element);
    watchDrops(dropArea, {
      pageFromClient: (x, y) => canvas.pageFromClient(x, y),
      onFiles: (files, at) => {
        const pictures = files.filter((file) => !isArchive(file) && !isRecipe(file));
        const recipe = files.find(isRecipe);
        if (recipe !== undefined) void replay.getState().askRecipe(asRead(recipe));
        if (pictures.length > 0) void app.getState().importFiles(pictures, at);
        void importInTurn(shelf, files.filter(isArchive));
      },
      // A project needs no place on the page, so it may come in anywhere.
      onFilesBeside: (files) => void importInTurn(shelf, files.filter(isArchive)),
      onGeneration: (id, at) => {
        const generation = gallery.getState().recordOf(id);
        if (generation) void gallery.getState().addToCanvas(generation, at);
      },
      onLink: () => app.getState().refuseLink(),
      onHover: (dropHovers) => app.setState({ dropHovers }),
    });
  };
}

/** A project in one file, by its name: what it holds is looked at where it is taken in. */
const isArchive = ({ name }: File) => name.toLowerCase().endsWith('.dimoo');

const asRead = (file: File) => ({
  name: file.name,
  size: file.size,
  read: async () => new Uint8Array(await file.arrayBuffer()),
});

/** A recipe, by its name. */
const isRecipe = ({ name }: File) => name.toLowerCase().endsWith(RECIPE_ENDING);

async function importInTurn(shelf: Studio['shelf'], files: readonly File[]): Promise<void> {
  for (const file of files) await shelf.getState().importFile(file);
}

/** Takes over what Electron main knows of itself and of the services. Later changes come as events. */
async function greet({ studio, onService, takeKeys }: StudioCore, desktop: DesktopClient): Promise<void> {
  const { platform, languageChoice, language, about, services, keys, tourSeen, cores, provider } = await desktop.info(
    {},
  );
  studio.app.setState({ platform, about, languageChoice, language, cores, provider });
  takeKeys(keys);
  for (const state of services) onService(state);
  if (!tourSeen) studio.tour.getState().start();
}

/** Checks the folders from time to time, since a folder can disappear while nothing is being saved. */
function watchFolders({ checkFolders }: StudioCore): void {
  setInterval(() => void checkFolders(), CHECK_MS);
  window.addEventListener('focus', () => void checkFolders());
}
