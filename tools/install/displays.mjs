/** Virtual displays for windows on Linux. Each has a focus, a pointer and a clipboard of its own. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cleaningUp } from './at-end.mjs';
import { Refusal } from './console.mjs';

/** A server that starts anew after the last window would refuse one that comes at that moment. */
const OPTIONS = ['-screen', '0', '2048x1280x24', '-nolisten', 'tcp', '-noreset'];
/** Numbers that are tried for a display. Most are free. */
const TRIES = 50;
const STARTING_MS = 30_000;
const EVERY_MS = 50;

/**
 * Calls `body` while so many displays are there.
 * @template T
 * @param {number} count
 * @param {(displays: { names: string[], env: { DISPLAY: string, XAUTHORITY: string } }) => Promise<T>} body
 *   `env` admits a program to all of them and opens its windows on the first
 * @returns {Promise<T>}
 */
export async function withDisplays(count, body) {
  const folder = mkdtempSync(join(tmpdir(), 'dimoo-displays-'));
  const cookies = join(folder, 'cookies');
  writeFileSync(cookies, cookieOfAnyDisplay(), { mode: 0o600 });
  /** @type {import('node:child_process').ChildProcess[]} */
  const servers = [];
  const stop = () => {
    for (const server of servers) server.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  return cleaningUp(stop, async () => {
    const names = [];
    // Every run begins at a number of its own, so that few find theirs taken.
    let next = 100 + (process.pid % 20_000);
    for (let at = 0; at < count; at++) {
      const { server, number } = await startServer(next, cookies);
      servers.push(server);
      names.push(`:${number}`);
      next = number + 1;
    }
    return await body({ names, env: { DISPLAY: names[0] ?? '', XAUTHORITY: cookies } });
  });
}

/**
 * A server on the first free number from `first` on.
 * @param {number} first @param {string} cookies
 * @returns {Promise<{ server: import('node:child_process').ChildProcess, number: number }>}
 */
async function startServer(first, cookies) {
  let said = '';
  for (let number = first; number < first + TRIES; number++) {
    const server = spawn('Xvfb', [`:${number}`, ...OPTIONS, '-auth', cookies], { stdio: ['ignore', 'ignore', 'pipe'] });
    server.stderr.on('data', (chunk) => (said = `${said}${chunk}`.slice(-1000)));
    if (await isReady(server, number)) return { server, number };
    server.kill('SIGKILL');
  }
  throw new Refusal(`A virtual display could not be started.\n${said.trim()}`.trim(), 1);
}

/** False where the server has ended, as the number is another's. */
async function isReady(server, number) {
  let ended = false;
  const end = () => (ended = true);
  server.once('error', end).once('exit', end);
  for (const began = Date.now(); !ended && Date.now() - began < STARTING_MS; ) {
    if (holds(server, number) && (await answers(number))) return true;
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
  return false;
}

/** A server writes its process id into the lock of its number, which no other can take then. */
function holds(server, number) {
  try {
    return Number(readFileSync(`/tmp/.X${number}-lock`, 'utf8')) === server.pid;
  } catch {
    return false;
  }
}

function answers(number) {
  return new Promise((resolve) => {
    const socket = connect(`/tmp/.X11-unix/X${number}`, () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

/**
 * The entry of a file of X cookies by which its holder is admitted to a display of any number: family "wild", no address,
 * no number, then the name of the protocol and the secret, each after its length (Xauth.h).
 */
function cookieOfAnyDisplay() {
  const sized = (bytes) => Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes]);
  const none = Buffer.alloc(0);
  const parts = [none, none, Buffer.from('MIT-MAGIC-COOKIE-1'), randomBytes(16)];
  return Buffer.concat([Buffer.from([0xff, 0xff]), ...parts.map(sized)]);
}
