import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import {
  emptyDocument,
  failureFrom,
  makeCommit,
  makePicture,
  makeStroke,
  newestRows,
  newProject,
  startStore,
  type TestStore,
} from '../unit/store/test-store.ts';

/** A disk of a few megabytes that can be filled and made read-only; only root on Linux can mount one. */
const mounted: string[] = [];

function mount(...options: string[]): boolean {
  return spawnSync('mount', options).status === 0;
}

function smallDisk(): string | undefined {
  if (process.platform !== 'linux') return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'dimoo-disk-'));
  if (!mount('-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder)) {
    rmSync(folder, { recursive: true });
    return undefined;
  }
  mounted.push(folder);
  return folder;
}

const fallback = { name: 'Test', document: emptyDocument };
const stores: TestStore[] = [];

function start(root: string): TestStore {
  const store = startStore(root);
  stores.push(store);
  return store;
}

afterEach(async () => {
  // A disk is let go only when nothing on it is open.
  for (const store of stores.splice(0)) await store.close();
  for (const folder of mounted.splice(0)) {
    spawnSync('umount', ['-l', folder]);
    rmSync(folder, { recursive: true, force: true });
  }
});

const NO_DISK = 'mounting a small disk needs root on Linux';

function fill(folder: string): string {
  const file = join(folder, 'other-files');
  for (const size of [1 << 20, 1 << 16, 1 << 12]) {
    for (let more = true; more; ) {
      try {
        writeFileSync(file, new Uint8Array(size), { flag: 'a' });
      } catch {
        more = false;
      }
    }
  }
  return file;
}

describe('a full disk', () => {
  test('is told in a sentence, nothing saved before is lost, and with room again all goes on', async (context) => {
    const disk = smallDisk();
    if (disk === undefined) return context.skip(NO_DISK);
    const store = start(disk);
    const projectId = await newProject(store);
    const kept = await store.client.commitGeneration(makeCommit(projectId));
    const other = fill(disk);
    const commit = { ...makeCommit(projectId), picture: makePicture(100_000) };
    const document = { ...emptyDocument, region: [makeStroke(20_000)] };
    const calls = [
      store.client.commitGeneration(commit),
      store.client.putBlob({ projectId, bytes: makePicture(50_000), mediaType: 'image/png' }),
      store.client.saveDocument({ projectId, document }),
      store.client.createProject({ name: 'No room', document: emptyDocument }),
    ];
    for (const failure of await Promise.all(calls.map(failureFrom))) {
      expect(failure).toMatchObject({
        kind: 'disk-full',
        message: expect.stringMatching(/^The disk is full.*free some space and try again\.$/),
        retryable: true,
      });
    }
    expect(readdirSync(join(disk, 'projects'))).toEqual([projectId]);
    expect(readdirSync(join(disk, 'projects', projectId, 'blobs', 'unfinished'))).toEqual([]);
    expect(await newestRows(store, projectId, 9)).toEqual([kept]);

    rmSync(other);
    expect((await store.client.commitGeneration(commit)).id).toBe(commit.generation.id);
    await store.client.saveDocument({ projectId, document });
    await store.close();
    const again = start(disk);
    const opened = await again.client.openProject({ id: projectId, fallback: { name: 'x', document: emptyDocument } });
    expect(opened.document).toEqual(document);
  }, 30_000);

  test('when it fills at any moment of a stream of drawings, every one is kept whole or told to be lost', async (context) => {
    const disk = smallDisk();
    if (disk === undefined) return context.skip(NO_DISK);
    const store = start(disk);
    const projectId = await newProject(store);
    const answered: string[] = [];
    const kinds = new Set<string>();
    for (let index = 0; index < 150; index++) {
      const commit = { ...makeCommit(projectId), picture: makePicture(20_000 + index * 100) };
      try {
        answered.push((await store.client.commitGeneration(commit)).id);
      } catch {
        kinds.add((await failureFrom(store.client.commitGeneration(commit))).kind);
      }
    }
    expect([...kinds]).toEqual(['disk-full']);
    expect(answered.length).toBeGreaterThan(20);
    const rows = await newestRows(store, projectId);
    expect(rows.map((row) => row.id).reverse()).toEqual(answered);
    for (const row of rows) await store.client.getBlob({ projectId, hash: row.picture });
  }, 60_000);
});

describe('a disk that is taken out', () => {
  test('while a project on it is open: its work goes on outside of it, with every picture', async (context) => {
    const disk = smallDisk();
    if (disk === undefined) return context.skip(NO_DISK);
    const store = start(disk);
    const projectId = await newProject(store);
    const bytes = makePicture();
    const { hash } = await store.client.putBlob({ projectId, bytes, mediaType: 'image/png' });
    const document = { ...emptyDocument, region: [makeStroke()] };
    expect(spawnSync('umount', ['-l', disk]).status).toBe(0);
    const { recovery } = await store.client.saveDocument({ projectId, document });
    expect(recovery?.message).toContain(join(disk, 'recovered'));
    for (const one of stores.splice(0)) await one.close();
    const again = start(disk);
    const id = recovery?.project.id ?? '';
    expect((await again.client.openProject({ id, fallback })).document).toEqual(document);
    expect(Buffer.compare((await again.client.getBlob({ projectId: id, hash })).bytes, bytes)).toBe(0);
  });
});

describe('opening on a full disk', () => {
  test('says that there is no room to open, changes nothing, and works with room again', async (context) => {
    const disk = smallDisk();
    if (disk === undefined) return context.skip(NO_DISK);
    const store = start(disk);
    const projectId = await newProject(store);
    const kept = await store.client.commitGeneration(makeCommit(projectId));
    for (const one of stores.splice(0)) await one.close();
    const other = fill(disk);
    const again = start(disk);
    const failure = await failureFrom(again.client.openProject({ id: projectId, fallback }));
    expect(failure).toMatchObject({ kind: 'disk-full', retryable: true });
    expect(failure.message).toBe(
      'The disk is full, so there is no room to open this. Nothing is lost: free some space and try again.',
    );
    rmSync(other);
    await again.client.openProject({ id: projectId, fallback });
    expect(await newestRows(again, projectId)).toEqual([expect.objectContaining({ id: kept.id })]);
  });
});

describe('a disk that may not be written', () => {
  test('is told in a sentence that names the folder', async (context) => {
    const disk = smallDisk();
    if (disk === undefined) return context.skip(NO_DISK);
    await start(disk).client.listProjects({});
    for (const store of stores.splice(0)) await store.close();
    expect(mount('-o', 'remount,ro', disk)).toBe(true);
    const failure = await failureFrom(start(disk).client.listProjects({}));
    expect(failure).toMatchObject({ kind: 'store-unavailable', retryable: true });
    expect(failure.message).toContain(`may not write in ${disk}`);
    expect(mount('-o', 'remount,rw', disk)).toBe(true);
  });
});
