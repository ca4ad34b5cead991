/** One loaded ONNX graph: tensors checked by name, type and shape before a run, runs timed, errors in words. */
import { availableParallelism } from 'node:os';
import { StudioError } from '../../../preload/contract/errors.ts';
import { type InferenceSession, ort, type Tensor, type TypedTensor } from './onnxruntime.ts';
import { leavesOutputs, type Provider } from './providers.ts';

export type TensorData =
  | { readonly type: 'float32'; readonly dims: readonly number[]; readonly data: Float32Array }
  | { readonly type: 'int64'; readonly dims: readonly number[]; readonly data: BigInt64Array };

/** Places, or other whole numbers, one after another. */
export function list(data: BigInt64Array): TensorData {
  return { type: 'int64', dims: [data.length], data };
}

/** float32 numbers on the device that computed them: to feed to a graph there, and to be disposed of. */
export type DeviceTensor = TypedTensor<'float32'> & { readonly location: 'gpu-buffer' };

export interface GraphOptions {
  /** Outputs that stay on the device where the provider allows it. */
  readonly left?: readonly string[] | undefined;
  /** Nodes that WebGPU leaves to the CPU; names that a graph does not have do no harm. */
  readonly onCpu?: readonly string[] | undefined;
}

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
  readonly #session: InferenceSession;
  readonly #name: string;
  readonly #clock: RunClock;

  /**
   * Whether its kernels take tensors without numbers. On WebGPU some refuse ("Input tensor cannot be null or
   * empty"), also where nobody fetches what they would compute.
   */
  readonly takesEmpty: boolean;

  /**
   * Whether all outputs are fetched at every run, wanted or not. Where some stay on the device onnxruntime-node
   * 1.30 keeps what a run has bound for the next one ("Output count mismatch"; a binding for each run is in
   * https://github.com/microsoft/onnxruntime/pull/32346, open), and counts the locations over what is fetched,
   * not over what there is.
   */
  readonly #fetchesAll: boolean;

  private constructor(
    session: InferenceSession,
    name: string,
    provider: Provider,
    clock: RunClock,
    fetchesAll: boolean,
  ) {
    this.#fetchesAll = fetchesAll;
    this.takesEmpty = provider === 'cpu';
    this.#session = session;
    this.#name = name;
    this.#clock = clock;
  }

  /** @throws StudioError 'model-invalid' or 'out-of-memory' */
  static async open(
    path: string,
    name: string,
    provider: Provider,
    clock: RunClock,
    { left = [], onCpu = [] }: GraphOptions = {},
  ): Promise<Graph> {
    const stays = leavesOutputs(provider) && left.length > 0;
    try {
      const session = await ort.InferenceSession.create(path, {
        executionProviders: [onCpu.length > 0 ? { name: provider, forceCpuNodeNames: onCpu } : provider],
        intraOpNumThreads: threadCount(),
        graphOptimizationLevel: 'all',
        logSeverityLevel: 3,
        ...(stays && {
          preferredOutputLocation: Object.fromEntries(left.map((output) => [output, 'gpu-buffer'] as const)),
        }),
        // Else the threads of a graph that has done its run burn a core each for some 30 ms more, waiting for
        // the next one, while the other graphs, the garbage collector and the window need it.
        extra: { session: { force_spinning_stop: '1' } },
      });
      return new Graph(session, name, provider, clock, stays);
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
    feeds: Readonly<Record<string, TensorData | DeviceTensor>>,
    wanted: readonly string[],
  ): Promise<Record<string, Tensor>> {
    const tensors: Record<string, Tensor> = {};
    for (const [name, tensor] of Object.entries(feeds)) {
      this.#check(name, tensor);
      tensors[name] = 'location' in tensor ? tensor : new ort.Tensor(tensor.type, tensor.data, tensor.dims);
    }
    const started = performance.now();
    try {
      if (!this.#fetchesAll) return await this.#session.run(tensors, [...wanted]);
      const outputs = Object.entries(await this.#session.run(tensors, this.#session.outputNames));
      for (const [output, tensor] of outputs) if (!wanted.includes(output)) tensor.dispose();
      return Object.fromEntries(outputs.filter(([output]) => wanted.includes(output)));
    } catch (cause) {
      throw runtimeFailure(cause, `The model's ${this.#name} failed to run.`, 'internal');
    } finally {
      this.#clock.seconds += (performance.now() - started) / 1000;
    }
  }

  async close(): Promise<void> {
    await this.#session.release();
  }

  #check(name: string, tensor: TensorData | DeviceTensor): void {
    const declared = this.#session.inputMetadata.find((input) => input.name === name);
    if (declared === undefined || !declared.isTensor) throw new Error(`${this.#name} has no input "${name}".`);
    const length = 'location' in tensor ? tensor.size : tensor.data.length;
    const count = tensor.dims.reduce((a, b) => a * b, 1);
    const fits =
      declared.type === tensor.type &&
      declared.shape.length === tensor.dims.length &&
      declared.shape.every((side, i) => typeof side === 'string' || side === tensor.dims[i]) &&
      count === length;
    if (!fits) {
      throw new Error(
        `${this.#name}: "${name}" is ${declared.type} [${declared.shape}], got ${tensor.type} [${tensor.dims}] of ${length}.`,
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

/** The output, where it was left on the device. */
export function deviceTensor(output: Tensor | undefined): DeviceTensor | undefined {
  const isLeft = output?.location === 'gpu-buffer' && output.type === 'float32';
  // What `type` and `location` say is not in the type of ONNX Runtime's tensors.
  return isLeft ? (output as DeviceTensor) : undefined;
}

/** The float32 numbers of an output. */
export function floats(tensors: Readonly<Record<string, Tensor>>, name: string): Float32Array {
  const data = tensors[name]?.data;
  if (!(data instanceof Float32Array)) throw new StudioError('model-invalid', `The model's "${name}" is not float32.`);
  return data;
}

/** An output of whole numbers. */
export function integers(tensors: Readonly<Record<string, Tensor>>, name: string): Int32Array {
  const data = tensors[name]?.data;
  if (data instanceof Int32Array) return data;
  if (!(data instanceof BigInt64Array)) throw new StudioError('model-invalid', `The model's "${name}" is not integer.`);
  return Int32Array.from(data, Number);
}
