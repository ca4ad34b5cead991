import { bytesOf, layoutOf, type StoredForm, type StoredTensor } from './stored-tensor.ts';

/** Where a tensor's numbers come from, which decides where they lie. */
export interface SourcePlace {
  /** The weights file. */
  readonly file: string;
  /** Its tensors lie in ascending order. */
  readonly order: number;
}

/** A file for all tensors, in the order in which they are asked for; or the place of each. */
export type PlaceOf = string | ((source: string) => SourcePlace);

interface Asked {
  readonly source: string;
  readonly form: StoredForm;
  readonly dims: readonly number[];
}

/** Large tensors start on a page, so that they can be mapped; small ones on a cache line. */
const PAGE = 4096;
const LINE = 64;

/**
 * Lays weights out in files beside the model, because a protobuf message ends at 2 GB. Where every tensor has a place of
 * its own, each weights file can be written while one file of the checkpoint is read from front to back.
 */
export class WeightsFiles {
  readonly #placeOf: PlaceOf;
  readonly #asked = new Map<string, Asked>();
  #laidOut: ReadonlyMap<string, StoredTensor> | null = null;

  constructor(placeOf: PlaceOf) {
    this.#placeOf = placeOf;
  }

  /** Makes room for a tensor in a stored form. The same one twice has one place. */
  add(source: string, form: StoredForm, dims: readonly number[]): void {
    const known = this.#asked.get(keyOf(source, form));
    if (known !== undefined && known.dims.join() !== dims.join()) {
      throw new Error(`${source} was asked for with two shapes`);
    }
    if (known !== undefined) return;
    this.#asked.set(keyOf(source, form), { source, form, dims });
    this.#laidOut = null;
  }

  /** All tensors, file by file, in ascending order of offset. */
  all(): readonly StoredTensor[] {
    return [...this.#tensors().values()];
  }

  /** Where a tensor lies. It moves when others are added. */
  find(source: string, form: StoredForm): StoredTensor {
    const found = this.#tensors().get(keyOf(source, form));
    if (found === undefined) throw new Error(`${source} has no place as ${form}`);
    return found;
  }

  #tensors(): ReadonlyMap<string, StoredTensor> {
    if (this.#laidOut !== null) return this.#laidOut;
    const placed = this.#placed().sort((a, b) => (a.file === b.file ? a.order - b.order : a.file < b.file ? -1 : 1));
    const ends = new Map<string, number>();
    const laidOut = new Map<string, StoredTensor>();
    for (const { file, source, form, dims } of placed) {
      const bytes = bytesOf(layoutOf(form, dims));
      const alignment = bytes >= PAGE ? PAGE : LINE;
      const offset = Math.ceil((ends.get(file) ?? 0) / alignment) * alignment;
      ends.set(file, offset + bytes);
      laidOut.set(keyOf(source, form), { source, form, dims, file, offset, bytes });
    }
    this.#laidOut = laidOut;
    return laidOut;
  }

  #placed(): (Asked & SourcePlace)[] {
    const placeOf = this.#placeOf;
    const asked = [...this.#asked.values()];
    if (typeof placeOf === 'string') return asked.map((one, order) => ({ ...one, file: placeOf, order }));
    const forms = new Map<string, StoredForm>();
    return asked.map((one) => {
      const { file, order } = placeOf(one.source);
      if (!isScales(one.form) && !forms.has(one.source)) forms.set(one.source, one.form);
      const isFirst = forms.get(one.source) === (isScales(one.form) ? scaledBy[one.form] : one.form);
      // Two long forms of one tensor cannot be written to one file at the same time.
      return { ...one, file: isFirst ? file : file.replace(/(?=\.[^.]*$)/, '-second'), order };
    });
  }
}

/** What a form of scales belongs to. */
const scaledBy = { 'row-scales': 'int8', 'int4-scales': 'int4-blocks', 'int8-scales': 'int8-blocks' } as const;

/** Whether a form holds the factors of another one. */
export function isScales(form: StoredForm): form is keyof typeof scaledBy {
  return form in scaledBy;
}

function keyOf(source: string, form: StoredForm): string {
  return `${form} ${source}`;
}
