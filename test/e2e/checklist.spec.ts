/**
 * Electron's security checklist (https://www.electronjs.org/docs/latest/tutorial/security), a test a point, in its
 * order and by its headings. The page of these tests is a hostile one: what it tries it tries from within.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { releaseElectron } from '../../main/electron-line.ts';
import { oneStudio } from './one-studio.ts';

const root = join(import.meta.dirname, '../..');
let home = '';
/** Where the addresses go that were handed to the system: on Linux Electron gives them to these programs. */
const handed = () => join(home, 'handed-over');
const studio = oneStudio((place) => {
  home = place;
  const folder = join(place, 'bin');
  mkdirSync(folder, { recursive: true });
  for (const name of ['xdg-open', 'xdg-email']) {
    writeFileSync(join(folder, name), `#!/bin/sh\necho "$@" >> '${handed()}'\n`, { mode: 0o755 });
  }
  return { PATH: `${folder}:${process.env.PATH}` };
});

const preferences = () =>
  studio.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    // Not in Electron's types, and there in every version.
    const contents = window?.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> };
    return contents.getLastWebPreferences();
  });

/** Runs in the page and waits, then the window is still the one on our page. */
async function expectToStay(attempt: () => unknown): Promise<void> {
  await studio.page.evaluate(attempt).catch(() => undefined);
  await studio.page.waitForTimeout(150);
  expect(studio.page.url()).toBe('studio://app/index.html');
  expect(studio.app.windows()).toHaveLength(1);
  expect(await studio.app.evaluate(({ webContents }) => webContents.getAllWebContents().length)).toBe(1);
}

test('1. only load secure content: all of it is from the package, and main fetches nothing either', async () => {
  const addresses = await studio.page.evaluate(() =>
    [...document.querySelectorAll('[src], link[href]')].map(
      (one) => one.getAttribute('src') ?? one.getAttribute('href'),
    ),
  );
  expect(addresses.length).toBeGreaterThan(1);
  const foreign = addresses.map((one) => new URL(one ?? '', studio.page.url()).href);
  expect(foreign.filter((url) => !/^(blob:)?studio:\/\/app\/|^data:image\//.test(url))).toEqual([]);
  let heard = 0;
  const server = createServer((_request, response) => {
    heard += 1;
    response.end('x');
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const fetched = await studio.app.evaluate(
    async ({ net, session }, address) => [
      await net.fetch(address).then(String, () => 'refused'),
      await session.defaultSession.fetch(address).then(String, () => 'refused'),
    ],
    url,
  );
  server.close();
  expect(fetched).toEqual(['refused', 'refused']);
  expect(heard).toBe(0);
});

test('2. do not enable Node.js integration: no page, frame or worker has it', async () => {
  const { nodeIntegration, nodeIntegrationInWorker, nodeIntegrationInSubFrames } = await preferences();
  expect([nodeIntegration, nodeIntegrationInWorker, nodeIntegrationInSubFrames].map(Boolean)).toEqual([
    false,
    false,
    false,
  ]);
  const found = await studio.page.evaluate(() => {
    const frame = document.body.appendChild(document.createElement('iframe'));
    const places = [window, frame.contentWindow as Window];
    const names = places.flatMap((place) =>
      ['require', 'process', 'module', 'Buffer', 'global'].filter((n) => n in place),
    );
    frame.remove();
    return names;
  });
  expect(found).toEqual([]);
});

test('3. enable context isolation: the page can neither see nor change what the bridge runs on', async () => {
  expect((await preferences()).contextIsolation).toBe(true);
  const changed = await studio.page.evaluate(async () => {
    const bridge = (window as unknown as { studio: Record<string, (...args: unknown[]) => unknown> }).studio;
    const seen = new Set<string>();
    const call = bridge.call;
    for (const change of [
      () => Object.assign(bridge, { call: () => seen.add('replaced') }),
      () => Object.assign(window, { studio: null }),
      () => Reflect.deleteProperty(window, 'studio'),
    ]) {
      try {
        change();
      } catch {
        // Frozen.
      }
    }
    // Were the bridge's code in the page's world, it would come by these.
    const { map, push } = Array.prototype;
    const { apply } = Function.prototype;
    const note = (name: string) => seen.add(name);
    Object.assign(Array.prototype, { map: () => note('map'), push: () => note('push') });
    Object.assign(Function.prototype, { apply: () => note('apply') });
    const answer = bridge.call?.('info', {});
    Object.assign(Array.prototype, { map, push });
    Object.assign(Function.prototype, { apply });
    await answer;
    return { seen: [...seen], same: (window as unknown as { studio: typeof bridge }).studio?.call === call };
  });
  expect(changed).toEqual({ seen: [], same: true });
});

test('4. enable process sandboxing', async () => {
  expect((await preferences()).sandbox).toBe(true);
  // As root Chromium starts only without; `npm start` gives this to no one else.
  if (process.getuid?.() !== 0) {
    expect(await studio.app.evaluate(({ app }) => app.commandLine.hasSwitch('no-sandbox'))).toBe(false);
  }
  const main = ['main/index.ts', 'main/windows/closed-network.ts', 'main/windows/studio-window.ts'];
  expect(main.filter((file) => readFileSync(join(root, file), 'utf8').includes('no-sandbox'))).toEqual([]);
});

test('5. handle session permission requests: all are refused but the copying of text', async () => {
  const answers = await studio.page.evaluate(async () => {
    const refused = (what: () => Promise<unknown>) =>
      Promise.race([what().then(() => 'granted'), new Promise((resolve) => setTimeout(resolve, 2000, 'silent'))]).catch(
        () => 'refused',
      );
    const states = await Promise.all(
      ['geolocation', 'notifications', 'camera', 'microphone', 'midi', 'clipboard-read', 'background-sync'].map(
        async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state,
      ),
    );
    return {
      states: [...new Set(states)],
      notification: await Notification.requestPermission(),
      media: await refused(() => navigator.mediaDevices.getUserMedia({ audio: true, video: true })),
      screen: await refused(() => navigator.mediaDevices.getDisplayMedia()),
      place: await refused(
        () => new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject)),
      ),
      clipboard: await refused(() => navigator.clipboard.readText()),
    };
  });
  expect(answers).toEqual({
    states: ['denied'],
    notification: 'denied',
    media: 'refused',
    screen: 'refused',
    place: 'refused',
    clipboard: 'refused',
  });
});

test('6. do not disable webSecurity: other origins cannot be read, not even our own files by another scheme', async () => {
  expect((await preferences()).webSecurity).not.toBe(false);
  const read = await studio.page.evaluate(() =>
    Promise.all(
      ['https://example.org/', 'file:///etc/passwd', 'studio://other/index.html'].map((url) =>
        fetch(url).then(
          () => 'read',
          () => 'refused',
        ),
      ),
    ),
  );
  expect(read).toEqual(['refused', 'refused', 'refused']);
});

test('7. define a Content Security Policy: it comes with every answer, and no text becomes code', async () => {
  const policies = await studio.page.evaluate(() =>
    Promise.all(
      ['index.html', 'nothing.html'].map((name) =>
        fetch(`studio://app/${name}`).then((answer) => answer.headers.get('content-security-policy')),
      ),
    ),
  );
  for (const policy of policies) {
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
  }
  const ran = await studio.page.evaluate(async () => {
    const seen: string[] = [];
    Object.assign(window, { ran: (how: string) => seen.push(how) });
    const add = (name: string, attributes: Record<string, string>, text = '') => {
      const element = document.createElement(name);
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
      element.textContent = text;
      document.body.append(element);
      return element;
    };
    add('script', {}, "ran('inline')");
    add('script', { src: `data:text/javascript,ran('data')` });
    add('script', { src: URL.createObjectURL(new Blob(["ran('blob')"], { type: 'text/javascript' })) });
    add('img', { src: 'studio://app/none.png', onerror: "ran('handler')" });
    add('iframe', { srcdoc: "<script>parent.ran('srcdoc')</script>" });
    add('a', { href: "javascript:ran('link')" }).click();
    for (const how of ['eval', 'Function', 'setTimeout']) {
      // A script of ours that does so: Playwright's own evaluation is exempt from the policy.
      const code = how === 'Function' ? "new Function(`ran('Function')`)()" : `${how}("ran('${how}')")`;
      add('script', {}, code);
    }
    await new Promise((resolve) => setTimeout(resolve, 300));
    return seen;
  });
  expect(ran).toEqual([]);
});

test('8. do not enable allowRunningInsecureContent', async () => {
  expect((await preferences()).allowRunningInsecureContent ?? false).toBe(false);
});

test('9. do not enable experimental features', async () => {
  expect((await preferences()).experimentalFeatures ?? false).toBe(false);
});

test('10. do not use enableBlinkFeatures', async () => {
  expect((await preferences()).enableBlinkFeatures || null).toBeNull();
  expect(await studio.app.evaluate(({ app }) => app.commandLine.hasSwitch('enable-blink-features'))).toBe(false);
});

test('11. do not use allowpopups for WebViews: there are no WebViews', async () => {
  expect((await preferences()).webviewTag ?? false).toBe(false);
  await expectToStay(() => {
    const view = document.createElement('webview');
    for (const [key, value] of [
      ['allowpopups', ''],
      ['nodeintegration', ''],
      ['src', 'https://example.org/'],
    ] as const) {
      view.setAttribute(key, value);
    }
    document.body.append(view);
  });
});

test('12. verify the options of a <webview> before it is made: none is ever attached', async () => {
  const prevented = await studio.app.evaluate(({ BrowserWindow }) => {
    let count = 0;
    const event = { preventDefault: () => (count += 1) };
    BrowserWindow.getAllWindows()[0]?.webContents.emit('will-attach-webview', event, {}, {});
    return count;
  });
  expect(prevented).toBeGreaterThan(0);
});

test('13. disable or limit navigation: the window stays on its page', async () => {
  await expectToStay(() => {
    window.location.href = 'https://example.org/';
  });
  await expectToStay(() => {
    window.location.href = 'file:///etc/passwd';
  });
  await expectToStay(() => {
    window.location.href = 'studio://other/index.html';
  });
  await expectToStay(() => {
    window.location.assign('data:text/html,<p>x');
  });
  await expectToStay(() => {
    window.location.replace(URL.createObjectURL(new Blob(['<p>x'], { type: 'text/html' })));
  });
  await expectToStay(() => {
    const form = document.body.appendChild(document.createElement('form'));
    form.action = 'https://example.org/';
    form.submit();
  });
  const frames = await studio.page.evaluate(async () => {
    const frame = document.body.appendChild(document.createElement('iframe'));
    frame.src = 'studio://app/index.html';
    await new Promise((resolve) => setTimeout(resolve, 300));
    const inside = (() => {
      try {
        return frame.contentDocument?.body?.childElementCount ?? 0;
      } catch {
        return 0;
      }
    })();
    frame.remove();
    return inside;
  });
  expect(frames).toBe(0);
});

test('14. disable or limit the creation of new windows', async () => {
  await expectToStay(() => {
    window.open('https://example.org/');
    window.open('studio://app/index.html', '_blank', 'nodeIntegration=yes,contextIsolation=no');
    window.open('about:blank');
  });
  await expectToStay(() => {
    const link = document.body.appendChild(document.createElement('a'));
    link.href = 'studio://app/index.html';
    link.target = '_blank';
    link.click();
  });
});

test('15. do not use shell.openExternal: no address of the page reaches the system', async () => {
  const opened = () => (existsSync(handed()) ? readFileSync(handed(), 'utf8') : '');
  for (const url of ['mailto:a@example.org', 'ms-settings:x', 'vscode://file/x', 'smb://127.0.0.1/x', 'tel:1']) {
    const attempt = (address: string) => {
      window.open(address);
      const link = document.body.appendChild(document.createElement('a'));
      link.href = address;
      link.click();
      window.location.href = address;
    };
    await studio.page.evaluate(attempt, url).catch(() => undefined);
  }
  await expectToStay(() => undefined);
  await studio.page.waitForTimeout(500);
  expect(opened()).toBe('');
  if (process.platform === 'linux') {
    // That this would have been seen: main itself may.
    await studio.app.evaluate(({ shell }) => void shell.openExternal('mailto:b@example.org').catch(() => undefined));
    await expect.poll(opened).toContain('mailto:b@example.org');
  }
  // Playwright waits for ever for the navigations that were refused.
  await studio.restart();
});

test('16. use a current version of Electron: releases are built on the declared one, and an old one is named', async () => {
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  expect(devDependencies.electron).toBe(releaseElectron);
  const running = await studio.app.evaluate(() => process.versions.electron ?? '');
  const isOld = Number.parseInt(running, 10) < Number.parseInt(releaseElectron, 10);
  await studio.page.getByRole('button', { name: 'All keys' }).click();
  const about = studio.page.getByText(`Electron ${running}`);
  await expect(about).toBeVisible();
  const said = (await about.textContent()) ?? '';
  expect(said.includes('for development only')).toBe(isOld);
  await studio.page.keyboard.press('Escape');
});

test('17. validate the sender of all IPC messages: another page with the same bridge gets nothing', async () => {
  const answers = await studio.app.evaluate(
    async ({ BrowserWindow }, preload) => {
      const found: unknown[] = [];
      for (const url of ['data:text/html,<p>x', 'about:blank']) {
        const stranger = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
        await stranger.loadURL(url);
        found.push(
          await stranger.webContents.executeJavaScript(`(async () => {
          let port = false;
          window.addEventListener('message', () => { port = true; });
          window.studio.requestPort('store', 'nonce');
          window.studio.requestPort('engine', 'nonce');
          const call = await window.studio.call('info', {}).then(({ failure }) => failure?.message ?? 'answered');
          const save = await window.studio.call('savePicture', { suggestedName: 'x.png', bytes: new Uint8Array(8) })
            .then(({ failure }) => failure?.message ?? 'answered');
          await new Promise((resolve) => setTimeout(resolve, 300));
          return { call, save, port };
        })()`),
        );
        stranger.destroy();
      }
      return found;
    },
    join(root, 'out', 'preload', 'bridge.cjs'),
  );
  const refused = 'Only the studio itself may ask for this.';
  const nothing = { call: refused, save: refused, port: false };
  expect(answers).toEqual([nothing, nothing]);
});

test('18. avoid the file:// protocol: the page has its own, which serves nothing outside of the built page', async () => {
  const statuses = await studio.page.evaluate(() =>
    Promise.all(
      [
        '%2e%2e/main/index.js',
        '..%2fmain/index.js',
        '%2e%2e%2f%2e%2e%2fpackage.json',
        '..%5c..%5cpackage.json',
        '%00index.html',
        'index.html%00.png',
        '%2fetc%2fpasswd',
        'assets/..%2f..%2fpreload/bridge.cjs',
        '%ff',
      ].map((path) =>
        fetch(`studio://app/${path}`).then(
          ({ status }) => status,
          () => 404,
        ),
      ),
    ),
  );
  expect([...new Set(statuses)]).toEqual([404]);
  expect(new URL(studio.page.url()).protocol).toBe('studio:');
  const written = await studio.page.evaluate(() =>
    fetch('studio://app/index.html', { method: 'POST', body: 'x' }).then(
      ({ status }) => status,
      () => 404,
    ),
  );
  expect(written).toBe(404);
});

test('19. check which fuses you can change: all are declared, and test/package looks at the binary', () => {
  const declared = readFileSync(join(root, 'electron-builder.yml'), 'utf8');
  for (const line of [
    'runAsNode: false',
    'enableNodeOptionsEnvironmentVariable: false',
    'enableNodeCliInspectArguments: false',
    'onlyLoadAppFromAsar: true',
    'enableEmbeddedAsarIntegrityValidation: true',
    'grantFileProtocolExtraPrivileges: false',
  ]) {
    expect(declared).toContain(`  ${line}\n`);
  }
});

test('20. do not expose Electron APIs: the bridge has three functions, and what they give is data', async () => {
  const bridge = await studio.page.evaluate(async () => {
    const { studio: given } = window as unknown as { studio: Record<string, (...args: unknown[]) => unknown> };
    const kinds = Object.entries(given).map(([name, value]) => `${name}: ${typeof value}`);
    let heard: unknown[] = [];
    const stop = given.onEvent?.((...args: unknown[]) => {
      heard = args;
    });
    await given.call?.('setTheme', { theme: 'system' });
    window.dispatchEvent(new Event('resize'));
    return { kinds: kinds.sort(), stop: typeof stop, heard: heard.length };
  });
  expect(bridge.kinds).toEqual(['call: function', 'onEvent: function', 'requestPort: function']);
  expect(bridge.stop).toBe('function');
  // An event that main pushes arrives alone, without Electron's own event object and its sender.
  await studio.page.evaluate(() => {
    const { studio: given } = window as unknown as {
      studio: { onEvent(listener: (...args: unknown[]) => void): void };
    };
    given.onEvent((...args) => Object.assign(window, { pushed: args.map((one) => Object.keys(one as object).sort()) }));
  });
  await studio.app.evaluate(({ BrowserWindow }) => {
    const state = { service: 'engine', state: 'running', message: null };
    BrowserWindow.getAllWindows()[0]?.webContents.send('studio:event', { kind: 'service', state });
  });
  await expect
    .poll(() => studio.page.evaluate(() => (window as unknown as { pushed?: unknown }).pushed))
    .toEqual([['kind', 'state']]);
});
