/**
 * The checks of Python code: ruff, pyright, and the part of pytest that needs no torch. Their packages have an
 * environment of their own among the downloads that outlive a clone; pyright comes with the other dependencies of npm.
 * The checks are not repeated while no Python file has changed.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run, say } from './console.mjs';
import { withLock } from './lock.mjs';
import { cacheFolder, root, stampFolder } from './paths.mjs';

const FOLDER = join(root, 'native-models');
const PYRIGHT = join(root, 'node_modules', 'pyright');
const REQUIREMENTS = join(FOLDER, 'requirements-check.txt');
const CHECKED = /\.(py|json|txt|toml)$/;
/** Weights, and what Python writes itself. */
const LEFT_OUT = new Set(['bundled', '__pycache__']);
/** Of the tests that it leaves out itself, where torch is missing. */
export const WITHOUT_TORCH =
  "Python's tests that train or run a network: torch is large, and is not installed for them.";

const bin = (environment, name) =>
  process.platform === 'win32' ? join(environment, 'Scripts', `${name}.exe`) : join(environment, 'bin', name);

/**
 * Runs the checks.
 * @returns {Promise<{ code: number, leftOut: string[] }>} what this machine could not check is said and is no failure
 */
export async function checkPython() {
  const python = findPython();
  if (python === undefined) return { code: 0, leftOut: ['all checks of Python code: there is no Python 3.11 here.'] };
  const environment = await ensureEnvironment(python);
  if (environment === null) {
    return {
      code: 0,
      leftOut: ['all checks of Python code: their packages could not be installed (pip says why above).'],
    };
  }
  const stamp = join(stampFolder, 'python');
  const sources = fingerprint();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) {
    say('Nothing has changed since Python was checked last.');
    return { code: 0, leftOut: [WITHOUT_TORCH] };
  }
  const lint = await run(
    bin(environment, 'ruff'),
    ['check', '--config', join(FOLDER, 'ruff.toml'), FOLDER, join(root, 'test')],
    { cwd: root },
  );
  // Types are looked up in the environment of the checks, whatever else is installed, so that every machine finds the same.
  const types = await run(
    process.execPath,
    [join(PYRIGHT, 'index.js'), '--project', FOLDER, '--pythonpath', bin(environment, 'python')],
    { cwd: root },
  );
  const env = { ...process.env, PYTHONDONTWRITEBYTECODE: '1' };
  const args = ['-m', 'pytest', '-q', '-p', 'no:cacheprovider', join('pocket', 'tests')];
  const tests = await run(bin(environment, 'python'), args, { cwd: FOLDER, env });
  const code = lint.code || types.code || tests.code;
  if (code === 0) {
    mkdirSync(dirname(stamp), { recursive: true });
    writeFileSync(stamp, sources);
  }
  return { code, leftOut: [WITHOUT_TORCH] };
}

/** The Python of the checks, where their packages are installed already. @returns {string | null} */
export function checkedPython() {
  const folder = environmentFolder();
  return existsSync(join(folder, 'installed')) ? bin(folder, 'python') : null;
}

/** Its name follows from its packages. */
function environmentFolder() {
  const packages = createHash('sha256').update(readFileSync(REQUIREMENTS)).digest('hex').slice(0, 12);
  return join(cacheFolder(), `python-${packages}`);
}

/** Python 3.11, by the names that it goes by. @returns {string | undefined} */
function findPython() {
  return ['python3.11', 'python3', 'python'].find((name) => {
    const { status, stdout } = spawnSync(name, ['--version'], { encoding: 'utf8' });
    return status === 0 && /^Python 3\.11\./.test(stdout);
  });
}

/** A file in it says that it is whole. @returns {Promise<string | null>} null: it cannot be had */
async function ensureEnvironment(python) {
  const folder = environmentFolder();
  const done = join(folder, 'installed');
  if (existsSync(done)) return folder;
  return withLock(`${folder}.lock`, async () => {
    if (existsSync(done)) return folder;
    say('Installing the packages for the checks of Python code (about 150 MB, only this once)…');
    rmSync(folder, { recursive: true, force: true });
    const made = await run(python, ['-m', 'venv', folder]);
    const pip = [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      '--only-binary',
      ':all:',
      '-r',
      REQUIREMENTS,
    ];
    const installed = made.code === 0 && (await run(bin(folder, 'python'), pip, { timeoutMs: 10 * 60_000 })).code === 0;
    if (!installed) {
      rmSync(folder, { recursive: true, force: true });
      return null;
    }
    // Last, so that an installation that was killed does not count; an environment cannot be moved once it is made.
    writeFileSync(`${done}.partial`, '');
    renameSync(`${done}.partial`, done);
    return folder;
  });
}

/** Of the files' contents and of pyright's version: a checkout gives every file a new time. */
function fingerprint() {
  const hash = createHash('sha256').update(readFileSync(join(PYRIGHT, 'package.json')));
  for (const folder of [FOLDER, join(root, 'test')]) addTo(hash, folder);
  return hash.digest('hex');
}

function addTo(hash, folder) {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (LEFT_OUT.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) addTo(hash, path);
    else if (CHECKED.test(entry.name)) hash.update(path.slice(root.length)).update(readFileSync(path));
  }
}
