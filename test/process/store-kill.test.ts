import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { integrityOf } from '../../main/store/database.ts';
import { projectOf } from '../../main/store/studio.ts';
import type { PictureDocument } from '../../preload/contract/document.ts';
import { StudioError } from '../../preload/contract/errors.ts';
import { blobsOfLayer } from '../../preload/contract/layer-blobs.ts';
import type { Generation } from '../../preload/contract/records.ts';
import type { Result } from '../../preload/contract/service.ts';
import type { StoreService } from '../../preload/contract/store.ts';
import {
  emptyDocument,
  makeCommit,
  makeDataFolder,
  makeLayer,
  makePicture,
  makeStroke,
  startStore,
  type TestStore,
} from '../unit/store/test-store.ts';
import { forkStore, type StoreProcess } from './store-process.ts';

const KILLS = 54;
const fallback = { name: 'First', document: emptyDocument };

/** What the store has answered, and so must never lose, and what it was asked and has not answered. */
class Ledger {
  readonly generations = new Map<string, Generation>();
  readonly blobs = new Map<string, Uint8Array>();
  readonly projects = new Set<string>();
  document: PictureDocument = emptyDocument;
  asked: PictureDocument = emptyDocument;
  calls = 0;
}

async function drawing(store: StoreProcess, projectId: string, ledger: Ledger): Promise<void> {
  for (;;) {
    const commit = { ...makeCommit(projectId), picture: makePicture(40_000), mask: makePicture(2000) };
    const kept = await store.client.commitGeneration(commit);
    ledger.generations.set(kept.id, kept);
    ledger.blobs.set(kept.picture, commit.picture);
    ledger.blobs.set(kept.mask ?? '', commit.mask);
    const document = { ...ledger.document, layers: [...ledger.document.layers.slice(-20), makeLayer(kept.picture)] };
    ledger.asked = document;
    const settled = { projectId, id: kept.id, outcome: 'accepted', document } as const;
    ledger.generations.set(kept.id, await store.client.settleGeneration(settled));
    ledger.document = document;
    ledger.asked = { ...document, region: [...document.region.slice(-30), makeStroke(100)] };
    await store.client.saveDocument({ projectId, document: ledger.asked });
    ledger.document = ledger.asked;
    ledger.calls += 3;
  }
}

async function importing(store: StoreProcess, projectId: string, ledger: Ledger): Promise<void> {
  for (;;) {
    const bytes = makePicture(200_000);
    const { hash } = await store.client.putBlob({ projectId, bytes, mediaType: 'image/jpeg' });
    ledger.blobs.set(hash, bytes);
    ledger.calls += 1;
  }
}

async function beginning(store: StoreProcess, ledger: Ledger): Promise<void> {
  for (let index = 0; index < 2; index++) {
    const { project } = await store.client.createProject({ name: 'Another', document: emptyDocument });
    ledger.projects.add(project.id);
    ledger.calls += 1;
  }
}

/** Works at full speed until the store is killed at a moment of no one's choosing. */
async function workUntilKilled(store: StoreProcess, projectId: string, ledger: Ledger, round: number): Promise<void> {
  const work = [drawing(store, projectId, ledger), importing(store, projectId, ledger)];
  if (round % 10 === 0) work.push(beginning(store, ledger));
  const ended = Promise.allSettled(work);
  // Every sixth time while it is starting, opening, recovering; otherwise once it is at work.
  if (round % 6 !== 0) await store.client.listProjects({});
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 250));
  store.child.kill('SIGKILL');
  expect(await store.gone).toBe('SIGKILL');
  for (const end of await ended) {
    const lost = end.status === 'rejected' && end.reason instanceof StudioError && end.reason.failure.kind;
    expect(end.status === 'fulfilled' || lost === 'service-lost').toBe(true);
  }
}

async function listAll(store: TestStore, projectId: string): Promise<Generation[]> {
  const rows: Generation[] = [];
  for (let before: number | null = null; ; ) {
    const page: Result<StoreService['listGenerations']> = await store.client.listGenerations({
      projectId,
      before,
      limit: 500,
    });
    const whole = page.generations.map(({ id }) => store.client.getGeneration({ projectId, id }));
    rows.push(...(await Promise.all(whole)));
    if (page.next === null) return rows;
    before = page.next;
  }
}

/** @param checked pictures that an earlier round has read: their files are never written again */
async function expectNothingLost(root: string, projectId: string, ledger: Ledger, checked: Set<string>): Promise<void> {
  const store = startStore(root);
  const { db } = await projectOf(await store.studio(), projectId);
  expect(integrityOf(db)).toBe('ok');

  const rows = await listAll(store, projectId);
  const listed = new Map(rows.map((row) => [row.id, row]));
  expect(listed.size).toBe(rows.length);
  for (const [id, kept] of ledger.generations) {
    // Its outcome may have been on disk before the answer came.
    expect({ ...listed.get(id), outcome: null }).toEqual({ ...kept, outcome: null });
    if (kept.outcome === 'accepted') expect(listed.get(id)?.outcome).toBe('accepted');
  }
  const document = (await store.client.openProject({ id: projectId, fallback })).document;
  expect([ledger.document, ledger.asked]).toContainEqual(document);
  ledger.document = document;

  const named = rows.flatMap((row) => [row.picture, row.mask ?? row.picture]);
  const pictures = [...ledger.blobs.keys(), ...named, ...document.layers.flatMap(blobsOfLayer)];
  for (const hash of new Set(pictures)) {
    if (checked.has(hash)) continue;
    const { bytes } = await store.client.getBlob({ projectId, hash });
    expect(Buffer.compare(bytes, ledger.blobs.get(hash) ?? bytes)).toBe(0);
    checked.add(hash);
  }

  const projects = await store.client.listProjects({});
  expect(projects.filter((project) => project.name.startsWith('Unreadable'))).toEqual([]);
  expect(projects.map((project) => project.id)).toEqual(expect.arrayContaining([...ledger.projects]));
  expect(readdirSync(join(root, 'projects')).filter((name) => name.startsWith('.'))).toEqual([]);
  await store.close();
}

test(`killed ${KILLS} times at any moment, the store keeps everything that it had answered`, async () => {
  const root = makeDataFolder();
  const ledger = new Ledger();
  const checked = new Set<string>();
  const first = startStore(root);
  const projectId = (await first.client.openProject({ id: null, fallback })).project.id;
  await first.close();
  // The next process loads its code while the files are examined: it touches them only when called.
  let next = forkStore(root);
  for (let round = 0; round < KILLS; round++) {
    await workUntilKilled(next, projectId, ledger, round);
    next = forkStore(root);
    await expectNothingLost(root, projectId, ledger, checked);
  }
  await expectNothingLost(root, projectId, ledger, new Set());
  // The rounds must have killed work, not idleness.
  expect(ledger.calls).toBeGreaterThan(KILLS);
  process.stdout.write(`${KILLS} kills, ${ledger.calls} answered calls, ${ledger.blobs.size} pictures, none lost\n`);
}, 180_000);
