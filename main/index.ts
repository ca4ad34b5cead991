/**
 * Electron main: owns the window, menus, dialogs and the hand-over of ports, and nothing heavy.
 * Starts the engine and the store as processes of their own (services.ts) and opens the window at
 * once, whatever becomes of them. Quits when the window is closed: the page's last messages get a
 * moment to arrive, then the services end in order, and main after them.
 * Environment: DIMOO_HOME moves all data; DIMOO_MODEL names another model folder.
 */
import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { app, BrowserWindow, nativeTheme, session } from 'electron';
import { channels } from '../preload/contract/channels.ts';
import type { DesktopEvent } from '../preload/contract/desktop.ts';
import { USUAL_HOST } from '../preload/contract/hub.ts';
import { currentKeys } from '../preload/keys/current-keys.ts';
import { dataFolder, draggedFolder, logFolder, recoveredFolder } from './data-folder.ts';
import { aboutPanel } from './desktop/about.ts';
import { chooseArchive, openArchive } from './desktop/archive-places.ts';
import { exportKeys, importKeys } from './desktop/carried-keys.ts';
import { copyPicture } from './desktop/clipboard.ts';
import { dragOut } from './desktop/drag-out.ts';
import { DraggedFiles } from './desktop/dragged-files.ts';
import { ExportPlaces } from './desktop/export-places.ts';
import { saveReport, showLogs } from './desktop/help.ts';
import { hubHandlers } from './desktop/hub.ts';
import { HubToken } from './desktop/hub-token.ts';
import { keychain } from './desktop/keychain.ts';
import { KeysFile } from './desktop/keys-file.ts';
import { ShownLanguage } from './desktop/language.ts';
import { setMenu } from './desktop/menu.ts';
import { modelHandlers, trashFolder } from './desktop/models.ts';
import { PictureFolders } from './desktop/picture-folders.ts';
import { ChosenPictures, savePicture } from './desktop/pictures.ts';
import { addProject, saveProjectCopy, showFolder } from './desktop/project-folders.ts';
import { openRecipe, saveRecipe } from './desktop/recipes.ts';
import { RecoveryFolder } from './desktop/recovery.ts';
import { saveCopy } from './desktop/save-copy.ts';
import { showPlace } from './desktop/shown-places.ts';
import { electronTitle, isOldElectron } from './electron-line.ts';
import { clearPlaces } from './exchange.ts';
import { endpointOf } from './hub-download.ts';
import { handleDesktopCalls } from './ipc/desktop-ipc.ts';
import { picturesOf } from './ipc/picture-service.ts';
import { brokerPorts } from './ipc/port-broker.ts';
import type { Log } from './logs/entries.ts';
import { openLogFile } from './logs/log-file.ts';
import { logProcess } from './logs/main-process.ts';
import { ModelDesk } from './models/desk.ts';
import { HubDesk } from './models/hub-desk.ts';
import { sendNothing } from './sends-nothing.ts';
import { type Services, startServices } from './services.ts';
import { closeContents, closeNetwork, closeSession } from './windows/closed-network.ts';
import { closingOf } from './windows/guarded-window.ts';
import { claimPageScheme, servePage } from './windows/page-protocol.ts';
import { askToLeave } from './windows/questions.ts';
import { denyPermissions, openStudioWindow } from './windows/studio-window.ts';
import { WindowStateFile } from './windows/window-state.ts';

/** Milliseconds for messages on their way to the store when the window closes. */
const LAST_WORDS_MS = 300;
/** Milliseconds for the services to end in order. After it they end by themselves when main is gone. */
const STOPPING_MS = 8000;
/** Milliseconds until the process is killed. Everything is saved by then, and a hanging window system must not keep a quit studio alive. */
const HANGING_MS = 3000;

const out = join(import.meta.dirname, '..');
const appFolder = app.getAppPath();
const bundled = app.isPackaged
  ? join(process.resourcesPath, 'bundled')
  : process.env.DIMOO_CHECKPOINT || join(appFolder, 'native-models', 'bundled');
/** A window on Linux has no icon of its own where the app was not installed, but unpacked. */
const icon = app.isPackaged && process.platform === 'linux' ? join(process.resourcesPath, 'icon.png') : undefined;
const say = (line: string) => void process.stderr.write(`${line}\n`);
/** Output of other processes may contain anything, and the system may store an installed studio's stderr in files. */
const sayInDevelopment = app.isPackaged ? () => undefined : say;

let services: Services | undefined;
let desk: ModelDesk | undefined;
let hub: HubDesk | undefined;
let dragged: DraggedFiles | undefined;
let stopped = false;

function tell(event: DesktopEvent): void {
  for (const window of BrowserWindow.getAllWindows()) window.webContents.send(channels.event, event);
}

function openWindow(state: WindowStateFile, log: Log, language: ShownLanguage): void {
  const preload = join(out, 'preload', 'bridge.cjs');
  const window = openStudioWindow({ preload, state, log, icon, words: () => language.words });
  // Electron counts counterclockwise.
  window.on('rotate-gesture', (_event, degrees) => tell({ kind: 'turned', degrees: -degrees }));
  window.once('show', () => {
    const startedAt = Number(process.env.DIMOO_STARTED_AT);
    if (startedAt) say(`The studio is open after ${((Date.now() - startedAt) / 1000).toFixed(1)} s.`);
  });
}

async function begin(): Promise<void> {
  const log = openLogFile(logFolder(dataFolder()), { echo: say });
  logProcess(log, sayInDevelopment);
  await app.whenReady();
  const state = new WindowStateFile(dataFolder());
  nativeTheme.themeSource = state.state.theme;
  denyPermissions();
  closeSession(session.defaultSession);
  servePage(join(out, 'renderer'));
  const language = new ShownLanguage(state.state.language);
  const keys = new KeysFile(dataFolder());
  const running = startServices({
    version: app.getVersion(),
    appFolder,
    entries: join(out, 'main'),
    bundled,
    cores: () => state.state.cores,
    provider: () => state.state.provider,
    onState: (state) => tell({ kind: 'service', state }),
    log,
    onLine: sayInDevelopment,
  });
  services = running;
  const showMenu = () => {
    app.setAboutPanelOptions(aboutPanel(language.words, app.getVersion(), process.versions.electron));
    setMenu(language.words, currentKeys(keys.bindings), (command) => tell({ kind: 'command', command }), {
      showLogs: () => void showLogs(language.words, logFolder(dataFolder())),
      saveReport: () => void saveReport(language.words, BrowserWindow.getFocusedWindow(), running.writeReport),
    });
  };
  showMenu();
  language.onChange(showMenu);
  keys.onChange(showMenu);
  brokerPorts((service, port) => running.get(service).connect(port));
  const models = deskOf(running);
  desk = models;
  handleDesktopCalls(
    desktopHandlers(running, models, state, language, keys),
    (frame) => BrowserWindow.getAllWindows().find((window) => window.webContents.mainFrame === frame) ?? null,
  );
  if (isOldElectron(process.versions.electron)) say(`${about()}.`);
  openWindow(state, log, language);
  app.on('second-instance', focusWindow);
  app.on('activate', () => BrowserWindow.getAllWindows().length === 0 && openWindow(state, log, language));
}

function desktopHandlers(
  running: Services,
  desk: ModelDesk,
  state: WindowStateFile,
  language: ShownLanguage,
  keys: KeysFile,
): DesktopHandlers {
  const pictures = picturesOf((port) => running.get('pictures').connect(port));
  const chosen = new ChosenPictures();
  const exports = new ExportPlaces();
  const pictureFolders = new PictureFolders();
  const data = dataFolder();
  clearPlaces(data);
  const files = new DraggedFiles(draggedFolder(data));
  dragged = files;
  const places = { projects: join(data, 'projects'), recovered: recoveredFolder() };
  const folders = { projects: places.projects, logs: logFolder(data) };
  return {
    info: () => ({
      about: about(),
      platform: process.platform,
      darkSystem: nativeTheme.shouldUseDarkColors,
      languageChoice: language.choice,
      language: language.language,
      keys: { bindings: keys.bindings, setAside: keys.setAside },
      tourSeen: state.state.tourSeen,
      cores: { chosen: state.state.cores, most: availableParallelism() },
      provider: { chosen: state.state.provider, isByHand: Boolean(process.env.DIMOO_PROVIDER) },
      services: running.states(),
    }),
    openPictures: (_params, window) => chosen.choose(language.words, window),
    readChosen: async ({ file }) => ({ content: await chosen.read(file) }),
    savePicture: async ({ suggestedName, bytes }, window) => ({
      saved: await savePicture(language.words, window, suggestedName, bytes, pictures),
    }),
    chooseExport: async (asked, window) => ({ place: await exports.choose(language.words, window, asked) }),
    writeExport: async ({ place, name, bytes }) => {
      await exports.write(place, name, bytes);
      return {};
    },
    choosePictureFolder: async (_params, window) => ({ place: await pictureFolders.choose(language.words, window) }),
    writePicture: async ({ place, name, bytes, words }) => ({
      file: await pictureFolders.write(place, name, bytes, words),
    }),
    prepareDrag: async ({ suggestedName, bytes }) => ({
      file: await files.prepare(suggestedName, language.words.dialogs.pictureName, bytes),
    }),
    startDrag: ({ file }, window) => {
      dragOut(window.webContents, files.get(file));
      return {};
    },
    toggleFullScreen: (_params, window) => {
      window.setFullScreen(!window.isFullScreen());
      return {};
    },
    copyPicture: async ({ bytes }) => {
      await copyPicture(bytes);
      return {};
    },
    ...modelHandlers(desk, () => language.words),
    ...hubOf(running, desk),
    startService: ({ service }) => ({ begun: running.get(service).startAgain() }),
    tellUnsaved: ({ unsaved }, window) => {
      closingOf(window).tell(unsaved);
      return {};
    },
    readyToClose: ({ unsaved }, window) => {
      closingOf(window).answer(unsaved);
      return {};
    },
    askToLeave: async (unsaved, window) => ({ leave: await askToLeave(language.words, window, unsaved) }),
    ...recoveryHandlers(language),
    showFolder: ({ projectId }) => showFolder(places, projectId),
    saveProjectCopy: async (asked, window) => ({ saved: await saveProjectCopy(language.words, places, window, asked) }),
    chooseArchive: async ({ suggestedName }, window) => ({
      place: await chooseArchive(language.words, data, window, suggestedName),
    }),
    openArchive: async (_params, window) => ({ place: await openArchive(language.words, data, window) }),
    addProject: async (_params, window) => ({ projectId: await addProject(language.words, places, window) }),
    setLanguage: async ({ choice }) => {
      language.choose(choice);
      await state.update({ language: choice });
      return { language: language.language };
    },
    setKeys: async ({ bindings }) => {
      await keys.keep(bindings);
      return {};
    },
    exportKeys: async ({ bindings }, window) => ({ saved: await exportKeys(language.words, window, bindings) }),
    importKeys: async (_params, window) => ({ bindings: await importKeys(language.words, window) }),
    saveRecipe: async ({ suggestedName, bytes }, window) => ({
      saved: await saveRecipe(language.words, window, suggestedName, bytes),
    }),
    openRecipe: (_params, window) => openRecipe(language.words, window),
    rememberTour: async () => {
      await state.update({ tourSeen: true });
      return {};
    },
    setCores: async ({ cores }) => {
      await state.update({ cores });
      // The engine itself reports the outcome to the window.
      void running.restartEngine();
      return {};
    },
    setProvider: async ({ provider }) => {
      await state.update({ provider });
      // Who chooses it wants to see it tried, however it came out before.
      if (provider !== null) running.tryAgainOn(provider);
      void running.restartEngine();
      return {};
    },
    listProviders: async () => ({ providers: await running.listProviders() }),
    showPlace: async ({ place }) => {
      await showPlace(place === 'models' ? desk.now.room.folder : folders[place]);
      return {};
    },
    setTheme: async ({ theme }) => {
      nativeTheme.themeSource = theme;
      await state.update({ theme });
      return {};
    },
  };
}

function deskOf({ spawnAdding, spawnModelFiles, usedModel, takeModel }: Services): ModelDesk {
  return new ModelDesk({
    data: dataFolder(),
    spawnAdding,
    spawnFiles: spawnModelFiles,
    used: usedModel,
    takeModel,
    moveToTrash: trashFolder,
    onChange: (now) => tell({ kind: 'models', now }),
    onNews: (news) => tell({ kind: 'model-news', news }),
    onLine: sayInDevelopment,
  });
}

function hubOf({ spawnHub }: Services, maker: ModelDesk) {
  const token = new HubToken(dataFolder(), keychain);
  const endpoint = endpointOf(process.env);
  hub = new HubDesk({
    data: dataFolder(),
    endpoint,
    isMirror: endpoint !== USUAL_HOST,
    spawn: spawnHub,
    maker,
    token,
    onChange: (now) => tell({ kind: 'hub', now }),
    onNews: (news) => tell({ kind: 'model-news', news }),
    onLine: sayInDevelopment,
  });
  return hubHandlers(hub, token, endpoint);
}

type DesktopHandlers = Parameters<typeof handleDesktopCalls>[0];

function recoveryHandlers(
  language: ShownLanguage,
): Pick<DesktopHandlers, 'keepRecovery' | 'listRecoveries' | 'readRecovery' | 'dropRecovery' | 'saveCopy'> {
  const recoveries = new RecoveryFolder(dataFolder());
  const done = (work: Promise<void>) => work.then(() => ({}));
  return {
    keepRecovery: (recovery) => done(recoveries.keep(recovery)),
    listRecoveries: () => recoveries.list(),
    readRecovery: ({ id }) => recoveries.read(id),
    dropRecovery: ({ id }) => done(recoveries.drop(id)),
    saveCopy: async (copy, window) => ({ saved: await saveCopy(language.words, window, copy) }),
  };
}

function about(): string {
  return `${app.name} ${app.getVersion()} on ${electronTitle(process.versions.electron)}`;
}

function focusWindow(): void {
  const [window] = BrowserWindow.getAllWindows();
  if (window?.isMinimized()) window.restore();
  window?.focus();
}

app.on('window-all-closed', () => process.platform !== 'darwin' && app.quit());
app.on('will-quit', (event) => {
  if (stopped) return;
  event.preventDefault();
  stopped = true;
  setTimeout(async () => {
    services?.endMainIn(STOPPING_MS + HANGING_MS);
    // A file that another program still holds goes at the next start.
    await dragged?.removeAll().catch(() => undefined);
    await Promise.race([
      Promise.all([hub?.leave(), desk?.stop(), services?.stop()]),
      new Promise((resolve) => setTimeout(resolve, STOPPING_MS)),
    ]);
    app.exit(0);
  }, LAST_WORDS_MS);
});

// This comes before any process that could load ONNX Runtime.
sendNothing();
closeNetwork();
app.on('web-contents-created', (_event, contents) => closeContents(contents));
app.setName('DiMOO Studio');
const browserData = join(dataFolder(), 'browser');
mkdirSync(browserData, { recursive: true });
app.setPath('userData', browserData);
claimPageScheme();
// One studio per data folder: a second start shows the first one's window.
if (app.requestSingleInstanceLock()) void begin();
else app.exit(0);
