/**
 * npm test: every kind of check, each to its end, even where an earlier one failed. Kinds that keep one core busy run at
 * the same time; what they say is shown in order all the same.
 * npm test -- --only unit,e2e: these kinds only.
 * npm test -- --only large: the model at its full width, which takes 20 GB of the disk, 10 GB of memory and many minutes, so that
 * it is no part of the rest.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { unpackInto } from './install/archive.mjs';
import { collected, main, Refusal, run, say } from './install/console.mjs';
import { runInWindow } from './install/in-window.mjs';
import { ensureNodeModules } from './install/node-modules.mjs';
import { node24 } from './install/node24.mjs';
import { packageStudio } from './install/package.mjs';
import { root, stampFolder } from './install/paths.mjs';
import { checkPython } from './install/python.mjs';
import { withScratch } from './install/scratch.mjs';
import { LEFT_OUT, readLeftOut } from './left-out/file.mjs';

const module = (...path) => join(root, 'node_modules', ...path);

const leftOutFile = join(stampFolder, `left-out-${process.pid}.jsonl`);
/** What a kind of check says of itself that it could not look at. */
const notes = [];
/** How long each kind took, by its name. */
const seconds = new Map();
const noting = { [LEFT_OUT]: leftOutFile };
/** Where tests write, once it is there. */
let scratch = {};

/** Row by row; the kinds of a row run at the same time. */
const rows = [
  {
    lint: () => node([module('@biomejs', 'biome', 'bin', 'biome'), 'check', '--error-on-warnings']),
    rooms: () => node([module('dependency-cruiser', 'bin', 'dependency-cruise.mjs'), ...ROOMS]),
    // TypeScript 7, the compiler in native code; 6 stays for the tools that read sources through its API. More checkers check
    // shared parts more than once, which two cores do not win back.
    types: () => node([module('typescript-7', 'bin', 'tsc'), '-b', '--checkers', '1', '--builders', '2']),
    python: testPython,
  },
  { unit: () => vitest(['test/unit', 'test/architecture']) },
  // On the disk, as a studio's own files are: kills are to meet the waits of a disk.
  { process: () => vitest(['test/process'], { ...compiledOnce(), TMPDIR: tmpdir() }) },
  { e2e: () => playwright(2) },
  { package: testPackage },
];
const suite = Object.assign({}, ...rows);
/** These run only where they are named. */
const named = { large: () => vitest(['test/large']) };
const kinds = { ...suite, ...named };
const ROOMS = [
  '--config',
  'tools/rooms.config.mjs',
  'main',
  'preload',
  'renderer',
  'native-models',
  'electron.vite.config.ts',
];

await main(async () => {
  const wanted = chosen(process.argv.slice(2));
  await ensureNodeModules();
  readLeftOut(leftOutFile);
  const failed = await withScratch(async (env) => {
    scratch = env;
    const failed = [];
    for (const row of [...rows, named]) {
      failed.push(...(await runRow(Object.keys(row).filter((kind) => wanted.includes(kind)))));
    }
    return failed;
  });
  for (const line of [...notes, ...readLeftOut(leftOutFile)]) say(`\nLeft out: ${line}`);
  say(`\nSeconds: ${wanted.map((kind) => `${kind} ${seconds.get(kind)}`).join(', ')}.`);
  say(failed.length === 0 ? `\nAll well: ${wanted.join(', ')}.` : `\nFailed: ${failed.join(', ')}.`);
  return failed.length === 0 ? 0 : 1;
});

/** @param {string[]} row @returns {Promise<string[]>} those that failed */
async function runRow(row) {
  const runs = row.length > 1 ? row.map((kind) => collected(() => timed(kind))) : [];
  const failed = [];
  for (const [at, kind] of row.entries()) {
    say(`\n── ${kind} ──`);
    const code = await (runs.length > 0 ? shown(runs[at]) : timed(kind));
    if (code !== 0) failed.push(kind);
  }
  return failed;
}

/** The exit code of a kind that ran beside others, once all that it said is written. */
async function shown(run) {
  const { text, settled } = await run;
  if (text !== '') say(text.trimEnd());
  if (settled.status === 'rejected') throw settled.reason;
  return settled.value;
}

/** @param {string} kind @returns {Promise<number>} its exit code */
async function timed(kind) {
  const began = Date.now();
  try {
    return await kinds[kind]();
  } finally {
    seconds.set(kind, Math.round((Date.now() - began) / 1000));
  }
}

function chosen(args) {
  if (args.length === 0) return Object.keys(suite);
  const list = args[0] === '--only' ? (args[1] ?? '').split(',') : [];
  const known = list.length > 0 && list.every((kind) => Object.hasOwn(kinds, kind));
  if (!known || args.length > 2) throw new Refusal(`Usage: npm test [-- --only ${Object.keys(kinds).join(',')}]`);
  return list;
}

/** Every test that was skipped is named in the closing lines, so that nobody takes it for passed. */
function vitest(folders, own = {}) {
  const reporters = ['--reporter=default', `--reporter=${join(root, 'tools', 'left-out', 'vitest.mjs')}`];
  return node([module('vitest', 'vitest.mjs'), 'run', ...folders, ...reporters], { ...noting, ...scratch, ...own });
}

/** Hundreds of processes are started from the same sources: Node keeps what it has made of them. */
function compiledOnce() {
  return scratch.TMPDIR === undefined ? {} : { NODE_COMPILE_CACHE: join(scratch.TMPDIR, 'compiled') };
}

/** @param {number} windows how many are open at the same time, where each can have a display of its own */
function playwright(windows, args = [], own = {}) {
  const reporters = `--reporter=list,${join(root, 'tools', 'left-out', 'playwright.mjs')}`;
  const command = [module('@playwright', 'test', 'cli.js'), 'test', ...args, reporters];
  return runInWindow(command, { ...noting, ...scratch, ...own }, windows);
}

async function testPython() {
  const { code, leftOut } = await checkPython();
  notes.push(...leftOut);
  return code;
}

/** The unpacked app, made anew, in a window. */
async function testPackage() {
  // The archive of the fallback is what a person would unpack; a release is looked at as it lies there.
  const { code, archive, ...made } = await packageStudio(['--dir'], { quiet: true, archive: true });
  if (code !== 0) return code;
  const unpacked = mkdtempSync(join(tmpdir(), 'dimoo-unpacked-'));
  try {
    const binary = archive === null ? made.binary : join(await unpackInto(archive, unpacked), basename(made.binary));
    return await testPackaged(binary, made.official);
  } finally {
    rmSync(unpacked, { recursive: true, force: true });
  }
}

function testPackaged(binary, official) {
  const config = join('test', 'package', 'playwright.config.ts');
  const own = { DIMOO_PACKAGE: binary, DIMOO_PACKAGE_OFFICIAL: String(official) };
  return playwright(1, ['--config', config], own);
}

async function node(args, own = {}) {
  return (await run(node24(), args, { cwd: root, env: { ...process.env, ...own } })).code;
}
