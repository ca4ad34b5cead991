import { existsSync } from 'node:fs';
import { Refusal, run, say } from './console.mjs';

/** Shared libraries that Electron's binary names, and the Debian packages that hold them (newer name first). */
const packageOf = [
  [/^libgtk-3|^libgdk-3|^libgdk_pixbuf|^libcairo|^libpango/, ['libgtk-3-0t64', 'libgtk-3-0']],
  [/^libnss|^libsmime|^libnspr/, ['libnss3']],
  [/^libasound/, ['libasound2t64', 'libasound2']],
  [/^libgbm/, ['libgbm1']],
  [/^libXss/, ['libxss1']],
  [/^libatk|^libatspi/, ['libatk-bridge2.0-0t64', 'libatk-bridge2.0-0']],
  [/^libdrm/, ['libdrm2']],
  [/^libcups/, ['libcups2t64', 'libcups2']],
  [/^libX|^libxcb|^libxkb/, ['libgtk-3-0t64', 'libgtk-3-0']],
];

/** Makes sure that Electron's binary finds its libraries: installs them as root on Debian, or says how. */
export async function ensureLibraries(binary) {
  if (process.platform !== 'linux') return;
  const missing = await missingLibraries(binary);
  if (missing.length === 0) return;
  const wanted = missing.map((name) => packageOf.find(([pattern]) => pattern.test(name))?.[1] ?? [name]);
  await installPackages(wanted, `A window needs system libraries that are missing (${missing.join(', ')}).`);
  const still = await missingLibraries(binary);
  if (still.length > 0) throw new Refusal(`A window still lacks these system libraries: ${still.join(', ')}.`);
}

/** The server of virtual displays, for tests on machines without a display. */
export async function ensureVirtualDisplay() {
  if (existsSync('/usr/bin/Xvfb')) return;
  await installPackages([['xvfb']], 'The window tests need a virtual display.');
}

export function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

async function missingLibraries(binary) {
  const { output } = await run('ldd', [binary], { quiet: true });
  return [...output.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1]);
}

/** @param {string[][]} wanted for every package its possible names */
async function installPackages(wanted, why) {
  const root = process.getuid?.() === 0;
  const apt = existsSync('/usr/bin/apt-get');
  if (root && apt) {
    say(`${why} Installing them…`);
    await aptGet('update', '-qq');
    const names = await chooseNames(wanted);
    if ((await aptGet('install', '-y', '-qq', '--no-install-recommends', ...names)) === 0) return;
    throw new Refusal(`${why} "apt-get install ${names.join(' ')}" failed.`, 1);
  }
  if (!apt) throw new Refusal(`${why} Please install them with your system's package manager.`);
  const names = await chooseNames(wanted);
  throw new Refusal(`${why} Please run: sudo apt-get install -y ${names.join(' ')}`);
}

async function aptGet(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options = ['-o', 'DPkg::Lock::Timeout=300', '-o', 'Dpkg::Use-Pty=0'];
  const { code, output } = await run('apt-get', [...options, ...args], { env, quiet: true });
  if (code !== 0) say(output.trim().split('\n').slice(-5).join('\n'));
  return code;
}

/** Debian renamed some libraries (…t64); takes for each the first name that this release knows. */
async function chooseNames(wanted) {
  const names = new Set();
  for (const candidates of wanted) {
    let chosen = candidates.at(-1);
    for (const name of candidates.slice(0, -1)) {
      const { output } = await run('apt-cache', ['policy', name], { quiet: true });
      if (/Candidate: (?!\(none\))/.test(output)) {
        chosen = name;
        break;
      }
    }
    names.add(chosen);
  }
  return [...names];
}
