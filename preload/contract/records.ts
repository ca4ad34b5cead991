import { z } from 'zod';
import { hashSchema, idSchema } from './ids.ts';
import { timingsSchema } from './job.ts';
import { elementTypesSchema } from './manifest.ts';
import { bytesSchema, frameSchema } from './pictures.ts';
import { imageSettingsSchema, seedSchema, textSettingsSchema } from './settings.ts';
import { taskDetailsSchema } from './task-inputs.ts';
import { timestampSchema } from './timestamp.ts';
import { toldPartSchema } from './told.ts';
import { versionsSchema } from './versions.ts';
import { wordsSchema } from './words.ts';

/** Number of a record within its project. A later record has a higher number, whatever the clock says. */
export const sequenceSchema = z.int().positive();

/** Name of a task in a record. It is a current one, or a word of another version of the studio. */
export const recordedTaskSchema = z.string().min(1).max(40);

/** A word for which other versions of the studio may use other values. */
const openWord = z.string().min(1).max(40);

/** Size of a token grid, in cells. */
const gridSizeSchema = z.object({ columns: z.int().positive(), rows: z.int().positive() });

/** An output of a drawing besides its picture. */
export const artifactSchema = z.object({ kind: openWord, blob: hashSchema });
export type Artifact = z.infer<typeof artifactSchema>;

/** What became of a drawing. */
export const outcomes = ['waiting', 'accepted', 'dropped'] as const;

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
  /** Null in records of older studios. */
  versions: versionsSchema.nullable(),
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
  /** A grey PNG of the page's size that marks what no drawing may change, or null where nothing was protected. */
  freezeMask: hashSchema.nullable(),
  /**
   * The picture that the model looked at, or null where the task has none. Of a page of which a part is redrawn it is the
   * part in `frame`. Records of older studios have null there.
   */
  givenPicture: hashSchema.nullable(),
  /** The picture whose style the drawing takes over, or null where there is none. */
  givenStyle: hashSchema.nullable(),
  /** The generation whose picture this one began from, or null where there is none. */
  parentId: idSchema.nullable(),
  /**
   * The token grid with its codes as little-endian int32, from which the picture can be decoded again. Null where the
   * model has no grid.
   */
  grid: gridSizeSchema.extend({ codes: bytesSchema }).nullable(),
  /** The artifacts in the order in which they are shown. */
  artifacts: z.array(artifactSchema).max(MOST_ARTIFACTS),
  outcome: z.enum(outcomes),
  /** Whether the artist marked it to find it again. */
  starred: z.boolean(),
  createdAt: timestampSchema,
});
export type Generation = z.infer<typeof generationSchema>;

/** A record as lists show it. It lacks the codes, which are most of a record's bytes. */
export const listedGenerationSchema = generationSchema.extend({ grid: gridSizeSchema.nullable() });
export type ListedGeneration = z.infer<typeof listedGenerationSchema>;

export function listedOf({ grid, ...record }: Generation): ListedGeneration {
  return { ...record, grid: grid && { columns: grid.columns, rows: grid.rows } };
}

/** Limit of drawings that get a star in one message. */
export const MOST_STARRED_AT_ONCE = 500;

/**
 * The place in the tree of drawings at which a page begins: in the family of the drawing number `root`, which begins from
 * no other, after number `after`. Families come newest first, and the drawings of one oldest first.
 */
export const treePlaceSchema = z.object({ root: sequenceSchema, after: z.int().nonnegative() });
export type TreePlace = z.infer<typeof treePlaceSchema>;

/** The shape of a picture: as wide as it is high, wider, or higher. */
export const pictureShapes = ['square', 'wide', 'tall'] as const;
export type PictureShape = (typeof pictureShapes)[number];

/** The least and the most pixels of the longer side of a size, the most left out. */
export const pictureSizes = { small: [0, 768], medium: [768, 1536], large: [1536, 1_000_000] } as const;
export type PictureSize = keyof typeof pictureSizes;
export const pictureSizeNames = Object.keys(pictureSizes) as [PictureSize, ...PictureSize[]];

/** What a list of drawings is narrowed to besides words and stars. What is absent narrows nothing. */
export const filtersSchema = z.object({
  task: recordedTaskSchema.exactOptional(),
  /** The name of the model. */
  model: z.string().max(400).exactOptional(),
  shape: z.enum(pictureShapes).exactOptional(),
  size: z.enum(pictureSizeNames).exactOptional(),
  /** Only those that were drawn then or later. */
  since: timestampSchema.exactOptional(),
  /** Whether something was marked. */
  region: z.boolean().exactOptional(),
  outcome: z.enum(outcomes).exactOptional(),
  /** Whether it has a caption. */
  captioned: z.boolean().exactOptional(),
});
export type Filters = z.infer<typeof filtersSchema>;

/** What a list of drawings is narrowed to. */
export const soughtSchema = filtersSchema.extend({
  /** Beginnings of words in the prompt, or in what was said about the picture. All must be there. Empty means any. */
  words: z.string().max(200),
  /** Only those with a star. */
  starred: z.boolean(),
  /** Whether the oldest come first. Absent means no. */
  oldestFirst: z.boolean().exactOptional(),
});
export type Sought = z.infer<typeof soughtSchema>;

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
  createdAt: timestampSchema,
  editedAt: timestampSchema.nullable(),
  /** When the artist has looked at the text and accepted it; absent where that has not been. */
  acceptedAt: timestampSchema.exactOptional(),
});
export type Note = z.infer<typeof noteSchema>;

/** Limit of notes in one call. */
export const MOST_NOTES_AT_ONCE = 20_000;

/** Limit of versions of one note in a list. */
export const MOST_NOTE_VERSIONS = 100;

/** A text that a note had before it was edited. */
export const noteVersionSchema = z.object({ text: noteSchema.shape.text, writtenAt: timestampSchema });
export type NoteVersion = z.infer<typeof noteVersionSchema>;

/** A record that cannot be read. Lists leave it out, count it and report it. The record itself stays unchanged. */
export const unreadableSchema = z.object({
  /** The name of the record for the artist, as a part of a sentence. */
  what: toldPartSchema,
  /** Table, row, column and cause in English, for a report. */
  where: z.string(),
});
export type Unreadable = z.infer<typeof unreadableSchema>;
