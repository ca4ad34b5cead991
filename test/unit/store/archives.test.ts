import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { unzipSync } from 'fflate';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { leavePlace } from '../../../main/exchange.ts';
import type { RawEntry } from '../../helpers/zips.ts';
import { rawZip, soundZip } from '../../helpers/zips.ts';
import {
  emptyDocument,
  failureFrom,
  makeCommit,
  makeDataFolder,
  makeLayer,
  makePicture,
  makeQueuedJob,
  makeStroke,
  newestRows,
  newProject,
  startStore,
  type TestStore,
} from './test-store.ts';

const fallback = { name: 'Untitled', document: emptyDocument };

async function drawn(store: TestStore, pictures = 3): Promise<string> {
  const projectId = await newProject(store);
  for (let picture = 0; picture < pictures; picture += 1) {
    const kept = await store.client.commitGeneration({ ...makeCommit(projectId), mask: makePicture(100) });
    const document = { ...emptyDocument, layers: [makeLayer(kept.picture)], region: [makeStroke()] };
    await store.client.settleGeneration({ projectId, id: kept.id, outcome: 'accepted', document });
  }
  return projectId;
}

async function exported(store: TestStore, projectId: string, file = join(makeDataFolder(), 'harbour.dimoo')) {
  const place = leavePlace(store.root, { purpose: 'write', path: file });
  const { leftOut } = await store.client.exportProject({ projectId, place });
  return { file, leftOut };
}

function bringIn(store: TestStore, file: string) {
  const place = leavePlace(store.root, { purpose: 'read', path: file });
  return store.client.importProject({ place, name: 'ignored' });
}

function fileOf(bytes: Uint8Array): string {
  const file = join(makeDataFolder(), 'harbour.dimoo');
  writeFileSync(file, bytes);
  return file;
}

const projectsIn = (root: string) => (existsSync(join(root, 'projects')) ? readdirSync(join(root, 'projects')) : []);

test('a project travels in one file from one studio to another, with all that it has', async () => {
  const from = startStore();
  const projectId = await drawn(from);
  await from.client.queueJob({ projectId, job: makeQueuedJob() });
  const { file, leftOut } = await exported(from, projectId);
  expect(leftOut).toBe(0);
  // Pictures lie in it as they are, and nothing is beside it.
  expect(readdirSync(join(file, '..'))).toEqual([basename(file)]);
  const names = Object.keys(unzipSync(readFileSync(file)));
  expect(names.slice(0, 2)).toEqual(['dimoo.json', 'project.sqlite']);
  expect(names).toHaveLength(8);

  const to = startStore();
  const other = await newProject(to);
  const { project, isCopy, missing } = await bringIn(to, file);
  expect({ id: project.id, name: project.name, isCopy, missing }).toEqual({
    id: projectId,
    name: 'Test',
    isCopy: false,
    missing: 0,
  });
  expect((await to.client.listProjects({})).map(({ id }) => id)).toEqual([projectId, other]);
  const [sent, arrived] = [
    await from.client.openProject({ id: projectId, fallback }),
    await to.client.openProject({ id: projectId, fallback }),
  ];
  expect(arrived.document).toEqual(sent.document);
  expect(await newestRows(to, projectId)).toEqual(await newestRows(from, projectId));
  for (const { picture, mask } of await newestRows(from, projectId)) {
    for (const hash of [picture, mask ?? '']) {
      expect(await to.client.getBlob({ projectId, hash })).toEqual(await from.client.getBlob({ projectId, hash }));
    }
  }
  // The drawing that waits stays where it was queued.
  expect((await to.client.listQueuedJobs({ projectId })).jobs).toEqual([]);
  expect((await from.client.listQueuedJobs({ projectId })).jobs).toHaveLength(1);
  expect(existsSync(join(to.root, 'exchange')) ? readdirSync(join(to.root, 'exchange')) : []).toEqual([]);
});

test('the page in small travels with a project, and anything else in its place is left out', async () => {
  const from = startStore();
  const projectId = await drawn(from, 1);
  const page = await sharp({ create: { width: 200, height: 120, channels: 3, background: '#3366cc' } })
    .webp()
    .toBuffer();
  await from.client.keepCard({ projectId, bytes: new Uint8Array(page) });
  const { file } = await exported(from, projectId);
  const to = startStore();
  await bringIn(to, file);
  expect(await to.client.getCard({ of: projectId })).toEqual({ pictures: 2, thumbnail: new Uint8Array(page) });
  const entries = Object.entries(unzipSync(readFileSync(file))).map(([name, bytes]) => ({ name, bytes }));
  const strange = entries.map((one) => (one.name === 'page.card' ? { ...one, bytes: makePicture(5000) } : one));
  const other = startStore();
  await bringIn(other, fileOf(rawZip(strange)));
  expect((await other.client.getCard({ of: projectId })).thumbnail).toBeNull();
  const large = entries.map((one) => (one.name === 'page.card' ? { ...one, bytes: makePicture(500_000) } : one));
  expect((await failureFrom(bringIn(startStore(), fileOf(rawZip(large))))).code).toBe('archives.too-much');
});

test('a project that is here already, or in the trash, comes in as a copy whose name says so', async () => {
  const store = startStore();
  const projectId = await drawn(store, 1);
  const { file } = await exported(store, projectId);
  const first = await bringIn(store, file);
  expect(first).toMatchObject({ isCopy: true, project: { name: 'Test (brought in)' } });
  expect(first.project.id).not.toBe(projectId);
  await store.client.deleteProject({ projectId });
  // The names in a list differ.
  expect(await bringIn(store, file)).toMatchObject({ isCopy: true, project: { name: 'Test (brought in) 2' } });
  await store.client.putSetting({ key: 'language', value: 'de' });
  expect((await bringIn(store, file)).project.name).toBe('Test (hereingeholt)');
  expect(projectsIn(store.root)).toHaveLength(3);
});

test('the same file twice at one moment is two projects', async () => {
  const from = startStore();
  const { file } = await exported(from, await drawn(from, 1));
  const to = startStore();
  const both = await Promise.all([bringIn(to, file), bringIn(to, file)]);
  expect(new Set(both.map(({ project }) => project.id)).size).toBe(2);
  expect(both.filter(({ isCopy }) => isCopy)).toHaveLength(1);
  for (const { project } of both) await to.client.openProject({ id: project.id, fallback });
});

test('a picture that is damaged or missing is left out, told, and missing on the other side', async () => {
  const store = startStore();
  const projectId = await drawn(store, 2);
  const [one, other] = (await newestRows(store, projectId)).map(({ picture }) => picture);
  const place = (hash = '') => join(store.root, 'projects', projectId, 'blobs', hash.slice(0, 2), hash);
  writeFileSync(place(one), 'damaged');
  rmSync(place(other));
  const { file, leftOut } = await exported(store, projectId);
  expect(leftOut).toBe(2);
  expect(await bringIn(startStore(), file)).toMatchObject({ missing: 2 });
});

test('what is exported is whole or not there, and what was in its place stays where it fails', async () => {
  const store = startStore();
  const projectId = await drawn(store, 1);
  const folder = makeDataFolder();
  const nowhere = await failureFrom(exported(store, projectId, join(folder, 'away', 'a.dimoo')));
  expect(nowhere).toMatchObject({ code: 'archives.not-written' });
  mkdirSync(join(folder, 'taken.dimoo'));
  expect(await failureFrom(exported(store, projectId, join(folder, 'taken.dimoo')))).toMatchObject({
    code: 'archives.not-written',
  });
  expect(readdirSync(folder)).toEqual(['taken.dimoo']);
  writeFileSync(join(folder, 'old.dimoo'), 'an older export');
  await exported(store, projectId, join(folder, 'old.dimoo'));
  await bringIn(startStore(), join(folder, 'old.dimoo'));
  expect(readdirSync(folder).sort()).toEqual(['old.dimoo', 'taken.dimoo']);
});

test('a call that is cancelled leaves nothing of its file and of its project', async () => {
  const store = startStore();
  const projectId = await newProject(store);
  for (let picture = 0; picture < 6; picture += 1) {
    await store.client.putBlob({ projectId, bytes: makePicture(3_000_000), mediaType: 'image/png' });
  }
  const file = join(makeDataFolder(), 'a.dimoo');
  const place = leavePlace(store.root, { purpose: 'write', path: file });
  const cancelled = new AbortController();
  const told: number[] = [];
  const onEvent = ({ done }: { done: number }) => {
    told.push(done);
    cancelled.abort();
  };
  const call = store.client.exportProject({ projectId, place }, { signal: cancelled.signal, onEvent });
  expect((await failureFrom(call)).kind).toBe('cancelled');
  expect(told.length).toBeGreaterThan(0);
  await expect.poll(() => readdirSync(join(file, '..'))).toEqual([]);
  const { file: whole } = await exported(store, projectId);
  const to = startStore();
  const again = new AbortController();
  const reading = to.client.importProject(
    { place: leavePlace(to.root, { purpose: 'read', path: whole }), name: 'a' },
    { signal: again.signal, onEvent: () => again.abort() },
  );
  expect((await failureFrom(reading)).kind).toBe('cancelled');
  await expect.poll(() => projectsIn(to.root)).toEqual([]);
});

test('a project that is deleted while it is copied goes to the trash once the copies are whole', async () => {
  const store = startStore();
  const projectId = await newProject(store);
  for (let picture = 0; picture < 6; picture += 1) {
    await store.client.putBlob({ projectId, bytes: makePicture(2_000_000), mediaType: 'image/png' });
  }
  const [copy, twin, { trashedId }] = await Promise.all([
    exported(store, projectId),
    store.client.duplicateProject({ projectId, name: 'Twin' }),
    store.client.deleteProject({ projectId }),
  ]);
  expect(copy.leftOut).toBe(0);
  expect(projectsIn(store.root)).toEqual([twin.id]);
  expect(await bringIn(startStore(), copy.file)).toMatchObject({ missing: 0 });
  await store.client.bringBack({ trashedId });
});

test('a place is known once, for one purpose, and to nobody but main', async () => {
  const store = startStore();
  const projectId = await drawn(store, 1);
  const file = join(makeDataFolder(), 'a.dimoo');
  const place = leavePlace(store.root, { purpose: 'write', path: file });
  const unknown = { code: 'archives.no-place' };
  expect(await failureFrom(store.client.importProject({ place, name: 'a' }))).toMatchObject(unknown);
  await store.client.exportProject({ projectId, place });
  expect(await failureFrom(store.client.exportProject({ projectId, place }))).toMatchObject(unknown);
  const reading = leavePlace(store.root, { purpose: 'read', path: file });
  expect(await failureFrom(store.client.exportProject({ projectId, place: reading }))).toMatchObject(unknown);
  const other = { projectId, place: crypto.randomUUID() };
  expect(await failureFrom(store.client.exportProject(other))).toMatchObject(unknown);
});

test('a file that the window hands over piece by piece comes in as a chosen one does', async () => {
  const from = startStore();
  const { file } = await exported(from, await drawn(from));
  const bytes = new Uint8Array(readFileSync(file));
  const to = startStore();
  const { place } = await to.client.beginDelivery({});
  const piece = Math.ceil(bytes.length / 3);
  for (let at = 0; at < bytes.length; at += piece) {
    const part = { place, at, bytes: bytes.slice(at, at + piece) };
    // An answer may be lost, and the piece comes again.
    for (let times = 0; times < 2; times += 1) await to.client.deliver(part);
  }
  expect(await failureFrom(to.client.deliver({ place, at: 7, bytes }))).toMatchObject({ code: 'archives.no-place' });
  const { project } = await to.client.importProject({ place, name: 'harbour.dimoo' });
  expect((await to.client.openProject({ id: project.id, fallback })).document.layers).toHaveLength(1);
  expect(await failureFrom(to.client.importProject({ place, name: 'harbour.dimoo' }))).toMatchObject({
    code: 'archives.no-place',
  });
  for (let more = 0; more < 4; more += 1) await to.client.beginDelivery({});
  expect(await failureFrom(to.client.beginDelivery({}))).toMatchObject({ code: 'archives.too-many' });
});

describe('a file from outside is refused with a sentence, and nothing is changed', () => {
  const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

  async function soundEntries(): Promise<RawEntry[]> {
    const store = startStore();
    const { file } = await exported(store, await drawn(store, 2));
    return Object.entries(unzipSync(readFileSync(file))).map(([name, bytes]) => ({ name, bytes }));
  }

  /** The database of the archive, changed by SQL. */
  function changed(entries: readonly RawEntry[], sql: string): RawEntry[] {
    const file = join(makeDataFolder(), 'a.sqlite');
    writeFileSync(file, entries.find(({ name }) => name === 'project.sqlite')?.bytes ?? '');
    const db = new Sqlite(file);
    db.pragma('journal_mode = DELETE');
    db.exec(sql);
    db.close();
    return replaced(entries, 'project.sqlite', readFileSync(file));
  }

  const replaced = (entries: readonly RawEntry[], name: string, bytes: Uint8Array): RawEntry[] =>
    entries.map((entry) => (entry.name === name ? { name, bytes } : entry));
  const added = (entries: readonly RawEntry[], entry: RawEntry): RawEntry[] => [...entries, entry];
  const text = (words: string) => new Uint8Array(Buffer.from(words));

  type Make = (entries: RawEntry[]) => Uint8Array;
  const cases: readonly (readonly [what: string, code: string, make: Make])[] = [
    ['nothing', 'archives.no-project', () => new Uint8Array()],
    ['a picture', 'archives.no-project', () => makePicture(5000)],
    ['another archive', 'archives.strange', () => rawZip([{ name: 'a.txt', bytes: text('a') }])],
    ['no database', 'archives.no-project', (e) => rawZip(e.filter(({ name }) => name !== 'project.sqlite'))],
    ['no manifest', 'archives.no-project', (e) => rawZip(e.filter(({ name }) => name !== 'dimoo.json'))],
    ['a cut', 'archives.no-project', (e) => rawZip(e).subarray(0, 9000)],
    [
      'a cut in the middle, with its end',
      'archives.damaged',
      (e) => Buffer.concat([rawZip(e).subarray(0, 3000), rawZip(e).subarray(6000)]),
    ],
    ['a way out', 'archives.strange', (e) => rawZip(added(e, { name: '../../evil', bytes: text('a') }))],
    ['an absolute path', 'archives.strange', (e) => rawZip(added(e, { name: '/tmp/evil', bytes: text('a') }))],
    ['a path of Windows', 'archives.strange', (e) => rawZip(added(e, { name: 'blobs\\evil', bytes: text('a') }))],
    ['a foreign file', 'archives.strange', (e) => rawZip(added(e, { name: 'blobs/run.sh', bytes: text('a') }))],
    ['a log', 'archives.strange', (e) => rawZip(added(e, { name: 'project.sqlite-wal', bytes: text('a') }))],
    ['a name twice', 'archives.strange', (e) => rawZip([...e, ...e.slice(-1)])],
    [
      'a picture under the name of another',
      'archives.damaged',
      (e) => rawZip(replaced(e, e[3]?.name ?? '', e[4]?.bytes ?? text(''))),
    ],
    [
      'a wrong checksum',
      'archives.damaged',
      (e) => rawZip(e.map((one, at) => (at === 3 ? { ...one, says: { crc: 1 } } : one))),
    ],
    [
      'a size that is a lie',
      'archives.damaged',
      (e) => rawZip(e.map((one, at) => (at === 3 ? { ...one, says: { size: one.bytes.length * 2 } } : one))),
    ],
    [
      'a password',
      'archives.damaged',
      (e) => rawZip(e.map((one, at) => (at === 3 ? { ...one, says: { flags: 1 } } : one))),
    ],
    [
      'another way of packing',
      'archives.strange',
      (e) => rawZip(e.map((one, at) => (at === 3 ? { ...one, says: { method: 12 } } : one))),
    ],
    [
      'a bomb',
      'archives.too-much',
      (e) =>
        rawZip(
          added(e, {
            name: `blobs/${hashOf(new Uint8Array(200_000_000))}`,
            bytes: new Uint8Array(200_000_000),
            isPacked: true,
          }),
        ),
    ],
    [
      'a bomb that says it is small',
      'archives.damaged',
      (e) =>
        rawZip(
          e.map((one, at) =>
            at === 1 ? { ...one, bytes: new Uint8Array(50_000_000), isPacked: true, says: { size: 9000 } } : one,
          ),
        ),
    ],
    [
      'entries over one another',
      'archives.too-much',
      (e) => {
        const bytes = makePicture(100_000);
        const over = (at: number) => ({ name: `blobs/${String(at).padStart(64, '0')}`, bytes, offset: 0 });
        return rawZip([
          { name: `blobs/${hashOf(bytes)}`, bytes },
          ...e,
          ...Array.from({ length: 20 }, (_, at) => over(at)),
        ]);
      },
    ],
    ['no JSON', 'archives.damaged', (e) => rawZip(replaced(e, 'dimoo.json', text('{')))],
    [
      'the id of no project',
      'archives.damaged',
      (e) =>
        rawZip(
          replaced(e, 'dimoo.json', text('{"format":"dimoo-project","version":1,"project":{"id":"../..","name":"a"}}')),
        ),
    ],
    [
      'a newer form',
      'archives.from-future',
      (e) =>
        rawZip(
          replaced(
            e,
            'dimoo.json',
            text(`{"format":"dimoo-project","version":2,"project":{"id":"${crypto.randomUUID()}","name":"a"}}`),
          ),
        ),
    ],
    ['a newer schema', 'archives.from-future', (e) => rawZip(changed(e, 'PRAGMA user_version = 9990'))],
    ['a database of another program', 'archives.foreign', (e) => rawZip(changed(e, 'PRAGMA application_id = 7'))],
    [
      'a damaged database',
      'archives.damaged',
      (e) => rawZip(replaced(e, 'project.sqlite', Buffer.from(e[1]?.bytes ?? '').fill(0xff, 4096, 9000))),
    ],
    [
      'a trigger',
      'archives.damaged',
      (e) => rawZip(changed(e, 'CREATE TRIGGER evil AFTER UPDATE ON project BEGIN DELETE FROM layers; END')),
    ],
    ['no project in it', 'archives.damaged', (e) => rawZip(changed(e, 'DELETE FROM project'))],
  ];

  test.each(cases)('%s: %s', async (_, code, make) => {
    const bytes = make(await soundEntries());
    const store = startStore();
    const kept = await newProject(store);
    const failure = await failureFrom(bringIn(store, fileOf(bytes)));
    expect(failure.code).toBe(code);
    expect(failure.message).toContain('“harbour.dimoo”');
    expect(failure.message).not.toContain(store.root);
    expect(projectsIn(store.root)).toEqual([kept]);
    expect((await store.client.listProjects({})).map(({ id }) => id)).toEqual([kept]);
  });

  test('a folder, and a file that is not there', async () => {
    const store = startStore();
    expect((await failureFrom(bringIn(store, makeDataFolder()))).code).toBe('archives.no-project');
    expect((await failureFrom(bringIn(store, join(store.root, 'no.dimoo')))).code).toBe('archives.gone');
  });

  test.each([
    ['byte by byte', (e: RawEntry[]) => rawZip(e)],
    [
      'packed anew by another program, with its folder',
      (e: RawEntry[]) =>
        rawZip([{ name: 'blobs/', bytes: text('') }, ...e.toReversed().map((one) => ({ ...one, isPacked: true }))]),
    ],
    ['as a zip64', (e: RawEntry[]) => soundZip(e, true)],
    [
      'with a picture that no row names, which is not taken',
      (e: RawEntry[]) => rawZip([...e, { name: `blobs/${hashOf(text('loose'))}`, bytes: text('loose') }]),
    ],
  ])('but a sound one is taken: %s', async (_, make) => {
    const bytes = await make(await soundEntries());
    const store = startStore();
    const { project, missing } = await bringIn(store, fileOf(bytes));
    expect(missing).toBe(0);
    const blobs = join(store.root, 'projects', project.id, 'blobs');
    const files = readdirSync(blobs, { recursive: true }).filter((name) =>
      statSync(join(blobs, String(name))).isFile(),
    );
    expect(files).toHaveLength(4);
    await store.client.openProject({ id: project.id, fallback });
  });
});
