import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { FuseState } from '@electron/fuses/dist/constants.js';
import { expect, test } from '@playwright/test';
import { patience } from '../helpers/launch-studio.ts';
import { writeTinyCheckpoint } from '../helpers/tiny-checkpoint.ts';
import { binary, resources, startPackage } from './packaged-studio.ts';

const onFallback = process.env.DIMOO_PACKAGE_OFFICIAL !== 'true';

test('a package on the fallback says so in its name', () => {
  expect(/fallback-electron|not-for-release/.test(binary())).toBe(onFallback);
});

test('the binary runs nothing but its archive: every fuse is as a release has it', async () => {
  const wire = await getCurrentFuseWire(binary());
  const stateOf = (fuse: FuseV1Options) => wire[fuse] === FuseState.ENABLE;
  expect({
    runAsNode: stateOf(FuseV1Options.RunAsNode),
    nodeOptions: stateOf(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
    inspect: stateOf(FuseV1Options.EnableNodeCliInspectArguments),
    onlyAsar: stateOf(FuseV1Options.OnlyLoadAppFromAsar),
    asarIntegrity: stateOf(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
    filePrivileges: stateOf(FuseV1Options.GrantFileProtocolExtraPrivileges),
  }).toEqual({
    runAsNode: false,
    nodeOptions: false,
    inspect: false,
    onlyAsar: true,
    asarIntegrity: true,
    filePrivileges: false,
  });
});

test('the archive holds the built studio and no source; outside of it lie binaries alone', () => {
  const archived = listPackage(join(resources(), 'app.asar'), { isPack: false }).map((name) =>
    name.replaceAll('\\', '/'),
  );
  const heads = new Set(
    archived.map((name) =>
      name
        .split('/')
        .slice(1, name.startsWith('/out/') ? 3 : 2)
        .join('/'),
    ),
  );
  expect([...heads].sort()).toEqual(['node_modules', 'out', 'out/main', 'out/preload', 'out/renderer', 'package.json']);
  expect(archived).toContain('/out/main/index.js');
  const foreign = archived.filter(
    (name) => /\.node$/.test(name) && !name.includes(`${process.platform}-${process.arch}`),
  );
  expect(foreign.filter((name) => !name.includes('onnxruntime'))).toEqual([]);
  const outside = readdirSync(join(resources(), 'app.asar.unpacked'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(node|dll|dylib|so(\.[\d.]+)?)$/.test(entry.name))
    .map((entry) => entry.name);
  // The store of a package on the fallback Electron runs in a plain Node, which reads no archive.
  if (!onFallback) expect(outside).toEqual([]);
});

test('it draws as it was installed, and is no Node, runs no code from beside it and opens no debugger', async () => {
  const place = mkdtempSync(join(tmpdir(), 'dimoo-package-'));
  const beside = join(resources(), 'app');
  const ran = join(place, 'ran');
  try {
    const trap = `require('node:fs').writeFileSync(${JSON.stringify(ran)}, '')`;
    writeFileSync(join(place, 'trap.cjs'), trap);
    mkdirSync(beside, { recursive: true });
    writeFileSync(join(beside, 'package.json'), '{ "main": "index.js" }');
    writeFileSync(join(beside, 'index.js'), trap);
    const home = join(place, 'home');
    mkdirSync(home);
    const own = {
      HOME: home,
      LOCALAPPDATA: home,
      ELECTRON_RUN_AS_NODE: '1',
      NODE_OPTIONS: `--require ${join(place, 'trap.cjs')}`,
      ORT_DISABLE_TELEMETRY: '0',
    };
    const port = await freePort();
    const { page, quit } = await startPackage(own, [`--inspect=127.0.0.1:${port}`]);
    try {
      await page.getByRole('textbox', { name: 'What to draw' }).fill('a red circle on a yellow background');
      await page.getByRole('button', { name: 'Draw', exact: true }).click();
      const layers = page.getByRole('treegrid', { name: 'Layers, top first' }).getByRole('row');
      await expect(layers).toHaveCount(1, { timeout: 60_000 * patience });
      await expect(page.getByText('Saved', { exact: true })).toBeVisible();
      expect(await isOpen(port)).toBe(false);
    } finally {
      await quit();
    }
    const left = readdirSync(place, { recursive: true, encoding: 'utf8' });
    expect(left.filter((name) => /dimoo-studio.logs.studio\.log$/.test(name))).toHaveLength(1);
    expect(left).not.toContain('ran');
    expect(left.filter((name) => /onnxruntime|\.ses$/.test(name) && name.includes('Microsoft'))).toEqual([]);
    // What was prepared at first start, in a process of Electron's own, and where a user's data belongs.
    expect(left.filter((name) => /dimoo-studio.models.[^.]*.manifest\.json$/.test(name))).toHaveLength(1);
  } finally {
    rmSync(beside, { recursive: true, force: true });
    rmSync(place, { recursive: true, force: true });
  }
});

test('it makes a model of a checkpoint by what is in the archive alone', async () => {
  test.skip(process.platform !== 'linux', 'Where a user’s data belongs is spelled out for Linux.');
  const place = mkdtempSync(join(tmpdir(), 'dimoo-package-'));
  try {
    const data = join(place, '.local', 'share', 'dimoo-studio');
    const [checkpoint, out] = [join(place, 'checkpoint'), join(data, 'models', 'Tiny-int8')];
    writeTinyCheckpoint(checkpoint, { generationConfig: { name: 'Tiny' } });
    mkdirSync(data, { recursive: true });
    writeFileSync(join(data, 'window.json'), JSON.stringify({ ...firstState, language: 'en' }));
    // No test can answer the system's dialog of a package. It offers what was being added when it ended.
    const unfinished = { name: 'Tiny', checkpoint, precision: 'int8', out };
    const empty = { version: 1, chosen: null, folders: [], elsewhere: [], checks: {}, about: {} };
    writeFileSync(join(data, 'models.json'), JSON.stringify({ ...empty, unfinished }));
    const { page, quit } = await startPackage({ HOME: place }, []);
    try {
      await page.getByRole('application').focus();
      await page.keyboard.press('Control+Shift+M');
      const dialog = page.getByRole('dialog', { name: 'Models' });
      await dialog.getByRole('button', { name: 'Go on adding it' }).click();
      const card = dialog.getByRole('listitem').filter({ hasText: out });
      await expect(card).toBeVisible({ timeout: 60_000 * patience });
      await card.getByRole('button', { name: /^Check the files/ }).click();
      await expect(card).toContainText('all as they were written', { timeout: 60_000 * patience });
    } finally {
      await quit();
    }
    expect(readdirSync(join(data, 'models')).filter((name) => name.includes('partial'))).toEqual([]);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
});

const firstState = { bounds: null, maximized: false, theme: 'system', tourSeen: true };

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
