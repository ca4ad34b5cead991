import { createHash } from 'node:crypto';
import {
  cpSync,
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
import Sqlite from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PictureDocument } from '../../../preload/contract/document.ts';
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

interface Killed {
  readonly id: string;
  /** The folder of the project, as a killed store leaves it: with a log. */
  readonly folder: string;
  readonly documents: readonly PictureDocument[];
}

/** @param saves documents, each with a layer more than the one before */
async function killedProject(saves: number): Promise<Killed> {
  const store = startStore();
  const id = await newProject(store);
  const { hash } = await store.client.putBlob({ projectId: id, bytes: makePicture(), mediaType: 'image/png' });
  const documents: PictureDocument[] = [emptyDocument];
  for (let save = 0; save < saves; save++) {
    const layers = [...(documents.at(-1)?.layers ?? []), makeLayer(hash)];
    documents.push({ ...emptyDocument, layers });
    await store.client.saveDocument({ projectId: id, document: { ...emptyDocument, layers } });
  }
  const folder = join(makeDataFolder(), id);
  cpSync(join(store.root, 'projects', id), folder, { recursive: true });
  await store.close();
  return { id, folder, documents };
}

/** A data folder with that project in it. */
function dataWith({ id, folder }: Killed): string {
  const root = makeDataFolder();
  mkdirSync(join(root, 'projects'));
  cpSync(folder, join(root, 'projects', id), { recursive: true });
  return root;
}

function snapshot(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path, createHash('sha256').update(readFileSync(path)).digest('hex')];
    }),
  );
}

describe('work that was rolled back behind the studio is noticed', () => {
  test('a log of which any part is damaged, cut off or gone is told, or nothing is missing', async () => {
    const killed = await killedProject(20);
    const size = statSync(join(killed.folder, 'project.sqlite-wal')).size;
    const place = fc.nat({ max: size - 1 });
    const damage = fc.oneof(
      fc.record({ kind: fc.constant('flip' as const), place }),
      fc.record({ kind: fc.constant('cut' as const), place }),
      fc.record({ kind: fc.constant('zero' as const), place }),
      fc.constant({ kind: 'remove' as const, place: 0 }),
    );
    let told = 0;
    await fc.assert(
      fc.asyncProperty(damage, async ({ kind, place }) => {
        const root = dataWith(killed);
        const log = join(root, 'projects', killed.id, 'project.sqlite-wal');
        const bytes = readFileSync(log);
        if (kind === 'remove') rmSync(log);
        else if (kind === 'cut') truncateSync(log, place);
        else {
          if (kind === 'flip') bytes[place] = (bytes[place] ?? 0) ^ 0xff;
          else bytes.fill(0, place, Math.min(place + 4096, size));
          writeFileSync(log, bytes);
        }
        const store = startStore(root);
        const opened = await store.client.openProject({ id: killed.id, fallback });
        const whole = opened.document.layers.length === 20;
        expect(opened.warnings.map((warning) => warning.kind)).toEqual(whole ? [] : ['rolled-back']);
        expect(killed.documents).toContainEqual(opened.document);
        if (!whole) {
          told += 1;
          expect(opened.warnings[0]?.message).toMatch(
            /^This project is older than it was left: the last( \d+)? changes? can’t /,
          );
          const aside = join(root, 'projects', killed.id, 'set-aside');
          const kept = readdirSync(aside, { recursive: true, encoding: 'utf8' });
          expect(kept.some((name) => name.endsWith('project.sqlite'))).toBe(true);
          if (kind !== 'remove' && place > 0) expect(kept.some((name) => name.endsWith('-wal'))).toBe(true);
          // Told once; the work goes on from what there is.
          expect((await store.client.openProject({ id: killed.id, fallback })).warnings).toEqual([]);
        }
        await store.close();
        const again = startStore(root);
        expect((await again.client.openProject({ id: killed.id, fallback })).warnings).toEqual([]);
        await again.close();
      }),
      { numRuns: 60 },
    );
    expect(told).toBeGreaterThan(20);
  }, 120_000);

  test('an older copy of the database in its place is told', async () => {
    const store = startStore();
    const id = await newProject(store);
    await store.close();
    const file = join(store.root, 'projects', id, 'project.sqlite');
    const old = readFileSync(file);
    const second = startStore(store.root);
    await second.client.saveDocument({ projectId: id, document: { ...emptyDocument, width: 99 } });
    await second.close();
    writeFileSync(file, old);
    const third = startStore(store.root);
    expect((await third.client.openProject({ id, fallback })).warnings).toMatchObject([{ kind: 'rolled-back' }]);
  });

  test('a kill between the commit and its count tells nothing', async () => {
    const killed = await killedProject(3);
    const root = dataWith(killed);
    const file = join(root, 'projects', killed.id, 'commits');
    for (const text of [`${String(Number(readFileSync(file, 'latin1')) - 1).padStart(15, '0')}\n`, 'junk', '']) {
      writeFileSync(file, text);
      const store = startStore(root);
      const { warnings, document } = await store.client.openProject({ id: killed.id, fallback });
      expect([warnings, document]).toEqual([[], killed.documents[3]]);
      await store.close();
      expect(readFileSync(file, 'latin1')).toMatch(/^\d{15}\n$/);
    }
  });
});

describe('of a project that is refused nothing is touched, its log neither', () => {
  const refusals: Record<string, (file: string) => void> = {
    'pages overwritten': (file) => {
      const bytes = readFileSync(file);
      bytes.fill(0xa5, 4096);
      writeFileSync(file, bytes);
    },
    'a newer schema in the log alone': (file) => {
      const scratch = join(makeDataFolder(), 'x.sqlite');
      for (const suffix of ['', '-wal']) cpSync(file + suffix, scratch + suffix);
      const db = new Sqlite(scratch);
      db.pragma('user_version = 9990');
      cpSync(`${scratch}-wal`, `${file}-wal`);
      db.close();
    },
    'text in place of the database': (file) => writeFileSync(file, 'a letter to my aunt'.repeat(400)),
  };
  test.each(Object.entries(refusals))('%s', async (_, refuse) => {
    const killed = await killedProject(5);
    const root = dataWith(killed);
    const folder = join(root, 'projects', killed.id);
    refuse(join(folder, 'project.sqlite'));
    const before = snapshot(folder);
    expect(existsSync(join(folder, 'project.sqlite-wal'))).toBe(true);
    const store = startStore(root);
    const calls = [
      () => store.client.openProject({ id: killed.id, fallback }),
      () => store.client.saveDocument({ projectId: killed.id, document: emptyDocument }),
      () => store.client.putBlob({ projectId: killed.id, bytes: makePicture(), mediaType: 'image/png' }),
      () => store.client.checkProject({ projectId: killed.id }),
    ];
    for (const call of calls) {
      const failure = await failureFrom(call());
      expect(failure.message).toContain('left as it is');
    }
    await store.client.listProjects({});
    await store.close();
    expect(snapshot(folder)).toEqual(before);
  });
});
