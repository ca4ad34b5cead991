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

/** Where a record stands among the project's: the next one has a higher number, whatever the clock says. */
const sequenceSchema = z.int().positive();

/** A task as a record names it: one of today's, or a word of another version of the studio. */
export const recordedTaskSchema = z.string().min(1).max(40);

/** A word that other versions of the studio may have others for. */
const openWord = z.string().min(1).max(40);

/** Of a grid of tokens. */
const gridSizeSchema = z.object({ columns: z.int().positive(), rows: z.int().positive() });

/** What a drawing has brought besides its picture. */
export const artifactSchema = z.object({ kind: openWord, blob: hashSchema });
export type Artifact = z.infer<typeof artifactSchema>;

/** Of one record. */
export const MOST_ARTIFACTS = 64;

/** Everything that made a picture. Pictures and masks are blobs of the project, by hash. */
export const generationSchema = z.object({
  id: idSchema,
  sequence: sequenceSchema,
  /** Shared by the candidates of one run, and by what was drawn on from them while they waited. */
  runId: idSchema,
  task: recordedTaskSchema,
  prompt: z.string(),
  settings: imageSettingsSchema,
  seed: seedSchema,
  modelHash: z.string(),
  modelName: z.string(),
  /** Kind of model, storage of its weights, and its numbers at work; null: an older studio did not say. */
  modelFamily: openWord.nullable(),
  modelPrecision: openWord.nullable(),
  elementTypes: elementTypesSchema.nullable(),
  provider: z.string(),
  timings: timingsSchema,
  /** The finished picture (a retouch's patch, with alpha). */
  picture: hashSchema,
  /** Where the picture lies on the page. */
  frame: frameSchema,
  /** Page size at that moment, with what an extension adds: where `frame` and `mask` live. */
  pageWidth: z.int().positive(),
  pageHeight: z.int().positive(),
  /** The painted mask as a grey PNG of the page's size, where a part was redrawn. */
  mask: hashSchema.nullable(),
  details: taskDetailsSchema,
  /** The picture that the model looked at, where the task has one. */
  givenPicture: hashSchema.nullable(),
  /** The picture whose style was to be taken over. */
  givenStyle: hashSchema.nullable(),
  /** The generation that this one retouched, if there is one. */
  parentId: idSchema.nullable(),
  /** Token grid, little-endian int32 codes: the picture can be decoded again from it. Null: the model works without. */
  grid: gridSizeSchema.extend({ codes: bytesSchema }).nullable(),
  /** In the order in which they are shown. */
  artifacts: z.array(artifactSchema).max(MOST_ARTIFACTS),
  outcome: z.enum(['waiting', 'accepted', 'dropped']),
  createdAt: timestamp,
});
export type Generation = z.infer<typeof generationSchema>;

/** As lists have it: without the codes, which are most of a record's bytes. */
export const listedGenerationSchema = generationSchema.extend({ grid: gridSizeSchema.nullable() });
export type ListedGeneration = z.infer<typeof listedGenerationSchema>;

/** A caption or an answer that the artist keeps; the text may be edited by hand. */
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

/** A record that can't be read: it is left out of a list, counted and told, and stays as it is. */
export const unreadableSchema = z.object({
  /** For the artist: which record it is, as a part of a sentence. */
  what: toldPartSchema,
  /** For a report: table, row, column and cause, in English. */
  where: z.string(),
});
export type Unreadable = z.infer<typeof unreadableSchema>;

/** Something about a project that its artist has to know, in one sentence. */
export const warningSchema = toldSchema.extend({ kind: z.enum(['rolled-back', 'left-out', 'unreadable']) });
export type Warning = z.infer<typeof warningSchema>;

export const openProjectResultSchema = z.object({
  project: projectSchema,
  document: documentSchema,
  warnings: z.array(warningSchema),
});

/** A project that can't be opened, and why, in one sentence. */
export const refusedProjectSchema = toldSchema.extend({ project: projectSchema });
export type RefusedProject = z.infer<typeof refusedProjectSchema>;

/** Where the work goes on after a project's folder went away while it was open. */
export const recoverySchema = toldSchema.extend({ project: projectSchema });
export type Recovery = z.infer<typeof recoverySchema>;

/** A copy of a project's database. The pictures that it names stay in the project for as long as it is kept. */
export const backupSchema = z.object({
  /** Time, reason, and how many layers and drawings: `2026-11-29T10-46-40-123Z.daily.12-340`. */
  id: z.string().regex(/^[0-9TZ-]{20,30}\.(update|daily|asked|restore|repair)\.\d{1,9}-\d{1,9}$/),
  madeAt: timestamp,
  /** Before a new schema; once a day; by hand; before another was restored; before unreadable rows were left out. */
  reason: z.enum(['update', 'daily', 'asked', 'restore', 'repair']),
  layers: z.int().nonnegative(),
  generations: z.int().nonnegative(),
});
export type Backup = z.infer<typeof backupSchema>;

/** Every method has its effect on disk before it answers. Projects are named by id, never by path. */
export const storeService = {
  listProjects: { params: z.object({}), result: z.array(projectSchema) },
  createProject: {
    params: z.object({ name: projectSchema.shape.name, document: documentSchema }),
    result: openProjectResultSchema,
  },
  /** null: the one opened last; makes a first one, with `fallback` as its document, where there is none. */
  openProject: {
    params: z.object({
      id: idSchema.nullable(),
      fallback: z.object({ name: projectSchema.shape.name, document: documentSchema }),
    }),
    result: openProjectResultSchema,
  },
  /** Removes a project in which nothing was ever done, and leaves any other as it is. */
  discardProject: { params: z.object({ projectId: idSchema }), result: z.object({ discarded: z.boolean() }) },
  renameProject: { params: z.object({ id: idSchema, name: projectSchema.shape.name }), result: projectSchema },
  /** Refuses a document that another project has written or that names a blob the project does not hold. */
  saveDocument: {
    params: z.object({ projectId: idSchema, document: documentSchema }),
    result: z.object({ savedAt: timestamp, recovery: recoverySchema.nullable() }),
  },
  putBlob: {
    params: z.object({
      projectId: idSchema,
      bytes: bytesSchema,
      mediaType: mediaTypeSchema,
      /** The project's blob that these bytes were converted from. */
      madeFrom: hashSchema.exactOptional(),
    }),
    result: z.object({ hash: hashSchema }),
  },
  getBlob: {
    params: z.object({ projectId: idSchema, hash: hashSchema }),
    result: z.object({ bytes: bytesSchema, mediaType: mediaTypeSchema }),
  },
  /** A small copy of a picture as WebP, its longer side at most 256 pixels; null where it can't be read as a picture. */
  getThumbnail: {
    params: z.object({ projectId: idSchema, hash: hashSchema }),
    result: z.object({ bytes: bytesSchema.nullable() }),
  },
  /** Blobs, row and, where given, the document that shows it: one transaction. */
  commitGeneration: {
    params: z.object({
      projectId: idSchema,
      generation: generationSchema.omit({ sequence: true, picture: true, mask: true, createdAt: true }),
      picture: bytesSchema,
      mask: bytesSchema.nullable(),
    }),
    result: generationSchema,
  },
  /** Records what became of a candidate and, in the same transaction, the document after it. */
  settleGeneration: {
    params: z.object({
      projectId: idSchema,
      id: idSchema,
      outcome: z.enum(['accepted', 'dropped']),
      document: documentSchema.nullable(),
    }),
    result: generationSchema,
  },
  /** The whole record, of which lists have all but the codes. */
  getGeneration: { params: z.object({ projectId: idSchema, id: idSchema }), result: generationSchema },
  /** Newest first, those below `before`; `next` is where the page after this one begins, null after the last. */
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
  /** Whether the project's folder is still where it was. Where it is not, its work is kept in another project first. */
  checkProject: {
    params: z.object({ projectId: idSchema }),
    result: z.object({ recovery: recoverySchema.nullable() }),
  },
  /** Newest first. Of every project, also of one that can't be opened. */
  listBackups: { params: z.object({ projectId: idSchema }), result: z.array(backupSchema) },
  backUpProject: { params: z.object({ projectId: idSchema }), result: backupSchema },
  /** What is there now is kept: as a backup, or, where it can't be read, beside it. */
  restoreBackup: {
    params: z.object({ projectId: idSchema, backupId: backupSchema.shape.id }),
    result: openProjectResultSchema,
  },
  /** What there is to say of the studio's own files, in sentences, and which projects were found damaged with them. */
  status: {
    params: z.object({}),
    result: z.object({ notes: z.array(toldSchema), damaged: z.array(refusedProjectSchema) }),
  },
  getSettings: { params: z.object({}), result: z.record(z.string().max(100), z.json()) },
  putSetting: { params: z.object({ key: z.string().min(1).max(100), value: z.json() }), result: z.object({}) },
} as const satisfies Service;
export type StoreService = typeof storeService;
