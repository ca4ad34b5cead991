import type { Manifest } from '../../preload/contract/manifest.ts';

/** What to convert, and where to. */
export interface ConvertOptions {
  /** A folder in the public Hugging Face layout. */
  readonly checkpoint: string;
  /** The model folder to be; replaced where it holds an older model. */
  readonly out: string;
  readonly precision: Manifest['precision'];
  /** The row of the output head that belongs to code 0. Absent means that the checkpoint's files tell it. */
  readonly codeOffset?: number;
  /** Adds the hidden state before every block as outputs, to compare with the reference. */
  readonly exposeHidden?: boolean;
  readonly onProgress?: (progress: ConvertProgress) => void;
}

/** What files beside the weights say of a model. It changes nothing that the model draws. */
export type ModelNotes = Pick<Manifest, 'vocabulary' | 'licence' | 'description'>;

/** How far a conversion is. */
export interface ConvertProgress {
  readonly stage: 'hashing' | 'transformer' | 'codec';
  /** Bytes of the checkpoint read, or of weights written, of how many in all. */
  readonly done: number;
  readonly of: number;
}

/** The model folder that a conversion made or found. */
export interface ConvertResult {
  readonly manifest: Manifest;
  /** False where the same model was there already, whole. */
  readonly converted: boolean;
  /** Keys of config files that the reference does not define either. Empty where nothing was converted. */
  readonly passedOver: readonly { readonly file: string; readonly key: string }[];
}
