import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { writeAtomically } from '../../../main/desktop/atomic-write.ts';
import { scrubbed } from '../../../main/processes/environment.ts';
import { sendNothing } from '../../../main/sends-nothing.ts';
import { contentPolicy, isOurPage } from '../../../main/windows/policy.ts';
import { WindowStateFile } from '../../../main/windows/window-state.ts';
import { sniffMediaType } from '../../../preload/contract/media-type.ts';

const folder = mkdtempSync(join(tmpdir(), 'dimoo-shell-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the environment of a service', () => {
  it('holds what it needs and neither switches nor secrets', () => {
    const env = scrubbed(
      { PATH: '/bin', LC_ALL: 'C', DIMOO_HOME: '/d', NODE_OPTIONS: '-r x', ELECTRON_RUN_AS_NODE: '1', AWS_SECRET: 's' },
      { DIMOO_DATA: '/data' },
    );
    const silence = { ORT_DISABLE_TELEMETRY: '1' };
    expect(env).toEqual({ PATH: '/bin', LC_ALL: 'C', DIMOO_HOME: '/d', DIMOO_DATA: '/data', ...silence });
  });

  it('keeps ONNX Runtime from sending, whatever the user or the caller says', () => {
    const said = { ORT_DISABLE_TELEMETRY: '0' };
    expect(scrubbed(said, said)).toEqual({ ORT_DISABLE_TELEMETRY: '1' });
  });

  it('is written by the thread that owns it, and a worker that was started without it does not go on', () => {
    const environment: NodeJS.ProcessEnv = { ORT_DISABLE_TELEMETRY: '0' };
    expect(() => sendNothing(environment, false)).toThrow('ONNX Runtime would send');
    sendNothing(environment, true);
    expect(environment.ORT_DISABLE_TELEMETRY).toBe('1');
    expect(() => sendNothing(environment, false)).not.toThrow();
  });
});

describe('who may speak to main', () => {
  it('is the top frame of our page alone', () => {
    expect(isOurPage({ url: 'studio://app/index.html', parent: null })).toBe(true);
    for (const url of ['studio://app.evil/index.html', 'https://app/', 'about:blank', 'studio://other/', 'file:///x']) {
      expect(isOurPage({ url, parent: null }), url).toBe(false);
    }
    expect(isOurPage({ url: 'studio://app/index.html', parent: {} })).toBe(false);
    expect(isOurPage(null)).toBe(false);
  });

  it('is under a policy that allows no foreign source and no code from text', () => {
    const policy = contentPolicy('abc');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toMatch(/unsafe|http|\*/);
  });
});

describe('pictures from outside', () => {
  it('are known by their first bytes', () => {
    expect(sniffMediaType(Buffer.from('\x89PNG\r\n\x1a\n...', 'latin1'))).toBe('image/png');
    expect(sniffMediaType(Buffer.from('\xff\xd8\xff\xe0', 'latin1'))).toBe('image/jpeg');
    expect(sniffMediaType(Buffer.from('RIFF....WEBPVP8 ', 'latin1'))).toBe('image/webp');
    expect(sniffMediaType(Buffer.from('....ftypavif', 'latin1'))).toBe('image/avif');
    expect(sniffMediaType(Buffer.from('....ftypmif1....heic', 'latin1'))).toBe('image/heic');
    expect(sniffMediaType(Buffer.from('II*\0....', 'latin1'))).toBe('image/tiff');
    const prologue = '\ufeff<?xml version="1.0"?>\n<!-- a -- b -->\n<!DOCTYPE svg [<!ENTITY x "y">]>\n';
    for (const text of ['<svg xmlns="http://www.w3.org/2000/svg">', `${prologue}<svg\n width="1">`, ' <svg:svg >']) {
      expect(sniffMediaType(Buffer.from(text)), text).toBe('image/svg+xml');
    }
    for (const text of ['<html><svg></html>', '<svgx>', 'svg', '<!-- <svg> ', '<?xml?>'.repeat(2000)]) {
      expect(sniffMediaType(Buffer.from(text)), text.slice(0, 20)).toBeNull();
    }
  });

  it('never make the reader throw', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 20 }), (bytes) => sniffMediaType(bytes) !== undefined));
  });
});

describe('writing a file', () => {
  it('replaces it whole and leaves nothing else behind, also where it fails', async () => {
    const file = join(folder, 'a', 'picture.png');
    await writeAtomically(file, Buffer.from('old'));
    await writeAtomically(file, Buffer.from('new'));
    expect(readFileSync(file, 'utf8')).toBe('new');
    await expect(writeAtomically(join(folder, 'a'), Buffer.from('x'))).rejects.toThrow();
    expect(readdirSync(folder)).toEqual(['a']);
    expect(readdirSync(join(folder, 'a'))).toEqual(['picture.png']);
  });
});

describe("the window's memory", () => {
  it('comes back, and a damaged file is no obstacle', async () => {
    const bounds = { x: 10, y: 20, width: 1200, height: 800 };
    await new WindowStateFile(folder).update({ bounds, theme: 'dark' });
    const kept = { bounds, theme: 'dark', maximized: false, language: 'system', cores: null, provider: null };
    expect(new WindowStateFile(folder).state).toEqual({ ...kept, tourSeen: false });
    await new WindowStateFile(folder).update({ tourSeen: true });
    expect(new WindowStateFile(folder).state).toEqual({ ...kept, tourSeen: true });
    await writeAtomically(join(folder, 'window.json'), Buffer.from('{"bounds": {"x": "left"'));
    expect(new WindowStateFile(folder).state).toEqual({
      bounds: null,
      theme: 'system',
      maximized: false,
      language: 'system',
      tourSeen: true,
      cores: null,
      provider: null,
    });
  });

  it('knows a first start, and takes one who has used a version without a tour for no beginner', async () => {
    expect(new WindowStateFile(folder).state.tourSeen).toBe(false);
    const older = { bounds: null, maximized: false, theme: 'dark', language: 'en' };
    await writeAtomically(join(folder, 'window.json'), Buffer.from(JSON.stringify(older)));
    expect(new WindowStateFile(folder).state).toEqual({ ...older, tourSeen: true, cores: null, provider: null });
  });
});
