import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { download, PLAN_FILE } from '../../../../native-models/hub/download.ts';
import { hubHost } from '../../../../native-models/hub/host.ts';
import { planOf } from '../../../../native-models/hub/plan.ts';
import { Repository } from '../../../../native-models/hub/repository.ts';
import type { HubFile } from '../../../../preload/contract/hub.ts';
import { COMMIT, drop, FakeHub, refuse } from '../../../helpers/fake-hub.ts';
import { writeTinyCheckpoint } from '../../../helpers/tiny-checkpoint.ts';

const TOKEN = 'hf_secret';
const WEIGHTS = 'model-1-of-2.safetensors';

let hub: FakeHub;
let scratch = '';
let folder = '';
let files: readonly HubFile[] = [];
let progress: number[] = [];
let waits: string[] = [];

beforeEach(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'dimoo-hub-'));
  folder = join(scratch, 'here');
  mkdirSync(folder);
  hub = await FakeHub.start('Some-One/Tiny');
  const checkpoint = join(scratch, 'there');
  writeTinyCheckpoint(checkpoint, { shards: 2 });
  hub.serve(checkpoint);
  [progress, waits] = [[], []];
  await makePlan();
});
afterEach(async () => {
  await hub.stop();
  rmSync(scratch, { recursive: true, force: true });
});

const repositoryAt = (own: { token?: string | null; signal?: AbortSignal; answerMs?: number; stallMs?: number } = {}) =>
  new Repository(accessTo(own), { repository: hub.repository, revision: 'main' });

function accessTo({
  token = TOKEN as string | null,
  signal = new AbortController().signal,
  answerMs = 5000,
  stallMs = 500,
} = {}) {
  return { host: hubHost(hub.address), token, signal, answerMs, stallMs };
}

async function makePlan(): Promise<void> {
  files = planOf(await repositoryAt().files(COMMIT), { host: 'here', repository: hub.repository });
  writeFileSync(join(folder, PLAN_FILE), JSON.stringify({ repository: hub.repository, commit: COMMIT, files }));
}

const fetchAll = (own: Parameters<typeof accessTo>[0] & { waits?: number[]; longestWait?: number } = {}) => {
  const access = accessTo(own);
  return download(folder, {
    access,
    patience: {
      waits: own.waits ?? [5, 5, 5],
      longestWait: own.longestWait ?? 2000,
      signal: access.signal,
      onWait: (wait) => void (wait !== null && waits.push(wait.reason)),
    },
    onProgress: (done) => void progress.push(done),
  });
};

const contentOf = (path: string): Buffer => {
  const entry = hub.entries.find((one) => one.path === path);
  if (entry === undefined) throw new Error(path);
  return entry.content;
};
const isWeights = (path: string) => path.endsWith(`/${WEIGHTS}`);
const left = () => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
const expectWhole = () => {
  for (const { path } of files) expect(readFileSync(join(folder, path)).equals(contentOf(path)), path).toBe(true);
  expect(left().filter((name) => /\.(part|lock)$/.test(name))).toEqual([]);
};

/** Interferes once with the first request for the weights. */
function once(answer: (response: ServerResponse) => void): void {
  let isDone = false;
  hub.interfere = (_request, response, path) => {
    if (isDone || !isWeights(path)) return false;
    isDone = true;
    answer(response);
    return true;
  };
}

describe('a download', () => {
  test('brings every file that a model needs, and no other one', async () => {
    hub.entries.push(
      ...['modeling.py', 'pytorch_model.bin', 'model-x.safetensors.pickle', 'assets/picture.png'].map((path) => ({
        path,
        content: Buffer.from('no'),
        isLarge: false,
      })),
    );
    await makePlan();
    await fetchAll();
    expectWhole();
    expect(left().filter((name) => !files.some(({ path }) => path === name))).toEqual([PLAN_FILE, 'vqvae']);
    const all = files.reduce((sum, { bytes }) => sum + bytes, 0);
    expect(progress.at(-1)).toBe(all);
    expect(hub.seen.some(({ path }) => /modeling|\.bin|pickle|assets/.test(path))).toBe(false);
  });

  test('goes on where the connection was lost', async () => {
    const content = contentOf(WEIGHTS);
    once((response) => drop(response, content, 0.6));
    await fetchAll();
    expectWhole();
    expect(waits).toEqual(['dropped']);
    const second = hub.seen.filter(({ path }) => isWeights(path))[1];
    expect(second?.range).toBe(`bytes=${Math.floor(content.length * 0.6)}-`);
  });

  test('goes on in another process, and fetches nothing that is there', async () => {
    hub.interfere = (_request, response, path) => {
      if (isWeights(path)) drop(response, contentOf(WEIGHTS), 0.3);
      return isWeights(path);
    };
    await expect(fetchAll({ waits: [] })).rejects.toMatchObject({ failure: { code: 'hub.dropped' } });
    expect(left()).toContain(`${WEIGHTS}.part`);
    const before = hub.seen.length;
    hub.interfere = () => false;
    await fetchAll();
    expectWhole();
    const asked = hub.seen.slice(before);
    expect(asked[0]?.range).toBe(`bytes=${Math.floor(contentOf(WEIGHTS).length * 0.3)}-`);
    expect(asked.some(({ path }) => path.endsWith('config.json'))).toBe(false);
  });

  test('begins a file anew where the host does not know ranges', async () => {
    writeFileSync(join(folder, `${WEIGHTS}.part`), contentOf(WEIGHTS).subarray(0, 100));
    once((response) => {
      response.writeHead(200, { 'content-length': contentOf(WEIGHTS).length });
      response.end(contentOf(WEIGHTS));
    });
    await fetchAll();
    expectWhole();
  });

  test('takes a packed body from a host that packs it unasked', async () => {
    once((response) => {
      const packed = gzipSync(contentOf(WEIGHTS));
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': packed.length });
      response.end(packed);
    });
    await fetchAll();
    expectWhole();
  });

  test('throws what was damaged on the disk away, and fetches it again', async () => {
    writeFileSync(join(folder, `${WEIGHTS}.part`), Buffer.alloc(100, 7));
    await fetchAll();
    expectWhole();
  });

  test('refuses a file with a wrong checksum after a second try, and leaves nothing of it', async () => {
    hub.interfere = (_request, response, path) => {
      if (!isWeights(path)) return false;
      const wrong = Buffer.from(contentOf(WEIGHTS));
      wrong[200] = (wrong[200] ?? 0) ^ 1;
      response.end(wrong);
      return true;
    };
    await expect(fetchAll()).rejects.toMatchObject({ failure: { code: 'hub.hash-wrong' } });
    expect(hub.seen.filter(({ path }) => isWeights(path))).toHaveLength(2);
    expect(left().filter((name) => name.startsWith(WEIGHTS))).toEqual([]);
  });

  const lies: readonly (readonly [string, (response: ServerResponse, content: Buffer) => void])[] = [
    ['longer', (response, content) => void response.end(Buffer.concat([content, Buffer.alloc(10)]))],
    ['shorter', (response, content) => void response.end(content.subarray(10))],
    [
      'of another total in a range',
      (response, content) => {
        const range = `bytes 0-${content.length - 1}/${content.length + 5}`;
        response.writeHead(206, { 'content-range': range, 'content-length': content.length });
        response.end(content);
      },
    ],
    ['empty where a range is asked', (response) => refuse(response, 416, '')],
  ];
  test.each(lies)('refuses a file that is %s', async (_name, answer) => {
    once((response) => answer(response, contentOf(WEIGHTS)));
    await expect(fetchAll()).rejects.toMatchObject({ failure: { code: 'hub.size-wrong' } });
    expect(left().filter((name) => name.startsWith(WEIGHTS))).toEqual([]);
  });

  test('reads no further than a file may be long, where the body never ends', async () => {
    let sent = 0;
    once((response) => {
      response.writeHead(200);
      const timer = setInterval(() => {
        sent += 65_536;
        response.write(Buffer.alloc(65_536));
      }, 1);
      response.on('close', () => clearInterval(timer));
    });
    await expect(fetchAll()).rejects.toMatchObject({ failure: { code: 'hub.size-wrong' } });
    expect(sent).toBeLessThan(contentOf(WEIGHTS).length + 4_000_000);
    expect(left().filter((name) => name.startsWith(WEIGHTS))).toEqual([]);
  });

  test('counts a connection as lost where nothing arrives any more', async () => {
    once((response) => {
      response.writeHead(200, { 'content-length': contentOf(WEIGHTS).length });
      response.write(contentOf(WEIGHTS).subarray(0, 50));
    });
    await fetchAll({ stallMs: 60 });
    expectWhole();
    expect(waits).toEqual(['dropped']);
  });

  test('counts a host that never answers as lost', async () => {
    once(() => undefined);
    await fetchAll({ answerMs: 80 });
    expectWhole();
  });

  test('waits as long as a busy host asks, and no longer than is sensible', async () => {
    once((response) => refuse(response, 429, '', { 'retry-after': '1' }));
    const begun = Date.now();
    await fetchAll();
    expect(Date.now() - begun).toBeGreaterThan(950);
    expect(waits).toEqual(['busy']);
    rmSync(join(folder, WEIGHTS));
    once((response) => refuse(response, 429, '', { 'retry-after': '3600' }));
    await expect(fetchAll()).rejects.toMatchObject({ failure: { code: 'hub.busy', params: { seconds: 3600 } } });
  });

  test('tries again where the host fails, and says so at last', async () => {
    hub.interfere = (_request, response, path) => {
      if (isWeights(path)) refuse(response, 500, '');
      return isWeights(path);
    };
    await expect(fetchAll()).rejects.toMatchObject({ failure: { code: 'hub.failing', params: { status: 500 } } });
    expect(waits).toEqual(['failing', 'failing', 'failing']);
  });

  const refusals: readonly (readonly [number, string, string | null, string])[] = [
    [401, '', null, 'hub.needs-token'],
    [401, 'GatedRepo', null, 'hub.gated-first'],
    [401, '', TOKEN, 'hub.token-refused'],
    [403, 'GatedRepo', TOKEN, 'hub.gated'],
    [404, 'EntryNotFound', TOKEN, 'hub.no-file'],
    [418, '', TOKEN, 'hub.refused'],
  ];
  test.each(refusals)('says what status %i with “%s” means', async (status, code, token, expected) => {
    once((response) => refuse(response, status, code));
    const error = await fetchAll({ token }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ failure: { code: expected } });
    expect(JSON.stringify(error)).not.toContain(TOKEN);
  });

  test('says that nobody can be reached, and where to look', async () => {
    const access = accessTo();
    await hub.stop();
    const patience = { waits: [1, 1], longestWait: 10, onWait: () => undefined, signal: access.signal };
    const parts = { access, patience, onProgress: () => undefined };
    await expect(download(folder, parts)).rejects.toMatchObject({ failure: { code: 'hub.offline' } });
    hub = await FakeHub.start(hub.repository);
  });

  test('stops when it is cancelled, keeps what is there, and lets the folder go', async () => {
    await fetchAll();
    rmSync(join(folder, WEIGHTS));
    hub.slowness = 20;
    const cancelling = new AbortController();
    const running = fetchAll({ signal: cancelling.signal });
    await expect.poll(() => existsSync(join(folder, `${WEIGHTS}.part`))).toBe(true);
    await expect.poll(() => statSync(join(folder, `${WEIGHTS}.part`)).size).toBeGreaterThan(0);
    cancelling.abort();
    await expect(running).rejects.toMatchObject({ failure: { code: 'cancelled' } });
    expect(left()).not.toContain('download.lock');
    hub.slowness = 0;
    await fetchAll();
    expectWhole();
  });

  test('keeps to itself in a folder, but not for a process that is gone', async () => {
    writeFileSync(join(folder, 'download.lock'), String(process.ppid));
    await expect(fetchAll()).rejects.toMatchObject({ failure: { code: 'hub.in-use' } });
    writeFileSync(join(folder, 'download.lock'), '4194303');
    await fetchAll();
    expectWhole();
  });

  test('refuses an index that names files which are not there, before the weights', async () => {
    const index = 'model.safetensors.index.json';
    const content = Buffer.from(JSON.stringify({ weight_map: { a: WEIGHTS, b: 'model-9-of-9.safetensors' } }));
    hub.entries = hub.entries.map((entry) => (entry.path === index ? { ...entry, content } : entry));
    await makePlan();
    await expect(fetchAll()).rejects.toMatchObject({ failure: { code: 'checkpoint.file-absent' } });
    expect(hub.seen.some(({ path }) => isWeights(path))).toBe(false);
  });

  test('says where nothing can be written', async () => {
    mkdirSync(join(folder, `${WEIGHTS}.part`));
    await expect(fetchAll()).rejects.toMatchObject({
      failure: { code: 'hub.not-written', params: { code: 'EISDIR' } },
    });
  });

  test('says that a folder is not there, whose disk may be away', async () => {
    rmSync(folder, { recursive: true });
    await expect(fetchAll()).rejects.toMatchObject({ failure: { code: 'hub.folder-gone' } });
    expect(existsSync(folder)).toBe(false);
  });

  test('refuses a damaged list of files', async () => {
    for (const plan of ['', '{}', JSON.stringify({ repository: 'a/b', commit: COMMIT, files: [{ path: '../x' }] })]) {
      writeFileSync(join(folder, PLAN_FILE), plan);
      await expect(fetchAll()).rejects.toMatchObject({ failure: { code: 'hub.plan-gone' } });
    }
  });
});

describe('a redirect', () => {
  const elsewhere = async (answer: (response: ServerResponse, authorization: string | undefined) => void) => {
    const server = createServer(({ headers }, response) => answer(response, headers.authorization));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { server, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/signed?key=1` };
  };
  const pointTo = (location: string) =>
    once((response) => {
      response.writeHead(302, { location });
      response.end();
    });

  test('is followed without the token', async () => {
    const tokens: (string | undefined)[] = [];
    const { server, address } = await elsewhere((response, authorization) => {
      tokens.push(authorization);
      response.end(contentOf(WEIGHTS));
    });
    pointTo(address);
    await fetchAll();
    expectWhole();
    expect(tokens).toEqual([undefined]);
    expect(hub.seen.every(({ token }) => token === TOKEN)).toBe(true);
    server.close();
  });

  test('gets the token where it stays with the host', async () => {
    pointTo(`/${hub.repository}/resolve/${COMMIT}/${WEIGHTS}`);
    await fetchAll();
    expectWhole();
    expect(hub.seen.filter(({ path }) => isWeights(path)).map(({ token }) => token)).toEqual([TOKEN, TOKEN]);
  });

  test('to an address that has expired begins at the host again', async () => {
    const { server, address } = await elsewhere((response) => refuse(response, 403, ''));
    pointTo(address);
    await fetchAll();
    expectWhole();
    expect(waits).toEqual(['failing']);
    server.close();
  });

  test.each([
    'http://example.invalid/x',
    'ftp://example.invalid/x',
    'file:///etc/passwd',
    'data:text/plain,x',
    'https://someone:secret@example.invalid/x',
    'http://127.0.0.1.example.invalid/x',
  ])('to “%s” is not followed', async (location) => {
    pointTo(location);
    const error = await fetchAll().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ failure: { code: 'hub.unsafe-redirect' } });
    expect(JSON.stringify(error)).not.toContain('secret');
  });

  test('in a circle ends', async () => {
    hub.interfere = (_request, response, path) => {
      if (!isWeights(path)) return false;
      response.writeHead(302, { location: path });
      response.end();
      return true;
    };
    await expect(fetchAll()).rejects.toMatchObject({ failure: { code: 'hub.unsafe-redirect' } });
  });
});
