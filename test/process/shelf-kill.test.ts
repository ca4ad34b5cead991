import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { leavePlace } from '../../main/exchange.ts';
import { PAGE } from '../../main/store/archive-form.ts';
import { openZip } from '../../main/store/reading-zip.ts';
import {
  emptyDocument,
  makeCommit,
  makeDataFolder,
  makeLayer,
  makePicture,
  newestRows,
  newProject,
  startStore,
} from '../unit/store/test-store.ts';
import { forkStore, type StoreProcess } from './store-process.ts';

const KILLS = 24;
const PICTURES = 12;
const fallback = { name: 'First', document: emptyDocument };

/** The entries of a zip archive, each of which is read to its end and checked. */
async function namesInWhole(path: string): Promise<string[]> {
  const zip = await openZip(path);
  try {
    for (const entry of zip.entries) for await (const _ of zip.read(entry));
    return zip.entries.map(({ name }) => name).filter((name) => name !== PAGE);
  } finally {
    zip.close();
  }
}

/** Deletes and brings back until the store is killed. */
async function toAndFro({ client }: StoreProcess, projectId: string): Promise<void> {
  for (;;) {
    const { trashedId } = await client.deleteProject({ projectId });
    await client.bringBack({ trashedId });
  }
}

async function duplicating({ client }: StoreProcess, projectId: string): Promise<void> {
  for (;;) await client.duplicateProject({ projectId, name: 'Twin' });
}

test(`killed ${KILLS} times while it deletes, brings back and duplicates, a project is in one place, and copies are whole`, async () => {
  const root = makeDataFolder();
  const first = startStore(root);
  const [moved, copied] = [await newProject(first), await newProject(first)];
  for (const projectId of [moved, copied]) {
    for (let picture = 0; picture < PICTURES; picture += 1) {
      const kept = await first.client.commitGeneration(makeCommit(projectId));
      const document = { ...emptyDocument, layers: [makeLayer(kept.picture)] };
      await first.client.settleGeneration({ projectId, id: kept.id, outcome: 'accepted', document });
    }
  }
  await first.close();
  let twins = 0;
  for (let round = 0; round < KILLS; round += 1) {
    const store = forkStore(root);
    await store.client.listProjects({});
    const work = Promise.allSettled([toAndFro(store, moved), duplicating(store, copied)]);
    await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 200));
    store.child.kill('SIGKILL');
    await store.gone;
    await work;
    const inTrash = existsSync(join(root, 'trash'))
      ? readdirSync(join(root, 'trash')).filter((name) => name.endsWith(moved))
      : [];
    expect([existsSync(join(root, 'projects', moved)), inTrash.length]).toSatisfy(
      ([isThere, trashed]) => (isThere ? 0 : 1) === trashed,
    );
    const next = startStore(root);
    const [trashed] = await next.client.listTrash({});
    if (trashed !== undefined) await next.client.bringBack({ trashedId: trashed.id });
    for (const { id } of await next.client.listProjects({})) {
      if (id !== moved && id !== copied) twins += 1;
      await next.client.openProject({ id, fallback });
      const rows = await newestRows(next, id);
      expect(rows).toHaveLength(PICTURES);
      for (const { picture } of rows) await next.client.getBlob({ projectId: id, hash: picture });
      if (id === moved || id === copied) continue;
      const { trashedId } = await next.client.deleteProject({ projectId: id });
      await next.client.deleteForGood({ trashedId });
    }
    expect(readdirSync(join(root, 'projects')).sort()).toEqual([moved, copied].sort());
    await next.close();
  }
  expect(twins).toBeGreaterThan(0);
}, 180_000);

test('killed while it writes a file or takes one in, the store leaves no half of a project, and the old file', async () => {
  const root = makeDataFolder();
  const first = startStore(root);
  const projectId = await newProject(first);
  for (let picture = 0; picture < 30; picture += 1) {
    await first.client.putBlob({ projectId, bytes: makePicture(400_000), mediaType: 'image/png' });
  }
  const folder = makeDataFolder();
  const [source, target] = [join(folder, 'source.dimoo'), join(folder, 'target.dimoo')];
  for (const path of [source, target]) {
    await first.client.exportProject({ projectId, place: leavePlace(root, { purpose: 'write', path }) });
  }
  const whole = readFileSync(source);
  await first.close();
  let taken = 0;
  for (let round = 0; round < 16; round += 1) {
    const store = forkStore(root);
    await store.client.listProjects({});
    const work = Promise.allSettled([
      store.client.exportProject({ projectId, place: leavePlace(root, { purpose: 'write', path: target }) }),
      store.client.importProject({ place: leavePlace(root, { purpose: 'read', path: source }), name: '' }),
    ]);
    await new Promise((resolve) => setTimeout(resolve, 10 + Math.random() * 300));
    store.child.kill('SIGKILL');
    await store.gone;
    await work;
    const next = startStore(root);
    for (const { id } of await next.client.listProjects({})) {
      await next.client.openProject({ id, fallback });
      const pictures = readdirSync(join(root, 'projects', id, 'blobs'), { recursive: true }).map(String);
      expect(pictures.filter((name) => name.length > 60)).toHaveLength(30);
      if (id === projectId) continue;
      taken += 1;
      const { trashedId } = await next.client.deleteProject({ projectId: id });
      await next.client.deleteForGood({ trashedId });
    }
    expect(readdirSync(join(root, 'projects'))).toEqual([projectId]);
    expect(readFileSync(source).equals(whole)).toBe(true);
    // It is the old file or the new one, every byte of it.
    expect(await namesInWhole(target)).toHaveLength(2 + 30);
    await next.close();
  }
  expect(taken).toBeLessThan(16);
  // The next file of that name takes the place of what was left of others.
  const last = startStore(root);
  await last.client.exportProject({ projectId, place: leavePlace(root, { purpose: 'write', path: target }) });
  expect(readdirSync(folder).sort()).toEqual(['source.dimoo', 'target.dimoo']);
}, 180_000);
