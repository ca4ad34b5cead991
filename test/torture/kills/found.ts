import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { blobsOfLayer } from '../../../preload/contract/layer-blobs.ts';
import type { Generation } from '../../../preload/contract/records.ts';
import type { Client, Result } from '../../../preload/contract/service.ts';
import type { StoreService } from '../../../preload/contract/store.ts';
import { hashOf } from '../bytes.ts';
import { emptyPage } from '../requests.ts';
import { GONE, type Ledger } from './ledger.ts';

export interface Found {
  readonly values: ReadonlyMap<string, unknown>;
  readonly faults: readonly string[];
}

type Store = Client<StoreService>;

/** Everything that the store holds, read through its own calls, in the ledger's words. */
export async function everythingIn(store: Store, ledger: Ledger): Promise<Found> {
  const values = new Map<string, unknown>();
  const faults: string[] = [];
  for (const [key, value] of Object.entries(await store.getSettings({}))) {
    if (key.startsWith('torture ')) values.set(`setting ${key}`, value);
  }
  for (const { id, name } of await store.listProjects({})) {
    if (ledger.told(`${id} name`) === GONE) adopt(ledger, id, name);
    try {
      const listed = await readProject(store, id, ledger, values);
      faults.push(...listed);
      const nameKey = `${id} name`;
      if (ledger.told(nameKey) === values.get(nameKey) && name !== values.get(nameKey)) {
        faults.push(`the list of projects calls ${id} "${name}", itself it says "${String(values.get(nameKey))}"`);
      }
    } catch (error) {
      faults.push(`project ${id} does not open: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return { values, faults };
}

/** A project whose making was asked for and not answered: it may be there, under an id that nobody knows yet. */
function adopt(ledger: Ledger, id: string, name: string): void {
  if (!ledger.keys().includes(`new project ${name}`)) return;
  ledger.ask(`new project ${name}`, GONE)();
  ledger.ask(`${id} name`, name)();
  ledger.ask(`${id} document`, emptyPage)();
}

async function readProject(store: Store, id: string, ledger: Ledger, values: Map<string, unknown>): Promise<string[]> {
  const faults: string[] = [];
  const opened = await store.openProject({ id, fallback: { name: 'First', document: emptyPage } });
  values.set(`${id} name`, opened.project.name);
  values.set(`${id} document`, opened.document);
  const generations = await allGenerations(store, id, faults);
  for (const generation of generations) {
    const { outcome, createdAt: _, sequence: __, starred: ___, ...facts } = generation;
    values.set(`${id} generation ${generation.id}`, facts);
    values.set(`${id} generation ${generation.id} outcome`, outcome);
  }
  const { notes, unreadable } = await store.listNotes({ projectId: id });
  faults.push(...unreadable.map(({ what }) => `a note of ${id} cannot be read: ${what}`));
  for (const note of notes) values.set(`${id} note ${note.id}`, note);
  const named = new Set([
    ...opened.document.layers.flatMap(blobsOfLayer),
    ...generations.flatMap(({ picture, mask }) => [picture, ...(mask === null ? [] : [mask])]),
  ]);
  const prefix = `${id} blob `;
  const kept = ledger
    .keys()
    .filter((key) => key.startsWith(prefix))
    .map((key) => key.slice(prefix.length));
  for (const hash of new Set([...named, ...kept])) {
    const answer = await store.getBlob({ projectId: id, hash }).catch((error: Error) => error);
    if (answer instanceof Error) {
      if (named.has(hash)) faults.push(`${id} names the blob ${hash} and does not give it: ${answer.message}`);
    } else {
      if (hashOf(answer.bytes) !== hash) faults.push(`the blob ${hash} of ${id} holds something else`);
      if (kept.includes(hash)) values.set(prefix + hash, answer.bytes.length);
    }
  }
  return faults;
}

async function allGenerations(store: Store, projectId: string, faults: string[]): Promise<Generation[]> {
  const rows: Generation[] = [];
  let before: number | null = null;
  do {
    const page: Result<StoreService['listGenerations']> = await store.listGenerations({
      projectId,
      before,
      limit: 100,
    });
    // Lists leave out the codes.
    for (const { id } of page.generations) rows.push(await store.getGeneration({ projectId, id }));
    faults.push(...page.unreadable.map(({ what }) => `a record of ${projectId} cannot be read: ${what}`));
    before = page.next;
  } while (before !== null);
  return rows;
}

/** What must hold of the files of a studio that was quit. */
export function faultsOfQuit(root: string): string[] {
  const faults: string[] = [];
  const projects = join(root, 'projects');
  const databases = [
    join(root, 'studio.sqlite'),
    ...readdirSync(projects).map((id) => join(projects, id, 'project.sqlite')),
  ];
  for (const name of readdirSync(projects))
    if (name.startsWith('.new-')) faults.push(`half a project is left: ${name}`);
  for (const database of databases) {
    if (!existsSync(database)) {
      faults.push(`${database} is not there`);
      continue;
    }
    if (existsSync(`${database}-wal`)) faults.push(`an ordinary quit leaves ${database}-wal`);
    const connection = new Sqlite(database, { readonly: true });
    const state = connection.pragma('integrity_check(1)', { simple: true });
    connection.close();
    if (state !== 'ok') faults.push(`${database}: ${String(state)}`);
  }
  return faults;
}
