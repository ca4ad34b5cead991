/**
 * The library writes the levels of 63 channels one after the other. A Photoshop file has 29 of them, then a mark with
 * their whole number, and then the others (https://www.adobe.com/devnet-apps/photoshop/fileformatashtml/, "Levels").
 * Readers that keep to that refuse the library's form.
 */

const FIRST = 29;
const BYTES_A_CHANNEL = 10;
/** As long as what the library writes, so that no length of the file changes. Two bytes fill it up. */
const LENGTH = 2 + 63 * BYTES_A_CHANNEL;
const COUNT = 62;
const BLOCK = Buffer.concat([Buffer.from('8BIMlevl'), uint32(LENGTH), Buffer.from([0, 2])]);
/** Of a channel that is not changed: input from 0 to 255, output from 0 to 255, a gamma of 1. */
const UNCHANGED = Buffer.from([0, 0, 0, 255, 0, 0, 0, 255, 0, 100]);

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** Sets the mark in each block of levels, in place. */
export function markLevels(bytes: Uint8Array): void {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const rest = Array.from({ length: COUNT - FIRST }, () => UNCHANGED);
  const ending = Buffer.concat([Buffer.from('Lvls'), Buffer.from([0, 3, 0, COUNT]), ...rest, Buffer.alloc(2)]);
  for (let at = file.indexOf(BLOCK); at >= 0; at = file.indexOf(BLOCK, at + BLOCK.length)) {
    ending.copy(file, at + BLOCK.length + FIRST * BYTES_A_CHANNEL);
  }
}
