import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { changeShelf, readShelf } from '../../../../main/model-shelf.ts';
import { HubDesk } from '../../../../main/models/hub-desk.ts';
import type { ChildEvents, Spawn } from '../../../../main/processes/service-child.ts';
import { StudioError } from '../../../../preload/contract/errors.ts';
import type { HubNow, HubRepository } from '../../../../preload/contract/hub.ts';
import type { ModelNews } from '../../../../preload/contract/models.ts';

const TOKEN = 'hf_secret';
const COMMIT = 'a'.repeat(40);

/** A process of the hub, of which the test plays the part. */
class Process {
  readonly args: readonly string[];
  readonly events: ChildEvents;
  handed: string[] = [];
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
let changes: HubNow[] = [];
let made: ((out: string | null) => void)[] = [];
let readBack: ((damaged: string | null) => void)[] = [];
let desk: HubDesk;

const spawn =
  (args: readonly string[]): Spawn =>
  (events) => {
    const child = new Process(args, events);
    processes.push(child);
    return {
      pid: 1,
      connect: () => undefined,
      hand: (value) => void child.handed.push(value),
      end: () => {
        child.print({ error: StudioError.of('cancelled', {}).failure });
        child.exit();
      },
      kill: () => child.exit(),
    };
  };

function openDesk(): void {
  desk = new HubDesk({
    data,
    endpoint: 'https://hub.example',
    isMirror: false,
    spawn,
    maker: {
      make: () => new Promise((resolve) => made.push(resolve)),
      readBack: () => ({
        answer: new Promise((resolve) => readBack.push((damaged) => resolve({ files: 'x', damaged }))),
        stop: () => Promise.resolve(),
      }),
      dropUnfinished: () => Promise.resolve(),
    },
    token: { of: () => TOKEN, state: () => 'kept' },
    onChange: (now) => changes.push(now),
    onNews: (one) => news.push(one),
    onLine: () => undefined,
  });
}

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'dimoo-hub-desk-'));
  [processes, news, changes, made, readBack] = [[], [], [], [], []];
  openDesk();
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

const settle = () => new Promise((resolve) => setTimeout(resolve, 20));
const state = () => desk.now.download?.state ?? null;

/** The next model that the desk asks for comes to this. */
async function make(out: string | null): Promise<void> {
  await expect.poll(() => made.length).toBe(1);
  made.shift()?.(out);
}

/** The next model that is read back is whole, or has this damaged file. */
async function read(damaged: string | null): Promise<void> {
  await expect.poll(() => readBack.length).toBe(1);
  readBack.shift()?.(damaged);
}
const last = () => processes.at(-1) as Process;
const folder = () => join(data, 'models', 'checkpoints', 'by-Some-One-aaaaaaaa', 'Tiny');

const repository = (bytes = 100): HubRepository => ({
  repository: 'Some-One/Tiny',
  revision: 'main',
  commit: COMMIT,
  files: [{ path: 'config.json', bytes, hash: { kind: 'git-blob', hex: 'b'.repeat(40) } }],
  isGated: false,
  isPrivate: false,
  look: {
    kind: 'checkpoint',
    name: 'Tiny',
    layers: 1,
    width: 1,
    parameters: 1,
    bytes,
    tasks: ['generate'],
    nativeSize: { width: 32, height: 32 },
    licence: null,
    description: {},
    offers: [{ precision: 'fp32', diskBytes: 10, memoryBytes: 10 }],
  },
});

async function look(found = repository()) {
  const looking = desk.look('Some-One/Tiny', '');
  last().print({ repository: found });
  return looking;
}

async function begin(keeps = false): Promise<void> {
  const { id } = await look();
  await desk.begin(id, 'fp32', keeps);
}

async function fetchAll(): Promise<void> {
  writeFileSync(join(folder(), 'config.json'), 'x'.repeat(100));
  last().print({ fetched: { folder: folder() } });
}

describe('adding from the hub', () => {
  test('asks nobody before it is asked to', () => {
    expect(desk.now).toEqual({ host: 'hub.example', isMirror: false, token: 'kept', download: null });
    expect(processes).toEqual([]);
  });

  test('hands the token over, and never as an argument', async () => {
    await begin();
    expect(processes.map(({ handed }) => handed)).toEqual([[TOKEN], [TOKEN]]);
    expect(JSON.stringify(processes.map(({ args }) => args))).not.toContain(TOKEN);
    expect(readFileSync(join(data, 'models.json'), 'utf8')).not.toContain(TOKEN);
    expect(JSON.stringify(changes)).not.toContain(TOKEN);
  });

  test.each([
    ['Some-One/Tiny', '', 'main'],
    ['Some-One/Tiny@v1', '', 'v1'],
    ['https://hub.example/Some-One/Tiny/tree/v1', '', 'v1'],
    ['https://hub.example/Some-One/Tiny', ' v2 ', 'v2'],
    ['Some-One/Tiny@v1', 'v2', 'v2'],
  ])('looks at “%s” with “%s”', async (text, revision, expected) => {
    const looking = desk.look(text, revision);
    expect(last().args.slice(0, 4)).toEqual(['--look', 'Some-One/Tiny', '--revision', expected]);
    last().print({ repository: repository() });
    await expect(looking).resolves.toMatchObject({ page: 'https://hub.example/Some-One/Tiny', here: 0 });
  });

  test('starts no process for what is no name', async () => {
    await expect(desk.look('../x', '')).rejects.toMatchObject({ failure: { code: 'hub.name-wrong' } });
    await expect(desk.look('a/b', '--x')).rejects.toMatchObject({ failure: { code: 'hub.name-wrong' } });
    expect(processes).toEqual([]);
  });

  test('writes the plan down, fetches, makes the model, reads it back, and removes the checkpoint', async () => {
    await begin();
    expect(JSON.parse(readFileSync(join(folder(), 'download.json'), 'utf8'))).toMatchObject({ commit: COMMIT });
    expect(last().args.slice(0, 2)).toEqual(['--fetch', folder()]);
    last().print({ progress: { stage: 'fetching', done: 10, of: 100 } });
    expect(desk.now.download).toMatchObject({ state: 'fetching', work: { done: 10, of: 100 } });
    last().print({ waiting: { reason: 'dropped', seconds: 2 } });
    expect(desk.now.download?.waiting).toEqual({ reason: 'dropped', seconds: 2 });
    await fetchAll();
    await expect.poll(state).toBe('making');
    await make('/models/Tiny-fp32');
    await expect.poll(state).toBe('checking');
    expect(existsSync(folder())).toBe(true);
    await read(null);
    await expect.poll(state).toBeNull();
    expect(existsSync(dirname(folder()))).toBe(false);
  });

  test('keeps the checkpoint where it is asked to', async () => {
    await begin(true);
    await fetchAll();
    await make('/models/Tiny-fp32');
    await read(null);
    await expect.poll(state).toBeNull();
    expect(existsSync(join(folder(), 'config.json'))).toBe(true);
    expect(existsSync(join(folder(), 'download.json'))).toBe(false);
    // Another look sees what is there.
    await expect(look()).resolves.toMatchObject({ here: 100 });
  });

  test('keeps the checkpoint of a model that came out damaged, or did not come about', async () => {
    await begin();
    await fetchAll();
    await make(null);
    await expect.poll(state).toBe('paused');
    desk.goOn();
    await fetchAll();
    await make('/models/Tiny-fp32');
    await read('weights.bin');
    await expect.poll(state).toBe('paused');
    expect(news).toMatchObject([{ kind: 'failed', failure: { code: 'model.file-changed' } }]);
    expect(existsSync(join(folder(), 'config.json'))).toBe(true);
  });

  test('pauses, goes on at a later start, and throws away', async () => {
    await begin();
    await desk.pause();
    expect(news).toEqual([]);
    expect(desk.now.download).toMatchObject({ repository: 'Some-One/Tiny', state: 'paused' });
    openDesk();
    expect(desk.now.download).toMatchObject({ state: 'paused', work: null });
    writeFileSync(join(folder(), 'config.json.part'), 'x'.repeat(40));
    await desk.measure();
    expect(desk.now.download?.work).toMatchObject({ done: 40, of: 100 });
    desk.goOn();
    expect(last().args.slice(0, 2)).toEqual(['--fetch', folder()]);
    await desk.drop();
    expect(desk.now.download).toBeNull();
    expect(existsSync(dirname(folder()))).toBe(false);
    expect(() => desk.goOn()).toThrow(StudioError);
  });

  test('tells a failure, and offers to go on', async () => {
    await begin();
    last().print({ error: StudioError.of('hub.offline', { host: 'hub.example' }).failure });
    last().exit();
    await expect.poll(() => news.length).toBe(1);
    expect(news).toMatchObject([{ kind: 'failed', failure: { code: 'hub.offline' } }]);
    await expect.poll(state).toBe('paused');
  });

  test('says of a process that died that what has arrived stays', async () => {
    await begin();
    last().exit();
    await expect.poll(() => news.length).toBe(1);
    expect(news).toMatchObject([{ kind: 'failed', failure: { code: 'hub.ended' } }]);
  });

  test('is paused, and no failure, where the studio quits', async () => {
    await begin();
    await desk.leave();
    await settle();
    expect(news).toEqual([]);
    expect(readShelf(data).download?.repository).toBe('Some-One/Tiny');
  });

  test('begins one download at a time, and only what was looked at', async () => {
    await begin();
    const { id } = await look();
    await expect(desk.begin(id, 'fp32', false)).rejects.toMatchObject({ failure: { code: 'hub.busy-here' } });
    await expect(desk.begin('0'.repeat(16), 'fp32', false)).rejects.toMatchObject({
      failure: { code: 'hub.unlisted' },
    });
  });

  test('refuses what the disk has no room for, before anything is written', async () => {
    const { id } = await look(repository(1e15));
    await expect(desk.begin(id, 'fp32', false)).rejects.toMatchObject({ failure: { code: 'hub.no-room' } });
    expect(existsSync(folder())).toBe(false);
    expect(desk.now.download).toBeNull();
  });

  test('does not make a folder of models anew whose disk is away', async () => {
    const away = join(data, 'disk', 'models');
    changeShelf(data, (shelf) => ({ ...shelf, folders: [away] }));
    const { id } = await look();
    await expect(desk.begin(id, 'fp32', false)).rejects.toMatchObject({ failure: { code: 'adding.folder-gone' } });
    expect(existsSync(away)).toBe(false);
    expect(desk.now.download).toBeNull();
  });

  test('removes no folder that is not a download’s, whatever the file of models says', async () => {
    const precious = join(data, 'precious', 'x', 'y');
    mkdirSync(precious, { recursive: true });
    const download = {
      repository: 'a/b',
      revision: 'main',
      commit: COMMIT,
      folder: precious,
      precision: 'fp32' as const,
      keeps: false,
    };
    changeShelf(data, (shelf) => ({ ...shelf, download }));
    await desk.drop();
    expect(existsSync(precious)).toBe(true);
    expect(desk.now.download).toBeNull();
  });
});
