import { z } from 'zod';
import { languages } from '../words/index.ts';
import { exportedCaptionSchema } from './caption-files.ts';
import { exportTypes } from './exporting.ts';
import { foundRepositorySchema, hubNowSchema } from './hub.ts';
import { idSchema } from './ids.ts';
import { keyBindingsSchema } from './key-bindings.ts';
import { layerCommands, pixelCommands } from './layer-commands.ts';
import { precisionSchema } from './manifest.ts';
import { foundFolderSchema, modelIdSchema, modelNewsSchema, modelsNowSchema } from './models.ts';
import { bytesSchema } from './pictures.ts';
import { backupSchema } from './projects.ts';
import { providerChoiceSchema, providerStateSchema } from './providers.ts';
import { MOST_RECIPE_BYTES } from './recipe.ts';
import { recoveryIdSchema, recoveryNoteSchema, recoverySchema, unsavedSchema } from './recovery.ts';
import type { Service } from './service.ts';
import { toldSchema } from './told.ts';

export const languageChoiceSchema = z.enum(['system', ...languages]);

/** Processor cores that the model may use. Null leaves the number to the engine. */
export const coresSchema = z.int().min(1).max(1024).nullable();

/** Folders that the window can show in the system's file manager. */
export const shownPlaces = ['projects', 'models', 'logs'] as const;
export type ShownPlace = (typeof shownPlaces)[number];

export const serviceNames = ['engine', 'store', 'pictures'] as const;
export type ServiceName = (typeof serviceNames)[number];

/** State of a service's process. The window receives it whenever it changes. */
export const serviceStateSchema = z.object({
  service: z.enum(serviceNames),
  state: z.enum(['starting', 'running', 'restarting', 'failed']),
  /** One sentence for the user, such as the reason of a failure, or null where there is nothing to say. */
  told: toldSchema.nullable(),
});
export type ServiceState = z.infer<typeof serviceStateSchema>;

/** Menu commands that the window carries out, whether by a click or by an accelerator. */
export const commandNames = [
  'new-project',
  'import-pictures',
  'open-as-project',
  'open-recipe',
  'export-picture',
  'export-as',
  'back-up',
  'show-versions',
  'show-backups',
  'save-copy',
  'add-project',
  'show-projects',
  'duplicate-project',
  'export-project',
  'import-project',
  'delete-project',
  'show-folder',
  'undo',
  'redo',
  'select-all',
  'clear-mask',
  'select-again',
  'invert-region',
  'feather-region',
  'grow-region',
  'shrink-region',
  'region-of-layer',
  'show-masks',
  'canvas-size',
  'image-size',
  'crop-to-region',
  'select-subject',
  'select-by-words',
  'remove-object',
  'replace-background',
  'quick-mask',
  'zoom-in',
  'zoom-out',
  'zoom-fit',
  'zoom-100',
  'turn-view-left',
  'turn-view-right',
  'reset-view-turn',
  'toggle-rulers',
  'toggle-guides',
  'lock-guides',
  'edit-guides',
  'clear-guides',
  'toggle-grid',
  'toggle-pixel-grid',
  'toggle-snapping',
  'toggle-navigator',
  'toggle-panels',
  'toggle-full-screen',
  'panels-left',
  'panels-right',
  'toggle-theme',
  'find-action',
  'show-shortcuts',
  'show-tour',
  'show-gallery',
  'show-history',
  'show-preferences',
  'show-models',
  ...layerCommands,
  ...pixelCommands,
] as const;
export const commandSchema = z.enum(commandNames);
export type Command = z.infer<typeof commandSchema>;

/** The keys that main has kept. */
const keptKeysSchema = z.object({
  bindings: keyBindingsSchema,
  /** The name of the file in which a damaged file of keys was set aside at this start; null where none was. */
  setAside: z.string().nullable(),
});
export type KeptKeys = z.infer<typeof keptKeysSchema>;

/**
 * Methods of Electron main, which the window calls over IPC. No file path goes in. Of models, the page shows where they
 * lie, and names them by ids.
 */
export const desktopService = {
  info: {
    params: z.object({}),
    result: z.object({
      /** The studio's version and the version of Electron, with a warning where Electron is old. */
      about: z.string(),
      platform: z.string(),
      darkSystem: z.boolean(),
      /** `languageChoice` is the user's choice, and `language` is the language that it means on this system. */
      languageChoice: languageChoiceSchema,
      language: z.enum(languages),
      keys: keptKeysSchema,
      /** Whether the tour through the window has been seen. It has not at the first start. */
      tourSeen: z.boolean(),
      /** The chosen number of cores, and how many this machine has. */
      cores: z.object({ chosen: coresSchema, most: z.int().min(1) }),
      provider: z.object({
        chosen: providerChoiceSchema,
        /** Whether DIMOO_PROVIDER decides, which is stronger than the choice. */
        isByHand: z.boolean(),
      }),
      services: z.array(serviceStateSchema),
    }),
  },
  /** Opens the system's dialog. Returns the name of each chosen file, and an id by which the file can be read once. */
  openPictures: { params: z.object({}), result: z.array(z.object({ name: z.string(), file: idSchema })) },
  /** Returns the bytes of a chosen file, or the reason why there are none. The content is not checked. */
  readChosen: {
    params: z.object({ file: idSchema }),
    result: z.object({ content: z.union([bytesSchema, z.enum(['too-large', 'unreadable'])]) }),
  },
  /**
   * Opens the system's save dialog and writes this PNG in the format that the file name asks for. `saved` is false
   * where the user cancelled.
   */
  savePicture: {
    params: z.object({ suggestedName: z.string().max(200), bytes: bytesSchema }),
    result: z.object({ saved: z.boolean() }),
  },
  /**
   * Opens the system's dialog for a file of this format, or with `several` for a folder in which a new folder is made.
   * Returns an id by which `writeExport` writes there, or null where the user cancelled.
   */
  chooseExport: {
    params: z.object({ suggestedName: z.string().max(200), mediaType: z.enum(exportTypes), several: z.boolean() }),
    result: z.object({ place: idSchema.nullable() }),
  },
  /** Writes a file of the chosen format, whole or not at all. In a new folder it gets this name. */
  writeExport: {
    params: z.object({ place: idSchema, name: z.string().max(200), bytes: bytesSchema }),
    result: z.object({}),
  },
  /** Opens the system's dialog for a folder of pictures. Returns an id by which `writePicture` writes there, or null where the user cancelled. */
  choosePictureFolder: { params: z.object({}), result: z.object({ place: idSchema.nullable() }) },
  /**
   * Writes a PNG into that folder, whole or not at all, with what was said about it in a file beside it or in a line of a
   * file for all. It never takes the place of a file, and returns the name that it got.
   */
  writePicture: {
    params: z.object({
      place: idSchema,
      name: z.string().max(200),
      bytes: bytesSchema,
      words: exportedCaptionSchema.exactOptional(),
    }),
    result: z.object({ file: z.string() }),
  },
  /** Writes this PNG where it can be dragged from, under a name that fits. Returns an id for `startDrag`. */
  prepareDrag: {
    params: z.object({ suggestedName: z.string().max(200), bytes: bytesSchema }),
    result: z.object({ file: idSchema }),
  },
  /** Drags such a file out of the window while the button of the pointer is held. */
  startDrag: { params: z.object({ file: idSchema }), result: z.object({}) },
  /** Lets the window fill the screen, or not any more. */
  toggleFullScreen: { params: z.object({}), result: z.object({}) },
  /** Puts this PNG on the system's clipboard, byte for byte. */
  copyPicture: { params: z.object({ bytes: bytesSchema }), result: z.object({}) },
  /**
   * Makes another model the studio's, and starts the engine with it. A folder that is no model is tried until the studio
   * closes, so that the engine says what is wrong.
   */
  takeModel: {
    params: z.object({ from: z.enum(['bundled', 'folder']) }),
    result: z.object({}),
  },
  /** Lists the models on this computer. Later changes come as events. */
  listModels: { params: z.object({}), result: modelsNowSchema },
  /** Opens the system's dialog and looks at the chosen folder. Null means that none was chosen. */
  findModel: { params: z.object({}), result: z.object({ found: foundFolderSchema.nullable() }) },
  /** Begins to make a model of the found checkpoint, or puts the found model on the list (`precision` is then null). */
  addModel: {
    params: z.object({ found: modelIdSchema, precision: precisionSchema.nullable() }),
    result: z.object({}),
  },
  /** Begins to make a model of its checkpoint once more. */
  convertAgain: { params: z.object({ model: modelIdSchema }), result: z.object({}) },
  /** Begins to move the models of earlier folders into the folder for new ones. */
  moveModels: { params: z.object({}), result: z.object({}) },
  /** Answers once nothing is on its way. */
  stopMoving: { params: z.object({}), result: z.object({}) },
  /** Answers once nothing is left of it. */
  cancelAdding: { params: z.object({}), result: z.object({}) },
  /** Begins again what was being added when the studio ended, or clears away what is left of it. */
  settleUnfinished: { params: z.object({ goOn: z.boolean() }), result: z.object({}) },
  /** Begins to read every byte of a model. */
  checkModel: { params: z.object({ model: modelIdSchema }), result: z.object({}) },
  stopChecking: { params: z.object({}), result: z.object({}) },
  /** Makes it the studio's model, and starts the engine with it. */
  useModel: { params: z.object({ model: modelIdSchema }), result: z.object({}) },
  /** Moves a model to the trash. One that lies elsewhere is only taken off the list. */
  removeModel: { params: z.object({ model: modelIdSchema }), result: z.object({ isTrashed: z.boolean() }) },
  /** Shows a model in the system's file manager. */
  showModel: { params: z.object({ model: modelIdSchema }), result: z.object({}) },
  /** Opens the system's dialog for the folder that new models go into. */
  chooseModelsFolder: { params: z.object({}), result: z.object({}) },
  /** Which host is asked for models, and the download that is not finished. Asks nobody. Later changes come as events. */
  hub: { params: z.object({}), result: hubNowSchema },
  /** Asks the host about a repository: its commit, its files and their sizes. An empty revision is the usual branch. */
  lookOnHub: {
    params: z.object({ repository: z.string().max(300), revision: z.string().max(200) }),
    result: z.object({ found: foundRepositorySchema }),
  },
  /** Begins to fetch what was looked at, and makes a model of it. `keeps` leaves the checkpoint on the disk afterwards. */
  fetchFromHub: {
    params: z.object({ found: modelIdSchema, precision: precisionSchema, keeps: z.boolean() }),
    result: z.object({}),
  },
  /** Stops the download. What has arrived stays. */
  pauseFetch: { params: z.object({}), result: z.object({}) },
  goOnFetching: { params: z.object({}), result: z.object({}) },
  /** Answers once nothing is left of the download. */
  dropFetch: { params: z.object({}), result: z.object({}) },
  /** Takes a token for the host, or forgets it. */
  setHubToken: { params: z.object({ token: z.string().max(1000).nullable() }), result: z.object({}) },
  /** Starts a service again that has failed for good. `begun` is false where it has not failed. */
  startService: { params: z.object({ service: z.enum(serviceNames) }), result: z.object({ begun: z.boolean() }) },
  /**
   * The window reports what would be lost if it ended at this moment, whenever that changes. Main asks the user about
   * it where the window does not answer.
   */
  tellUnsaved: { params: z.object({ unsaved: z.array(unsavedSchema) }), result: z.object({}) },
  /** The window answers a `closing` event once it has saved all that can be saved. */
  readyToClose: { params: z.object({ unsaved: z.array(unsavedSchema) }), result: z.object({}) },
  /** Asks the user in a system dialog before a project that is not saved is left. */
  askToLeave: { params: unsavedSchema, result: z.object({ leave: z.boolean() }) },
  /** Keeps a copy outside of the store's folders. After a restart `listRecoveries` finds it. */
  keepRecovery: { params: recoverySchema, result: z.object({}) },
  listRecoveries: { params: z.object({}), result: z.array(recoveryNoteSchema) },
  readRecovery: { params: z.object({ id: recoveryIdSchema }), result: recoverySchema },
  dropRecovery: { params: z.object({ id: recoveryIdSchema }), result: z.object({}) },
  /**
   * Opens the system's dialog for a folder and writes a new folder there. It holds the page as PNG, each layer's
   * picture and the document.
   */
  saveCopy: {
    params: recoverySchema.extend({ page: bytesSchema }),
    result: z.object({ saved: z.boolean() }),
  },
  /** Shows a project's folder in the system's file manager. Null stands for the folder of all projects. */
  showFolder: { params: z.object({ projectId: idSchema.nullable() }), result: z.object({}) },
  /** Opens the system's dialog and writes the project, as it is in the backup, into a new folder there. */
  saveProjectCopy: {
    params: z.object({
      projectId: idSchema,
      backupId: backupSchema.shape.id,
      suggestedName: z.string().max(200),
    }),
    result: z.object({ saved: z.boolean() }),
  },
  /** Opens the system's save dialog for a project's file. Null means that none was chosen; the store knows the place. */
  chooseArchive: {
    params: z.object({ suggestedName: z.string().max(200) }),
    result: z.object({ place: idSchema.nullable() }),
  },
  /** Opens the system's dialog for a project's file. Null means that none was chosen; the store knows the place. */
  openArchive: { params: z.object({}), result: z.object({ place: idSchema.nullable() }) },
  /** Opens the system's dialog and copies the chosen project into the studio. Null means that none was chosen. */
  addProject: { params: z.object({}), result: z.object({ projectId: idSchema.nullable() }) },
  /**
   * Changes the language of menus and dialogs, and keeps the choice for later starts. The window takes its own language
   * from the answer.
   */
  setLanguage: {
    params: z.object({ choice: languageChoiceSchema }),
    result: z.object({ language: z.enum(languages) }),
  },
  /** Keeps the keys for later starts, and gives them to the menu. */
  setKeys: { params: z.object({ bindings: keyBindingsSchema }), result: z.object({}) },
  /** Opens the system's save dialog and writes the keys into a JSON file. `saved` is false where the user cancelled. */
  exportKeys: { params: z.object({ bindings: keyBindingsSchema }), result: z.object({ saved: z.boolean() }) },
  /** Opens the system's dialog and reads the keys of a file that `exportKeys` wrote. Null means that none was chosen. */
  importKeys: { params: z.object({}), result: z.object({ bindings: keyBindingsSchema.nullable() }) },
  /** Opens the system's save dialog and writes a recipe there. `saved` is false where the user cancelled. */
  saveRecipe: {
    params: z.object({
      suggestedName: z.string().max(200),
      bytes: bytesSchema.refine(({ length }) => length <= MOST_RECIPE_BYTES),
    }),
    result: z.object({ saved: z.boolean() }),
  },
  /** Opens the system's dialog and reads a recipe. Its content is not checked. Null means that none was chosen. */
  openRecipe: {
    params: z.object({}),
    result: z
      .object({ name: z.string(), content: z.union([bytesSchema, z.enum(['too-large', 'unreadable'])]) })
      .nullable(),
  },
  /** Keeps that the tour has been seen, so that no later start shows it by itself. */
  rememberTour: { params: z.object({}), result: z.object({}) },
  /** Keeps the number of cores for later starts, and starts the engine again with it. */
  setCores: { params: z.object({ cores: coresSchema }), result: z.object({}) },
  /** Keeps what the model computes on for later starts, and starts the engine again on it. */
  setProvider: { params: z.object({ provider: providerChoiceSchema }), result: z.object({}) },
  /** Returns everything that a model can compute on, with what is missing, and how the engine last fared with it. */
  listProviders: { params: z.object({}), result: z.object({ providers: z.array(providerStateSchema) }) },
  /** Shows a folder of the studio in the system's file manager. */
  showPlace: { params: z.object({ place: z.enum(shownPlaces) }), result: z.object({}) },
  setTheme: { params: z.object({ theme: z.enum(['light', 'dark', 'system']) }), result: z.object({}) },
} as const satisfies Service;
export type DesktopService = typeof desktopService;

/** Events that main sends to the window. */
export const desktopEventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('service'), state: serviceStateSchema }),
  z.object({ kind: z.literal('command'), command: commandSchema }),
  z.object({ kind: z.literal('models'), now: modelsNowSchema }),
  z.object({ kind: z.literal('hub'), now: hubNowSchema }),
  z.object({ kind: z.literal('model-news'), news: modelNewsSchema }),
  /** Two fingers have turned on a trackpad, by degrees clockwise. Only a Mac reports that, and not to the page. */
  z.object({ kind: z.literal('turned'), degrees: z.number().min(-360).max(360) }),
  /** The window is about to close. It saves what it can and answers with `readyToClose`. */
  z.object({ kind: z.literal('closing') }),
]);
export type DesktopEvent = z.infer<typeof desktopEventSchema>;

/**
 * The object that the preload script puts on `window.studio`. Ports arrive in the page by `window.postMessage` with
 * `{ type: 'studio:port', nonce }`, because a port cannot cross the context bridge.
 */
export interface StudioBridge {
  /** Asks for a port to a service. The page asks again after the service has restarted. */
  readonly requestPort: (service: ServiceName, nonce: string) => void;
  /**
   * Calls a method of `desktopService` and returns `{ result }` or `{ failure }`. Main validates the params, and the
   * caller validates the answer.
   */
  readonly call: (method: string, params: unknown) => Promise<unknown>;
  readonly onEvent: (listener: (event: unknown) => void) => () => void;
}
