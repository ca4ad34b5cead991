import { expect } from 'vitest';
import { StudioError } from '../../preload/contract/errors.ts';
import type { Client } from '../../preload/contract/service.ts';
import type { StoreService } from '../../preload/contract/store.ts';
import { isEmpty } from '../../renderer/document/operations.ts';
import type { StudioCore } from '../../renderer/editor/studio-core.ts';
import { startStore, type TestStore } from '../unit/store/test-store.ts';
import { headlessStudio, picture } from './headless-studio.ts';
import { Begun, checkProject } from './ownership-model.ts';
import { input, settle } from './test-studio.ts';

export interface PlainOp {
  readonly kind: (typeof plainOps)[number];
}
const plainOps = [
  ...([
    'create',
    'create-untitled',
    'ask',
    'correct',
    'accept',
    'discard',
    'stroke',
    'rename',
    'type',
    'place',
  ] as const),
  ...(['refuse', 'restart'] as const),
];

export type Op =
  | PlainOp
  | { readonly kind: 'open'; readonly which: number }
  | { readonly kind: 'import'; readonly files: number }
  | { readonly kind: 'draw'; readonly count: number }
  | { readonly kind: 'answer'; readonly number: number };

/** Answers that the window waits for. @returns false where there are none */
export interface Waiting {
  readonly delay: <T>(promise: Promise<T>, label: string) => Promise<T>;
  readonly answerOne: () => Promise<boolean>;
}

/**
 * A studio on real files, driven as an artist does, and what must come of it: everything belongs to
 * the project that stood on the screen when it was begun.
 */
export class OwnershipWorld {
  readonly #waiting: Waiting;
  readonly #root: string;
  readonly #begun = new Map<string, Begun>();
  /** Layers of states that the window called saved. */
  readonly #saidSaved = new Map<string, Set<string>>();
  #store: TestStore;
  #core: StudioCore;
  #count = 0;
  #refusals = 0;

  constructor(waiting: Waiting, root: string) {
    this.#waiting = waiting;
    this.#root = root;
    this.#store = startStore(root);
    this.#core = this.#start();
  }

  async open(): Promise<void> {
    void this.#core.open();
    await this.quiet();
  }

  async do(op: Op): Promise<void> {
    const { app, run } = this.#studio;
    switch (op.kind) {
      case 'answer':
        for (let left = op.number; left > 0 && (await this.#waiting.answerOne()); left--);
        break;
      case 'refuse':
        this.#refusals += 1;
        break;
      case 'restart':
        await this.restart();
        break;
      case 'create':
        void app.getState().createProject(`Project ${++this.#count}`);
        break;
      case 'create-untitled':
        void app.getState().createProject('Untitled');
        break;
      case 'open': {
        const { projects } = app.getState();
        const project = projects[op.which % Math.max(1, projects.length)];
        if (project !== undefined) void app.getState().openProject(project.id);
        break;
      }
      case 'ask':
        this.#ask();
        break;
      case 'correct':
        this.#correct();
        break;
      case 'accept':
      case 'discard':
        this.#decide(op.kind);
        break;
      case 'import':
        this.#import(op.files);
        break;
      case 'draw':
        this.#draw(op.count, run.getState().phase === 'idle');
        break;
      default:
        this.#gesture(op);
    }
    await settle();
    this.#noteWhatIsSaid();
  }

  /** Until nothing is waited for any more. */
  async quiet(): Promise<void> {
    for (let still = 0; still < 3; still++) {
      await settle();
      while (await this.#waiting.answerOne()) still = 0;
    }
    this.#noteWhatIsSaid();
  }

  /** As an artist does who waits for everything, quits, and starts again. */
  async restart(): Promise<void> {
    await this.finish();
    await this.#store.client.listProjects({});
    await this.#store.close();
    this.#store = startStore(this.#root);
    this.#core = this.#start();
    await this.open();
  }

  async finish(): Promise<void> {
    this.#refusals = 0;
    await this.quiet();
    const finished = this.#core.finish();
    await this.quiet();
    expect(await finished).toEqual([]);
    expect(this.#studio.prompt.getState().text).toBe(this.#here.prompt ?? '');
  }

  /** What lies on the disk, read by a store of its own. @param all whether everything had been waited for */
  async check(all: boolean): Promise<void> {
    // All that was sent before has begun then, as it has where a port is closed by a process that ends.
    await this.#store.client.listProjects({});
    await this.#store.close();
    const { client, close } = startStore(this.#root);
    try {
      const there = new Set((await client.listProjects({})).map(({ id }) => id));
      // One in which nothing was begun need not be there any more.
      const expected = [...this.#begun].filter(([id, begun]) => there.has(id) || !begun.isNothing);
      for (const [id, begun] of expected) await checkProject(client, id, begun, this.#saidSaved.get(id) ?? [], all);
    } finally {
      await close();
    }
  }

  get #studio() {
    return this.#core.studio;
  }

  get #here(): Begun {
    const id = this.#studio.app.getState().project?.id;
    if (id === undefined) throw new Error('No project is shown.');
    const begun = this.#begun.get(id) ?? new Begun();
    this.#begun.set(id, begun);
    return begun;
  }

  #start(): StudioCore {
    const refusing = new Proxy(this.#store.client, {
      get: (target, name: keyof StoreService) => {
        const method = target[name] as (params: unknown) => Promise<unknown>;
        if (name !== 'saveDocument' && name !== 'settleGeneration') return method;
        return (params: unknown) => {
          if (this.#refusals === 0) return method(params);
          this.#refusals -= 1;
          return Promise.reject(new StudioError('disk-full', 'The disk is full.', { retryable: true }));
        };
      },
    }) as Client<StoreService>;
    return headlessStudio({ store: refusing, delay: this.#waiting.delay });
  }

  #gesture({ kind }: Op): void {
    const { app, document, prompt, gallery } = this.#studio;
    const here = this.#here;
    if (kind === 'stroke' || kind === 'place') this.#keepWaiting();
    const name = `${kind} ${++this.#count}`;
    if (kind === 'stroke') {
      const id = crypto.randomUUID();
      here.strokes.add(id);
      document.getState().addRegionStep({ kind: 'stroke', id, operation: 'add', size: 9, points: [1, 1, 9, 9] });
    } else if (kind === 'rename') {
      here.name = name;
      void app.getState().renameProject(name);
    } else if (kind === 'type') {
      here.prompt = name;
      prompt.getState().setText(name);
    } else if (kind === 'place') {
      const [row] = gallery.getState().generations;
      if (row !== undefined) void gallery.getState().addToCanvas(row);
    }
  }

  #import(files: number): void {
    this.#keepWaiting();
    const names = Array.from({ length: files }, () => `file ${++this.#count}`);
    for (const name of names) this.#here.imports.add(name);
    const given = names.map((name) => {
      const bytes = picture(name);
      const arrayBuffer = () => this.#waiting.delay(Promise.resolve(bytes.buffer), 'read');
      return { name: `${name}.png`, size: bytes.length, arrayBuffer } as unknown as File;
    });
    void this.#studio.app.getState().importFiles(given, { x: 10, y: 10 });
  }

  #draw(count: number, idle: boolean): void {
    if (!idle) return;
    const prompt = `drawing ${++this.#count}`;
    // On a page with work, or with some on its way, a picture waits for a decision.
    const { document } = this.#studio.document.getState();
    const becomesLayer = count === 1 && isEmpty(document) && this.#here.imports.size + this.#here.drawings.size === 0;
    this.#here.drawings.set(prompt, { count, outcome: becomesLayer ? 'layer' : 'undecided' });
    void this.#studio.run.getState().run({ ...input, prompt, count });
  }

  /** Work has come to the page: what is still being drawn waits. */
  #keepWaiting(): void {
    const { layers } = this.#studio.document.getState().document;
    for (const [prompt, drawing] of this.#here.drawings) {
      if (!layers.some(({ name }) => name === prompt) && drawing.outcome === 'layer') drawing.outcome = 'undecided';
    }
  }

  #decide(kind: 'accept' | 'discard'): void {
    const { phase, candidate, accept, drop } = this.#studio.run.getState();
    if (phase !== 'candidate' || candidate === null) return;
    const drawing = this.#here.drawings.get(candidate.prompt);
    if (drawing !== undefined) drawing.outcome = kind === 'accept' ? 'layer' : 'dropped';
    void (kind === 'accept' ? accept() : drop());
  }

  #ask(): void {
    const { phase, ask } = this.#studio.describe.getState();
    if (phase !== 'idle') return;
    const question = `question ${++this.#count}`;
    this.#here.notes.set(question, null);
    void ask(question);
  }

  #correct(): void {
    const { notes, editNote } = this.#studio.describe.getState();
    const [note] = notes;
    if (note === undefined) return;
    const text = `corrected ${++this.#count}`;
    this.#here.notes.set(note.question, text);
    void editNote(note.id, text);
  }

  #noteWhatIsSaid(): void {
    const { project, saving } = this.#studio.app.getState();
    if (project === null || saving !== 'saved') return;
    const said = this.#saidSaved.get(project.id) ?? new Set();
    for (const { name } of this.#studio.document.getState().document.layers) said.add(name);
    this.#saidSaved.set(project.id, said);
  }
}
