import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromWire, toWire } from '../../../preload/rpc/wire.ts';
import { fromBytes, toBytes } from '../../helpers/byte-port.ts';

const numbers = fc.oneof(
  fc.uint8Array(),
  fc.int16Array(),
  fc.int32Array(),
  fc.float32Array({ noNaN: true, noDefaultInfinity: true }),
);
const message = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, 'ä', 0.5, -7, ''),
    numbers,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('a', 'b', '__proto__', 'length', '0'), tie('value')),
  ),
})).value;

test('any message of JSON and arrays of numbers travels as text and bytes, and arrives as it was', () => {
  fc.assert(
    fc.property(message, (sent) => {
      const before = structuredClone(sent);
      const received = fromWire(fromBytes(toBytes(toWire(sent))));
      expect(received).toEqual({ message: sent, complete: true });
      expect(sent).toEqual(before);
    }),
  );
});

test('the header of a wire form is JSON, and its parts hold no more than the arrays', () => {
  const buffer = new ArrayBuffer(1000);
  const { header, parts } = toWire({ codes: new Int32Array(buffer, 8, 3), nothing: undefined });
  expect(JSON.parse(JSON.stringify(header))).toStrictEqual(header);
  expect(header).toEqual({ body: { codes: null }, arrays: [{ at: ['codes'], type: 'int32' }] });
  expect(parts.map(({ buffer: { byteLength } }) => byteLength)).toEqual([12]);
});

test.each([
  [new Map(), ''],
  [{ at: new Date(0) }, 'at'],
  [{ list: [1, Number.NaN] }, 'list.1'],
  [{ big: 1n }, 'big'],
  [{ many: new Float64Array(2) }, 'many'],
])('what JSON cannot hold has no wire form: %o', (sent, at) => {
  expect(() => toWire(sent)).toThrow(new TypeError(`A message cannot hold what is at "${at}".`));
});

test('a message that holds itself has no wire form', () => {
  const loop: Record<string, unknown> = {};
  loop.self = loop;
  expect(() => toWire(loop)).toThrow(TypeError);
});
