import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { type Migration, projectMigrations } from '../../../main/store/migrations/index.ts';
import type { PictureDocument } from '../../../preload/contract/document.ts';
import { Chance } from '../chance.ts';
import { emptyPage } from '../requests.ts';
import { type StoreProcess, startStore } from '../services.ts';
import {
  commitOf,
  fillsOf,
  guideOf,
  layerOf,
  noteOf,
  otherStepsOf,
  paintOf,
  savedMaskOf,
  strokeOf,
} from './content.ts';

/** Sound projects, each a folder, to be copied and damaged. */
export interface Bases {
  /** Name and the folder of a project: "clean", "with a log", "schema 20", ... */
  readonly folders: ReadonlyMap<string, string>;
  /** A project that nothing is done to, to be opened beside a damaged one. */
  readonly healthy: string;
  /** A whole data folder: two sound projects and the studio's own files. */
  readonly studio: string;
  readonly projects: readonly string[];
}

/** Made by the real store, in `root`. Ids follow from the seed. */
export async function makeBases(root: string, seed: number): Promise<Bases> {
  const chance = new Chance(seed, 0xffff_ffff);
  const folders = new Map<string, string>();
  const data = join(root, 'data');
  mkdirSync(data, { recursive: true });
  const store = startStore(data);
  const id = await fill(store, chance, 6);
  const second = await fill(store, chance, 1);
  await store.client.putSetting({ key: 'theme', value: 'dark' });
  const kept = (name: string, from: string) => {
    const folder = join(root, 'bases', name);
    cpSync(from, folder, { recursive: true });
    folders.set(name, folder);
    return folder;
  };
  const project = join(data, 'projects', id);
  // While it is open, so that the last commits are in the log alone.
  kept('with a log', project);
  store.quit();
  await store.gone;
  const clean = kept('clean', project);
  for (const { version } of projectMigrations.slice(0, -1)) {
    const old = kept(`schema ${version}`, clean);
    makeOlder(old, clean, version);
  }
  const healthy = kept('healthy', project);
  folders.delete('healthy');
  const studio = join(root, 'studio');
  cpSync(data, studio, { recursive: true });
  rmSync(data, { recursive: true, force: true });
  return { folders, healthy, studio, projects: [id, second] };
}

async function fill(store: StoreProcess, chance: Chance, pictures: number): Promise<string> {
  const { client } = store;
  const { project } = await client.createProject({ name: 'Sound', document: emptyPage });
  const projectId = project.id;
  let document: PictureDocument = emptyPage;
  for (let i = 0; i < pictures; i += 1) {
    const kept = await client.commitGeneration(commitOf(projectId, chance));
    document = { ...document, layers: [...document.layers, layerOf(kept.picture, chance, kept.id)] };
    document = { ...document, region: [...document.region, strokeOf(chance)] };
    await client.settleGeneration({ projectId, id: kept.id, outcome: i % 3 === 2 ? 'dropped' : 'accepted', document });
    await client.putNote({ projectId, note: noteOf(kept.picture, chance) });
  }
  await paint(store, projectId, document, chance);
  return projectId;
}

/** Paint in tiles, masks, fills, adjustments, and a region of every kind of step, as later tools leave them. */
async function paint(
  { client }: StoreProcess,
  projectId: string,
  document: PictureDocument,
  chance: Chance,
): Promise<void> {
  const blobs = Array.from({ length: 7 }, () => ({ bytes: chance.bytes(300), mediaType: 'image/png' as const }));
  const { hashes } = await client.putBlobs({ projectId, blobs });
  const [mask = '', marked = '', saved = '', ...tiles] = hashes;
  const painted: PictureDocument = {
    ...document,
    layers: [...document.layers, paintOf(tiles, mask, chance), ...fillsOf(mask, chance)],
    region: [...document.region, ...otherStepsOf(marked, chance)],
    savedMasks: [savedMaskOf(saved, chance)],
    guides: [guideOf(chance), guideOf(chance)],
  };
  await client.saveDocument({ projectId, document: painted });
}

/** The same rows in the tables of an earlier schema, as a studio of that time has left them. */
function makeOlder(folder: string, latest: string, version: number): void {
  for (const name of readdirSync(folder)) {
    if (name !== 'blobs') rmSync(join(folder, name), { recursive: true, force: true });
  }
  const db = new Sqlite(join(folder, 'project.sqlite'));
  const source = new Sqlite(join(latest, 'project.sqlite'), { readonly: true });
  db.pragma(`application_id = ${Number(source.pragma('application_id', { simple: true }))}`);
  source.close();
  db.pragma('journal_mode = WAL');
  for (const migration of projectMigrations.filter((step: Migration) => step.version <= version))
    db.exec(migration.sql);
  db.exec(`ATTACH '${join(latest, 'project.sqlite').replaceAll("'", "''")}' AS latest`);
  const tables = db
    // The indexes of words are filled by triggers, and their own tables may not be written.
    .prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'")
    .pluck()
    .all();
  db.pragma('foreign_keys = OFF');
  for (const table of tables as string[]) copyRows(db, table);
  db.exec('DETACH latest');
  db.pragma(`user_version = ${version}`);
  db.close();
}

/** What a column that is gone now was made of, for rows of an earlier schema. */
const olderColumns: Readonly<Record<string, string>> = {
  'layers.media_type': "json_extract(data, '$.mediaType')",
  'strokes.size': "CAST(json_extract(data, '$.size') AS REAL)",
  'strokes.erase': "operation = 'subtract'",
};

/** The rows that a studio of that time could have written, by tables that have no kinds. */
const olderRows: Readonly<Record<string, string>> = { layers: "kind = 'picture'", strokes: "kind = 'stroke'" };

/** Where the rows of a table that is gone now are. */
const laterTables: Readonly<Record<string, string>> = { strokes: 'region_steps' };

function copyRows(db: Sqlite.Database, table: string): void {
  const from = laterTables[table] ?? table;
  const mine = db.pragma(`main.table_info('${table}')`) as { name: string }[];
  const theirs = new Set((db.pragma(`latest.table_info('${from}')`) as { name: string }[]).map(({ name }) => name));
  const copied = mine.flatMap(({ name }) => {
    const value = olderColumns[`${table}.${name}`] ?? (theirs.has(name) ? `"${name}"` : null);
    return value === null ? [] : [{ name: `"${name}"`, value }];
  });
  if (copied.length === 0) return;
  const names = copied.map(({ name }) => name).join(', ');
  const values = copied.map(({ value }) => value).join(', ');
  const hasKinds = mine.some(({ name }) => name === 'kind');
  const rows = hasKinds || olderRows[table] === undefined ? '' : ` WHERE ${olderRows[table]}`;
  db.exec(`INSERT OR REPLACE INTO main."${table}" (${names}) SELECT ${values} FROM latest."${from}"${rows}`);
}
