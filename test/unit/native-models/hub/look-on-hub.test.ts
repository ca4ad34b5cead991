import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lookAt } from '../../../../native-models/adding/look.ts';
import { hubHost } from '../../../../native-models/hub/host.ts';
import { lookOnHub } from '../../../../native-models/hub/look-on-hub.ts';
import { readRepository } from '../../../../preload/contract/hub.ts';
import { COMMIT, FakeHub, listedAs, refuse } from '../../../helpers/fake-hub.ts';
import { writeTinyCheckpoint } from '../../../helpers/tiny-checkpoint.ts';

let hub: FakeHub;
let scratch = '';

beforeEach(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'dimoo-hub-look-'));
  hub = await FakeHub.start('Some-One/Tiny');
  writeTinyCheckpoint(join(scratch, 'Tiny'), { shards: 3, generationConfig: { nativeSize: [32, 32] } });
  writeFileSync(join(scratch, 'Tiny', 'README.md'), '---\nlicense: mit\n---\n');
  hub.serve(join(scratch, 'Tiny'));
});
afterEach(async () => {
  await hub.stop();
  rmSync(scratch, { recursive: true, force: true });
});

const look = (revision = 'main', token: string | null = null) => {
  const access = {
    host: hubHost(hub.address),
    token,
    signal: new AbortController().signal,
    answerMs: 5000,
    stallMs: 500,
  };
  return lookOnHub(access, { repository: hub.repository, revision });
};
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: { failure?: { code?: string }; error?: { failure?: { code?: string } } }) =>
      (error.failure ?? error.error?.failure)?.code,
  );
const file = (path: string, content = 'x', isLarge = false) => ({ path, content: Buffer.from(content), isLarge });

describe('a look at a repository', () => {
  test('pins the commit, and says the same as a look at the folder', async () => {
    const found = await look();
    expect(found).toMatchObject({ repository: 'Some-One/Tiny', revision: 'main', commit: COMMIT, isGated: false });
    const there = await lookAt(join(scratch, 'Tiny'));
    const readme = readFileSync(join(scratch, 'Tiny', 'README.md')).length;
    // The README is fetched as well, and is no part of the model.
    expect({ ...found.look, bytes: found.look.bytes - readme }).toEqual(there);
    expect(found.look.licence).toBe('mit');
    const largest = found.files.filter(({ path }) => path.startsWith('model-'));
    expect(largest).toHaveLength(3);
    expect(found.files.at(-1)?.path).toMatch(/safetensors$/);
  });

  test('takes the licence from its own file where the README states none, and the words that the model knows', async () => {
    hub.entries = hub.entries.filter(({ path }) => path !== 'README.md');
    hub.entries.push(file('LICENSE', 'Apache License\n\n  Version 2.0, January 2004\n'));
    hub.entries.push(file('vocabulary.json', '{"words":["red"],"stopWords":[]}'));
    const { look: seen, files } = await look();
    expect(seen.licence).toMatch(/apache/i);
    expect(files.map(({ path }) => path)).toEqual(expect.arrayContaining(['LICENSE', 'vocabulary.json']));
  });

  test('fetches no weights', async () => {
    await look();
    const weights = hub.seen.filter(({ path }) => path.endsWith('.safetensors'));
    // Of the codec, the head.
    expect(weights.map(({ path, range }) => [path.split('/').at(-1), range])).toEqual([
      ['diffusion_pytorch_model.safetensors', expect.stringMatching(/^bytes=0-\d+$/)],
    ]);
    expect(hub.seen.some(({ path }) => path.endsWith('tokenizer.json'))).toBe(false);
  });

  test.each([
    '../../evil.safetensors',
    'model-../x.safetensors',
    '/etc/model-1.safetensors',
    'C:\\model-1.safetensors',
    'model-1.safetensors/../../x.safetensors',
    'CON',
    'nul.safetensors',
    'vqvae/../../config.json',
    'config.json:stream',
    'model-\u0000.safetensors',
    'modeling_llada.py',
    'pytorch_model.bin',
    'model-x.pt',
    'model-1-of-1.safetensors.pickle',
  ])('leaves the file “%s” alone', async (name) => {
    const plain = (await look()).files.map(({ path }) => path);
    hub.listed = (entries) => [...entries, { ...listedAs(file(name, 'x', true)) }];
    expect((await look()).files.map(({ path }) => path)).toEqual(plain);
    expect(existsSync(join(scratch, 'evil.safetensors'))).toBe(false);
  });

  test('refuses names that are one file on some systems', async () => {
    hub.entries.push(file('model-1-OF-3.safetensors', 'x', true));
    expect(await codeOf(look())).toBe('hub.answer-wrong');
  });

  test('says what a repository lacks that is no checkpoint', async () => {
    hub.entries = hub.entries.filter(({ path }) => !path.startsWith('vqvae/'));
    await expect(look()).rejects.toMatchObject({
      failure: { code: 'hub.no-checkpoint', params: { file: 'vqvae/config.json' } },
    });
    hub.entries = [file('README.md'), file('pytorch_model.bin')];
    expect(await codeOf(look())).toBe('hub.no-checkpoint');
  });

  test('says what the studio cannot make a model of, before anything large is fetched', async () => {
    const config = JSON.parse(readFileSync(join(scratch, 'Tiny', 'config.json'), 'utf8'));
    const other = JSON.stringify({ ...config, activation_type: 'gelu' });
    hub.entries = hub.entries.map((entry) => (entry.path === 'config.json' ? file('config.json', other) : entry));
    expect(await codeOf(look())).toMatch(/^checkpoint\./);
  });

  test.each([undefined, '', 'xyz', '0'.repeat(64), 7])('refuses a file whose checksum is %j', async (oid) => {
    hub.listed = (entries) =>
      entries.map((entry) => ('path' in entry && entry.path === 'config.json' ? { ...entry, oid } : entry));
    expect(await codeOf(look())).toMatch(/^hub\.(no-hash|answer-wrong)$/);
  });

  test('refuses a config that is another one than was listed', async () => {
    hub.interfere = (_request, response, path) => {
      if (!path.endsWith('/config.json')) return false;
      response.end(readFileSync(join(scratch, 'Tiny', 'config.json'), 'utf8').replace('llada', 'lladb'));
      return true;
    };
    expect(await codeOf(look())).toBe('hub.hash-wrong');
  });

  test('takes a branch, a tag or a commit, and says which it does not know', async () => {
    expect((await look(COMMIT)).commit).toBe(COMMIT);
    await expect(look('v2')).rejects.toMatchObject({
      failure: { code: 'hub.no-revision', params: { revision: 'v2' } },
    });
  });

  const answers: readonly (readonly [number, string, string | null, string])[] = [
    [401, 'RepoNotFound', null, 'hub.needs-token'],
    [401, 'GatedRepo', null, 'hub.gated-first'],
    [401, '', 'hf_x', 'hub.token-refused'],
    [403, 'GatedRepo', 'hf_x', 'hub.gated'],
    [404, 'RepoNotFound', 'hf_x', 'hub.no-repository'],
    [429, '', null, 'hub.busy'],
    [500, '', null, 'hub.failing'],
    [503, '', null, 'hub.failing'],
  ];
  test.each(answers)('says what status %i with “%s” means', async (status, code, token, expected) => {
    hub.interfere = (_request, response) => {
      refuse(response, status, code);
      return true;
    };
    expect(await codeOf(look('main', token))).toBe(expected);
  });

  test.each([
    ['no JSON', '<html>'],
    ['another shape', '[]'],
    ['no commit', '{"_id":"1","id":"a/b"}'],
    ['a commit that is none', '{"_id":"1","id":"a/b","sha":"../../x"}'],
    ['nothing', ''],
  ])('refuses an answer that is %s', async (_name, body) => {
    hub.interfere = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(body);
      return true;
    };
    expect(await codeOf(look())).toBe('hub.answer-wrong');
  });

  test('ends a list without end', async () => {
    hub.listed = (entries) => [...entries, ...Array.from({ length: 6000 }, (_, at) => listedAs(file(`x${at}`)))];
    expect(await codeOf(look())).toBe('hub.answer-wrong');
    hub.listed = (entries) => entries;
    hub.interfere = (_request, response, path) => {
      if (!path.includes('/tree/')) return false;
      response.writeHead(200, { 'content-type': 'application/json' });
      const timer = setInterval(() => response.write(Buffer.alloc(1024 * 1024, 32)), 1);
      response.on('close', () => clearInterval(timer));
      return true;
    };
    expect(await codeOf(look())).toBe('hub.answer-wrong');
  });

  test('asks no other host for the next page of a list, and shows it no token', async () => {
    const heard: (string | undefined)[] = [];
    const other = createServer(({ headers }, response) => {
      heard.push(headers.authorization);
      response.end('[]');
    });
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const next = `http://127.0.0.1:${(other.address() as AddressInfo).port}/next`;
    hub.interfere = (_request, response, path) => {
      if (path.includes('/tree/')) response.setHeader('link', `<${next}>; rel="next"`);
      return false;
    };
    expect(await codeOf(look('main', 'hf_secret'))).toBe('hub.answer-wrong');
    expect(heard).toEqual([]);
    other.close();
  });
});

describe('the host that is asked', () => {
  test.each([
    'https://huggingface.co',
    'https://mirror.example/hub/',
    'http://127.0.0.1:8080',
    'http://localhost:1',
    'http://[::1]:5',
  ])('may be %s', (endpoint) => expect(hubHost(endpoint).base).toBe(endpoint.replace(/\/$/, '')));
  test.each([
    '',
    'huggingface.co',
    'http://huggingface.co',
    'ftp://x.y',
    'https://me:secret@x.y',
    'http://127.evil.example',
    'file:///x',
  ])('may not be “%s”', (endpoint) => {
    let said = '';
    try {
      hubHost(endpoint);
    } catch (error) {
      said = JSON.stringify(error);
    }
    expect(said).toContain('hub.host-wrong');
    expect(said).not.toContain('secret');
  });
});

describe('the name of a repository', () => {
  const named = { repository: 'Alpha-VLLM/Lumina-DiMOO', revision: 'main' };
  test.each([
    ['Alpha-VLLM/Lumina-DiMOO', named],
    ['  hub:Alpha-VLLM/Lumina-DiMOO ', named],
    ['https://huggingface.co/Alpha-VLLM/Lumina-DiMOO', named],
    ['https://huggingface.co/Alpha-VLLM/Lumina-DiMOO/', named],
    ['https://hf-mirror.com/Alpha-VLLM/Lumina-DiMOO?x=1#y', named],
    ['Alpha-VLLM/Lumina-DiMOO@v1.0', { ...named, revision: 'v1.0' }],
    ['https://huggingface.co/Alpha-VLLM/Lumina-DiMOO/tree/refs/pr/1', { ...named, revision: 'refs/pr/1' }],
    [`https://huggingface.co/Alpha-VLLM/Lumina-DiMOO/commit/${COMMIT}`, { ...named, revision: COMMIT }],
  ])('is read from “%s”', (text, expected) => expect(readRepository(text)).toEqual(expected));
  test.each([
    '',
    'gpt2',
    'a/b/c',
    '../x',
    'a/..',
    'a/b@../c',
    'a/b@',
    'https://huggingface.co/datasets/a/b',
    'a b/c',
    '--token/x',
  ])('is not “%s”', (text) => expect(readRepository(text)).toBeNull());
});
