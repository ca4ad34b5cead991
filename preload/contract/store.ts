import { z } from 'zod';
import { documentSchema, mediaTypeSchema } from './document.ts';
import { documentVersionSchema, MOST_VERSIONS, readVersionResult } from './document-versions.ts';
import { hashSchema, idSchema } from './ids.ts';
import { keptTypeSchema } from './kept-types.ts';
import { bytesSchema } from './pictures.ts';
import {
  backupSchema,
  MOST_CARD_BYTES,
  openProjectResultSchema,
  projectCardSchema,
  projectSchema,
  recoveredProjectSchema,
  refusedProjectSchema,
  trashedIdSchema,
  trashedProjectSchema,
} from './projects.ts';
import { MOST_CAPTIONS_AT_ONCE, newQueuedCaptionSchema, queuedCaptionSchema } from './queued-captions.ts';
import { MOST_QUEUED, newQueuedJobSchema, queuedJobSchema } from './queued-jobs.ts';
import {
  generationSchema,
  listedGenerationSchema,
  MOST_NOTE_VERSIONS,
  MOST_NOTES_AT_ONCE,
  MOST_STARRED_AT_ONCE,
  noteSchema,
  noteVersionSchema,
  sequenceSchema,
  soughtSchema,
  treePlaceSchema,
  unreadableSchema,
} from './records.ts';
import type { Service } from './service.ts';
import { thumbnailSides } from './thumbnail-sides.ts';
import { timestampSchema } from './timestamp.ts';
import { toldSchema } from './told.ts';
import { readStepsParams, readStepsResult, undoChangeSchema } from './undo-steps.ts';

/** Limit of pictures in one call. */
const MOST_BLOBS_AT_ONCE = 64;

/** Bytes of a file that is delivered, in one call. */
export const MOST_PIECE_BYTES = 8 * 1024 ** 2;

const progressSchema = z.object({ done: z.int().nonnegative(), of: z.int().positive() });

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
  /** Moves a project to the trash, open or not. The answer names it there. */
  deleteProject: { params: z.object({ projectId: idSchema }), result: z.object({ trashedId: trashedIdSchema }) },
  /** Returns the projects in the trash, the latest deleted first. */
  listTrash: { params: z.object({}), result: z.array(trashedProjectSchema) },
  /** Puts a project of the trash back. It gets another id where its own is taken by now. */
  bringBack: { params: z.object({ trashedId: trashedIdSchema }), result: projectSchema },
  deleteForGood: { params: z.object({ trashedId: trashedIdSchema }), result: z.object({}) },
  /** Copies a project with everything but its backups and the drawings that wait. */
  duplicateProject: {
    params: z.object({ projectId: idSchema, name: projectSchema.shape.name }),
    result: projectSchema,
  },
  /** Returns what a card shows of a project, which may be one of the trash. It opens nothing. */
  getCard: {
    params: z.object({ of: z.union([idSchema, trashedIdSchema]) }),
    result: projectCardSchema,
  },
  /** Writes a project into one file, at a place that main has asked for. Tells the bytes that are done. */
  exportProject: {
    params: z.object({ projectId: idSchema, place: idSchema }),
    /** The number of pictures that are missing or damaged on disk. */
    result: z.object({ leftOut: z.int().nonnegative() }),
    event: progressSchema,
  },
  /**
   * Takes in a project from such a file: at a place that main has asked for, or one that was delivered, with its name for
   * sentences. Where the same project is here already, a copy is made.
   */
  importProject: {
    params: z.object({ place: idSchema, name: z.string().max(300) }),
    result: z.object({
      project: projectSchema,
      isCopy: z.boolean(),
      /** The number of pictures that the file does not have. */
      missing: z.int().nonnegative(),
    }),
    event: progressSchema,
  },
  /** Begins to take a file from the window, piece by piece. */
  beginDelivery: { params: z.object({}), result: z.object({ place: idSchema }) },
  deliver: {
    params: z.object({
      place: idSchema,
      /** The bytes before this piece. */
      at: z.int().nonnegative(),
      bytes: bytesSchema.refine(({ length }) => length > 0 && length <= MOST_PIECE_BYTES),
    }),
    result: z.object({}),
  },
  dropDelivery: { params: z.object({ place: idSchema }), result: z.object({}) },
  /** Keeps the page in small, as a WebP, PNG or JPEG. */
  keepCard: {
    params: z.object({ projectId: idSchema, bytes: bytesSchema.refine(({ length }) => length <= MOST_CARD_BYTES) }),
    result: z.object({}),
  },
  renameProject: { params: z.object({ id: idSchema, name: projectSchema.shape.name }), result: projectSchema },
  /**
   * Refuses a document that another project has written, or one that names a blob which the project does not hold. Its undo
   * steps are kept in the same transaction. Without them, those of before go, since they do not lead to this document.
   */
  saveDocument: {
    params: z.object({ projectId: idSchema, document: documentSchema, undo: undoChangeSchema.exactOptional() }),
    result: z.object({ savedAt: timestampSchema, recovery: recoveredProjectSchema.nullable() }),
  },
  /** Returns earlier states of the document, the newest first. */
  listVersions: {
    params: z.object({ projectId: idSchema }),
    result: z.array(documentVersionSchema).max(MOST_VERSIONS),
  },
  readVersion: {
    params: z.object({ projectId: idSchema, number: documentVersionSchema.shape.number }),
    result: readVersionResult,
  },
  /** Reads a page of undo steps. A step that names a picture which the project lacks is lost. */
  readUndoSteps: {
    params: readStepsParams.extend({ projectId: idSchema }),
    result: readStepsResult,
  },
  putBlob: {
    params: z.object({
      projectId: idSchema,
      bytes: bytesSchema,
      mediaType: keptTypeSchema,
      /** The project's blob from which these bytes were converted. */
      madeFrom: hashSchema.exactOptional(),
    }),
    result: z.object({ hash: hashSchema }),
  },
  /** Stores several pictures in one transaction. The hashes come in the order of the pictures. */
  putBlobs: {
    params: z.object({
      projectId: idSchema,
      blobs: z.array(z.object({ bytes: bytesSchema, mediaType: mediaTypeSchema })).max(MOST_BLOBS_AT_ONCE),
    }),
    result: z.object({ hashes: z.array(hashSchema) }),
  },
  getBlob: {
    params: z.object({ projectId: idSchema, hash: hashSchema }),
    result: z.object({ bytes: bytesSchema, mediaType: keptTypeSchema }),
  },
  /**
   * Returns a small copy of a picture as WebP. Its longer side has at most so many pixels, 256 where none are given. Returns
   * null where it is no readable picture.
   */
  getThumbnail: {
    params: z.object({ projectId: idSchema, hash: hashSchema, side: z.literal(thumbnailSides).exactOptional() }),
    result: z.object({ bytes: bytesSchema.nullable() }),
  },
  /**
   * Writes the pictures, then the rows that name them in one transaction. A repeated call returns the first one's
   * record. Where the picture is one of a queued job, the job counts it, and leaves the queue with its last one.
   */
  commitGeneration: {
    params: z.object({
      projectId: idSchema,
      generation: generationSchema.omit({ sequence: true, picture: true, mask: true, starred: true, createdAt: true }),
      picture: bytesSchema,
      mask: bytesSchema.nullable(),
      queuedJob: idSchema.exactOptional(),
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
      /** As in `saveDocument`. */
      undo: undoChangeSchema.exactOptional(),
    }),
    result: generationSchema,
  },
  /** Gives drawings a star, or takes it away, in one transaction. */
  starGenerations: {
    params: z.object({
      projectId: idSchema,
      ids: z.array(idSchema).min(1).max(MOST_STARRED_AT_ONCE),
      starred: z.boolean(),
    }),
    result: z.object({ generations: z.array(listedGenerationSchema) }),
  },
  /** Returns the whole record with its codes, which lists leave out. */
  getGeneration: { params: z.object({ projectId: idSchema, id: idSchema }), result: generationSchema },
  /**
   * Returns the records that are sought, newest first: those below `before`, or those above it where the oldest come first.
   * `next` begins the following page, and is null after the last.
   */
  listGenerations: {
    params: z.object({
      projectId: idSchema,
      before: sequenceSchema.nullable(),
      limit: z.int().min(1).max(500),
      /** Absent means all of them. */
      sought: soughtSchema.exactOptional(),
    }),
    result: z.object({
      generations: z.array(listedGenerationSchema),
      unreadable: z.array(unreadableSchema),
      next: sequenceSchema.nullable(),
    }),
  },
  /**
   * Returns drawings family by family: those that begin from no other drawing of the project, newest first, each followed
   * by all that began from it. A drawing always comes after the one that it began from. `next` begins the following page,
   * and is null after the last.
   */
  listTree: {
    params: z.object({ projectId: idSchema, from: treePlaceSchema.nullable(), limit: z.int().min(1).max(1000) }),
    result: z.object({
      generations: z.array(listedGenerationSchema),
      unreadable: z.array(unreadableSchema),
      next: treePlaceSchema.nullable(),
    }),
  },
  /** Returns the tasks and the models' names of the project's drawings, the most frequent first. */
  listDrawnWith: {
    params: z.object({ projectId: idSchema }),
    result: z.object({ tasks: z.array(z.string()), models: z.array(z.string()) }),
  },
  /**
   * Puts a drawing in the queue. Refuses one that names a picture which the project does not hold. A repeated call
   * returns the first one's job.
   */
  queueJob: { params: z.object({ projectId: idSchema, job: newQueuedJobSchema }), result: queuedJobSchema },
  /** Returns the drawings that wait, in their order. */
  listQueuedJobs: {
    params: z.object({ projectId: idSchema }),
    result: z.object({ jobs: z.array(queuedJobSchema), unreadable: z.array(unreadableSchema) }),
  },
  /** Moves jobs to other places. Does nothing to a job that is no longer there. */
  arrangeQueuedJobs: {
    params: z.object({
      projectId: idSchema,
      places: z.array(z.object({ id: idSchema, place: queuedJobSchema.shape.place })).max(MOST_QUEUED),
    }),
    result: z.object({}),
  },
  /** Notes why a job could not be drawn. Null lets it wait again. */
  markQueuedJob: {
    params: z.object({ projectId: idSchema, id: idSchema, failure: queuedJobSchema.shape.failure }),
    result: z.object({}),
  },
  dropQueuedJobs: {
    params: z.object({ projectId: idSchema, ids: z.array(idSchema).max(MOST_QUEUED) }),
    result: z.object({}),
  },
  /**
   * Lets captions and answers wait, in this order, after those that do. Refuses one of a picture that the project does not
   * hold. One that waits already, or that is made already, stays as it is.
   */
  queueCaptions: {
    params: z.object({ projectId: idSchema, captions: z.array(newQueuedCaptionSchema).max(MOST_CAPTIONS_AT_ONCE) }),
    result: z.object({}),
  },
  /** Returns the captions and answers that wait, in their order. */
  listQueuedCaptions: {
    params: z.object({ projectId: idSchema }),
    result: z.object({ captions: z.array(queuedCaptionSchema), unreadable: z.array(unreadableSchema) }),
  },
  /** Notes why one could not be made. Null lets it wait again. */
  markQueuedCaption: {
    params: z.object({ projectId: idSchema, id: idSchema, failure: queuedCaptionSchema.shape.failure }),
    result: z.object({}),
  },
  dropQueuedCaptions: {
    params: z.object({ projectId: idSchema, ids: z.array(idSchema).max(MOST_CAPTIONS_AT_ONCE) }),
    result: z.object({}),
  },
  /**
   * Records the note of a caption that waited, and takes it off those that wait, in one transaction. Where the note is
   * there already, it stays as it is and is returned, whoever has edited it since.
   */
  commitCaption: { params: z.object({ projectId: idSchema, note: noteSchema }), result: noteSchema },
  /**
   * Writes a note. With `typing` the text goes on one that was written before while it was typed, so that the text
   * before becomes no version of it.
   */
  putNote: {
    params: z.object({ projectId: idSchema, note: noteSchema, typing: z.boolean().exactOptional() }),
    result: noteSchema,
  },
  /** Writes several notes in one transaction. */
  putNotes: {
    params: z.object({ projectId: idSchema, notes: z.array(noteSchema).max(MOST_NOTES_AT_ONCE) }),
    result: z.object({}),
  },
  listNotes: {
    params: z.object({ projectId: idSchema }),
    result: z.object({ notes: z.array(noteSchema), unreadable: z.array(unreadableSchema) }),
  },
  /** Takes a note off the list. It stays in the project. */
  deleteNote: { params: z.object({ projectId: idSchema, id: idSchema }), result: z.object({}) },
  /** Brings a deleted note back to its place in the list. */
  restoreNote: { params: z.object({ projectId: idSchema, id: idSchema }), result: z.object({}) },
  /** Returns the texts that a note had before, the latest first. */
  listNoteVersions: {
    params: z.object({ projectId: idSchema, id: idSchema }),
    result: z.object({ versions: z.array(noteVersionSchema).max(MOST_NOTE_VERSIONS) }),
  },
  /**
   * Checks whether the project's folder is in its place. Where it is not, its work is first kept in another project.
   */
  checkProject: {
    params: z.object({ projectId: idSchema }),
    result: z.object({ recovery: recoveredProjectSchema.nullable() }),
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
