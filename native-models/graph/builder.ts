import {
  type AttributeProto,
  attributeTypes,
  type ElementType,
  EXTERNAL,
  elementTypes,
  encodeModel,
  type GraphProto,
  type NodeProto,
  type TensorProto,
  type ValueInfoProto,
} from './onnx-proto.ts';
import { layoutOf, product, type StoredForm, type StoredTensor } from './stored-tensor.ts';
import { type PlaceOf, WeightsFiles } from './weights-files.ts';

/** A tensor in the graph. Only the builder makes them, so a value always has a producer. */
export interface Value {
  readonly name: string;
}

/** An attribute of a node. */
export type Attribute =
  | { readonly int: number }
  | { readonly float: number }
  | { readonly string: string }
  | { readonly ints: readonly number[] };

/** A number is a fixed extent, a string names one that is known only at run time. */
export type Dimensions = readonly (number | string)[];

/** Weights as whole numbers, `values`, and the float32 factors that they are times of. */
export interface QuantizedWeight {
  readonly values: Value;
  readonly scales: Value;
}

/** Rows of a tensor, from the first to before the last. */
export type Rows = readonly [from: number, to: number];

/** ONNX's default operators, and ORT's own (attention, rotary embedding). */
const OPSETS = [
  { domain: '', version: 21 },
  { domain: 'com.microsoft', version: 1 },
] as const;
const IR_VERSION = 10;

/** An initializer whose numbers lie in a weights file. */
interface External {
  readonly name: string;
  readonly source: string;
  readonly form: StoredForm;
  readonly dims: readonly number[];
  readonly rows: Rows;
}

/** Collects nodes in the order of computation. Names are paths ("blocks.0/attn/q_proj"). */
export class GraphBuilder {
  readonly #name: string;
  readonly #weights: WeightsFiles;
  /** Whether the weights files are another graph's. */
  readonly #borrows: boolean;
  readonly #externals = new Map<string, External>();
  readonly #nodes: NodeProto[] = [];
  /** Where the next node goes: the graph itself or a branch of it. */
  #into: NodeProto[] = this.#nodes;
  readonly #initializers = new Map<string, TensorProto>();
  readonly #inputs: ValueInfoProto[] = [];
  readonly #outputs: ValueInfoProto[] = [];
  readonly #constants = new Map<string, Value>();
  readonly #taken = new Set<string>();
  readonly #path: string[] = [];
  /** Of values that are outputs of the whole graph, under which name. */
  readonly #outputNames = new Map<string, string>();

  /** @param weights the file of the weights, where each of them lies, or the graph whose files hold them all */
  constructor(name: string, weights: PlaceOf | GraphBuilder) {
    this.#name = name;
    this.#borrows = weights instanceof GraphBuilder;
    this.#weights = weights instanceof GraphBuilder ? weights.#weights : new WeightsFiles(weights);
  }

  /** Everything that `build` adds is named under `path`. */
  scope<T>(path: string, build: () => T): T {
    this.#path.push(path);
    try {
      return build();
    } finally {
      this.#path.pop();
    }
  }

  input(name: string, type: ElementType, dims: Dimensions): Value {
    this.#inputs.push(valueInfo(this.#claim(name), type, dims));
    return { name };
  }

  /** Names `value` as an output of the whole graph. */
  output(name: string, value: Value, type: ElementType, dims: Dimensions): void {
    this.#claim(name);
    // The node that computes it writes it; a node that only names it would copy it.
    if (this.#nodes.some(({ output }) => output.includes(value.name)) && !this.#outputNames.has(value.name)) {
      this.#outputNames.set(value.name, name);
    } else {
      const named = { name: `output/${name}`, opType: 'Identity', domain: '', attribute: [] };
      this.#nodes.push({ ...named, input: [value.name], output: [name] });
    }
    this.#outputs.push(valueInfo(name, type, dims));
  }

  /** A node with one result. `null` stands for an optional input that is left out. */
  node(
    opType: string,
    inputs: readonly (Value | null)[],
    attributes: Readonly<Record<string, Attribute>> = {},
    options: { readonly name?: string; readonly domain?: string } = {},
  ): Value {
    const name = this.#fresh(options.name ?? opType);
    this.#into.push({
      name,
      opType,
      domain: options.domain ?? '',
      input: inputs.map((value) => value?.name ?? ''),
      output: [name],
      attribute: Object.entries(attributes).map(([key, value]) => attributeProto(key, value)),
    });
    return { name };
  }

  /**
   * The value of one of two branches, of which only that one is computed. `condition` is a single truth value. Branches
   * may use every value that stands before them, and nothing after may use theirs.
   */
  either(name: string, condition: Value, type: ElementType, ifTrue: () => Value, ifFalse: () => Value): Value {
    const result = this.#fresh(name);
    const [before, after] = [
      this.#branch(`${result}/then`, type, ifTrue),
      this.#branch(`${result}/else`, type, ifFalse),
    ];
    this.#into.push({
      name: result,
      opType: 'If',
      domain: '',
      input: [condition.name],
      output: [result],
      attribute: [
        { name: 'then_branch', type: attributeTypes.graph, g: before },
        { name: 'else_branch', type: attributeTypes.graph, g: after },
      ],
    });
    return { name: result };
  }

  /** float32 weights [dims] whose numbers lie in the weights file. The same source twice is stored once. */
  weight(source: string, dims: readonly number[]): Value {
    return this.#external(source, 'float32', dims, [0, dims[0] ?? 1]);
  }

  /** Rows [from, to) of weights [dims] as floats, as an initializer of its own over the same bytes of the file. */
  weightRows(source: string, dims: readonly number[], rows: Rows, form: 'float32' | 'float16' = 'float32'): Value {
    return this.#external(source, form, dims, rows);
  }

  /** Rows [from, to) of weights [dims], stored as int8 with a scale for every row. */
  quantizedRows(source: string, dims: readonly number[], rows: Rows): QuantizedWeight {
    const values = this.#external(source, 'int8', dims, rows);
    return { values, scales: this.#external(source, 'row-scales', dims, rows) };
  }

  /** Rows [from, to) of a matrix [dims] of `bits` a number, with a scale for every block of a row. */
  quantizedBlocks(source: string, dims: readonly number[], rows: Rows, bits: 4 | 8): QuantizedWeight {
    const values = this.#external(source, `int${bits}-blocks`, dims, rows);
    return { values, scales: this.#external(source, `int${bits}-scales`, dims, rows) };
  }

  /** Whole numbers [n], or a scalar where `values` is a number. Equal constants are stored once. */
  ints(values: readonly number[] | number): Value {
    const list = typeof values === 'number' ? [values] : values;
    const raw = new Uint8Array(BigInt64Array.from(list, (value) => BigInt(value)).buffer);
    return this.#constant('int64', typeof values === 'number' ? [] : [list.length], raw, list.join(','));
  }

  /** A byte, 0 to 255 or, as `int8`, -128 to 127; or so many equal ones [count]. */
  bytes(type: 'uint8' | 'int8', value: number, count: number | null = null): Value {
    const raw = new Uint8Array(count ?? 1).fill(value);
    return this.#constant(type, count === null ? [] : [count], raw, String(value));
  }

  /** float32 numbers of shape [dims]. Equal constants are stored once. */
  floats(values: readonly number[] | Float32Array, dims: readonly number[]): Value {
    return this.#numbers('float32', Float32Array.from(values), dims);
  }

  /** As `floats`, in float64. */
  doubles(values: readonly number[] | Float32Array, dims: readonly number[]): Value {
    return this.#numbers('float64', Float64Array.from(values), dims);
  }

  /** What to write into the weights files, file by file, in ascending order of offset. */
  get storedTensors(): readonly StoredTensor[] {
    return this.#borrows ? [] : this.#weights.all();
  }

  /** Bytes of all weights files. */
  get weightsBytes(): number {
    const ends = new Map(this.storedTensors.map(({ file, offset, bytes }) => [file, offset + bytes]));
    return [...ends.values()].reduce((sum, end) => sum + end, 0);
  }

  /** The model's bytes, without its weights. */
  encode(producerVersion: string): Uint8Array {
    return encodeModel({
      irVersion: IR_VERSION,
      producerName: 'dimoo-studio',
      producerVersion,
      opsetImport: OPSETS,
      graph: {
        name: this.#name,
        node: this.#nodes.map((node) => this.#named(node)),
        initializer: [
          ...this.#initializers.values(),
          ...[...this.#externals.values()].map((one) => this.#located(one)),
        ],
        input: this.#inputs,
        output: this.#outputs,
      },
    });
  }

  #branch(name: string, type: ElementType, build: () => Value): GraphProto {
    const outside = this.#into;
    const node: NodeProto[] = [];
    this.#into = node;
    try {
      const value = build();
      const output = [{ name: value.name, type: { tensorType: { elemType: elementTypes[type] } } }];
      return { name, node, initializer: [], input: [], output };
    } finally {
      this.#into = outside;
    }
  }

  /** A node whose values have the names that they have as outputs of the graph. */
  #named(node: NodeProto): NodeProto {
    const named = (value: string) => this.#outputNames.get(value) ?? value;
    const attribute = node.attribute.map((one) =>
      one.g === undefined ? one : { ...one, g: { ...one.g, node: one.g.node.map((inner) => this.#named(inner)) } },
    );
    return { ...node, input: node.input.map(named), output: node.output.map(named), attribute };
  }

  #numbers(type: ElementType, values: Float32Array | Float64Array, dims: readonly number[]): Value {
    if (values.length !== product(dims)) throw new Error(`${values.length} numbers do not fill [${dims.join(', ')}]`);
    const raw = new Uint8Array(values.buffer);
    return this.#constant(type, dims, raw, Buffer.from(raw).toString('base64'));
  }

  #constant(type: ElementType, dims: readonly number[], rawData: Uint8Array, content: string): Value {
    const key = `${type}[${dims.join(',')}]${content}`;
    const known = this.#constants.get(key);
    if (known !== undefined) return known;
    const name = this.#claim(`constants/${type}_${this.#constants.size}`);
    this.#initializers.set(name, { name, dims, dataType: elementTypes[type], rawData });
    const value = { name };
    this.#constants.set(key, value);
    return value;
  }

  /** An initializer over rows [from, to) of a tensor of the checkpoint in its stored form. */
  #external(source: string, form: StoredForm, dims: readonly number[], rows: Rows): Value {
    const [from, to] = rows;
    const [count = 1] = layoutOf(form, dims).dims;
    if (from < 0 || to > count || from >= to) throw new Error(`${source} has no rows ${from}..${to}`);
    const part = from === 0 && to === count ? '' : `[${from}:${to}]`;
    const name = `${source}${part}${form === 'float32' ? '' : `.${form}`}`;
    this.#weights.add(source, form, dims);
    if (!this.#externals.has(name)) this.#externals.set(this.#claim(name), { name, source, form, dims, rows });
    return { name };
  }

  #located({ name, source, form, dims, rows: [from, to] }: External): TensorProto {
    const { type, dims: whole } = layoutOf(form, dims);
    const { file, offset, bytes } = this.#weights.find(source, form);
    const rowBytes = bytes / (whole[0] ?? 1);
    return {
      name,
      dims: dims.length === 0 ? [] : [to - from, ...whole.slice(1)],
      dataType: elementTypes[type],
      dataLocation: EXTERNAL,
      externalData: [
        { key: 'location', value: file },
        { key: 'offset', value: String(offset + from * rowBytes) },
        { key: 'length', value: String((to - from) * rowBytes) },
      ],
    };
  }

  #claim(name: string): string {
    if (this.#taken.has(name)) throw new Error(`two tensors are named ${name}`);
    this.#taken.add(name);
    return name;
  }

  #fresh(leaf: string): string {
    const path = [...this.#path, leaf].join('/');
    let name = path;
    for (let count = 1; this.#taken.has(name); count += 1) name = `${path}_${count}`;
    return this.#claim(name);
  }
}

function valueInfo(name: string, type: ElementType, dims: Dimensions): ValueInfoProto {
  const dim = dims.map((extent) => (typeof extent === 'number' ? { dimValue: extent } : { dimParam: extent }));
  return { name, type: { tensorType: { elemType: elementTypes[type], shape: { dim } } } };
}

function attributeProto(name: string, value: Attribute): AttributeProto {
  if ('int' in value) return { name, type: attributeTypes.int, i: value.int };
  if ('float' in value) return { name, type: attributeTypes.float, f: value.float };
  if ('ints' in value) return { name, type: attributeTypes.ints, ints: value.ints };
  return { name, type: attributeTypes.string, s: new TextEncoder().encode(value.string) };
}
