import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { LogEntry } from '../../../main/logs/entries.ts';
import { blobFile, dataFolderAt, projectFolder } from '../../../main/store/folders.ts';
import { closeStudio, openStudio } from '../../../main/store/studio.ts';
import { timed } from '../../../main/store/timing.ts';
import { StudioError } from '../../../preload/contract/errors.ts';
import type { Handlers } from '../../../preload/contract/service.ts';
import { type StoreService, storeService } from '../../../preload/contract/store.ts';
import {
  emptyDocument,
  failureFrom,
  makeCommit,
  makeDataFolder,
  makeLayer,
  makeStroke,
  newestRows,
  newProject,
  startStore,
} from './test-store.ts';

const hostile = [
  '../../../etc',
  '..',
  '/etc/passwd',
  'C:\\Windows',
  '00000000-0000-4000-8000-000000000000/../../..',
  '00000000-0000-4000-8000-000000000000\0',
  '.new-00000000-0000-4000-8000-000000000000',
  '',
  ' ',
  `x'; DROP TABLE layers; --`,
];

describe('what comes through the port', () => {
  test.each(hostile)('no method takes %j for an id or a hash', async (text) => {
    const store = startStore();
    const id = await newProject(store);
    const document = { ...emptyDocument, layers: [makeLayer(text)] };
    const calls = [
      store.client.openProject({ id: text, fallback: { name: 'x', document: emptyDocument } }),
      store.client.renameProject({ id: text, name: 'x' }),
      store.client.getBlob({ projectId: text, hash: 'a'.repeat(64) }),
      store.client.getBlob({ projectId: id, hash: text }),
      store.client.putBlob({ projectId: text, bytes: new Uint8Array(1), mediaType: 'image/png' }),
      store.client.saveDocument({ projectId: id, document }),
      store.client.saveDocument({
        projectId: id,
        document: { ...emptyDocument, region: [makeStroke(1, { id: text })] },
      }),
      store.client.commitGeneration(makeCommit(text)),
      store.client.commitGeneration(makeCommit(id, { id: text })),
      store.client.settleGeneration({ projectId: id, id: text, outcome: 'dropped', document: null }),
      store.client.deleteNote({ projectId: id, id: text }),
    ];
    for (const failure of await Promise.all(calls.map(failureFrom))) expect(failure.kind).toBe('bad-request');
    expect(readdirSync(join(store.root, 'projects'))).toEqual([id]);
  });

  test('a stroke that ends in the middle of a point is refused, and what was saved stays', async () => {
    const store = startStore();
    const projectId = await newProject(store);
    const whole = makeStroke(2);
    await store.client.saveDocument({ projectId, document: { ...emptyDocument, region: [whole] } });
    const region = [makeStroke(1, { points: [1, 2, 3] })];
    const failure = await failureFrom(store.client.saveDocument({ projectId, document: { ...emptyDocument, region } }));
    expect(failure.kind).toBe('bad-request');
    const { document } = await store.client.openProject({
      id: projectId,
      fallback: { name: 'x', document: emptyDocument },
    });
    expect(document.region).toEqual([whole]);
  });

  test.each(hostile)('nor would a path be made of %j if it did', (text) => {
    const data = dataFolderAt('/nowhere');
    expect(() => projectFolder(data, text)).toThrow(StudioError);
    const folder = projectFolder(data, '00000000-0000-4000-8000-000000000000');
    expect(() => blobFile(folder, text)).toThrow(StudioError);
  });

  test('text that looks like SQL is text', async () => {
    const store = startStore();
    const projectId = await newProject(store);
    const prompt = `'); DROP TABLE generations; --`;
    await store.client.commitGeneration(makeCommit(projectId, { prompt }));
    const [row] = await newestRows(store, projectId, 1);
    expect(row?.prompt).toBe(prompt);
  });

  test('a setting that holds itself is refused', async () => {
    const store = startStore();
    const value: Record<string, unknown> = { size: 1 };
    value.self = value;
    const call = store.client.putSetting({ key: 'loop', value: value as never });
    expect((await failureFrom(call)).kind).toBe('bad-request');
    expect(await store.client.getSettings({})).toEqual({});
  });

  test('a setting may be called like a part of every object', async () => {
    const store = startStore();
    await store.client.putSetting({ key: 'constructor', value: 1 });
    expect(await store.client.getSettings({})).toEqual({ constructor: 1 });
  });

  test('numbers and sizes outside the contract do not arrive', async () => {
    const store = startStore();
    const id = await newProject(store);
    const calls = [
      store.client.saveDocument({ projectId: id, document: { ...emptyDocument, width: 1e9 } }),
      store.client.saveDocument({ projectId: id, document: { ...emptyDocument, width: Number.NaN } }),
      store.client.commitGeneration(makeCommit(id, { seed: -1 })),
      store.client.listGenerations({ projectId: id, before: null, limit: 1e6 }),
    ];
    for (const failure of await Promise.all(calls.map(failureFrom))) expect(failure.kind).toBe('bad-request');
  });
});

describe('two stores on one folder', () => {
  test('the second one is refused with a sentence, and works once the first is gone', async () => {
    const first = startStore();
    const id = await newProject(first);
    const second = startStore(first.root);
    const failure = await failureFrom(second.client.listProjects({}));
    expect(failure).toMatchObject({ kind: 'store-unavailable', retryable: true });
    expect(failure.message).toMatch(/^Another DiMOO Studio is already working in .*\.$/);
    await first.client.renameProject({ id, name: 'Still mine' });
    await first.close();
    expect((await second.client.listProjects({})).map((project) => project.name)).toEqual(['Still mine']);
  }, 20_000);

  test.each(['noise in it', 'a folder'])('a lock that is none (%s) locks nobody out', async (what) => {
    const root = makeDataFolder();
    if (what === 'a folder') mkdirSync(join(root, 'studio.lock'));
    else writeFileSync(join(root, 'studio.lock'), 'noise '.repeat(2000));
    closeStudio(await openStudio(dataFolderAt(root)));
    expect(readdirSync(root).sort()).toEqual(['projects', 'set-aside', 'studio.lock', 'studio.sqlite']);
  });

  test('a lock file that a killed process left behind locks nothing', async () => {
    const root = makeDataFolder();
    mkdirSync(root, { recursive: true });
    writeFileSync(join(root, 'studio.lock'), '');
    closeStudio(await openStudio(dataFolderAt(root)));
    expect(readdirSync(root).sort()).toEqual(['projects', 'studio.lock', 'studio.sqlite']);
  });
});

describe('timing', () => {
  const only = (handler: () => Promise<Record<string, never>>) => {
    const handlers = Object.fromEntries(Object.keys(storeService).map((name) => [name, handler]));
    return handlers as unknown as Handlers<StoreService>;
  };
  const context = { signal: new AbortController().signal, send: () => undefined };

  test('a slow call is logged by name, a quick one is not', async () => {
    const entries: LogEntry[] = [];
    const clock = [0, 40, 100, 141];
    const { handlers } = timed<StoreService>(
      only(async () => ({})),
      (entry) => entries.push(entry),
      () => clock.shift() ?? 0,
    );
    await handlers.getSettings({}, context);
    await handlers.listProjects({}, context);
    expect(entries).toEqual([{ code: 'call-slow', method: 'listProjects', ms: 41 }]);
  });

  test('closing refuses new calls and waits for the running ones', async () => {
    let finish: (() => void) | undefined;
    const waiting = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const { handlers, drain } = timed<StoreService>(
      only(() => waiting.then(() => ({}))),
      () => undefined,
    );
    const running = Promise.resolve(handlers.getSettings({}, context));
    await Promise.resolve();
    let drained = false;
    const draining = drain().then(() => {
      drained = true;
    });
    await expect(handlers.getSettings({}, context)).rejects.toMatchObject({ failure: { kind: 'service-lost' } });
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(drained).toBe(false);
    finish?.();
    await draining;
    expect(await running).toEqual({});
  });
});
