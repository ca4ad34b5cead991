import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HubToken, type Vault } from '../../../main/desktop/hub-token.ts';

const HUB = 'https://huggingface.co';
const TOKEN = 'hf_abcdefghij';

let data = '';
let isReal = true;
const vault: Vault = {
  isReal: () => isReal,
  encrypt: (text) => Buffer.from([...text].reverse().join('')),
  decrypt: (bytes) => [...bytes.toString()].reverse().join(''),
};
const open = () => new HubToken(data, vault);

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'dimoo-token-'));
  isReal = true;
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

describe('the token for the hub', () => {
  test('is kept by the keychain, and is there at a later start', async () => {
    await open().set(HUB, ` ${TOKEN}\n`);
    const later = open();
    expect([later.state(HUB), later.of(HUB)]).toEqual(['kept', TOKEN]);
    const files = readdirSync(data).map((name) => readFileSync(join(data, name), 'utf8'));
    expect(files.join('')).not.toContain(TOKEN);
  });

  test('is of one host alone', async () => {
    await open().set(HUB, TOKEN);
    for (const other of [
      'https://hf-mirror.com',
      'http://huggingface.co',
      'https://huggingface.co.evil.example',
      'x',
    ]) {
      expect([open().state(other), open().of(other)]).toEqual(['none', null]);
    }
    expect(open().of(`${HUB}/below/a/path`)).toBe(TOKEN);
  });

  test('is there for this run alone where there is no keychain', async () => {
    isReal = false;
    const token = open();
    await token.set(HUB, TOKEN);
    expect([token.state(HUB), token.of(HUB)]).toEqual(['this-run', TOKEN]);
    expect(readdirSync(data)).toEqual([]);
    expect(open().of(HUB)).toBeNull();
  });

  test('is forgotten', async () => {
    const token = open();
    await token.set(HUB, TOKEN);
    await token.set(HUB, null);
    expect([token.state(HUB), existsSync(join(data, 'hub-token.json'))]).toEqual(['none', false]);
  });

  test.each(['', 'short', 'two words are none', 'hf_line\nbreak_x', 'hf_äääääääää', 'x'.repeat(600)])(
    'cannot be “%s”, and the one before stays',
    async (text) => {
      const token = open();
      await token.set(HUB, TOKEN);
      const error = await token.set(HUB, text).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ failure: { code: 'hub.token-wrong' } });
      if (text !== '') expect(JSON.stringify(error)).not.toContain(text);
      expect(token.of(HUB)).toBe(TOKEN);
    },
  );

  test('counts as none where the file is damaged, or the keychain does not give it', async () => {
    writeFileSync(join(data, 'hub-token.json'), '{');
    expect(open().of(HUB)).toBeNull();
    await open().set(HUB, TOKEN);
    const locked = new HubToken(data, {
      ...vault,
      decrypt: () => {
        throw new Error('locked');
      },
    });
    expect(locked.of(HUB)).toBeNull();
  });
});
