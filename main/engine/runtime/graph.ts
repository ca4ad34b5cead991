/** One loaded ONNX graph: tensors checked by name, type and shape before a run, runs timed, errors in words. */
import { availableParallelism } from 'node:os';
import * as ort from 'onnxruntime-node';
import { StudioError } from '../../../preload/contract/errors.ts';
import type { Provider } from './providers.ts';

export type TensorData =
  | { readonly type: 'float32'; readonly dims: readonly number[]; readonly data: Float32Array }
  | { readonly type: 'int64'; readonly dims: readonly number[]; readonly data: BigInt64Array };

/** Seconds spent inside runs, of all graphs that share it. */
export interface RunClock {
  seconds: number;
}

/**
 * Threads of one run. ONNX Runtime's own choice is the number of physical cores, which on a small
 * virtual machine counts two usable cores as one; there all of them are used.
 */
export function threadCount(cores = availableParallelism()): number {
  return cores <= 4 ? cores : 0;
}

export class Graph {
  readonly #session: ort.InferenceSession;
  readonly #name: string;
  readonly #clock: RunClock;

  /**
   * Whether its kernels take tensors without numbers. On WebGPU some refuse ("Input tensor cannot be null or
   * empty"), also where nobody fetches what they would compute.
   */
  readonly takesEmpty: boolean;

  private constructor(session: ort.InferenceSession, name: string, provider: Provider, clock: RunClock) {
    this.takesEmpty = provider === 'cpu';
    this.#session = session;
    this.#name = name;
    this.#clock = clock;
  }

  /** @throws StudioError 'model-invalid' or 'out-of-memory' */
  static async open(path: string, name: string, provider: Provider, clock: RunClock): Promise<Graph> {
    try {
      const session = await ort.InferenceSession.create(path, {
        executionProviders: [provider],
        intraOpNumThreads: threadCount(),
        graphOptimizationLevel: 'all',
        logSeverityLevel: 3,
        // Else the threads of a graph that has done its run burn a core each for some 30 ms more, waiting for
        // the next one, while the other graphs, the garbage collector and the window need it.
        extra: { session: { force_spinning_stop: '1' } },
      });
      return new Graph(session, name, provider, clock);
    } catch (cause) {
      throw runtimeFailure(
        cause,
        `The model's ${name} cannot be loaded; convert the checkpoint again.`,
        'model-invalid',
      );
    }
  }

  /** Whether the graph has outputs and inputs of these names. */
  expect(inputs: readonly string[], outputs: readonly string[]): void {
    const missing =
      inputs.find((name) => !this.#session.inputNames.includes(name)) ??
      outputs.find((name) => !this.#session.outputNames.includes(name));
    if (missing !== undefined) {
      throw new StudioError(
        'model-invalid',
        `The model's ${this.#name} has no "${missing}"; convert the checkpoint again.`,
      );
    }
  }

  /** The inputs that are matrices of numbers, with how many columns each has. */
  columns(): { name: string; width: number }[] {
    return this.#session.inputMetadata.flatMap((input) => {
      const width = input.isTensor && input.type === 'float32' ? input.shape.at(-1) : undefined;
      return typeof width === 'number' ? [{ name: input.name, width }] : [];
    });
  }

  /** The named outputs. Does its work on the calling thread, promise or not. */
  async run(
    feeds: Readonly<Record<string, TensorData>>,
    wanted: readonly string[],
  ): Promise<Record<string, ort.Tensor>> {
    const tensors: Record<string, ort.Tensor> = {};
    for (const [name, tensor] of Object.entries(feeds)) {
      this.#check(name, tensor);
      tensors[name] = new ort.Tensor(tensor.type, tensor.data, tensor.dims);
    }
    const started = performance.now();
    try {
      return await this.#session.run(tensors, [...wanted]);
    } catch (cause) {
      throw runtimeFailure(cause, `The model's ${this.#name} failed to run.`, 'internal');
    } finally {
      this.#clock.seconds += (performance.now() - started) / 1000;
    }
  }

  async close(): Promise<void> {
    await this.#session.release();
  }

  #check(name: string, tensor: TensorData): void {
    const declared = this.#session.inputMetadata.find((input) => input.name === name);
    if (declared === undefined || !declared.isTensor) throw new Error(`${this.#name} has no input "${name}".`);
    const count = tensor.dims.reduce((a, b) => a * b, 1);
    const fits =
      declared.type === tensor.type &&
      declared.shape.length === tensor.dims.length &&
      declared.shape.every((side, i) => typeof side === 'string' || side === tensor.dims[i]) &&
      count === tensor.data.length;
    if (!fits) {
      throw new Error(
        `${this.#name}: "${name}" is ${declared.type} [${declared.shape}], got ${tensor.type} [${tensor.dims}] of ${tensor.data.length}.`,
      );
    }
  }
}

/** ONNX Runtime tells failures apart by their text alone. */
function runtimeFailure(cause: unknown, sentence: string, kind: 'internal' | 'model-invalid'): StudioError {
  const detail = cause instanceof Error ? cause.message : String(cause);
  if (
    /bad_alloc|out of memory|failed to allocate|allocation failed|insufficient memory|not enough (space|memory)/i.test(
      detail,
    )
  ) {
    return new StudioError(
      'out-of-memory',
      'There is not enough memory for this; close other programs or ask for a smaller picture.',
      { detail, cause, retryable: true },
    );
  }
  return new StudioError(kind, sentence, { detail, cause, retryable: kind === 'internal' });
}

/** The float32 numbers of an output. */
export function floats(tensors: Readonly<Record<string, ort.Tensor>>, name: string): Float32Array {
  const data = tensors[name]?.data;
  if (!(data instanceof Float32Array)) throw new StudioError('model-invalid', `The model's "${name}" is not float32.`);
  return data;
}

/** An output of whole numbers. */
export function integers(tensors: Readonly<Record<string, ort.Tensor>>, name: string): Int32Array {
  const data = tensors[name]?.data;
  if (data instanceof Int32Array) return data;
  if (!(data instanceof BigInt64Array)) throw new StudioError('model-invalid', `The model's "${name}" is not integer.`);
  return Int32Array.from(data, Number);
}
