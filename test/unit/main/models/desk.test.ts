import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { changeShelf, readShelf } from '../../../../main/model-shelf.ts';
import { ModelDesk } from '../../../../main/models/desk.ts';
import type { ChildEvents, Spawn } from '../../../../main/processes/service-child.ts';
import { StudioError } from '../../../../preload/contract/errors.ts';
import type { ListedModel, Look, ModelNews, ModelsNow } from '../../../../preload/contract/models.ts';

/** A process of the desk, of which the test plays the part. */
class Process {
  readonly args: readonly string[];
  readonly events: ChildEvents;
  isAsked = false;
  isGone = false;

  constructor(args: readonly string[], events: ChildEvents) {
    this.args = args;
    this.events = events;
  }

  print(message: unknown): void {
    this.events.onLine(JSON.stringify(message));
  }

  exit(): void {
    if (this.isGone) return;
    this.isGone = true;
    this.events.onExit({ exit: 0 });
  }
}

let data = '';
let processes: Process[] = [];
let news: ModelNews[] = [];
let changes: ModelsNow[] = [];
let taken: (string | null)[] = [];
let trashed: string[] = [];
let used: string | null = null;
let onDisk: ListedModel[] = [];
let desk: ModelDesk;

/** Lists are answered at once, as from the disk. */
const spawn =
  (args: readonly string[]): Spawn =>
  (events) => {
    const child = new Process(args, events);
    processes.push(child);
    if (args[0] === '--list') queueMicrotask(() => child.print({ models: onDisk }));
    return {
      pid: 1,
      connect: () => undefined,
      hand: () => undefined,
      end: () => {
        child.isAsked = true;
        if (args[0] !== '--list') child.print({ error: StudioError.of('cancelled', {}).failure });
        child.exit();
      },
      kill: () => child.exit(),
    };
  };

/** No process has this number. */
const GONE = 2 ** 22 + 1;

const settle = () => new Promise((resolve) => setTimeout(resolve, 20));
const running = (name: string) => processes.findLast(({ args }) => args[0] === name);

const modelAt = (path: string, own: Partial<ListedModel> = {}): ListedModel => ({
  path,
  facts: {
    name: path.split('/').at(-1) ?? '',
    precision: 'fp32',
    layers: 2,
    width: 32,
    tasks: ['generate'],
    nativeSizes: [{ width: 32, height: 32 }],
    modelHash: 'a',
    licence: null,
    description: {},
    maker: 'current',
  },
  problem: null,
  bytes: 10,
  checkpoint: null,
  hash: { state: 'unchecked' },
  isBundled: false,
  isOwn: true,
  ...own,
});

const checkpointLook: Look = {
  kind: 'checkpoint',
  name: 'Big',
  layers: 2,
  width: 32,
  parameters: 1000,
  bytes: 2000,
  tasks: ['generate'],
  nativeSize: { width: 32, height: 32 },
  licence: 'mit',
  description: {},
  offers: [{ precision: 'fp32', diskBytes: 1, memoryBytes: 1 }],
};

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'dimoo-desk-'));
  [processes, news, changes, taken, trashed, used, onDisk] = [[], [], [], [], [], null, []];
  desk = new ModelDesk({
    data,
    spawnAdding: spawn,
    spawnFiles: spawn,
    used: () => used,
    takeModel: async (folder) => {
      taken.push(folder);
      used = folder;
    },
    moveToTrash: async (folder) => void trashed.push(folder),
    onChange: (now) => changes.push(now),
    onNews: (one) => news.push(one),
    onLine: () => undefined,
  });
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

const idOf = (path: string) => desk.now.models?.find((one) => one.path === path)?.id ?? '';

async function found(look: Look, folder = '/checkpoints/big') {
  const looking = desk.find(folder);
  running('--look')?.print({ look });
  return looking;
}

async function begin(): Promise<string> {
  await desk.add((await found(checkpointLook)).id, 'fp32');
  const out = join(data, 'models', 'Big-fp32');
  mkdirSync(`${out}.partial-${GONE}-00000000`, { recursive: true });
  return out;
}

describe('adding', () => {
  test('shows how far it is and how fast, keeps which checkpoint it was, and tells the outcome', async () => {
    const out = await begin();
    expect(running('--checkpoint')?.args).toEqual([
      '--checkpoint',
      '/checkpoints/big',
      '--out',
      out,
      '--precision',
      'fp32',
    ]);
    expect(readShelf(data).unfinished).toMatchObject({ out });
    running('--checkpoint')?.print({ progress: { stage: 'hashing', done: 5, of: 10 } });
    expect(desk.now.adding).toMatchObject({ name: 'Big', work: { stage: 'hashing', done: 5, of: 10 } });
    expect(desk.now.unfinished).toBeNull();
    running('--checkpoint')?.print({ added: { out, converted: true } });
    await settle();
    expect(news).toEqual([{ kind: 'added', name: 'Big', isNew: true }]);
    expect(desk.now.adding).toBeNull();
    expect(readShelf(data)).toMatchObject({
      unfinished: null,
      about: { [out]: { checkpoint: '/checkpoints/big', precision: 'fp32' } },
    });
  });

  test('is one at a time, and of the folder that was looked at', async () => {
    await begin();
    const { id } = await found(checkpointLook);
    await expect(desk.add(id, 'fp32')).rejects.toThrow('already');
    await expect(desk.add('0000000000000000', 'fp32')).rejects.toThrow('no longer');
  });

  test('leaves nothing where it is cancelled, and is no failure', async () => {
    await begin();
    await desk.cancelAdding();
    expect(running('--checkpoint')?.isAsked).toBe(true);
    expect(readdirSync(join(data, 'models'))).toEqual([]);
    expect(readShelf(data).unfinished).toBeNull();
    expect([desk.now.adding, news]).toEqual([null, []]);
  });

  test('says the converter’s sentence where it fails, and that it ended where it says nothing', async () => {
    await begin();
    running('--checkpoint')?.print({ error: StudioError.of('convert.disk-full', {}).failure });
    await settle();
    expect(news).toMatchObject([{ kind: 'failed', failure: { code: 'convert.disk-full' } }]);
    expect(readdirSync(join(data, 'models'))).toEqual([]);
    await begin();
    running('--checkpoint')?.exit();
    await settle();
    expect(news[1]).toMatchObject({ kind: 'failed', failure: { code: 'adding.ended' } });
  });

  test('is offered again after the studio has quit in the middle, or is cleared away', async () => {
    const out = await begin();
    await desk.stop();
    expect(running('--checkpoint')?.isAsked).toBe(false);
    expect(desk.now.unfinished).toEqual({ name: 'Big' });
    expect(existsSync(`${out}.partial-${GONE}-00000000`)).toBe(true);
    const again = desk.settleUnfinished(true);
    await settle();
    running('--look')?.print({ look: checkpointLook });
    await again;
    expect(desk.now.adding).toMatchObject({ name: 'Big' });
    await desk.stop();
    await desk.settleUnfinished(false);
    expect(readdirSync(join(data, 'models'))).toEqual([]);
    expect(desk.now.unfinished).toBeNull();
  });

  test('is offered still where its checkpoint is out of reach, and goes on in its own place', async () => {
    const out = await begin();
    await desk.stop();
    const again = desk.settleUnfinished(true);
    await settle();
    running('--look')?.print({ error: StudioError.of('checkpoint.no-folder', { path: '/checkpoints/big' }).failure });
    await expect(again).rejects.toThrow('/checkpoints/big');
    expect(desk.now.unfinished).toEqual({ name: 'Big' });
    // Another model has the name meanwhile.
    mkdirSync(out);
    const third = desk.settleUnfinished(true);
    await settle();
    running('--look')?.print({ look: checkpointLook });
    await third;
    expect(running('--checkpoint')?.args).toContain(out);
  });

  test('leaves alone what another process is writing to the same place', async () => {
    const out = await begin();
    mkdirSync(`${out}.partial-${process.pid}-11111111`);
    mkdirSync(`${out}.partial-of-mine`);
    await desk.cancelAdding();
    expect(readdirSync(join(data, 'models')).sort()).toEqual([
      `Big-fp32.partial-${process.pid}-11111111`,
      'Big-fp32.partial-of-mine',
    ]);
  });

  test('makes a model of its checkpoint again, in its place, while another one is drawn with', async () => {
    const path = join(data, 'models', 'Big-int4');
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, 'manifest.json'), '{}');
    changeShelf(data, (shelf) => ({ ...shelf, about: { [path]: { checkpoint: '/c', precision: 'int4' } } }));
    onDisk = [modelAt('/pocket', { isBundled: true }), modelAt(path, { checkpoint: '/c' }), modelAt('/m/other')];
    await desk.list();
    await desk.use(idOf(path));
    await expect(desk.convertAgain(idOf(path))).rejects.toThrow('Choose another one first');
    await desk.use(idOf('/pocket'));
    await expect(desk.convertAgain(idOf('/m/other'))).rejects.toThrow('no longer in the list');
    const again = desk.convertAgain(idOf(path));
    running('--look')?.print({ look: checkpointLook });
    await again;
    const asked = ['--checkpoint', '/c', '--out', path, '--precision', 'int4'];
    expect(running('--checkpoint')?.args).toEqual(asked);
    await desk.cancelAdding();
    expect(existsSync(join(path, 'manifest.json'))).toBe(true);
  });
});

describe('choosing and removing', () => {
  test('the chosen model is on disk, and the engine starts with it', async () => {
    const own = join(data, 'models', 'a');
    onDisk = [modelAt('/pocket', { isBundled: true }), modelAt(own)];
    await desk.list();
    expect(desk.now.models?.map(({ isUsed }) => isUsed)).toEqual([true, false]);
    await desk.use(idOf(own));
    expect([readShelf(data).chosen, taken]).toEqual([own, [own]]);
    expect(desk.now.models?.map(({ isUsed }) => isUsed)).toEqual([false, true]);
    await expect(desk.remove(idOf(own))).rejects.toThrow('Choose another one first');
    await desk.use(idOf('/pocket'));
    expect([readShelf(data).chosen, taken]).toEqual([null, [own, null]]);
    await expect(desk.remove(idOf('/pocket'))).rejects.toThrow();
    expect(await desk.remove(idOf(own))).toBe(true);
    expect(trashed).toEqual([own]);
  });

  test('a folder that holds no model is tried and not kept; one that does is kept', async () => {
    const trying = desk.takeFolder('/nothing');
    running('--look')?.print({ error: StudioError.of('adding.nothing-there', { path: '/nothing' }).failure });
    await trying;
    expect([readShelf(data).chosen, taken]).toEqual([null, ['/nothing']]);
    const taking = desk.takeFolder('/m/a');
    running('--look')?.print({ look: { kind: 'model', name: 'A', precision: 'fp32', bytes: 1 } });
    await taking;
    expect(readShelf(data)).toMatchObject({ chosen: '/m/a', elsewhere: ['/m/a'] });
  });

  test('files that are not the studio’s stay, and so does what is not there', async () => {
    onDisk = [
      modelAt('/m/a', { isOwn: false }),
      modelAt('/m/gone', { facts: null, problem: { message: '', code: 'model.none-there' } }),
    ];
    await desk.list();
    expect(await desk.remove(idOf('/m/a'))).toBe(false);
    expect(await desk.remove(idOf('/m/gone'))).toBe(false);
    expect(trashed).toEqual([]);
    await expect(desk.remove('0000000000000000')).rejects.toThrow('no longer in the list');
  });
});

describe('checking', () => {
  const path = '/m/a';
  beforeEach(async () => {
    onDisk = [modelAt(path)];
    await desk.list();
  });

  test('keeps what it found, and names the file', async () => {
    desk.check(idOf(path));
    running('--check')?.print({ progress: { done: 1, of: 2 } });
    expect(desk.now.checking).toMatchObject({ name: 'a', work: { done: 1, of: 2 } });
    expect(() => desk.check(idOf(path))).toThrow('already');
    running('--check')?.print({ checked: { files: 'f', damaged: 'x.weights' } });
    await settle();
    expect(readShelf(data).checks[path]).toMatchObject({ files: 'f', damaged: 'x.weights' });
    expect(news).toMatchObject([{ kind: 'failed', failure: { code: 'model.file-changed' } }]);
    expect(desk.now.checking).toBeNull();
  });

  test('can be stopped', async () => {
    desk.check(idOf(path));
    await desk.stopChecking();
    await settle();
    expect([desk.now.checking, news, readShelf(data).checks]).toEqual([null, [], {}]);
  });
});

describe('the folder of models', () => {
  let disk = '';
  let old = '';
  beforeEach(async () => {
    disk = join(data, 'disk');
    mkdirSync(disk);
    old = join(data, 'models');
    onDisk = [
      modelAt('/pocket', { isBundled: true }),
      modelAt(join(old, 'a')),
      modelAt(join(old, 'b'), { bytes: 20 }),
      modelAt('/elsewhere/c', { isOwn: false }),
    ];
    await desk.list();
  });

  test('is refused where nothing can be written', async () => {
    await expect(desk.putInto(join(data, 'nowhere'))).rejects.toThrow('Nothing can be written');
    expect(desk.now.room.folder).toBe(old);
  });

  test('takes the models of earlier ones, but for the one that is drawn with; nothing else is done to models meanwhile', async () => {
    expect(desk.now.strays.count).toBe(0);
    await desk.use(idOf(join(old, 'b')));
    await desk.putInto(disk);
    expect(desk.now.strays).toEqual({ count: 2, bytes: 30, isUsedOne: true });
    desk.moveHere();
    expect(running('--move')?.args).toEqual(['--move', join(old, 'a'), '--to', join(disk, 'a')]);
    running('--move')?.print({ progress: { done: 1, of: 10 } });
    expect(desk.now.moving).toMatchObject({ name: 'a', work: { stage: 'moving', done: 1, of: 10 } });
    expect(() => desk.moveHere()).toThrow('already');
    expect(() => desk.check(idOf(join(old, 'a')))).toThrow('being moved');
    await expect(desk.use(idOf(join(old, 'a')))).rejects.toThrow('being moved');
    running('--move')?.print({ moved: { files: 'f', isChecked: true } });
    await settle();
    expect(news).toEqual([{ kind: 'moved', count: 1, folder: disk }]);
    expect(readShelf(data).checks[join(disk, 'a')]).toMatchObject({ files: 'f', damaged: null });
    expect(desk.now.moving).toBeNull();
  });

  test('is left as it was where the move is stopped or fails, and no half of a copy stays', async () => {
    await desk.putInto(disk);
    desk.moveHere();
    mkdirSync(join(disk, `a.partial-${GONE}-00000000`));
    await desk.stopMoving();
    expect([news, desk.now.moving]).toEqual([[], null]);
    desk.moveHere();
    mkdirSync(join(disk, `a.partial-${GONE}-00000000`));
    running('--move')?.exit();
    await settle();
    expect(news).toMatchObject([{ kind: 'failed', failure: { code: 'adding.move-ended' } }]);
    expect(readdirSync(disk)).toEqual([]);
  });

  test('starts the engine anew where its model was moved along by hand', async () => {
    const path = join(old, 'a');
    await desk.use(idOf(path));
    const moved = join(disk, 'a');
    mkdirSync(moved);
    writeFileSync(join(moved, 'manifest.json'), '{}');
    await desk.putInto(disk);
    expect(readShelf(data).chosen).toBe(moved);
    expect(taken).toEqual([path, moved]);
  });
});
