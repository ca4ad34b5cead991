/**
 * The wire form of messages: a header for JSON, and binary parts. Arrays of numbers move from the message into the
 * parts, and the header says where each belongs. Any port that carries text and bytes can carry it.
 */
import { z } from 'zod';
import { bytesSchema } from '../contract/pictures.ts';

/** Numbers in a part are little-endian, as on every machine of the studio. */
const arrayTypes = { uint8: Uint8Array, int16: Int16Array, int32: Int32Array, float32: Float32Array } as const;
type ArrayType = keyof typeof arrayTypes;
type NumberArray = Uint8Array | Int16Array | Int32Array | Float32Array;
type Path = readonly (string | number)[];

/** The limit of parts, which no real message reaches. */
const MOST_PARTS = 4096;
const DEEPEST = 64;

export const wireMessageSchema = z.object({
  header: z.object({
    /** The message with null in place of each array of numbers. */
    body: z.unknown(),
    /** For each part, its place in the message and the type of its numbers. */
    arrays: z
      .array(
        z.object({
          at: z.array(z.union([z.string().max(200), z.int().nonnegative()])).max(DEEPEST),
          type: z.enum(['uint8', 'int16', 'int32', 'float32']),
        }),
      )
      .max(MOST_PARTS),
  }),
  parts: z.array(bytesSchema).max(MOST_PARTS),
});
export type WireMessage = z.infer<typeof wireMessageSchema>;

/**
 * The wire form of a message, which is not changed. A part shares the memory of an array that owns its buffer.
 * Properties that are undefined are left out, as JSON leaves them out.
 * @throws TypeError where the message holds what JSON cannot hold, such as a Map, or is nested too deeply
 */
export function toWire(message: unknown): WireMessage {
  const lifting = new Lifting();
  const body = message === undefined ? null : lifting.lift(message);
  return { header: { body, arrays: lifting.arrays }, parts: lifting.parts };
}

/** A walk through a message. */
class Lifting {
  readonly arrays: WireMessage['header']['arrays'] = [];
  readonly parts: Uint8Array<ArrayBuffer>[] = [];
  /** The current place of the walk. */
  readonly #at: (string | number)[] = [];

  /** Returns the value itself where it holds no array of numbers and nothing that JSON leaves out. */
  lift(value: unknown): unknown {
    if (isJsonScalar(value)) return value;
    if (typeof value !== 'object' || value === null) throw this.#unfit();
    const type = typeOf(value);
    if (type !== undefined) {
      this.arrays.push({ at: [...this.#at], type });
      this.parts.push(bytesOf(value as NumberArray));
      return null;
    }
    if (this.#at.length >= DEEPEST) throw this.#unfit();
    if (Array.isArray(value)) return this.#items(value);
    if (!isPlain(value)) throw this.#unfit();
    return this.#fields(value);
  }

  #inside(key: string | number, value: unknown): unknown {
    this.#at.push(key);
    const lifted = this.lift(value);
    this.#at.pop();
    return lifted;
  }

  #items(items: readonly unknown[]): readonly unknown[] {
    let copy: unknown[] | undefined;
    for (let index = 0; index < items.length; index++) {
      const item = items[index];
      // A stroke is a long list of numbers.
      if (isJsonScalar(item)) continue;
      const lifted = this.#inside(index, item);
      if (lifted === item) continue;
      copy ??= [...items];
      copy[index] = lifted;
    }
    return copy ?? items;
  }

  #fields(fields: Readonly<Record<string, unknown>>): unknown {
    const entries: [string, unknown][] = [];
    let same = true;
    for (const [key, value] of Object.entries(fields)) {
      const lifted = value === undefined ? undefined : this.#inside(key, value);
      if (value === undefined || lifted !== value) same = false;
      if (value !== undefined) entries.push([key, lifted]);
    }
    return same ? fields : Object.fromEntries(entries);
  }

  #unfit(): TypeError {
    return new TypeError(`A message cannot hold what is at "${this.#at.join('.')}".`);
  }
}

function isJsonScalar(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  return value === null || typeof value === 'string' || typeof value === 'boolean';
}

export interface Received {
  readonly message: unknown;
  /** False where parts are missing, too many, or do not fit their places. The message then lacks its arrays. */
  readonly complete: boolean;
}

/**
 * The message of a wire form. It changes the form's body.
 * @returns null where the value is no wire form
 */
export function fromWire(raw: unknown): Received | null {
  const wire = wireMessageSchema.safeParse(raw);
  if (!wire.success) return null;
  const { header, parts } = wire.data;
  const whole = { message: header.body };
  const complete =
    header.arrays.length === parts.length &&
    header.arrays.every(({ at, type }, index) => {
      const array = arrayOf(type, parts[index]);
      return array !== null && place(whole, ['message', ...at], array);
    });
  return { message: whole.message, complete };
}

/** Puts an array into the message, only where the message has null for it. */
function place(whole: object, at: Path, array: NumberArray): boolean {
  const last = at.at(-1);
  let holder: unknown = whole;
  for (const key of at.slice(0, -1)) holder = own(holder, key);
  if (last === undefined || own(holder, last) !== null) return false;
  (holder as Record<string | number, unknown>)[last] = array;
  return true;
}

/** The own property of that name, or undefined. */
function own(holder: unknown, key: string | number): unknown {
  if (typeof holder !== 'object' || holder === null || !Object.hasOwn(holder, key)) return undefined;
  return (holder as Record<string | number, unknown>)[key];
}

function typeOf(value: object): ArrayType | undefined {
  return (Object.keys(arrayTypes) as ArrayType[]).find((type) => value instanceof arrayTypes[type]);
}

/** The bytes, copied where they are a part of a larger buffer, since a clone would carry the whole buffer. */
function bytesOf({ buffer, byteOffset, byteLength }: NumberArray): Uint8Array<ArrayBuffer> {
  if (buffer instanceof ArrayBuffer && byteLength === buffer.byteLength) return new Uint8Array(buffer);
  return new Uint8Array(new Uint8Array(buffer, byteOffset, byteLength));
}

/** Null where the bytes do not divide into elements. */
function arrayOf(type: ArrayType, bytes: Uint8Array<ArrayBuffer> | undefined): NumberArray | null {
  const Type = arrayTypes[type];
  if (bytes === undefined || bytes.length % Type.BYTES_PER_ELEMENT !== 0) return null;
  if (type === 'uint8') return bytes;
  const aligned = bytes.byteOffset % Type.BYTES_PER_ELEMENT === 0 ? bytes : new Uint8Array(bytes);
  return new Type(aligned.buffer, aligned.byteOffset, bytes.length / Type.BYTES_PER_ELEMENT);
}

function isPlain(value: object): value is Record<string, unknown> {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
}
