import { execFileSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  emptyDocument,
  failureFrom,
  makeDataFolder,
  makeLayer,
  makePicture,
  newProject,
  startStore,
} from './test-store.ts';

const fallback = { name: 'Test', document: emptyDocument };
const pipe = (path: string) => execFileSync('mkfifo', [path]);

/** What may lie where a file belongs. */
const others: Record<string, (path: string) => void> = {
  'a pipe': pipe,
  'a folder': (path) => mkdirSync(path),
  'a link to a device': (path) => symlinkSync('/dev/zero', path),
  'a link to a pipe': (path) => {
    pipe(`${path}-pipe`);
    symlinkSync(`${path}-pipe`, path);
  },
  'a link to a file elsewhere': (path) => {
    const outside = join(makeDataFolder(), 'outside');
    writeFileSync(outside, 'not yours');
    symlinkSync(outside, path);
  },
  'a link to nothing': (path) => symlinkSync(`${path}-nowhere`, path),
  'a link to itself': (path) => symlinkSync(path, path),
};

async function projectOnDisk() {
  const store = startStore();
  const projectId = await newProject(store);
  const bytes = makePicture();
  const { hash } = await store.client.putBlob({ projectId, bytes, mediaType: 'image/png' });
  await store.client.saveDocument({ projectId, document: { ...emptyDocument, layers: [makeLayer(hash)] } });
  await store.client.backUpProject({ projectId });
  await store.close();
  return { root: store.root, projectId, hash, bytes, folder: join(store.root, 'projects', projectId) };
}

/** Nothing of it hangs: vitest's own limit would tell. */
describe.skipIf(process.platform === 'win32')('where a file of the studio belongs lies', () => {
  const names = ['project.sqlite', 'project.sqlite-wal', 'project.sqlite-journal', 'project.sqlite-shm'];
  test.each(Object.entries(others))(
    '%s: the project is refused in a sentence, or opened without it',
    async (_, put) => {
      for (const name of names) {
        const { root, projectId, folder } = await projectOnDisk();
        const path = join(folder, name);
        rmSync(path, { force: true });
        put(path);
        const before = lstatSync(path).mode;
        const store = startStore(root);
        const failure = await failureFrom(store.client.openProject({ id: projectId, fallback }));
        expect(failure.kind).toBe('store-damaged');
        expect(failure.message).toContain(name);
        expect(lstatSync(path).mode).toBe(before);
        // The rest of the studio works, and so does the way back.
        await store.client.createProject({ name: 'Another', document: emptyDocument });
        const [backup] = await store.client.listBackups({ projectId });
        const restored = await store.client.restoreBackup({ projectId, backupId: backup?.id ?? '' });
        expect(restored.document.layers).toHaveLength(1);
        await store.close();
      }
    },
  );

  test.each(Object.entries(others))('%s: the studio’s own file is set aside', async (_, put) => {
    const { root, projectId } = await projectOnDisk();
    rmSync(join(root, 'studio.sqlite'));
    put(join(root, 'studio.sqlite'));
    const store = startStore(root);
    expect((await store.client.openProject({ id: null, fallback })).project.id).toBe(projectId);
    expect((await store.client.status({})).notes).toHaveLength(1);
  });

  test.each(Object.entries(others))(
    '%s: a picture is missing or damaged, and healed when it comes again',
    async (_, put) => {
      const { root, projectId, hash, bytes, folder } = await projectOnDisk();
      const path = join(folder, 'blobs', hash.slice(0, 2), hash);
      rmSync(path);
      put(path);
      const store = startStore(root);
      expect((await failureFrom(store.client.getBlob({ projectId, hash }))).kind).toBe('store-damaged');
      const again = store.client.putBlob({ projectId, bytes, mediaType: 'image/png' });
      if (_ === 'a folder') expect((await failureFrom(again)).kind).toBe('store-damaged');
      else {
        await again;
        expect(Buffer.compare((await store.client.getBlob({ projectId, hash })).bytes, bytes)).toBe(0);
        expect(lstatSync(path).isFile()).toBe(true);
      }
    },
  );

  test.each(Object.entries(others))('%s: the count of commits is done without', async (_, put) => {
    const { root, projectId, folder } = await projectOnDisk();
    rmSync(join(folder, 'commits'));
    put(join(folder, 'commits'));
    const store = startStore(root);
    expect((await store.client.openProject({ id: projectId, fallback })).warnings).toEqual([]);
    await store.client.saveDocument({ projectId, document: emptyDocument });
  });

  test('a link inside of the folder is followed', async () => {
    const { root, projectId, hash, bytes, folder } = await projectOnDisk();
    const path = join(folder, 'blobs', hash.slice(0, 2), hash);
    renameSync(path, join(folder, 'moved'));
    symlinkSync(join(folder, 'moved'), path);
    const store = startStore(root);
    expect(Buffer.compare((await store.client.getBlob({ projectId, hash })).bytes, bytes)).toBe(0);
  });

  const folders: Record<string, (path: string) => void> = {
    'a file': (path) => writeFileSync(path, 'a letter'),
    'a pipe': pipe,
    'a link to itself': (path) => symlinkSync(path, path),
    'a link to a folder elsewhere': (path) => symlinkSync(makeDataFolder(), path),
  };
  const inside = ['blobs', 'blobs/unfinished', 'backups'];
  test.each(Object.entries(folders))('%s in place of a folder: nothing is written or removed there', async (_, put) => {
    for (const name of inside) {
      const { root, projectId, folder } = await projectOnDisk();
      const path = join(folder, name);
      rmSync(path, { recursive: true, force: true });
      put(path);
      const elsewhere = lstatSync(path).isSymbolicLink() && existsSync(path) ? path : null;
      if (elsewhere !== null) writeFileSync(join(elsewhere, 'theirs'), 'theirs');
      const store = startStore(root);
      await store.client.openProject({ id: projectId, fallback });
      const write =
        name === 'backups'
          ? store.client.backUpProject({ projectId })
          : store.client.putBlob({ projectId, bytes: makePicture(), mediaType: 'image/png' });
      const failure = await failureFrom(write);
      expect(failure.kind).toBe('store-damaged');
      expect(failure.message).toContain(dirname(path));
      if (elsewhere !== null) expect(readdirSync(elsewhere)).toEqual(['theirs']);
      await store.close();
    }
  });

  test('a socket', async () => {
    const { root, projectId, folder } = await projectOnDisk();
    rmSync(join(folder, 'project.sqlite'));
    const server = createServer().listen(join(folder, 'project.sqlite'));
    await new Promise((resolve) => server.once('listening', resolve));
    const store = startStore(root);
    const failure = await failureFrom(store.client.openProject({ id: projectId, fallback }));
    expect(failure.message).toContain('is a socket');
    server.close();
  });
});
