import protobuf from 'protobufjs/light.js';

/**
 * The part of onnx.proto that this writer uses, by field number. Field numbers are ONNX's and
 * never change; everything left out here is optional in the format.
 */
const repeated = { rule: 'repeated' } as const;

const root = protobuf.Root.fromJSON({
  nested: {
    ModelProto: {
      fields: {
        irVersion: { type: 'int64', id: 1 },
        producerName: { type: 'string', id: 2 },
        producerVersion: { type: 'string', id: 3 },
        graph: { type: 'GraphProto', id: 7 },
        opsetImport: { ...repeated, type: 'OperatorSetIdProto', id: 8 },
      },
    },
    OperatorSetIdProto: { fields: { domain: { type: 'string', id: 1 }, version: { type: 'int64', id: 2 } } },
    GraphProto: {
      fields: {
        node: { ...repeated, type: 'NodeProto', id: 1 },
        name: { type: 'string', id: 2 },
        initializer: { ...repeated, type: 'TensorProto', id: 5 },
        input: { ...repeated, type: 'ValueInfoProto', id: 11 },
        output: { ...repeated, type: 'ValueInfoProto', id: 12 },
      },
    },
    NodeProto: {
      fields: {
        input: { ...repeated, type: 'string', id: 1 },
        output: { ...repeated, type: 'string', id: 2 },
        name: { type: 'string', id: 3 },
        opType: { type: 'string', id: 4 },
        attribute: { ...repeated, type: 'AttributeProto', id: 5 },
        domain: { type: 'string', id: 7 },
      },
    },
    AttributeProto: {
      fields: {
        name: { type: 'string', id: 1 },
        f: { type: 'float', id: 2 },
        i: { type: 'int64', id: 3 },
        s: { type: 'bytes', id: 4 },
        g: { type: 'GraphProto', id: 6 },
        ints: { ...repeated, type: 'int64', id: 8 },
        type: { type: 'int32', id: 20 },
      },
    },
    TensorProto: {
      fields: {
        dims: { ...repeated, type: 'int64', id: 1 },
        dataType: { type: 'int32', id: 2 },
        name: { type: 'string', id: 8 },
        rawData: { type: 'bytes', id: 9 },
        externalData: { ...repeated, type: 'StringStringEntryProto', id: 13 },
        dataLocation: { type: 'int32', id: 14 },
      },
    },
    StringStringEntryProto: { fields: { key: { type: 'string', id: 1 }, value: { type: 'string', id: 2 } } },
    ValueInfoProto: { fields: { name: { type: 'string', id: 1 }, type: { type: 'TypeProto', id: 2 } } },
    TypeProto: { fields: { tensorType: { type: 'TensorType', id: 1 } } },
    TensorType: { fields: { elemType: { type: 'int32', id: 1 }, shape: { type: 'TensorShapeProto', id: 2 } } },
    TensorShapeProto: { fields: { dim: { ...repeated, type: 'Dimension', id: 1 } } },
    Dimension: { fields: { dimValue: { type: 'int64', id: 1 }, dimParam: { type: 'string', id: 2 } } },
  },
});

const modelProto = root.lookupType('ModelProto');

/** ONNX's numbers of element types (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3). */
export const elementTypes = {
  float32: 1,
  uint8: 2,
  int8: 3,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
  float64: 11,
} as const;
/** ONNX's numbers of attribute types. */
export const attributeTypes = { float: 1, int: 2, string: 3, graph: 5, ints: 7 } as const;
/** ONNX's number for data that lies in another file. */
export const EXTERNAL = 1;

/** An element type that the builder uses. */
export type ElementType = keyof typeof elementTypes;

/** AttributeProto of onnx.proto3. */
export interface AttributeProto {
  name: string;
  type: number;
  f?: number;
  i?: number;
  s?: Uint8Array;
  g?: GraphProto;
  ints?: readonly number[];
}

/** NodeProto of onnx.proto3. */
export interface NodeProto {
  name: string;
  opType: string;
  domain: string;
  input: readonly string[];
  output: readonly string[];
  attribute: readonly AttributeProto[];
}

/** TensorProto of onnx.proto3. */
export interface TensorProto {
  name: string;
  dims: readonly number[];
  dataType: number;
  rawData?: Uint8Array;
  dataLocation?: number;
  externalData?: readonly { key: string; value: string }[];
}

/** ValueInfoProto of onnx.proto3. */
export interface ValueInfoProto {
  name: string;
  /** Without a shape where it is only known at run time. */
  type: {
    tensorType: { elemType: number; shape?: { dim: readonly ({ dimValue: number } | { dimParam: string })[] } };
  };
}

/** ModelProto of onnx.proto3. */
export interface ModelProto {
  irVersion: number;
  producerName: string;
  producerVersion: string;
  opsetImport: readonly { domain: string; version: number }[];
  graph: GraphProto;
}

/** GraphProto of onnx.proto3. */
export interface GraphProto {
  name: string;
  node: readonly NodeProto[];
  initializer: readonly TensorProto[];
  input: readonly ValueInfoProto[];
  output: readonly ValueInfoProto[];
}

/** A model's bytes. Throws where a field is of the wrong type: that is a bug of the builder. */
export function encodeModel(model: ModelProto): Uint8Array {
  const problem = modelProto.verify(model);
  if (problem !== null) throw new Error(`not a valid ONNX model: ${problem}`);
  return modelProto.encode(modelProto.create(model)).finish();
}

/** Back again, for tests and for looking into a file. */
export function decodeModel(bytes: Uint8Array): protobuf.Message {
  return modelProto.decode(bytes);
}
