import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { isAlive } from '../../main/is-alive.ts';
import { StudioError } from '../../preload/contract/errors.ts';
import { type Manifest, manifestSchema } from '../../preload/contract/manifest.ts';
import { sha256OfFile } from '../checkpoint/checkpoint-files.ts';
import { writeFileDurably } from './file-writer.ts';

/** Name of the manifest's file. */
export const MANIFEST_NAME = 'manifest.json';
const NEXT_MANIFEST = `${MANIFEST_NAME}.next`;

/** The manifest of a model folder, or null where there is none that can be read. */
export async function readManifest(folder: string): Promise<Manifest | null> {
  try {
    return manifestSchema.parse(JSON.parse(await readFile(join(folder, MANIFEST_NAME), 'utf8')));
  } catch {
    return null;
  }
}

/** Writes a manifest to a new file, which is on the disk then. */
export async function writeManifest(file: string, manifest: Manifest): Promise<void> {
  await writeFileDurably(file, new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`));
}

/** Puts another manifest in the place of a model's own. */
export async function replaceManifest(folder: string, manifest: Manifest): Promise<void> {
  const next = join(folder, NEXT_MANIFEST);
  await rm(next, { force: true });
  await writeManifest(next, manifest);
  await rename(next, join(folder, MANIFEST_NAME));
}

/** Whether every file that the manifest names is there with its size and hash. */
export async function holds(folder: string, manifest: Manifest): Promise<boolean> {
  for (const file of manifest.files) {
    const found = await stat(join(folder, file.name)).catch(() => null);
    if (found === null || !found.isFile() || found.size !== file.bytes) return false;
    if ((await sha256OfFile(join(folder, file.name))) !== file.sha256) return false;
  }
  return true;
}

const anyManifestSchema = z.object({
  converterVersion: z.string(),
  modelHash: z.string(),
  files: z.array(z.object({ name: z.string() })),
});

/** The names of a model's files, also by a manifest of another version. Null where the folder is no model. */
async function filesOfModel(folder: string): Promise<readonly string[] | null> {
  try {
    const { files } = anyManifestSchema.parse(JSON.parse(await readFile(join(folder, MANIFEST_NAME), 'utf8')));
    return files.map(({ name }) => name);
  } catch {
    return null;
  }
}

/** Throws where `out` holds anything but an earlier model: a conversion must not delete a stranger's files. */
export async function checkReplaceable(out: string): Promise<void> {
  const names = await readdir(out).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw StudioError.of('convert.out-no-folder', { path: out }, { cause: error });
  });
  if (names.length === 0) return;
  const files = await filesOfModel(out);
  const own = new Set([MANIFEST_NAME, NEXT_MANIFEST, ...(files ?? [])]);
  const stranger = files === null ? names[0] : names.find((name) => !own.has(name));
  if (stranger === undefined) return;
  throw StudioError.of('convert.out-taken', { path: out, file: stranger });
}

/**
 * Runs `fill` on a folder beside `out` and, when all is on the disk, puts it in `out`'s place. Until the last rename nothing
 * there has `out`'s name, so a killed conversion leaves nothing that looks like a model. The next one to the same place goes
 * on in what it left where `goesOn` says so, and clears the rest away. A conversion that fails leaves nothing.
 */
export async function writeFolderAtomically(
  out: string,
  fill: (folder: string) => Promise<void>,
  goesOn: (folder: string) => Promise<boolean> = async () => false,
): Promise<void> {
  const target = resolve(out);
  const parent = dirname(target);
  await mkdir(parent, { recursive: true });
  const temporary = `${target}.partial-${process.pid}-${randomBytes(4).toString('hex')}`;
  const begun = await takeLeavings(parent, basename(target), goesOn);
  try {
    if (begun === null) await mkdir(temporary);
    else await rename(begun, temporary);
    await fill(temporary);
    await syncFolder(temporary);
    await putInPlace(temporary, target);
    await syncFolder(parent);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    throw error;
  }
}

async function putInPlace(temporary: string, target: string): Promise<void> {
  const old = `${target}.old-${process.pid}-${randomBytes(4).toString('hex')}`;
  const hadOld = await rename(target, old).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw error;
    },
  );
  try {
    await rename(temporary, target);
  } catch (error) {
    if (hadOld) await rename(old, target);
    throw error;
  }
  if (hadOld) await rm(old, { recursive: true, force: true });
}

/** Clears away what dead processes left, but for one folder in which the conversion goes on. */
async function takeLeavings(
  parent: string,
  name: string,
  goesOn: (folder: string) => Promise<boolean>,
): Promise<string | null> {
  let begun: string | null = null;
  for (const entry of await readdir(parent)) {
    const match = entry.startsWith(`${name}.`) ? /\.(partial|old)-(\d+)-[0-9a-f]{8}$/.exec(entry) : null;
    if (match === null || entry !== `${name}${match[0]}` || isAlive(Number(match[2]))) continue;
    const folder = join(parent, entry);
    if (begun === null && match[1] === 'partial' && (await goesOn(folder))) begun = folder;
    else await rm(folder, { recursive: true, force: true });
  }
  return begun;
}

async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder; its file system orders renames by itself.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync();
  await handle.close();
}
