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
    throw new StudioError(
      'model-invalid',
      `The manifest of the model in ${path} is not JSON; convert the checkpoint again.`,
      { cause },
    );
  }
  const parsed = manifestSchema.safeParse(raw);
  if (!parsed.success) {
    throw new StudioError(
      'model-invalid',
      `The manifest of the model in ${path} is not valid; convert the checkpoint again.`,
      {
        detail: z.prettifyError(parsed.error),
      },
    );
  }
  if (familyOf(parsed.data) === LUMINA_DIMOO) checkNumbers(path, parsed.data);
  return { path, manifest: parsed.data };
}

async function readManifestText(path: string): Promise<string> {
  const file = join(path, 'manifest.json');
  try {
    const found = statRegular(file, path);
    if (found !== undefined && found.size > LARGEST_MANIFEST)
      throw new StudioError('model-invalid', `The manifest of the model in ${path} is far too large.`);
    return await readFile(file, { encoding: 'utf8', flag: READ_AT_ONCE });
  } catch (cause) {
    if (cause instanceof StudioError) throw cause;
    if (cause instanceof IrregularFile) {
      throw new StudioError('model-invalid', `The manifest of the model in ${path} ${cause.state}, not a file.`);
    }
    throw new StudioError(
      'model-missing',
      `There is no model in ${path}; convert a checkpoint into it, or choose another folder.`,
      {
        cause,
      },
    );
  }
}

/** Checks what the schema cannot express: unique roles, ids inside the vocabulary, sizes that divide. */
function checkNumbers(path: string, manifest: Manifest): void {
  const refuse = (why: string): never => {
    throw new StudioError('model-invalid', `The manifest of the model in ${path} contradicts itself: ${why}.`);
  };
  for (const role of NEEDED) {
    const files = manifest.files.filter((file) => file.role === role);
    if (files.length === 0) {
      throw new StudioError('model-invalid', `The model in ${path} has no ${role}; convert the checkpoint again.`);
    }
    if (files.length > 1) refuse(`it names ${files.length} files for "${role}"`);
  }
  if (new Set(manifest.files.map((file) => file.name)).size !== manifest.files.length) refuse('it names a file twice');
  const foreign = Object.values(elementTypesOf(manifest)).find((type) => type !== 'float32');
  if (foreign !== undefined) {
    throw new StudioError(
      'model-invalid',
      `The model in ${path} works with ${foreign} numbers, and this studio with float32 alone: update the studio.`,
    );
  }
  const { vocabularySize } = manifest.transformer;
  if (manifest.codeOffset + manifest.codebookSize !== vocabularySize) {
    refuse('code offset and codebook size do not add up to the vocabulary');
  }
  const ids = Object.values(manifest.specialTokens);
  if (ids.some((id) => id >= manifest.codeOffset))
    refuse('a special token lies outside the text part of the vocabulary');
  if (new Set(ids).size !== ids.length) refuse('two special tokens share an id');
  const { patchSize } = manifest.codec;
  if (manifest.nativeSizes.some(({ width, height }) => width % patchSize !== 0 || height % patchSize !== 0)) {
    refuse('a native size is no multiple of the patch size');
  }
}

/**
 * Path of the file with this role.
 * @throws StudioError 'model-missing' where the manifest names none
 */
export function pathOf(model: ModelFolder, role: Role): string {
  const file = model.manifest.files.find((candidate) => candidate.role === role);
  if (file === undefined) throw new StudioError('model-missing', `The model in ${model.path} has no ${role}.`);
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
    if (found === undefined) {
      throw new StudioError(
        'model-missing',
        `The model in ${model.path} lacks ${file.name}; convert the checkpoint again.`,
      );
    }
    const intact =
      found !== null && found.size === BigInt(file.bytes) && (!hashed || (await sha256OfFile(path)) === file.sha256);
    if (!intact) {
      throw new StudioError(
        'model-invalid',
        `${file.name} in ${model.path} is not the file that was converted; convert the checkpoint again.`,
      );
    }
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
