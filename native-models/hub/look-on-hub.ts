import type { HubFile, HubRepository, NamedRepository } from '../../preload/contract/hub.ts';
import { describeCheckpoint } from '../adding/describe.ts';
import { parseJsonObject } from '../checkpoint/json.ts';
import { cardOf } from '../checkpoint/model-card-files.ts';
import { headerLength, parseHeader } from '../checkpoint/safetensors-header.ts';
import { planOf } from './plan.ts';
import { type HubAccess, Repository } from './repository.ts';

/** A config is a page of text, and so is a README. */
const LARGEST_CONFIG = 1024 * 1024;
/** The codec has some hundred tensors. */
const LARGEST_HEAD = 1024 * 1024;
const LENGTH_BYTES = 8;

/**
 * Looks at a repository: pins the commit, chooses the files, and reads the configs and the README, so that what the model
 * needs is known before its weights are fetched.
 * @throws StudioError where no model can be made of it, Interrupted where the network fails
 */
export async function lookOnHub(access: HubAccess, named: NamedRepository): Promise<HubRepository> {
  const repository = new Repository(access, named);
  const { commit, isPrivate, isGated } = await repository.info();
  const listing = { host: access.host.name, repository: named.repository };
  const files = planOf(await repository.files(commit), listing);
  const text = async (path: string) => {
    const file = files.find((one) => one.path === path && one.bytes <= LARGEST_CONFIG);
    return file === undefined ? null : (await repository.read(commit, file)).toString('utf8');
  };
  const json = async (path: string) => parseJsonObject((await text(path)) ?? '{}', path);
  const name = named.repository.split('/').at(-1) ?? '';
  const describedBy = describeCheckpoint(
    {
      config: await json('config.json'),
      codecConfig: await json('vqvae/config.json'),
      generationConfig: await json('generation_config.json'),
    },
    name,
  );
  const look = describedBy({
    codecNumbers: await codecNumbers(repository, commit, files),
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    card: await cardOf(
      files.map(({ path }) => path),
      text,
    ),
  });
  return { ...named, commit, files: [...files], isGated, isPrivate, look };
}

/** How many numbers the codec has, by the heads of its files. A head is not checked: it only serves a forecast. */
async function codecNumbers(repository: Repository, commit: string, files: readonly HubFile[]): Promise<number> {
  let numbers = 0;
  for (const { path, bytes } of files) {
    if (!path.startsWith('vqvae/') || !path.endsWith('.safetensors')) continue;
    const start = await repository.start(commit, path, Math.min(bytes, LARGEST_HEAD));
    const length = headerLength(start.subarray(0, LENGTH_BYTES), bytes, path);
    const head = start.subarray(LENGTH_BYTES, LENGTH_BYTES + length);
    for (const { shape } of parseHeader(head, bytes, path)) numbers += shape.reduce((all, extent) => all * extent, 1);
  }
  return numbers;
}
