/** Converts the pictures and masks of a request from pixels to names and back. */
import { type NamedMask, type NamedRaster, namedMaskSchema, namedRasterSchema } from '../contract/engine-wire.ts';
import { type Raster, type RegionMask, rasterSchema, regionMaskSchema } from '../contract/pictures.ts';
import { sha256Of } from './sha256.ts';

type Bytes = Uint8Array<ArrayBuffer>;

export interface Named {
  /** The value with a name in place of each picture and mask. */
  readonly value: unknown;
  /** Their bytes, by sha256. */
  readonly pictures: ReadonlyMap<string, Bytes>;
}

/** @param value a request that fits its schema */
export async function namePictures(value: unknown): Promise<Named> {
  const pictures = new Map<string, Bytes>();
  const hashing: Promise<void>[] = [];
  const named = <N extends { sha256: string }>(name: N, bytes: Bytes): N => {
    const hashed = sha256Of(bytes).then((sha256) => {
      name.sha256 = sha256;
      pictures.set(sha256, bytes);
    });
    hashing.push(hashed);
    return name;
  };
  const walk = (part: unknown): unknown => {
    if (!isObject(part)) return part;
    const raster = rasterSchema.safeParse(part);
    if (raster.success) return named<NamedRaster>({ format: 'rgba', ...sizeOf(raster.data) }, raster.data.rgba);
    const mask = regionMaskSchema.safeParse(part);
    if (mask.success) return named<NamedMask>({ format: 'grey', ...sizeOf(mask.data) }, mask.data.values);
    return mapFields(part, walk);
  };
  const names = walk(value);
  await Promise.all(hashing);
  return { value: names, pictures };
}

const sizeOf = ({ width, height }: Raster | RegionMask) => ({ width, height, sha256: '' });

/**
 * The request with the pixels of each picture and mask in place of their names. The result is not checked.
 * @param bytesOf throws where the name is unknown
 */
export function restorePictures(value: unknown, bytesOf: (sha256: string) => Bytes): unknown {
  const walk = (part: unknown): unknown => {
    if (!isObject(part)) return part;
    const raster = namedRasterSchema.safeParse(part);
    if (raster.success) return rasterOf(raster.data, bytesOf(raster.data.sha256));
    const mask = namedMaskSchema.safeParse(part);
    if (mask.success) return maskOf(mask.data, bytesOf(mask.data.sha256));
    return mapFields(part, walk);
  };
  return walk(value);
}

const rasterOf = ({ width, height }: NamedRaster, rgba: Bytes): Raster => ({ width, height, rgba });
const maskOf = ({ width, height }: NamedMask, values: Bytes): RegionMask => ({ width, height, values });

/** Walks through a request. Arrays of numbers are left unchanged. */
function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !ArrayBuffer.isView(value) && !Array.isArray(value);
}

function mapFields(fields: Readonly<Record<string, unknown>>, change: (value: unknown) => unknown) {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, change(value)]));
}
