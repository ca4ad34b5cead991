/** Finds, reads and verifies model folders: manifest.json and the files that it names. */
import { createHash } from 'node:crypto';
import { lstat, open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { StudioError } from '../../../preload/contract/errors.ts';
import { elementTypesOf, familyOf, type Manifest, manifestSchema } from '../../../preload/contract/manifest.ts';
import { IrregularFile, READ_AT_ONCE, statRegular } from '../../regular-file.ts';

const LARGEST_MANIFEST = 4 * 1024 * 1024;
/** Models above this many bytes are not hashed at every start, which would take too long. `doctor` always hashes. */
const HASHED_AT_LOAD = 1024 ** 3;

/** What its graphs and its vocabulary are. */
const LUMINA_DIMOO = 'lumina-dimoo';

type Role = Manifest['files'][number]['role'];
const NEEDED: readonly Role[] = [
  'transformer',
  'canary',
  'key-values',
  'codec-encoder',
  'codec-decoder',
  'tokenizer',
  'tokenizer-config',
];

/** A folder with a valid manifest. */
export interface ModelFolder {
  readonly path: string;
  readonly manifest: Manifest;
}

/**
 * Reads and checks a manifest.
 * @throws StudioError 'model-missing' or 'model-invalid', in one sentence
 */
export async function readModelFolder(path: string): Promise<ModelFolder> {
  const text = await readManifestText(path);
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (cause) {
    throw StudioError.of('model.manifest-no-json', { path }, { cause });
  }
  const parsed = manifestSchema.safeParse(raw);
  if (!parsed.success) {
    throw StudioError.of('model.manifest-invalid', { path }, { detail: z.prettifyError(parsed.error) });
  }
  if (familyOf(parsed.data) === LUMINA_DIMOO) checkNumbers(path, parsed.data);
  return { path, manifest: parsed.data };
}

async function readManifestText(path: string): Promise<string> {
  const file = join(path, 'manifest.json');
  try {
    const found = statRegular(file, path);
    if (found !== undefined && found.size > LARGEST_MANIFEST) throw StudioError.of('model.manifest-large', { path });
    return await readFile(file, { encoding: 'utf8', flag: READ_AT_ONCE });
  } catch (cause) {
    if (cause instanceof StudioError) throw cause;
    const code = cause instanceof IrregularFile ? 'model.manifest-no-file' : 'model.none-there';
    throw StudioError.of(code, { path }, { cause });
  }
}

/** Checks what the schema cannot express: unique roles, ids inside the vocabulary, sizes that divide. */
function checkNumbers(path: string, manifest: Manifest): void {
  const counts = new Map<Role, number>();
  for (const { role } of manifest.files) counts.set(role, (counts.get(role) ?? 0) + 1);
  for (const role of NEEDED) if (!counts.has(role)) throw StudioError.of('model.role-absent', { path, role });
  for (const [role, count] of counts) {
    if (role !== 'weights' && count > 1) throw StudioError.of('model.role-twice', { path, role, count });
  }
  const fileNames = new Set(manifest.files.map((file) => file.name));
  if (fileNames.size !== manifest.files.length) throw StudioError.of('model.file-twice', { path });
  const { keyValues, ...others } = elementTypesOf(manifest);
  const foreign = [...Object.values(others), keyValues === 'float16' ? 'float32' : keyValues].find(
    (type) => type !== 'float32',
  );
  if (foreign !== undefined) throw StudioError.of('model.number-type', { path, type: foreign });
  const { vocabularySize } = manifest.transformer;
  if (manifest.codeOffset + manifest.codebookSize > vocabularySize) {
    throw StudioError.of('model.vocabulary-sum', { path });
  }
  const ids = Object.values(manifest.specialTokens);
  if (ids.some((id) => id >= manifest.codeOffset)) throw StudioError.of('model.special-outside', { path });
  if (new Set(ids).size !== ids.length) throw StudioError.of('model.special-shared', { path });
  const { patchSize } = manifest.codec;
  if (manifest.nativeSizes.some(({ width, height }) => width % patchSize !== 0 || height % patchSize !== 0)) {
    throw StudioError.of('model.size-off-grid', { path });
  }
}

/**
 * Path of the file with this role.
 * @throws StudioError 'model-invalid' where the manifest names none
 */
export function pathOf(model: ModelFolder, role: Role): string {
  const file = model.manifest.files.find((candidate) => candidate.role === role);
  if (file === undefined) throw StudioError.of('model.role-absent', { path: model.path, role });
  return join(model.path, file.name);
}

/** The sha256 of a file in hexadecimal, read in pieces. */
export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  const file = await open(path, READ_AT_ONCE);
  for await (const chunk of file.createReadStream()) hash.update(chunk as Uint8Array);
  return hash.digest('hex');
}

/**
 * Checks that every file is a regular file of its stated size and hash. With `quick`, large models are not hashed.
 * @throws StudioError 'model-missing' or 'model-invalid' naming the file.
 */
export async function verifyModelFolder(model: ModelFolder, options: { quick?: boolean } = {}): Promise<void> {
  const total = model.manifest.files.reduce((sum, file) => sum + file.bytes, 0);
  const hashed = !options.quick || total <= HASHED_AT_LOAD;
  for (const file of model.manifest.files) {
    const path = join(model.path, file.name);
    const found = lookAt(path, model.path);
    const named = { path: model.path, file: file.name };
    if (found === undefined) throw StudioError.of('model.file-absent', named);
    const intact =
      found !== null && found.size === BigInt(file.bytes) && (!hashed || (await sha256OfFile(path)) === file.sha256);
    if (!intact) throw StudioError.of('model.file-changed', named);
  }
}

/** Undefined where nothing exists. Null where it is no regular file, or a link that leads out of the folder. */
function lookAt(path: string, folder: string): { readonly size: bigint } | null | undefined {
  try {
    return statRegular(path, folder);
  } catch (error) {
    if (error instanceof IrregularFile) return null;
    throw error;
  }
}

/** Folders under `parent` that hold a manifest, sorted by name. */
export async function findModelFolders(parent: string): Promise<string[]> {
  const entries = await readdir(parent, { withFileTypes: true }).catch(() => []);
  const folders: string[] = [];
  for (const entry of entries.sort((a, b) => a.name.localeCompare(b.name))) {
    // A killed conversion leaves a folder with a temporary name.
    if (!entry.isDirectory() || /\.(partial|old)-\d+-[0-9a-f]+$/.test(entry.name)) continue;
    const path = join(parent, entry.name);
    if (
      await lstat(join(path, 'manifest.json')).then(
        (s) => s.isFile(),
        () => false,
      )
    )
      folders.push(path);
  }
  return folders;
}
