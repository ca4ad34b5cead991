import { z } from 'zod';
import { fromBase64, toBase64 } from './base64.ts';
import { type DrawRequest, drawRequestOf, drawRequestSchema } from './drawing.ts';
import { StudioError } from './errors.ts';
import { hashSchema } from './ids.ts';
import { elementTypesSchema } from './manifest.ts';
import { readHeader } from './picture-header.ts';
import { frameSchema, MAX_SIDE, type Raster, type RegionMask } from './pictures.ts';
import { drawTasksWith } from './tasks.ts';
import { versionsSchema } from './versions.ts';

/**
 * A drawing as a file, from which it is drawn again elsewhere: the whole request with its pictures, what drew it, and the
 * sha256 of what it came to. docs/recipes.md describes the form. It holds no path, no name of a project and no date, and
 * its pictures are pixels alone, without what cameras and programs write beside them.
 */

export const RECIPE_FORMAT = 'dimoo-recipe';
/** Rises with every change that an older studio would misread. */
export const RECIPE_VERSION = 1;
/** How the name of such a file ends. */
export const RECIPE_ENDING = '.recipe.json';
/** Limit of a recipe's file, in bytes. */
export const MOST_RECIPE_BYTES = 96 * 1024 ** 2;
const MEGABYTES = MOST_RECIPE_BYTES / 1024 ** 2;
/** Limit of pictures and masks in one recipe. No task takes as many. */
const MOST_PICTURES = 8;

const side = z.int().positive().max(MAX_SIDE);
/** A picture or a mask by the sha256 of its PNG, which `pictures` holds. */
const namedSchema = z.object({ png: hashSchema, width: side, height: side });
type Named = z.infer<typeof namedSchema>;

const short = z.string().max(400);

export const recipeSchema = z.object({
  format: z.literal(RECIPE_FORMAT),
  version: z.literal(RECIPE_VERSION),
  request: drawRequestOf(drawTasksWith(namedSchema, namedSchema)),
  /** The PNG files by their sha256. */
  pictures: z.record(hashSchema, z.instanceof(Uint8Array)),
  /** Where the result lay, and the size of its page. */
  frame: frameSchema,
  page: z.object({ width: side, height: side }),
  /** What drew it. */
  model: z.object({
    name: short,
    hash: short,
    family: short.nullable(),
    precision: short.nullable(),
    elementTypes: elementTypesSchema.nullable(),
  }),
  provider: short,
  versions: versionsSchema.nullable(),
  /** The sha256 of the PNG that it came to. */
  result: hashSchema,
});
export type Recipe = z.infer<typeof recipeSchema>;

/** What a recipe says besides the request. */
export type RecipeFacts = Pick<Recipe, 'frame' | 'page' | 'model' | 'provider' | 'versions' | 'result'>;

/** How pixels become files and back, which differs between the window and the command line. */
export interface RecipeWriter {
  readonly sha256: (bytes: Uint8Array) => Promise<string>;
  readonly packPicture: (raster: Raster) => Promise<Uint8Array>;
  readonly packMask: (mask: RegionMask) => Promise<Uint8Array>;
}

export interface RecipeReader {
  readonly sha256: (bytes: Uint8Array<ArrayBuffer>) => Promise<string>;
  readonly readPicture: (png: Uint8Array<ArrayBuffer>) => Promise<Raster>;
  readonly readMask: (png: Uint8Array<ArrayBuffer>) => Promise<RegionMask>;
}

/** The inputs of requests that are pixels. `second` is the other drawing of a mix. */
const PICTURES = ['picture', 'stylePicture'] as const;
const MASKS = ['regionMask', 'freezeMask'] as const;

type Fields = Readonly<Record<string, unknown>>;
/** Replaces every picture and mask of a request. */
async function withPixels(
  fields: Fields,
  picture: (value: unknown) => Promise<unknown>,
  mask: (value: unknown) => Promise<unknown>,
): Promise<Fields> {
  const changed: Record<string, unknown> = { ...fields };
  for (const name of PICTURES) if (fields[name] != null) changed[name] = await picture(fields[name]);
  for (const name of MASKS) if (fields[name] != null) changed[name] = await mask(fields[name]);
  if (fields.second != null) changed.second = await withPixels(fields.second as Fields, picture, mask);
  return changed;
}

/**
 * Writes a recipe. Rejects with `recipe.too-much` where its pictures are too large.
 * @returns the file's text as UTF-8
 */
export async function writeRecipe(
  { known: _, ...request }: DrawRequest & { readonly known?: unknown },
  facts: RecipeFacts,
  writer: RecipeWriter,
): Promise<Uint8Array<ArrayBuffer>> {
  const pictures: Record<string, Uint8Array> = {};
  const keep = async (png: Uint8Array, { width, height }: Raster | RegionMask): Promise<Named> => {
    const hash = await writer.sha256(png);
    pictures[hash] = png;
    return { png: hash, width, height };
  };
  const named = await withPixels(
    request,
    async (raster) => keep(await writer.packPicture(raster as Raster), raster as Raster),
    async (mask) => keep(await writer.packMask(mask as RegionMask), mask as RegionMask),
  );
  const bytes = Object.values(pictures).reduce((sum, { length }) => sum + length, 0);
  if (bytes * 1.4 > MOST_RECIPE_BYTES) throw StudioError.of('recipe.too-much', { megabytes: MEGABYTES });
  const recipe = recipeSchema.parse({
    ...{ format: RECIPE_FORMAT, version: RECIPE_VERSION, request: named, ...facts, pictures },
  });
  const file = new TextEncoder().encode(`${JSON.stringify(packed(recipe), null, 1)}\n`);
  if (file.length > MOST_RECIPE_BYTES) throw StudioError.of('recipe.too-much', { megabytes: MEGABYTES });
  return file;
}

/**
 * Reads a recipe's file, which may be hostile. No picture is decoded.
 * @param file the name of the file, for sentences
 * @throws StudioError 'recipe.large', 'recipe.foreign', 'recipe.cut-off', 'recipe.newer' or 'recipe.damaged'
 */
export function readRecipe(bytes: Uint8Array, file: string): Recipe {
  if (bytes.length > MOST_RECIPE_BYTES) throw StudioError.of('recipe.large', { file, megabytes: MEGABYTES });
  const text = new TextDecoder().decode(bytes);
  const isOurs = /^\s*\{\s*"format"\s*:\s*"dimoo-recipe"/.test(text.slice(0, 200));
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    if (!isOurs) throw StudioError.of('recipe.foreign', { file }, { cause });
    // A file that was cut lacks its last bracket.
    const code = text.trimEnd().endsWith('}') ? 'recipe.damaged' : 'recipe.cut-off';
    throw StudioError.of(code, { file }, { cause });
  }
  const head = z.object({ format: z.literal(RECIPE_FORMAT), version: z.int().positive() }).safeParse(json);
  if (!head.success) throw StudioError.of(isOurs ? 'recipe.damaged' : 'recipe.foreign', { file });
  if (head.data.version > RECIPE_VERSION) throw StudioError.of('recipe.newer', { file });
  const recipe = recipeSchema.safeParse(unpacked(json, 0));
  if (!recipe.success) throw StudioError.of('recipe.damaged', { file }, { detail: recipe.error.message.slice(0, 500) });
  if (Object.keys(recipe.data.pictures).length > MOST_PICTURES) throw StudioError.of('recipe.damaged', { file });
  return recipe.data;
}

/**
 * The request of a recipe, with its pictures. Each is compared with its sha256 and its size before and after it is
 * decoded. Rejects with `recipe.damaged`, or as `readPicture` does.
 */
export async function requestOfRecipe(recipe: Recipe, file: string, reader: RecipeReader): Promise<DrawRequest> {
  const damaged = () => StudioError.of('recipe.damaged', { file });
  const pngOf = async ({ png, width, height }: Named) => {
    const bytes = Object.hasOwn(recipe.pictures, png) ? recipe.pictures[png] : undefined;
    if (bytes === undefined) throw damaged();
    const own = new Uint8Array(bytes);
    const header = readHeader(own);
    const size = header?.mediaType === 'image/png' ? header.size : null;
    if (size?.width !== width || size.height !== height || (await reader.sha256(own)) !== png) throw damaged();
    return own;
  };
  const same = <T extends { readonly width: number; readonly height: number }>(read: T, named: Named): T => {
    if (read.width !== named.width || read.height !== named.height) throw damaged();
    return read;
  };
  const request = await withPixels(
    recipe.request,
    async (named) => same(await reader.readPicture(await pngOf(named as Named)), named as Named),
    async (named) => same(await reader.readMask(await pngOf(named as Named)), named as Named),
  );
  const parsed = drawRequestSchema.safeParse(request);
  if (!parsed.success) throw damaged();
  return parsed.data;
}

/** Numbers of a trace as JSON has them. */
const ARRAYS = { int32: Int32Array, int16: Int16Array, float32: Float32Array, bytes: Uint8Array } as const;
type ArrayName = keyof typeof ARRAYS;
const arrayNames = Object.keys(ARRAYS) as ArrayName[];
/** How deep a recipe is. A file that is deeper is none. */
const MOST_DEEP = 8;

function packed(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) {
    const name = arrayNames.find((one) => value instanceof ARRAYS[one]);
    if (name === undefined) throw new Error('A request holds arrays of known kinds alone.');
    return { [name]: toBase64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) };
  }
  if (Array.isArray(value)) return value.map(packed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, packed(inner)]));
}

function unpacked(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null || depth > MOST_DEEP) return value;
  if (Array.isArray(value)) return value.map((inner) => unpacked(inner, depth + 1));
  const entries = Object.entries(value);
  const [only] = entries;
  const name = arrayNames.find((one) => one === only?.[0]);
  if (entries.length === 1 && name !== undefined && typeof only?.[1] === 'string') return arrayOf(name, only[1]);
  return Object.fromEntries(entries.map(([key, inner]) => [key, unpacked(inner, depth + 1)]));
}

/** Numbers are little-endian, as every machine that runs the studio has them. */
function arrayOf(name: ArrayName, text: string): unknown {
  const bytes = fromBase64(text);
  if (bytes === null || bytes.length % ARRAYS[name].BYTES_PER_ELEMENT !== 0) return null;
  return name === 'bytes' ? bytes : new ARRAYS[name](bytes.buffer);
}
