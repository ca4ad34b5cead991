import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { deltaE, PATCH, patches } from '../../helpers/colours.ts';
import { makeCommit, newProject, startStore, type TestStore } from './test-store.ts';

interface Drawn {
  readonly store: TestStore;
  readonly projectId: string;
  readonly folder: string;
}

async function project(): Promise<Drawn> {
  const store = startStore();
  const projectId = await newProject(store);
  return { store, projectId, folder: join(store.root, 'projects', projectId) };
}

const picture = (width: number, height: number, red = 200) =>
  sharp({ create: { width, height, channels: 4, background: { r: red, g: 60, b: 40, alpha: 0.5 } } });

async function put({ store, projectId }: Drawn, bytes: Uint8Array): Promise<string> {
  const { hash } = await store.client.putBlob({ projectId, bytes: new Uint8Array(bytes), mediaType: 'image/png' });
  return hash;
}

async function thumbnailOf({ store, projectId }: Drawn, hash: string, side?: 1024) {
  const { bytes } = await store.client.getThumbnail({ projectId, hash, ...(side !== undefined && { side }) });
  if (bytes === null) return null;
  const { width, height, format } = await sharp(bytes).metadata();
  const { data } = await sharp(bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width, height, format, bytes, pixel: [...data.subarray(0, 4)] };
}

const cached = ({ folder }: Drawn) =>
  existsSync(join(folder, 'thumbnails'))
    ? readdirSync(join(folder, 'thumbnails'), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
    : [];

test('a thumbnail has the shape of its picture, at most 256 pixels a side, and is kept as a file', async () => {
  const drawn = await project();
  const hash = await put(drawn, await picture(1000, 400).png().toBuffer());
  const small = await thumbnailOf(drawn, hash);
  expect(small).toMatchObject({ width: 256, height: 102, format: 'webp' });
  for (const [at, wanted] of [200, 60, 40, 128].entries())
    expect(Math.abs((small?.pixel[at] ?? 0) - wanted)).toBeLessThan(4);
  expect(cached(drawn)).toHaveLength(1);
  expect(readFileSync(cached(drawn)[0])).toEqual(Buffer.from(small?.bytes ?? []));
});

test('a large thumbnail is kept beside the small one', async () => {
  const drawn = await project();
  const hash = await put(drawn, await picture(2000, 800).png().toBuffer());
  expect(await thumbnailOf(drawn, hash)).toMatchObject({ width: 256 });
  expect(await thumbnailOf(drawn, hash, 1024)).toMatchObject({ width: 1024, height: 410 });
  expect(await thumbnailOf(drawn, hash)).toMatchObject({ width: 256 });
  expect(cached(drawn)).toHaveLength(2);
});

test('a picture that is small already is not made larger, and one that lies on its side is turned', async () => {
  const drawn = await project();
  const small = await thumbnailOf(drawn, await put(drawn, await picture(20, 30).png().toBuffer()));
  expect(small).toMatchObject({ width: 20, height: 30 });
  const turned = await picture(400, 200).removeAlpha().withMetadata({ orientation: 6 }).jpeg().toBuffer();
  expect(await thumbnailOf(drawn, await put(drawn, turned))).toMatchObject({ width: 128, height: 256 });
});

test('the colours of a profile are those of the screen in a thumbnail, of 8 bits and of 16', async () => {
  const drawn = await project();
  const { 'linear16.png': deep = new Uint8Array() } = await patches(64);
  expect(deltaE((await thumbnailOf(drawn, await put(drawn, deep)))?.pixel ?? [], PATCH)).toBeLessThan(2);
  const wide = await picture(300, 300).removeAlpha().withIccProfile('p3').png().toBuffer();
  const small = await thumbnailOf(drawn, await put(drawn, wide));
  const numbers = await sharp(wide, { ignoreIcc: true }).raw().toBuffer();
  expect(numbers[0]).toBeLessThan(195); // other numbers in the file for the same colour
  for (const [at, wanted] of [200, 60, 40].entries())
    expect(Math.abs((small?.pixel[at] ?? 0) - wanted)).toBeLessThan(6);
});

test('a drawing has its thumbnail soon after it was committed, without being asked', async () => {
  const drawn = await project();
  const commit = { ...makeCommit(drawn.projectId), picture: new Uint8Array(await picture(512, 512).png().toBuffer()) };
  await drawn.store.client.commitGeneration(commit);
  await expect.poll(() => cached(drawn).filter((file) => file.endsWith('.webp')).length).toBe(1);
});

test('what is no picture, damaged, too large or gone has none, and is tried again when it is back', async () => {
  const drawn = await project();
  const { store, projectId, folder } = drawn;
  const none = async (bytes: Uint8Array) => expect(await thumbnailOf(drawn, await put(drawn, bytes))).toBeNull();
  await none(Buffer.from('words'));
  await none(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'));
  await none((await picture(300, 300).png().toBuffer()).subarray(0, 200));
  const header = await picture(1, 1).png().toBuffer();
  header.writeUInt32BE(100_000, 16);
  header.writeUInt32BE(100_000, 20);
  await none(header);
  await expect(store.client.getThumbnail({ projectId, hash: 'a'.repeat(64) })).resolves.toEqual({ bytes: null });

  const bytes = await picture(300, 300, 90).png().toBuffer();
  const hash = await put(drawn, bytes);
  const file = join(folder, 'blobs', hash.slice(0, 2), hash);
  renameSync(file, `${file}.away`);
  expect(await thumbnailOf(drawn, hash)).toBeNull();
  renameSync(`${file}.away`, file);
  expect(await thumbnailOf(drawn, hash)).toMatchObject({ width: 256 });
});

test('a thumbnail file that was cut short or is something else is made again', async () => {
  const drawn = await project();
  const hash = await put(drawn, await picture(600, 600).png().toBuffer());
  const first = await thumbnailOf(drawn, hash);
  const [file] = cached(drawn);
  const whole = readFileSync(file);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: whole.length - 1 }), async (length) => {
      writeFileSync(file, whole.subarray(0, length));
      expect((await thumbnailOf(drawn, hash))?.bytes).toEqual(first?.bytes);
      expect(readFileSync(file)).toEqual(whole);
    }),
    { numRuns: 12 },
  );
  rmSync(file);
  mkdirSync(file);
  expect((await thumbnailOf(drawn, hash))?.bytes).toEqual(first?.bytes);
});

test('asking for a thumbnail never brings back the folder of a project that was moved away', async () => {
  const drawn = await project();
  const hash = await put(drawn, await picture(300, 300).png().toBuffer());
  renameSync(drawn.folder, `${drawn.folder}-moved`);
  await drawn.store.client.getThumbnail({ projectId: drawn.projectId, hash }).catch(() => undefined);
  expect(existsSync(drawn.folder)).toBe(false);
});

test('a hundred pictures asked for at once all come, and those whose asker has gone are not made', async () => {
  const drawn = await project();
  const hashes: string[] = [];
  for (let at = 0; at < 100; at++)
    hashes.push(
      await put(
        drawn,
        await picture(300, 2 + at)
          .png()
          .toBuffer(),
      ),
    );
  const { store, projectId } = drawn;
  const gone = new AbortController();
  const left = hashes.slice(50).map((hash) => store.client.getThumbnail({ projectId, hash }, { signal: gone.signal }));
  const wanted = hashes.slice(0, 50).map((hash) => store.client.getThumbnail({ projectId, hash }));
  gone.abort();
  await Promise.allSettled(left);
  expect((await Promise.all(wanted)).every(({ bytes }) => bytes !== null)).toBe(true);
  expect(cached(drawn).length).toBeLessThan(60);
});
