import type { EngineService } from '../../../preload/contract/engine.ts';
import type { Note } from '../../../preload/contract/records.ts';
import type { Client } from '../../../preload/contract/service.ts';
import type { StoreService } from '../../../preload/contract/store.ts';
import { hashOf } from '../bytes.ts';
import type { Chance } from '../chance.ts';
import { GONE, type Ledger } from './ledger.ts';

/**
 * The clients are those of one round. After the kill their connections are closed, so whatever still computes when the
 * round has ended (a picture's hash, for example) finds no service to go on with. With the clients of the next round it
 * would work beside that round, and the ledger would know more than was there when the store was read.
 */
export interface WorkParts {
  readonly store: Client<StoreService>;
  readonly engine: Client<EngineService>;
  readonly ledger: Ledger;
  readonly chance: Chance;
}

/** Bytes that pass for a picture, into the project's blobs. @returns their hash */
export async function keepPicture(
  { store, ledger, chance }: WorkParts,
  projectId: string,
  size: number,
): Promise<string> {
  const bytes = chance.bytes(Math.min(size, 4000));
  // Long enough to be written in more than one piece, without drawing every byte.
  const picture = new Uint8Array(Buffer.alloc(size, bytes));
  const hash = hashOf(picture);
  const answered = ledger.ask(`${projectId} blob ${hash}`, size);
  await store.putBlob({ projectId, bytes: picture, mediaType: 'image/jpeg' });
  answered();
  return hash;
}

/** Tiles of a stroke, some of them in one call, as the window sends them before the document that names them. */
export async function keepTiles(
  { store, ledger, chance }: WorkParts,
  projectId: string,
  count: number,
): Promise<readonly string[]> {
  const tiles = Array.from({ length: count }, () => chance.bytes(chance.int(200, 4000)));
  const asked = tiles.map((bytes) => ledger.ask(`${projectId} blob ${hashOf(bytes)}`, bytes.length));
  const blobs = tiles.map((bytes) => ({ bytes, mediaType: 'image/png' as const }));
  const { hashes } = await store.putBlobs({ projectId, blobs });
  for (const answered of asked) answered();
  return hashes;
}

/** What goes on beside the hand's work: notes, settings, pictures brought in for a slot. */
export class BesideWork {
  readonly #parts: WorkParts;
  readonly #ledger: Ledger;
  readonly #chance: Chance;
  readonly #project: () => string;
  /** Of the project that they were written in. */
  #notes: { readonly project: string; readonly note: Note }[] = [];

  /** @param project the one that is open now */
  constructor(parts: WorkParts, project: () => string) {
    this.#parts = parts;
    this.#ledger = parts.ledger;
    this.#chance = parts.chance;
    this.#project = project;
  }

  async run(steps: number): Promise<void> {
    for (let step = 0; step < steps; step += 1) {
      await this.#chance.weighted<() => Promise<unknown>>([
        [4, () => this.#note()],
        [1, () => this.#forgetNote()],
        [3, () => this.#setting()],
        [4, () => keepPicture(this.#parts, this.#project(), this.#chance.int(1, 150_000))],
      ])();
    }
  }

  async #note(): Promise<void> {
    const project = this.#project();
    const mine = this.#notes.filter((one) => one.project === project);
    const before = this.#chance.happens(0.4) ? mine.at(-1)?.note : undefined;
    const text = `A caption, ${this.#chance.int(1, 1e9)}`;
    const note: Note = before === undefined ? newNote(this.#chance.uuid(), text) : { ...before, text, editedAt: LATER };
    const answered = this.#ledger.ask(`${project} note ${note.id}`, note);
    await this.#parts.store.putNote({ projectId: project, note });
    answered();
    this.#notes.push({ project, note });
  }

  async #forgetNote(): Promise<void> {
    const one = this.#notes.at(-1);
    if (one === undefined) return;
    const { project, note } = one;
    this.#notes = this.#notes.filter((other) => other.note.id !== note.id);
    const answered = this.#ledger.ask(`${project} note ${note.id}`, GONE);
    await this.#parts.store.deleteNote({ projectId: project, id: note.id });
    answered();
  }

  async #setting(): Promise<void> {
    const key = `torture ${this.#chance.int(1, 5)}`;
    const value = { of: this.#chance.int(1, 1e6) };
    const answered = this.#ledger.ask(`setting ${key}`, value);
    await this.#parts.store.putSetting({ key, value });
    answered();
  }
}

const EARLIER = 1_700_000_000_000;
const LATER = EARLIER + 1;

function newNote(id: string, text: string): Note {
  const about = { picture: null, settings: null, modelHash: 'a'.repeat(64) };
  return { id, task: 'caption', question: '', text, ...about, createdAt: EARLIER, editedAt: null };
}
