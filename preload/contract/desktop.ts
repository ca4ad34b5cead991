import { z } from 'zod';
import { languages } from '../words/index.ts';
import { idSchema } from './ids.ts';
import { bytesSchema } from './pictures.ts';
import { recoveryIdSchema, recoveryNoteSchema, recoverySchema, unsavedSchema } from './recovery.ts';
import type { Service } from './service.ts';
import { backupSchema } from './store.ts';
import { toldSchema } from './told.ts';

export const languageChoiceSchema = z.enum(['system', ...languages]);

export const serviceNames = ['engine', 'store', 'pictures'] as const;
export type ServiceName = (typeof serviceNames)[number];

/** What a service process is doing, told to the window whenever it changes. */
export const serviceStateSchema = z.object({
  service: z.enum(serviceNames),
  state: z.enum(['starting', 'running', 'restarting', 'failed']),
  /** One sentence for the user where the state is not good. */
  told: toldSchema.nullable(),
});
export type ServiceState = z.infer<typeof serviceStateSchema>;

/** Menu items and their accelerators that act in the window. */
export const commandNames = [
  'new-project',
  'import-pictures',
  'export-picture',
  'back-up',
  'show-backups',
  'save-copy',
  'add-project',
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
  'quick-mask',
  'zoom-in',
  'zoom-out',
  'zoom-fit',
  'zoom-100',
  'toggle-theme',
  'show-shortcuts',
  'show-preferences',
  'duplicate-layer',
  'remove-layer',
  'group-layers',
  'ungroup-layers',
  'layer-to-front',
  'layer-forward',
  'layer-backward',
  'layer-to-back',
  'mask-toggle',
  'mask-delete',
  'clip-layer',
  'flip-across',
  'flip-down',
  'turn-right',
  'turn-left',
  'turn-around',
] as const;
export const commandSchema = z.enum(commandNames);
export type Command = z.infer<typeof commandSchema>;

/** Asked of Electron main over IPC. No path goes in; none comes out. */
export const desktopService = {
  info: {
    params: z.object({}),
    result: z.object({
      /** The studio's version and the Electron that it runs on, with a warning where that is old. */
      about: z.string(),
      platform: z.string(),
      darkSystem: z.boolean(),
      /** As chosen, and what it comes to on this system. */
      languageChoice: languageChoiceSchema,
      language: z.enum(languages),
      services: z.array(serviceStateSchema),
    }),
  },
  /** Opens the system's dialog: of each chosen file its name, and by what it can be read once. */
  openPictures: { params: z.object({}), result: z.array(z.object({ name: z.string(), file: idSchema })) },
  /** The bytes of a chosen file, or why there are none. What they are is not looked at. */
  readChosen: {
    params: z.object({ file: idSchema }),
    result: z.object({ content: z.union([bytesSchema, z.enum(['too-large', 'unreadable'])]) }),
  },
  /** Opens the system's save dialog and writes this PNG in the format that the name asks for; false where the user changed their mind. */
  savePicture: {
    params: z.object({ suggestedName: z.string().max(200), bytes: bytesSchema }),
    result: z.object({ saved: z.boolean() }),
  },
  /** Starts the engine with another model until the studio is closed; false where the user changed their mind. */
  takeModel: {
    params: z.object({ from: z.enum(['bundled', 'folder']) }),
    result: z.object({ begun: z.boolean() }),
  },
  /** Starts a service again that has failed for good; false where it has not. */
  startService: { params: z.object({ service: z.enum(serviceNames) }), result: z.object({ begun: z.boolean() }) },
  /** Whenever it changes: what would be lost if the window ended now. Main asks by it where the window does not answer. */
  tellUnsaved: { params: z.object({ unsaved: z.array(unsavedSchema) }), result: z.object({}) },
  /** The answer to a `closing` event, once all that can be saved is. */
  readyToClose: { params: z.object({ unsaved: z.array(unsavedSchema) }), result: z.object({}) },
  /** The system's question before a project is left that is not saved. */
  askToLeave: { params: unsavedSchema, result: z.object({ leave: z.boolean() }) },
  /** A copy outside of the store's folders, found again by `listRecoveries` after a start. */
  keepRecovery: { params: recoverySchema, result: z.object({}) },
  listRecoveries: { params: z.object({}), result: z.array(recoveryNoteSchema) },
  readRecovery: { params: z.object({ id: recoveryIdSchema }), result: recoverySchema },
  dropRecovery: { params: z.object({ id: recoveryIdSchema }), result: z.object({}) },
  /** Opens the system's dialog for a folder and writes a folder there: the page as PNG, each layer's picture, the document. */
  saveCopy: {
    params: recoverySchema.extend({ page: bytesSchema }),
    result: z.object({ saved: z.boolean() }),
  },
  /** In the system's file manager; null: the folder of all projects. */
  showFolder: { params: z.object({ projectId: idSchema.nullable() }), result: z.object({}) },
  /** Opens the system's dialog and puts the project, as it was backed up, into a folder of its own there. */
  saveProjectCopy: {
    params: z.object({
      projectId: idSchema,
      backupId: backupSchema.shape.id,
      suggestedName: z.string().max(200),
    }),
    result: z.object({ saved: z.boolean() }),
  },
  /** Opens the system's dialog and takes a copy of the chosen project among the studio's own; null: none was chosen. */
  addProject: { params: z.object({}), result: z.object({ projectId: idSchema.nullable() }) },
  /** For the menus and dialogs, and from the next start on for the window. */
  setLanguage: {
    params: z.object({ choice: languageChoiceSchema }),
    result: z.object({ language: z.enum(languages) }),
  },
  setTheme: { params: z.object({ theme: z.enum(['light', 'dark', 'system']) }), result: z.object({}) },
} as const satisfies Service;
export type DesktopService = typeof desktopService;

/** Pushed from main to the window. */
export const desktopEventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('service'), state: serviceStateSchema }),
  z.object({ kind: z.literal('command'), command: commandSchema }),
  /** The window is about to close: it saves what it can and answers with `readyToClose`. */
  z.object({ kind: z.literal('closing') }),
]);
export type DesktopEvent = z.infer<typeof desktopEventSchema>;

/**
 * What the preload script puts on `window.studio`. Ports arrive in the page by `window.postMessage`
 * with `{ type: 'studio:port', nonce }`, because a port cannot cross the context bridge.
 */
export interface StudioBridge {
  /** Asks for a port to a service; again after a restart. */
  readonly requestPort: (service: ServiceName, nonce: string) => void;
  /** A call of `desktopService`: its `result`, or the `failure`. Validated in main and again by the caller. */
  readonly call: (method: string, params: unknown) => Promise<unknown>;
  readonly onEvent: (listener: (event: unknown) => void) => () => void;
}
