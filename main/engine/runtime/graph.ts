/**
 * One loaded ONNX graph. It checks tensors by name, type and shape before a run, times its runs, and turns errors into
 * sentences.
 */
import { availableParallelism } from 'node:os';
import { StudioError } from '../../../preload/contract/errors.ts';
import { type InferenceSession, ort, type Tensor, type TypedTensor } from './onnxruntime.ts';
import { leavesOutputs, type Provider } from './providers.ts';

/** A tensor in memory, row-major. */
export type TensorData =
  | { readonly type: 'float32'; readonly dims: readonly number[]; readonly data: Float32Array }
  | { readonly type: 'float16'; readonly dims: readonly number[]; readonly data: Uint16Array }
  | { readonly type: 'int64'; readonly dims: readonly number[]; readonly data: BigInt64Array };

/** A one-dimensional int64 tensor. */
export function list(data: BigInt64Array): TensorData {
  return { type: 'int64', dims: [data.length], data };
}

/** Floats that only graphs read: keys and values. Uint16Array holds the bits of float16. */
export type Floats = Float32Array | Uint16Array;

/** A tensor of floats on the device that computed it. Its owner feeds it to a graph there and disposes of it. */
export type DeviceTensor = TypedTensor<'float32' | 'float16'> & { readonly location: 'gpu-buffer' };

/** Floats as a tensor. */
export function floatTensor(data: Floats, dims: readonly number[]): TensorData {
  return data instanceof Float32Array ? { type: 'float32', dims, data } : { type: 'float16', dims, data };
}

/** What may stay on the device, and what leaves it. */
export interface GraphOptions {
  /** Names of outputs that stay on the device where the provider allows it. */
  readonly left?: readonly string[] | undefined;
  /** Names of nodes that WebGPU leaves to the CPU. Unknown names are ignored. */
  readonly onCpu?: readonly string[] | undefined;
  /**
   * Whether inputs have many shapes. ONNX Runtime otherwise plans the memory of a run for each of them, and keeps it
   * beside that of the first run: a second picture of 512 x 512 took 0.9 GB more in the released codec.
   */
  readonly manyShapes?: boolean | undefined;
}

/** Seconds spent inside runs of all graphs that share the clock. */
export interface RunClock {
  seconds: number;
}

/**
 * Threads of one run; 0 leaves the choice to ONNX Runtime, which takes the number of physical cores. On a
 * small virtual machine that counts two usable cores as one, so there all cores are used.
 * @param asked the number of cores that the user has chosen, as DIMOO_CORES has it
 */
export function threadCount(cores = availableParallelism(), asked = process.env.DIMOO_CORES): number {
  const chosen = Number(asked);
  if (Number.isInteger(chosen) && chosen > 0) return Math.min(chosen, cores);
  return cores <= 4 ? cores : 0;
}

/** A loaded graph with its ONNX Runtime session. */
export class Graph {
  readonly #session: InferenceSession;
  readonly #name: string;
  readonly #clock: RunClock;

  /**
   * Whether its kernels take empty tensors. On WebGPU some refuse ("Input tensor cannot be null or empty"),
   * even where nobody fetches their output.
   */
  readonly takesEmpty: boolean;

  /**
   * Whether every run fetches all outputs. Where some stay on the device, onnxruntime-node 1.30 keeps the
   * bindings of a run for the next one ("Output count mismatch"), and counts output locations over the
   * fetched outputs instead of all outputs. A binding for each run is in
   * https://github.com/microsoft/onnxruntime/pull/32346, which is open.
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
    { left = [], onCpu = [], manyShapes = false }: GraphOptions = {},
  ): Promise<Graph> {
    const stays = leavesOutputs(provider) && left.length > 0;
    try {
      const session = await ort.InferenceSession.create(path, {
        executionProviders: providersOf(provider, onCpu),
        intraOpNumThreads: threadCount(),
        graphOptimizationLevel: 'all',
        enableMemPattern: !manyShapes,
        logSeverityLevel: 3,
        ...(stays && {
          preferredOutputLocation: Object.fromEntries(left.map((output) => [output, 'gpu-buffer'] as const)),
        }),
        // Without it the threads of a graph spin for some 30 ms after each run, on cores that the other
        // graphs, the garbage collector and the window need.
        extra: { session: { force_spinning_stop: '1' } },
      });
      return new Graph(session, name, provider, clock, stays);
    } catch (cause) {
      throw runtimeFailure(cause, 'model.graph-unreadable', name);
    }
  }

  /** @throws StudioError 'model-invalid' where the graph lacks one of these inputs or outputs */
  expect(inputs: readonly string[], outputs: readonly string[]): void {
    const missing =
      inputs.find((name) => !this.#session.inputNames.includes(name)) ??
      outputs.find((name) => !this.#session.outputNames.includes(name));
    if (missing !== undefined) {
      throw StudioError.of('model.graph-lacks', { graph: this.#name, name: missing });
    }
  }

  /** Float32 inputs of a fixed last dimension, with that dimension. */
  columns(): { name: string; width: number }[] {
    return this.#session.inputMetadata.flatMap((input) => {
      const width = input.isTensor && input.type === 'float32' ? input.shape.at(-1) : undefined;
      return typeof width === 'number' ? [{ name: input.name, width }] : [];
    });
  }

  /**
   * Runs the graph and returns the named outputs. onnxruntime-node computes on the calling thread in spite of
   * the promise.
   * @throws StudioError 'out-of-memory' or 'internal'
   */
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
      throw runtimeFailure(cause, 'model.graph-failed', this.#name);
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

/** What TensorRT does not take goes to CUDA, and what no provider takes goes to the CPU. */
function providersOf(provider: Provider, onCpu: readonly string[]) {
  if (onCpu.length > 0) return [{ name: provider, forceCpuNodeNames: onCpu }];
  return provider === 'tensorrt' ? [provider, 'cuda'] : [provider];
}

/** ONNX Runtime distinguishes failures only by their message. */
function runtimeFailure(
  cause: unknown,
  code: 'model.graph-unreadable' | 'model.graph-failed',
  graph: string,
): StudioError {
  const detail = cause instanceof Error ? cause.message : String(cause);
  if (
    /bad_alloc|out of memory|failed to allocate|allocation failed|insufficient memory|not enough (space|memory)/i.test(
      detail,
    )
  ) {
    return StudioError.of('engine.no-memory', {}, { detail, cause, retryable: true });
  }
  return StudioError.of(code, { graph }, { detail, cause, retryable: code === 'model.graph-failed' });
}

/** The output as a device tensor, or undefined where it lies in memory. */
export function deviceTensor(output: Tensor | undefined): DeviceTensor | undefined {
  const isLeft = output?.location === 'gpu-buffer' && (output.type === 'float32' || output.type === 'float16');
  // ONNX Runtime's tensor type does not narrow by `type` and `location`.
  return isLeft ? (output as DeviceTensor) : undefined;
}

/**
 * The float32 data of an output.
 * @throws StudioError 'model-invalid' where the output is absent or of another type
 */
export function floats(tensors: Readonly<Record<string, Tensor>>, name: string): Float32Array {
  const data = tensors[name]?.data;
  if (!(data instanceof Float32Array)) throw StudioError.of('model.output-no-float', { name });
  return data;
}

/**
 * The float32 or float16 data of an output.
 * @throws StudioError 'model-invalid' where the output is absent or of another type
 */
export function anyFloats(tensors: Readonly<Record<string, Tensor>>, name: string): Floats {
  const data = tensors[name]?.data;
  if (data instanceof Float32Array || data instanceof Uint16Array) return data;
  throw StudioError.of('model.output-no-float', { name });
}

/**
 * The int32 or int64 data of an output as int32.
 * @throws StudioError 'model-invalid' where the output is absent or of another type
 */
export function integers(tensors: Readonly<Record<string, Tensor>>, name: string): Int32Array {
  const data = tensors[name]?.data;
  if (data instanceof Int32Array) return data;
  if (!(data instanceof BigInt64Array)) throw StudioError.of('model.output-no-integer', { name });
  return Int32Array.from(data, Number);
}
