import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hashOf, readBlob, removeUnfinished, writeBlob } from '../../../main/store/blobs.ts';
import { projectFolderAt } from '../../../main/store/folders.ts';
import { partOf } from '../../../preload/contract/error-codes.ts';
import {
  emptyDocument,
  failureFrom,
  makeCommit,
  makeDataFolder,
  makeLayer,
  makePicture,
  newProject,
  startStore,
} from './test-store.ts';

const bytes = fc.uint8Array({ minLength: 0, maxLength: 4000 });
const nameless = () => partOf('blob.unknown', {});

describe('content addressing', () => {
  test('a picture comes back by the sha256 of its bytes, and lies under that name', async () => {
    const folder = projectFolderAt(makeDataFolder());
    await fc.assert(
      fc.asyncProperty(bytes, async (picture) => {
        const hash = await writeBlob(folder, picture);
        expect(hash).toBe(createHash('sha256').update(picture).digest('hex'));
        expect(Buffer.compare(await readBlob(folder, { hash, size: picture.length, known: nameless }), picture)).toBe(
          0,
        );
        expect(statSync(join(folder.blobs, hash.slice(0, 2), hash)).size).toBe(picture.length);
      }),
      { numRuns: 60 },
    );
    expect(readdirSync(folder.unfinished)).toEqual([]);
  });

  test('the same bytes, however often and at once, are one file that is not written again', async () => {
    const folder = projectFolderAt(makeDataFolder());
    const picture = makePicture(5000);
    const hashes = await Promise.all(Array.from({ length: 20 }, () => writeBlob(folder, picture)));
    expect(new Set(hashes).size).toBe(1);
    const file = join(folder.blobs, hashOf(picture).slice(0, 2), hashOf(picture));
    const first = statSync(file);
    await writeBlob(folder, picture);
    expect(statSync(file).ino).toBe(first.ino);
    expect(readdirSync(folder.blobs).sort()).toEqual([hashOf(picture).slice(0, 2), 'unfinished'].sort());
  });

  test('different bytes never share a name', async () => {
    const folder = projectFolderAt(makeDataFolder());
    await fc.assert(
      fc.asyncProperty(bytes, bytes, async (a, b) => {
        const same = Buffer.compare(a, b) === 0;
        expect((await writeBlob(folder, a)) === (await writeBlob(folder, b))).toBe(same);
      }),
      { numRuns: 40 },
    );
  });

  test('any change of a file is noticed when it is read, and healed when it is put again', async () => {
    const folder = projectFolderAt(makeDataFolder());
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 1, maxLength: 2000 }),
        fc.nat(),
        fc.boolean(),
        async (picture, at, cut) => {
          const hash = await writeBlob(folder, picture);
          const file = join(folder.blobs, hash.slice(0, 2), hash);
          const place = at % picture.length;
          if (cut) truncateSync(file, place);
          else {
            const wrong = Uint8Array.from(picture);
            wrong[place] = (picture[place] ?? 0) ^ 1;
            writeFileSync(file, wrong);
          }
          await expect(readBlob(folder, { hash, size: picture.length, known: nameless })).rejects.toMatchObject({
            failure: { kind: 'store-damaged' },
          });
          expect(await writeBlob(folder, picture)).toBe(hash);
          expect(Buffer.compare(await readBlob(folder, { hash, size: picture.length, known: nameless }), picture)).toBe(
            0,
          );
        },
      ),
      { numRuns: 40 },
    );
  });

  test('what was half written is removed, pictures that no row names stay', async () => {
    const folder = projectFolderAt(makeDataFolder());
    const hash = await writeBlob(folder, makePicture());
    writeFileSync(join(folder.unfinished, 'half'), 'half');
    removeUnfinished(folder);
    expect(readdirSync(folder.unfinished)).toEqual([]);
    expect(existsSync(join(folder.blobs, hash.slice(0, 2), hash))).toBe(true);
  });
});

describe('pictures of a project', () => {
  const blobPath = (root: string, projectId: string, hash: string) =>
    join(root, 'projects', projectId, 'blobs', hash.slice(0, 2), hash);

  test('a damaged picture is named by its layer, by the words that drew it, or by its file', async () => {
    const store = startStore();
    const projectId = await newProject(store);
    const drawn = await store.client.commitGeneration(makeCommit(projectId, { prompt: 'two green stars' }));
    const put = () => store.client.putBlob({ projectId, bytes: makePicture(), mediaType: 'image/png' });
    const [shown, plain] = [await put(), await put()];
    const document = { ...emptyDocument, layers: [makeLayer(shown.hash, { name: 'Clouds' })] };
    await store.client.saveDocument({ projectId, document });
    const names = ['the picture drawn for “two green stars”', 'the layer “Clouds”', plain.hash];
    for (const [index, hash] of [drawn.picture, shown.hash, plain.hash].entries()) {
      writeFileSync(blobPath(store.root, projectId, hash), 'damage');
      const failure = await failureFrom(store.client.getBlob({ projectId, hash }));
      expect(failure.kind).toBe('store-damaged');
      expect(failure.message).toContain(names[index]);
      expect(readFileSync(blobPath(store.root, projectId, hash), 'utf8')).toBe('damage');
    }
  });

  test('a picture whose file is gone says so; one that was never there is not found', async () => {
    const store = startStore();
    const projectId = await newProject(store);
    const { hash } = await store.client.putBlob({ projectId, bytes: makePicture(), mediaType: 'image/png' });
    rmSync(blobPath(store.root, projectId, hash));
    expect(await failureFrom(store.client.getBlob({ projectId, hash }))).toMatchObject({
      kind: 'store-damaged',
      message: expect.stringContaining('is missing'),
    });
    expect((await failureFrom(store.client.getBlob({ projectId, hash: '0'.repeat(64) }))).kind).toBe('not-found');
  });

  test('leftovers of a killed process go when the project is opened', async () => {
    const store = startStore();
    const projectId = await newProject(store);
    await store.close();
    const unfinished = join(store.root, 'projects', projectId, 'blobs', 'unfinished');
    mkdirSync(unfinished, { recursive: true });
    writeFileSync(join(unfinished, 'half a picture'), makePicture());
    const again = startStore(store.root);
    await again.client.listNotes({ projectId });
    expect(readdirSync(unfinished)).toEqual([]);
  });
});
