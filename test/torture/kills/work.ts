import type { PictureDocument } from '../../../preload/contract/document.ts';
import type { DrawResult, GenerateRequest, RetouchRequest } from '../../../preload/contract/drawing.ts';
import type { Generation } from '../../../preload/contract/records.ts';
import type { StrokeStep } from '../../../preload/contract/region-steps.ts';
import { paintLayer, pictureLayer } from '../../../renderer/document/new-layer.ts';
import { changedTiles } from '../../../renderer/document/paint-layers.ts';
import { hashOf } from '../bytes.ts';
import type { Chance } from '../chance.ts';
import { drawRequest, emptyPage, PAGE, retouchRequest } from '../requests.ts';
import { BesideWork, keepPicture, keepTiles, type WorkParts } from './beside.ts';
import { GONE, type Ledger } from './ledger.ts';

/** More than are done in the time that a round gives. */
const STEPS = 10_000;

/** A paint layer of several tiles, which may be larger than its page. */
const LARGE = { width: 1024, height: 512 } as const;
const TILE_PLACES = [0, 1].flatMap((row) => [0, 1, 2, 3].map((column) => ({ column, row })));

const prompts = ['a red circle', 'a blue star on a white background', 'Ein grüner Würfel – “schräg”', '青い星'];

/** One artist's work on the services, written down in the ledger; it goes on until something dies. */
export class Work {
  readonly #parts: WorkParts;
  readonly #ledger: Ledger;
  readonly #chance: Chance;
  readonly projects: string[];
  #project: string;
  #document: PictureDocument;
  /** Candidates that wait for a decision. */
  #waiting: Generation[] = [];

  constructor(parts: WorkParts, projects: readonly string[]) {
    this.#parts = parts;
    this.#ledger = parts.ledger;
    this.#chance = parts.chance;
    this.projects = [...projects];
    this.#project = '';
    this.#document = emptyPage;
  }

  /** Opens a project and works in it, and in others, until something that it needs is gone. */
  async run(): Promise<void> {
    await this.#enter();
    const beside = new BesideWork(this.#parts, () => this.#project);
    await Promise.all([this.#byHand(STEPS), beside.run(STEPS)]);
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
        [6, () => this.#stroke()],
        [2, () => this.#rename()],
        [2, () => this.#switchProject()],
        [1, () => this.#newProject()],
      ])();
    }
  }

  async #enter(): Promise<void> {
    const id = this.#project || this.#chance.pick([...this.projects, '']);
    if (id === '') return this.#newProject();
    const { document } = await this.#parts.store.openProject({ id, fallback: { name: 'First', document: emptyPage } });
    this.#become(id, document);
  }

  #become(id: string, document: PictureDocument): void {
    this.#project = id;
    this.#document = document;
    this.#waiting = [];
  }

  async #newProject(): Promise<void> {
    const name = `Project ${this.#chance.int(1, 1e6)}`;
    // Its id comes with the answer: until then it goes by its name.
    const asked = this.#ledger.ask(`new project ${name}`, name);
    const { project, document } = await this.#parts.store.createProject({ name, document: emptyPage });
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
    await this.#parts.store.renameProject({ id: this.#project, name });
    answered();
  }

  async #save(document: PictureDocument): Promise<void> {
    const answered = this.#ledger.ask(`${this.#project} document`, document);
    await this.#parts.store.saveDocument({ projectId: this.#project, document });
    answered();
    this.#document = document;
  }

  async #paint(): Promise<void> {
    const points = Array.from({ length: this.#chance.int(1, 400) * 2 }, () => this.#chance.share() * 64);
    const operation = this.#chance.happens(0.2) ? 'subtract' : 'add';
    const stroke: StrokeStep = { kind: 'stroke', id: this.#chance.uuid(), operation, size: 8, points };
    await this.#save({ ...this.#document, region: [...this.#document.region.slice(-20), stroke] });
  }

  /** A stroke of the brush: new tiles, and then the document that names them. */
  async #stroke(): Promise<void> {
    const touched = TILE_PLACES.filter(() => this.#chance.happens(0.4));
    const places = touched.length > 0 ? touched : TILE_PLACES.slice(0, 1);
    const hashes = await keepTiles(this.#parts, this.#project, places.length);
    const changes = places.map((place, at) => ({ ...place, blob: hashes[at] ?? null }));
    const layers = [...this.#document.layers];
    const at = layers.findLastIndex(({ kind }) => kind === 'paint');
    const known = layers[at];
    const layer = known?.kind === 'paint' ? known : paintLayer({ id: this.#chance.uuid(), name: 'Paint', ...LARGE });
    const painted = { ...layer, tiles: changedTiles(layer.tiles, changes) };
    const after = known === undefined ? [...layers.slice(-30), painted] : layers.with(at, painted);
    await this.#save({ ...this.#document, layers: after });
  }

  async #importPicture(): Promise<void> {
    const blob = await keepPicture(this.#parts, this.#project, this.#chance.int(1, 300_000));
    await this.#save(this.#withLayer(blob, 'Picture', null));
  }

  #withLayer(blob: string, name: string, generationId: string | null): PictureDocument {
    const place = { x: this.#chance.share() * 10, y: 0, scaleX: 1, scaleY: 1 };
    const kind = { mediaType: generationId === null ? 'image/jpeg' : 'image/png', ...PAGE } as const;
    const layer = pictureLayer({ id: this.#chance.uuid(), name, blob, ...kind, ...place, generationId });
    return { ...this.#document, layers: [...this.#document.layers.slice(-30), layer] };
  }

  async #draw(): Promise<void> {
    const request = drawRequest(this.#chance.int(0, 1000), this.#chance.pick(prompts));
    await this.#keepDrawing(request, await this.#parts.engine.draw(request));
  }

  async #retouch(): Promise<void> {
    const request = retouchRequest(this.#chance.int(0, 1000), this.#chance.pick(prompts));
    await this.#keepDrawing(request, await this.#parts.engine.draw(request));
  }

  async #keepDrawing(request: GenerateRequest | RetouchRequest, drawn: DrawResult): Promise<void> {
    const { grid } = drawn;
    if (grid === null) throw new Error('The model of the torture has a token grid.');
    const record = {
      id: this.#chance.uuid(),
      runId: this.#chance.uuid(),
      task: request.task,
      prompt: request.prompt,
      settings: drawn.settings,
      seed: drawn.seed,
      modelHash: drawn.modelHash,
      modelName: drawn.modelName,
      modelFamily: drawn.modelFamily,
      modelPrecision: drawn.modelPrecision,
      elementTypes: drawn.elementTypes,
      provider: drawn.provider,
      timings: drawn.timings,
      frame: drawn.frame,
      pageWidth: PAGE.width,
      pageHeight: PAGE.height,
      details: {},
      givenPicture: null,
      givenStyle: null,
      freezeMask: null,
      versions: null,
      parentId: null,
      grid: { ...grid, codes: new Uint8Array(grid.codes.slice().buffer) },
      artifacts: [],
      outcome: 'waiting' as const,
    };
    const mask = request.task === 'retouch' ? this.#chance.bytes(500) : null;
    const picture = hashOf(drawn.png);
    const { outcome, ...facts } = record;
    const kept = { ...facts, picture, mask: mask === null ? null : hashOf(mask) };
    const key = `${this.#project} generation ${record.id}`;
    const asked = [this.#ledger.ask(key, kept), this.#ledger.ask(`${key} outcome`, outcome)];
    const generation = await this.#parts.store.commitGeneration({
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
    await this.#parts.store.settleGeneration({ projectId: this.#project, id, outcome, document });
    for (const answered of asked) answered();
    this.#document = document ?? this.#document;
  }
}
