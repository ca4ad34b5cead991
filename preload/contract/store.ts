import { z } from 'zod';
import { documentSchema, mediaTypeSchema } from './document.ts';
import { imageSettingsSchema, seedSchema, textSettingsSchema, timingsSchema } from './engine.ts';
import { hashSchema, idSchema } from './ids.ts';
import { elementTypesSchema } from './manifest.ts';
import { bytesSchema, frameSchema } from './pictures.ts';
import type { Service } from './service.ts';
import { taskDetailsSchema } from './task-inputs.ts';
import { toldPartSchema, toldSchema } from './told.ts';
import { wordsSchema } from './words.ts';

const timestamp = z.int().nonnegative(); // milliseconds since 1970

export const projectSchema = z.object({
  id: idSchema,
  name: z.string().min(1).max(200),
  createdAt: timestamp,
  openedAt: timestamp,
});
export type Project = z.infer<typeof projectSchema>;

/** Number of a record within its project. A later record has a higher number, whatever the clock says. */
const sequenceSchema = z.int().positive();

/** Name of a task in a record. It is a current one, or a word of another version of the studio. */
export const recordedTaskSchema = z.string().min(1).max(40);

/** A word for which other versions of the studio may use other values. */
const openWord = z.string().min(1).max(40);

/** Size of a token grid, in cells. */
const gridSizeSchema = z.object({ columns: z.int().positive(), rows: z.int().positive() });

/** An output of a drawing besides its picture. */
export const artifactSchema = z.object({ kind: openWord, blob: hashSchema });
export type Artifact = z.infer<typeof artifactSchema>;

/** Limit of artifacts in one record. */
export const MOST_ARTIFACTS = 64;

/** The record of everything that made a picture. It names pictures and masks by the hashes of the project's blobs. */
export const generationSchema = z.object({
  id: idSchema,
  sequence: sequenceSchema,
  /** The candidates of one run share this id, and so do the drawings that continue from them while they wait. */
  runId: idSchema,
  task: recordedTaskSchema,
  prompt: z.string(),
  settings: imageSettingsSchema,
  seed: seedSchema,
  modelHash: z.string(),
  modelName: z.string(),
  /** Model family, storage of the weights, and types of the numbers at work. Null in records of older studios. */
  modelFamily: openWord.nullable(),
  modelPrecision: openWord.nullable(),
  elementTypes: elementTypesSchema.nullable(),
  provider: z.string(),
  timings: timingsSchema,
  /** The finished picture. For a retouch it is the patch, with alpha. */
  picture: hashSchema,
  /** Position of the picture on the page. */
  frame: frameSchema,
  /** Size of the page at that moment, with what an extension adds. `frame` and `mask` refer to this page. */
  pageWidth: z.int().positive(),
  pageHeight: z.int().positive(),
  /** The painted mask as a grey PNG of the page's size, or null where the drawing had none. */
  mask: hashSchema.nullable(),
  details: taskDetailsSchema,
  /** The picture that the model looked at, or null where the task has none. */
  givenPicture: hashSchema.nullable(),
  /** The picture whose style the drawing takes over, or null where there is none. */
  givenStyle: hashSchema.nullable(),
  /** The generation that this one retouched, or null where there is none. */
  parentId: idSchema.nullable(),
  /**
   * The token grid with its codes as little-endian int32, from which the picture can be decoded again. Null where the
   * model has no grid.
   */
  grid: gridSizeSchema.extend({ codes: bytesSchema }).nullable(),
  /** The artifacts in the order in which they are shown. */
  artifacts: z.array(artifactSchema).max(MOST_ARTIFACTS),
  outcome: z.enum(['waiting', 'accepted', 'dropped']),
  createdAt: timestamp,
});
export type Generation = z.infer<typeof generationSchema>;

/** A record as lists show it. It lacks the codes, which are most of a record's bytes. */
export const listedGenerationSchema = generationSchema.extend({ grid: gridSizeSchema.nullable() });
export type ListedGeneration = z.infer<typeof listedGenerationSchema>;

/** A caption or an answer that the artist keeps. The text may be edited by hand. */
export const noteSchema = z.object({
  id: idSchema,
  task: z.enum(['caption', 'ask']),
  question: wordsSchema,
  text: z.string().max(20_000),
  /** The picture that was described. */
  picture: hashSchema.nullable(),
  settings: textSettingsSchema.nullable(),
  modelHash: z.string(),
  createdAt: timestamp,
  editedAt: timestamp.nullable(),
});
export type Note = z.infer<typeof noteSchema>;

/** A record that cannot be read. Lists leave it out, count it and report it. The record itself stays unchanged. */
export const unreadableSchema = z.object({
  /** The name of the record for the artist, as a part of a sentence. */
  what: toldPartSchema,
  /** Table, row, column and cause in English, for a report. */
  where: z.string(),
});
export type Unreadable = z.infer<typeof unreadableSchema>;

/** A fact about a project that its artist has to know, in one sentence. */
export const warningSchema = toldSchema.extend({ kind: z.enum(['rolled-back', 'left-out', 'unreadable']) });
export type Warning = z.infer<typeof warningSchema>;

export const openProjectResultSchema = z.object({
  project: projectSchema,
  document: documentSchema,
  warnings: z.array(warningSchema),
});

/** A project that cannot be opened, with the reason in one sentence. */
export const refusedProjectSchema = toldSchema.extend({ project: projectSchema });
export type RefusedProject = z.infer<typeof refusedProjectSchema>;

/** The project in which the work continues after the folder of an open project has disappeared. */
export const recoverySchema = toldSchema.extend({ project: projectSchema });
export type Recovery = z.infer<typeof recoverySchema>;

/** A copy of a project's database. The pictures that it names stay in the project for as long as the backup is kept. */
export const backupSchema = z.object({
  /** Time, reason, number of layers and number of drawings: `2026-11-29T10-46-40-123Z.daily.12-340`. */
  id: z.string().regex(/^[0-9TZ-]{20,30}\.(update|daily|asked|restore|repair)\.\d{1,9}-\d{1,9}$/),
  madeAt: timestamp,
  /**
   * Backups are made before a new schema, once a day, by hand, before another backup is restored, and before unreadable
   * rows are left out.
   */
  reason: z.enum(['update', 'daily', 'asked', 'restore', 'repair']),
  layers: z.int().nonnegative(),
  generations: z.int().nonnegative(),
});
export type Backup = z.infer<typeof backupSchema>;

/** The store's methods. Each has its effect on disk before it answers. Projects are named by id, never by path. */
export const storeService = {
  listProjects: { params: z.object({}), result: z.array(projectSchema) },
  createProject: {
    params: z.object({ name: projectSchema.shape.name, document: documentSchema }),
    result: openProjectResultSchema,
  },
  /** Opens a project. Null means the one opened last. Where there is none, a first project is made from `fallback`. */
  openProject: {
    params: z.object({
      id: idSchema.nullable(),
      fallback: z.object({ name: projectSchema.shape.name, document: documentSchema }),
    }),
    result: openProjectResultSchema,
  },
  /** Removes a project in which nothing was ever done. Any other project stays unchanged. */
  discardProject: { params: z.object({ projectId: idSchema }), result: z.object({ discarded: z.boolean() }) },
  renameProject: { params: z.object({ id: idSchema, name: projectSchema.shape.name }), result: projectSchema },
  /** Refuses a document that another project has written, or one that names a blob which the project does not hold. */
  saveDocument: {
    params: z.object({ projectId: idSchema, document: documentSchema }),
    result: z.object({ savedAt: timestamp, recovery: recoverySchema.nullable() }),
  },
  putBlob: {
    params: z.object({
      projectId: idSchema,
      bytes: bytesSchema,
      mediaType: mediaTypeSchema,
      /** The project's blob from which these bytes were converted. */
      madeFrom: hashSchema.exactOptional(),
    }),
    result: z.object({ hash: hashSchema }),
  },
  getBlob: {
    params: z.object({ projectId: idSchema, hash: hashSchema }),
    result: z.object({ bytes: bytesSchema, mediaType: mediaTypeSchema }),
  },
  /**
   * Returns a small copy of a picture as WebP, with a longer side of at most 256 pixels. Returns null where it is no
   * readable picture.
   */
  getThumbnail: {
    params: z.object({ projectId: idSchema, hash: hashSchema }),
    result: z.object({ bytes: bytesSchema.nullable() }),
  },
  /**
   * Writes the pictures, then the rows that name them in one transaction. A repeated call returns the first one's
   * record.
   */
  commitGeneration: {
    params: z.object({
      projectId: idSchema,
      generation: generationSchema.omit({ sequence: true, picture: true, mask: true, createdAt: true }),
      picture: bytesSchema,
      mask: bytesSchema.nullable(),
    }),
    result: generationSchema,
  },
  /** Writes a candidate's outcome and the document after it in one transaction. */
  settleGeneration: {
    params: z.object({
      projectId: idSchema,
      id: idSchema,
      outcome: z.enum(['accepted', 'dropped']),
      document: documentSchema.nullable(),
    }),
    result: generationSchema,
  },
  /** Returns the whole record with its codes, which lists leave out. */
  getGeneration: { params: z.object({ projectId: idSchema, id: idSchema }), result: generationSchema },
  /** Returns the records below `before`, newest first. `next` begins the following page, and is null after the last. */
  listGenerations: {
    params: z.object({
      projectId: idSchema,
      before: sequenceSchema.nullable(),
      limit: z.int().min(1).max(500),
    }),
    result: z.object({
      generations: z.array(listedGenerationSchema),
      unreadable: z.array(unreadableSchema),
      next: sequenceSchema.nullable(),
    }),
  },
  putNote: { params: z.object({ projectId: idSchema, note: noteSchema }), result: noteSchema },
  listNotes: {
    params: z.object({ projectId: idSchema }),
    result: z.object({ notes: z.array(noteSchema), unreadable: z.array(unreadableSchema) }),
  },
  deleteNote: { params: z.object({ projectId: idSchema, id: idSchema }), result: z.object({}) },
  /**
   * Checks whether the project's folder is in its place. Where it is not, its work is first kept in another project.
   */
  checkProject: {
    params: z.object({ projectId: idSchema }),
    result: z.object({ recovery: recoverySchema.nullable() }),
  },
  /** Returns the backups of a project, newest first. The project may be one that cannot be opened. */
  listBackups: { params: z.object({ projectId: idSchema }), result: z.array(backupSchema) },
  backUpProject: { params: z.object({ projectId: idSchema }), result: backupSchema },
  /**
   * Replaces the project's database by a backup. The replaced files are set aside, and a backup of them is made first
   * where they can be read.
   */
  restoreBackup: {
    params: z.object({ projectId: idSchema, backupId: backupSchema.shape.id }),
    result: openProjectResultSchema,
  },
  /**
   * Returns sentences about the studio's own files, and the projects that were found damaged while these were rebuilt.
   */
  status: {
    params: z.object({}),
    result: z.object({ notes: z.array(toldSchema), damaged: z.array(refusedProjectSchema) }),
  },
  getSettings: { params: z.object({}), result: z.record(z.string().max(100), z.json()) },
  putSetting: { params: z.object({ key: z.string().min(1).max(100), value: z.json() }), result: z.object({}) },
} as const satisfies Service;
export type StoreService = typeof storeService;
