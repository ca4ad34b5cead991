import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { canTrace } from '../../tools/install/tracer.mjs';
import { freshHome, launchStudio, removeHome } from '../helpers/launch-studio.ts';
import { leftIn, placesReached, writeTraced } from '../helpers/tracer.ts';
import { drawPicture } from './flow.ts';
import { oneStudio } from './one-studio.ts';

test.describe('a studio that draws', () => {
  test('looks nothing up, reaches nothing and leaves nothing of others in the home folder', async () => {
    test.skip(!canTrace(), 'strace is missing or may not watch processes here');
    const place = freshHome();
    for (const part of ['home', 'tmp', 'studio']) mkdirSync(join(place, part));
    const log = join(place, 'trace');
    const program = writeTraced(join(place, 'electron'), electron(), log);
    const env = { HOME: join(place, 'home'), TMPDIR: join(place, 'tmp'), ORT_DISABLE_TELEMETRY: '0', CI: '' };
    const studio = await launchStudio({ home: join(place, 'studio'), env, program });
    await drawPicture(studio.page, 'a red circle on a yellow background');
    await studio.page.waitForTimeout(1000);
    await studio.quit();
    expect(placesReached(log)).toEqual([]);
    const left = ['home', 'tmp'].flatMap((part) => leftIn(join(place, part)));
    expect(left.filter((name) => /microsoft|mat-debug|\.ses$|\.bdic$/i.test(name))).toEqual([]);
    removeHome(place);
  });
});

test.describe('a page that is hostile', () => {
  const studio = oneStudio();

  test('sends nothing through WebRTC, which would be heard if it did', async () => {
    const heard: string[] = [];
    const udp = createSocket('udp4').on('message', () => heard.push('udp'));
    const tcp = createServer((socket) => {
      heard.push('tcp');
      socket.on('error', () => undefined);
    });
    udp.bind(0, '127.0.0.1');
    tcp.listen(0, '127.0.0.1');
    await Promise.all([once(udp, 'listening'), once(tcp, 'listening')]);
    const servers = [
      `stun:127.0.0.1:${udp.address().port}`,
      `turn:127.0.0.1:${(tcp.address() as AddressInfo).port}?transport=tcp`,
      `turn:127.0.0.1:${udp.address().port}?transport=udp`,
    ];
    expect(await candidates(studio.page, servers)).toEqual([]);
    expect(heard).toEqual([]);
    // Without our policy, on the same page, to the same listeners.
    await setPolicy('default');
    await candidates(studio.page, servers);
    expect(heard).toContain('udp');
    await setPolicy('disable_non_proxied_udp');
    udp.close();
    tcp.close();
  });

  test('reaches no listener on this machine by any other way', async () => {
    const heard: string[] = [];
    const tcp = createServer((socket) => {
      heard.push('tcp');
      socket.destroy();
    });
    tcp.listen(0, '127.0.0.1');
    await once(tcp, 'listening');
    await tryEveryWay(studio.page, `127.0.0.1:${(tcp.address() as AddressInfo).port}`);
    await studio.page.waitForTimeout(1000);
    expect(heard).toEqual([]);
    expect(studio.page.url()).toMatch(/^studio:\/\/app\//);
    expect(studio.app.windows()).toHaveLength(1);
    tcp.close();
  });

  const setPolicy = (policy: 'default' | 'disable_non_proxied_udp') =>
    studio.app.evaluate(({ BrowserWindow }, name) => {
      for (const window of BrowserWindow.getAllWindows()) window.webContents.setWebRTCIPHandlingPolicy(name);
    }, policy);
});

function electron(): string {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (folder === undefined) throw new Error('The window tests are run by `npm test`, which says which Electron.');
  return join(folder, 'electron');
}

/** Addresses that WebRTC finds by asking these servers, in the page and in a frame of its own. */
function candidates(page: Page, servers: string[]): Promise<string[]> {
  return page.evaluate(async (urls) => {
    const found: string[] = [];
    const frame = document.body.appendChild(document.createElement('iframe'));
    for (const place of [window, frame.contentWindow as typeof window]) {
      const iceServers = urls.map((url) => ({ urls: url, username: 'a', credential: 'b' }));
      const connection = new place.RTCPeerConnection({ iceServers });
      connection.onicecandidate = ({ candidate }) => candidate?.candidate && found.push(candidate.candidate);
      connection.createDataChannel('x');
      await connection.setLocalDescription(await connection.createOffer());
      await new Promise((resolve) => setTimeout(resolve, 1000));
      connection.close();
    }
    frame.remove();
    return found;
  }, servers);
}

/** Every way that a page has to ask for something at `place`, a host and a port. */
function tryEveryWay(page: Page, place: string): Promise<void> {
  return page.evaluate(async (at) => {
    const url = `http://${at}/x`;
    const quiet = (what: () => unknown) => {
      try {
        void Promise.resolve(what()).catch(() => undefined);
      } catch {
        // Refused on the spot.
      }
    };
    const add = (name: string, attributes: Record<string, string>) => {
      const element = document.createElement(name);
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
      return document.body.appendChild(element);
    };
    quiet(() => fetch(url, { mode: 'no-cors' }));
    quiet(() => navigator.sendBeacon(url, 'x'));
    quiet(() => new WebSocket(`ws://${at}/x`));
    quiet(() => new EventSource(url));
    quiet(() => new WebTransport(`https://${at}/x`));
    quiet(() => new Worker(url));
    quiet(() => navigator.serviceWorker.register(url));
    quiet(() => import(/* @vite-ignore */ url));
    for (const name of ['img', 'iframe', 'script', 'video', 'audio', 'embed', 'object', 'track']) {
      add(name, { src: url, data: url });
    }
    for (const rel of [
      'preconnect',
      'dns-prefetch',
      'prefetch',
      'prerender',
      'preload',
      'stylesheet',
      'icon',
      'manifest',
    ]) {
      add('link', { rel, href: url, as: 'image' });
    }
    add('meta', { 'http-equiv': 'refresh', content: `0;url=${url}` });
    add('div', { style: `background: url(${url})` });
    (add('form', { action: url, method: 'post' }) as HTMLFormElement).submit();
    (add('a', { href: url, ping: url }) as HTMLAnchorElement).click();
    (add('a', { href: url, download: 'x' }) as HTMLAnchorElement).click();
    (add('a', { href: url, target: '_blank' }) as HTMLAnchorElement).click();
    window.open(url);
    window.location.href = url;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }, place);
}
