import { createHash } from 'node:crypto';
import type { Layer, PictureDocument, Stroke } from '../../../preload/contract/document.ts';
import type { DrawResult, GenerateRequest, RetouchRequest } from '../../../preload/contract/engine.ts';
import type { Client } from '../../../preload/contract/service.ts';
import type { Generation, Note, StoreService } from '../../../preload/contract/store.ts';
import type { Chance } from '../chance.ts';
import type { EngineProcess } from '../services.ts';
import { GONE, type Ledger } from './ledger.ts';

/** The page of every project; as small as the model draws, so that a drawing takes a moment. */
export const PAGE = { width: 64, height: 64 };
export const emptyPage: PictureDocument = { ...PAGE, layers: [], mask: [] };

/** More than are done in the time that a round gives. */
const STEPS = 10_000;

const prompts = ['a red circle', 'a blue star on a white background', 'Ein grüner Würfel – “schräg”', '青い星'];

/** One artist's work on the services, written down in the ledger; it goes on until something dies. */
export class Work {
  readonly #store: () => Client<StoreService>;
  readonly #engine: () => EngineProcess;
  readonly #ledger: Ledger;
  readonly #chance: Chance;
  readonly projects: string[];
  #project: string;
  #document: PictureDocument;
  /** Candidates that wait for a decision. */
  #waiting: Generation[] = [];
  #notes: Note[] = [];

  constructor(
    parts: { store: () => Client<StoreService>; engine: () => EngineProcess; ledger: Ledger; chance: Chance },
    projects: readonly string[],
  ) {
    this.#store = parts.store;
    this.#engine = parts.engine;
    this.#ledger = parts.ledger;
    this.#chance = parts.chance;
    this.projects = [...projects];
    this.#project = '';
    this.#document = emptyPage;
  }

  /** Opens a project and works in it, and in others, until something that it needs is gone. */
  async run(): Promise<void> {
    await this.#enter();
    await Promise.all([this.#byHand(STEPS), this.#beside(STEPS)]);
  }

  /** Steps of the hand, one after the other. */
  async #byHand(steps: number): Promise<void> {
    for (let step = 0; step < steps; step += 1) {
      await this.#chance.weighted<() => Promise<void>>([
        [6, () => this.#draw()],
        [3, () => this.#retouch()],
        [5, () => this.#settle('accepted')],
        [3, () => this.#settle('dropped')],
        [5, () => this.#importPicture()],
        [3, () => this.#paint()],
        [2, () => this.#rename()],
        [2, () => this.#switchProject()],
        [1, () => this.#newProject()],
      ])();
    }
  }

  /** What goes on beside: notes, settings, pictures brought in for a slot. */
  async #beside(steps: number): Promise<void> {
    for (let step = 0; step < steps; step += 1) {
      await this.#chance.weighted<() => Promise<void>>([
        [4, () => this.#note()],
        [1, () => this.#forgetNote()],
        [3, () => this.#setting()],
        [4, () => this.#keepPicture(this.#chance.int(1, 150_000)).then(() => undefined)],
      ])();
    }
  }

  async #enter(): Promise<void> {
    const id = this.#project || this.#chance.pick([...this.projects, '']);
    if (id === '') return this.#newProject();
    const { document } = await this.#store().openProject({ id, fallback: { name: 'First', document: emptyPage } });
    this.#become(id, document);
  }

  #become(id: string, document: PictureDocument): void {
    this.#project = id;
    this.#document = document;
    this.#waiting = [];
    this.#notes = [];
  }

  async #newProject(): Promise<void> {
    const name = `Project ${this.#chance.int(1, 1e6)}`;
    // Its id comes with the answer: until then it goes by its name.
    const asked = this.#ledger.ask(`new project ${name}`, name);
    const { project, document } = await this.#store().createProject({ name, document: emptyPage });
    asked(GONE);
    this.#ledger.ask(`${project.id} name`, name)();
    this.#ledger.ask(`${project.id} document`, document)();
    this.projects.push(project.id);
    this.#become(project.id, document);
  }

  async #switchProject(): Promise<void> {
    this.#project = this.#chance.pick(this.projects);
    await this.#enter();
  }

  async #rename(): Promise<void> {
    const name = `Renamed ${this.#chance.int(1, 1e6)} é“”`;
    const answered = this.#ledger.ask(`${this.#project} name`, name);
    await this.#store().renameProject({ id: this.#project, name });
    answered();
  }

  async #save(document: PictureDocument): Promise<void> {
    const answered = this.#ledger.ask(`${this.#project} document`, document);
    await this.#store().saveDocument({ projectId: this.#project, document });
    answered();
    this.#document = document;
  }

  async #paint(): Promise<void> {
    const points = Array.from({ length: this.#chance.int(1, 400) * 2 }, () => this.#chance.share() * 64);
    const stroke: Stroke = { id: this.#chance.uuid(), size: 8, erase: this.#chance.happens(0.2), points };
    await this.#save({ ...this.#document, mask: [...this.#document.mask.slice(-20), stroke] });
  }

  async #keepPicture(size: number): Promise<string> {
    const bytes = this.#chance.bytes(Math.min(size, 4000));
    // Long enough to be written in more than one piece, without drawing every byte.
    const picture = new Uint8Array(Buffer.alloc(size, bytes));
    const hash = hashOf(picture);
    const answered = this.#ledger.ask(`${this.#project} blob ${hash}`, size);
    await this.#store().putBlob({ projectId: this.#project, bytes: picture, mediaType: 'image/jpeg' });
    answered();
    return hash;
  }

  async #importPicture(): Promise<void> {
    const blob = await this.#keepPicture(this.#chance.int(1, 300_000));
    await this.#save(this.#withLayer(blob, 'Picture', null));
  }

  #withLayer(blob: string, name: string, generationId: string | null): PictureDocument {
    const place = { x: this.#chance.share() * 10, y: 0, scaleX: 1, scaleY: 1, angle: 0, opacity: 1, visible: true };
    const kind = { mediaType: generationId === null ? 'image/jpeg' : 'image/png', ...PAGE } as const;
    const layer: Layer = { id: this.#chance.uuid(), name, blob, ...kind, ...place, generationId };
    return { ...this.#document, layers: [...this.#document.layers.slice(-30), layer] };
  }

  async #draw(): Promise<void> {
    const request = drawRequest(this.#chance.int(0, 1000), this.#chance.pick(prompts));
    await this.#keepDrawing(request, await this.#engine().client.draw(request));
  }

  async #retouch(): Promise<void> {
    const request = retouchRequest(this.#chance.int(0, 1000), this.#chance.pick(prompts));
    await this.#keepDrawing(request, await this.#engine().client.draw(request));
  }

  async #keepDrawing(request: GenerateRequest | RetouchRequest, drawn: DrawResult): Promise<void> {
    const record = {
      id: this.#chance.uuid(),
      task: request.task,
      prompt: request.prompt,
      settings: drawn.settings,
      seed: drawn.seed,
      modelHash: drawn.modelHash,
      modelName: drawn.modelName,
      provider: drawn.provider,
      timings: drawn.timings,
      frame: drawn.frame,
      pageWidth: PAGE.width,
      pageHeight: PAGE.height,
      details: {},
      givenPicture: null,
      givenStyle: null,
      parentId: null,
      gridColumns: drawn.grid.columns,
      gridRows: drawn.grid.rows,
      gridCodes: new Uint8Array(drawn.grid.codes.slice().buffer),
      outcome: 'waiting' as const,
    };
    const mask = request.task === 'retouch' ? this.#chance.bytes(500) : null;
    const picture = hashOf(drawn.png);
    const { outcome, ...facts } = record;
    const kept = { ...facts, picture, mask: mask === null ? null : hashOf(mask) };
    const key = `${this.#project} generation ${record.id}`;
    const asked = [this.#ledger.ask(key, kept), this.#ledger.ask(`${key} outcome`, outcome)];
    const generation = await this.#store().commitGeneration({
      projectId: this.#project,
      generation: record,
      picture: drawn.png,
      mask,
    });
    for (const answered of asked) answered();
    this.#waiting.push(generation);
  }

  async #settle(outcome: 'accepted' | 'dropped'): Promise<void> {
    const generation = this.#waiting.shift();
    if (generation === undefined) return this.#draw();
    const { id, picture } = generation;
    const document = outcome === 'accepted' ? this.#withLayer(picture, 'Drawn', id) : null;
    const asked = [this.#ledger.ask(`${this.#project} generation ${id} outcome`, outcome)];
    if (document !== null) asked.push(this.#ledger.ask(`${this.#project} document`, document));
    await this.#store().settleGeneration({ projectId: this.#project, id, outcome, document });
    for (const answered of asked) answered();
    this.#document = document ?? this.#document;
  }

  async #note(): Promise<void> {
    const project = this.#project;
    const before = this.#chance.happens(0.4) ? this.#notes.at(-1) : undefined;
    const text = `A caption, ${this.#chance.int(1, 1e9)}`;
    const note: Note =
      before === undefined
        ? {
            id: this.#chance.uuid(),
            task: 'caption',
            question: '',
            text,
            picture: null,
            settings: null,
            modelHash: 'a'.repeat(64),
            createdAt: 1_700_000_000_000,
            editedAt: null,
          }
        : { ...before, text, editedAt: 1_700_000_000_001 };
    const answered = this.#ledger.ask(`${project} note ${note.id}`, note);
    await this.#store().putNote({ projectId: project, note });
    answered();
    if (project === this.#project) this.#notes.push(note);
  }

  async #forgetNote(): Promise<void> {
    const note = this.#notes.pop();
    if (note === undefined) return;
    this.#notes = this.#notes.filter(({ id }) => id !== note.id);
    const answered = this.#ledger.ask(`${this.#project} note ${note.id}`, GONE);
    await this.#store().deleteNote({ projectId: this.#project, id: note.id });
    answered();
  }

  async #setting(): Promise<void> {
    const key = `torture ${this.#chance.int(1, 5)}`;
    const value = { of: this.#chance.int(1, 1e6) };
    const answered = this.#ledger.ask(`setting ${key}`, value);
    await this.#store().putSetting({ key, value });
    answered();
  }
}

export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

const drawing = { settings: { steps: 2, textGuidance: 0, samplingTemperature: 1 } };

export function drawRequest(seed: number, prompt: string): GenerateRequest {
  return { task: 'generate', prompt, ...PAGE, seed, ...drawing };
}

export function retouchRequest(seed: number, prompt: string): RetouchRequest {
  const { width, height } = PAGE;
  const picture = { width, height, rgba: new Uint8Array(width * height * 4).fill(200) };
  const values = new Uint8Array(width * height);
  for (let y = 16; y < 40; y += 1) values.fill(255, y * width + 10, y * width + 50);
  const regionMask = { width, height, values };
  return { task: 'retouch', prompt, picture, regionMask, feather: null, contextMargin: null, seed, ...drawing };
}
