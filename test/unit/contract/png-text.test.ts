import { crc32 } from 'node:zlib';
import { encode } from 'fast-png';
import { expect, test } from 'vitest';
import { pngText } from '../../../preload/contract/png-text.ts';

const AFTER_HEADER = 33;

/** A PNG as another program writes it: with these bytes as a tEXt chunk. */
function pngWith(text: Buffer): Uint8Array {
  const png = Buffer.from(encode({ width: 1, height: 1, data: new Uint8Array(3), channels: 3, depth: 8 }));
  const body = Buffer.concat([Buffer.from('tEXt', 'latin1'), text]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([png.subarray(0, AFTER_HEADER), length, body, sum, png.subarray(AFTER_HEADER)]);
}

test.each(['latin1', 'utf8'] as const)('text that others wrote as %s is read as they meant it', (encoding) => {
  const text = 'Crème brûlée, 50 ½ °C';
  expect(pngText(pngWith(Buffer.concat([Buffer.from('prompt\0', 'latin1'), Buffer.from(text, encoding)])))).toEqual({
    prompt: text,
  });
});

test('UTF-8 beyond Latin-1, where only Latin-1 is allowed, is read all the same', () => {
  expect(pngText(pngWith(Buffer.from('prompt\0猫 🙂', 'utf8')))).toEqual({ prompt: '猫 🙂' });
});
