import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { withLock } from '../../../tools/install/lock.mjs';
import { fileInTar, unzip } from '../../../tools/install/zip.mjs';

const folder = mkdtempSync(join(tmpdir(), 'dimoo-tools-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A zip of deflated files, with the fields that a reader needs. */
function zipOf(files: Record<string, string>): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const packed = deflateRawSync(Buffer.from(text));
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(0o100755 * 65536, 38);
    entry.writeUInt32LE(offset, 42);
    locals.push(local, Buffer.from(name), packed);
    central.push(entry, Buffer.from(name));
    offset += 30 + name.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...central, end]);
}

describe('unpacking', () => {
  it('writes the files that are wanted, under their new names', () => {
    const zip = zipOf({ 'App/runtime': 'binary', 'App/other': 'left out' });
    unzip(zip, join(folder, 'out'), (name: string) => (name.endsWith('other') ? null : 'electron'));
    expect(readFileSync(join(folder, 'out', 'electron'), 'utf8')).toBe('binary');
  });

  it('refuses a file that would lie outside its folder', () => {
    const zip = zipOf({ '../../evil': 'x' });
    expect(() => unzip(zip, join(folder, 'deep', 'er'), (name: string) => name)).toThrow('outside its folder');
  });

  it('finds a file in a tar', () => {
    writeFileSync(join(folder, 'a.txt'), 'first');
    writeFileSync(join(folder, 'b.zip'), 'second');
    const tar = spawnSync('tar', ['--format=ustar', '-cf', '-', 'a.txt', 'b.zip'], { cwd: folder }).stdout;
    expect(fileInTar(tar, '.zip').toString()).toBe('second');
    expect(() => fileInTar(tar, '.png')).toThrow('holds no .png');
  });
});

describe('the lock of an installation', () => {
  it('lets one in at a time', async () => {
    let inside = 0;
    let most = 0;
    const visit = async () => {
      most = Math.max(most, ++inside);
      await new Promise((resolve) => setTimeout(resolve, 30));
      inside -= 1;
    };
    await Promise.all([1, 2, 3].map(() => withLock(join(folder, 'one.lock'), visit)));
    expect(most).toBe(1);
  });

  it('is taken over from a process that was killed', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await new Promise((resolve) => child.once('close', resolve));
    writeFileSync(join(folder, 'dead.lock'), String(child.pid));
    expect(await withLock(join(folder, 'dead.lock'), async () => 'in')).toBe('in');
  });
});
