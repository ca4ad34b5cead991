import type { PictureDocument } from '../../../preload/contract/document.ts';
import { blobsOfLayer } from '../../../preload/contract/layer-blobs.ts';
import { Chance } from '../chance.ts';
import { emptyPage } from '../requests.ts';
import { type Answer, answerOf, HangError } from '../sentence.ts';
import type { StoreProcess } from '../services.ts';
import { layerOf, noteOf } from './content.ts';

/** Longer than this for one call, and the store hangs. */
const CALL_MS = 20_000;

/** What a project was found to be when all of it was read and some of it written. */
export interface Trial {
  readonly opened: boolean;
  /** The refusal's sentence, or what the answer said besides the project itself. */
  readonly said: string;
  /** How many of each there are; -1 where they could not be read. */
  readonly layers: number;
  readonly generations: number;
  readonly notes: number;
  readonly faults: readonly string[];
}

/** Opens the project and works in it as an artist would; refusals must be sentences, and everything must answer in time. */
export async function tryProject(store: StoreProcess, id: string): Promise<Trial> {
  const faults: string[] = [];
  const call = async <T>(what: string, work: Promise<T>): Promise<Answer<T>> => {
    const answer = await answerOf(what, CALL_MS, work);
    if (!answer.ok && answer.complaint !== null) faults.push(`${what}: ${answer.complaint}`);
    return answer;
  };
  const none = { layers: -1, generations: -1, notes: -1 };
  try {
    const opened = await call(
      'openProject',
      store.client.openProject({ id, fallback: { name: 'First', document: emptyPage } }),
    );
    if (!opened.ok) return { opened: false, said: opened.failure.message, ...none, faults };
    const { project: _, document, ...besides } = opened.value;
    const { unreadable, ...counts } = await readAll(store, id, document, call);
    faults.push(...(await workOn(store, id, document, call)));
    return {
      opened: true,
      said: `${saidIn(besides)} ${unreadable}`.trim(),
      layers: document.layers.length,
      ...counts,
      faults,
    };
  } catch (error) {
    const hangs = error instanceof HangError;
    const fault = hangs ? error.message : `${String(error)}; the store wrote: ${store.log.slice(-400)}`;
    return { opened: false, said: '', ...none, faults: [...faults, fault] };
  }
}

type Call = <T>(what: string, work: Promise<T>) => Promise<Answer<T>>;

async function readAll({ client }: StoreProcess, projectId: string, document: PictureDocument, call: Call) {
  const generations = await call('listGenerations', client.listGenerations({ projectId, before: null, limit: 500 }));
  const notes = await call('listNotes', client.listNotes({ projectId }));
  const hashes = new Set([
    ...document.layers.slice(0, 50).flatMap(blobsOfLayer),
    ...(generations.ok ? generations.value.generations.map(({ picture }) => picture) : []),
  ]);
  for (const hash of hashes) await call('getBlob', client.getBlob({ projectId, hash }));
  return {
    generations: generations.ok ? generations.value.generations.length : -1,
    notes: notes.ok ? notes.value.notes.length : -1,
    unreadable: [generations, notes]
      .flatMap((list) => (list.ok ? list.value.unreadable.map(({ what }) => what) : []))
      .join(' '),
  };
}

/** What is written must be there when it was answered; what cannot be written is refused. */
async function workOn(
  { client }: StoreProcess,
  projectId: string,
  document: PictureDocument,
  call: Call,
): Promise<string[]> {
  const chance = new Chance(1, 1);
  const kept = await call('putBlob', client.putBlob({ projectId, bytes: chance.bytes(500), mediaType: 'image/png' }));
  if (!kept.ok) return [];
  const layer = layerOf(kept.value.hash, chance);
  const layers = [...document.layers.slice(0, 900), layer];
  const saved = await call('saveDocument', client.saveDocument({ projectId, document: { ...document, layers } }));
  const note = noteOf(kept.value.hash, chance);
  const noted = await call('putNote', client.putNote({ projectId, note }));
  await call('renameProject', client.renameProject({ id: projectId, name: 'Renamed' }));
  const again = await call(
    'openProject',
    client.openProject({ id: projectId, fallback: { name: 'First', document: emptyPage } }),
  );
  const notes = await call('listNotes', client.listNotes({ projectId }));
  const faults: string[] = [];
  const found = again.ok ? again.value.document.layers : [];
  if (saved.ok && again.ok && (found.length !== layers.length || !found.some(({ id }) => id === layer.id))) {
    faults.push(`said to be saved and not there: ${found.length} of ${layers.length} layers`);
  }
  if (noted.ok && notes.ok && !notes.value.notes.some(({ id }) => id === note.id))
    faults.push('said to be saved and not there: a note');
  return faults;
}

/** Words that an answer carries besides what it always does: a note that something was rolled back. */
function saidIn(besides: object): string {
  const words: string[] = [];
  const visit = (value: unknown) => {
    if (typeof value === 'string' && value !== '') words.push(value);
    else if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) visit(part);
  };
  visit(besides);
  return words.join(' ');
}
