import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { inflateRawSync } from 'node:zlib';

/**
 * Writes a zip's files below `target`. Built-ins only: a bare Debian has no unzip.
 * @param {Buffer} zip
 * @param {(name: string) => string | null} rename null leaves the file out
 */
export function unzip(zip, target, rename) {
  for (const entry of centralDirectory(zip)) {
    const name = rename(entry.name);
    if (name === null || entry.name.endsWith('/')) continue;
    const file = normalize(join(target, name));
    if (!file.startsWith(target)) throw new Error(`The archive names a file outside its folder: ${entry.name}`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, contentOf(zip, entry));
    if (entry.mode) chmodSync(file, entry.mode & 0o777);
  }
}

/** The first regular file of a tar (ustar, as npm writes it) whose name ends in `suffix`. */
export function fileInTar(tar, suffix) {
  for (let at = 0; at + 512 <= tar.length; ) {
    const name = tar.toString('latin1', at, at + 100).replace(/\0.*$/, '');
    if (!name) break;
    const size = Number.parseInt(tar.toString('latin1', at + 124, at + 136), 8);
    if (name.endsWith(suffix)) return tar.subarray(at + 512, at + 512 + size);
    at += 512 + Math.ceil(size / 512) * 512;
  }
  throw new Error(`The package holds no ${suffix}.`);
}

function* centralDirectory(zip) {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0) throw new Error('This is no zip archive.');
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const nameLength = zip.readUInt16LE(at + 28);
    yield {
      name: zip.toString('utf8', at + 46, at + 46 + nameLength),
      method: zip.readUInt16LE(at + 10),
      packed: zip.readUInt32LE(at + 20),
      mode: zip.readUInt32LE(at + 38) >>> 16,
      offset: zip.readUInt32LE(at + 42),
    };
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
}

function contentOf(zip, { name, method, packed, offset }) {
  const start = offset + 30 + zip.readUInt16LE(offset + 26) + zip.readUInt16LE(offset + 28);
  const bytes = zip.subarray(start, start + packed);
  if (method === 0) return bytes;
  if (method === 8) return inflateRawSync(bytes);
  throw new Error(`The archive packs ${name} in a way that is not known (${method}).`);
}
