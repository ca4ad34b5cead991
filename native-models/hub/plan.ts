import type { ListFileEntry } from '@huggingface/hub';
import { StudioError } from '../../preload/contract/errors.ts';
import { type HubFile, hubFileSchema } from '../../preload/contract/hub.ts';
import { isLicenceFile } from '../checkpoint/model-card-files.ts';
import { VOCABULARY } from '../checkpoint/vocabulary.ts';

/** Files that a checkpoint may have besides its weights. No other one is fetched, whatever it is called. */
const NEEDED = ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'vqvae/config.json'];
/** The README and the licence belong to the weights. */
const WELCOME = ['generation_config.json', VOCABULARY, 'README.md'];
/** No slash and no dots at the front, so that no name reaches outside of the folder. */
const SHARD = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,150}\.safetensors$/;
/** What is not stored as a large file is small: the hub itself asks for large storage above 10 MB. */
const LARGEST_SMALL = 64 * 1024 * 1024;

/** What is asked of a list of files. */
export interface Listing {
  readonly host: string;
  readonly repository: string;
}

/**
 * Chooses the files that make a checkpoint, smallest first, so that what is wrong with a config is found before the weights.
 * @throws StudioError where one is missing, or has no checksum
 */
export function planOf(entries: readonly ListFileEntry[], listing: Listing): readonly HubFile[] {
  const files = new Map<string, ListFileEntry>();
  for (const entry of entries) if (entry.type === 'file') files.set(entry.path, entry);
  const missing = NEEDED.find((name) => !files.has(name));
  if (missing !== undefined) throw lacks(listing, missing);
  const names = [
    ...NEEDED,
    ...WELCOME.filter((name) => files.has(name)),
    ...[...files.keys()].filter(isLicenceFile).slice(0, 1),
    ...weights(files, '', 'model', listing),
    ...weights(files, 'vqvae/', 'diffusion_pytorch_model', listing),
  ];
  refuseTwins(names, listing);
  return names
    .map((name) => fileOf(files.get(name), name, listing))
    .sort((a, b) => a.bytes - b.bytes || (a.path < b.path ? -1 : 1));
}

/** One file, or the index with the files that are called as its parts are. */
function weights(files: ReadonlyMap<string, unknown>, folder: string, stem: string, listing: Listing): string[] {
  const single = `${folder}${stem}.safetensors`;
  if (files.has(single)) return [single];
  const index = `${single}.index.json`;
  const parts = [...files.keys()].filter((path) => {
    const name = path.startsWith(folder) ? path.slice(folder.length) : '';
    return SHARD.test(name) && name.startsWith(`${stem}-`);
  });
  if (!files.has(index) || parts.length === 0) throw lacks(listing, single);
  return [index, ...parts];
}

function fileOf(entry: ListFileEntry | undefined, path: string, listing: Listing): HubFile {
  if (entry === undefined) throw lacks(listing, path);
  const hash = entry.lfs
    ? ({ kind: 'sha256', hex: entry.lfs.oid } as const)
    : ({ kind: 'git-blob', hex: entry.oid } as const);
  const file = hubFileSchema.safeParse({ path, bytes: entry.lfs?.size ?? entry.size, hash });
  const digits = hash.kind === 'sha256' ? 64 : 40;
  if (!file.success || file.data.hash.hex.length !== digits) {
    throw StudioError.of('hub.no-hash', { host: listing.host, file: path });
  }
  const isWeights = path.endsWith('.safetensors');
  if (!isWeights && file.data.bytes > LARGEST_SMALL) throw StudioError.of('hub.answer-wrong', { host: listing.host });
  return file.data;
}

/** Two names that differ by capitals alone are one file on some systems. */
function refuseTwins(names: readonly string[], { host }: Listing): void {
  const plain = names.map((name) => name.toLowerCase());
  if (new Set(plain).size < plain.length) throw StudioError.of('hub.answer-wrong', { host });
}

function lacks({ repository }: Listing, file: string): StudioError {
  return StudioError.of('hub.no-checkpoint', { repository, file });
}
