/** `models`: the models on this computer. It lists, adds, checks, chooses, removes and moves them, as the window does. */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { Command } from 'commander';
import { StudioError } from '../../../preload/contract/errors.ts';
import { type ListedModel, type ModelFacts, modelName } from '../../../preload/contract/models.ts';
import { english } from '../../../preload/words/en/index.ts';
import {
  changeShelf,
  freePlace,
  isFolderThere,
  modelFolders,
  readShelf,
  type Shelf,
  withFolder,
  withModelElsewhere,
  withModelMoved,
  withoutModel,
} from '../../model-shelf.ts';
import { moveToTrash } from '../../trash.ts';
import { bundledFolder, listModels } from '../models/catalogue.ts';
import { findDamaged, fingerprintOf } from '../models/check-hashes.ts';
import { readModelFolder } from '../models/folder.ts';
import { moveModel } from '../models/move-model.ts';
import { addFromHub, discardDownload } from './add-from-hub.ts';
import { addModel } from './add-model.ts';
import { say, tell, userPath } from './options.ts';

/** The command with its parts. Without one it lists. */
export function modelsCommand(): Command {
  const command = new Command('models').description(
    'the models on this computer: list, add, verify, use, remove, move',
  );
  command
    .command('list', { isDefault: true })
    .description('what is installed, and what the studio draws with')
    .option('--json', 'one JSON object for each model')
    .action(list);
  command
    .command('add')
    .description('convert a checkpoint into the folder of models, or use a converted model where it lies')
    .argument('<folder>', 'a checkpoint of the public layout, a converted model, or hub:OWNER/NAME[@REVISION]')
    .option('--precision <name>', 'how the weights are kept (default: the most exact that fits the free memory)')
    .option('--keep', 'leave what was downloaded from the hub on the disk')
    .action(async (folder: string, { precision, keep = false }: { precision?: string; keep?: boolean }) => {
      if (folder.startsWith('hub:')) await addFromHub(dataFolder(), folder, { precision, keeps: keep });
      else await addModel(dataFolder(), userPath(folder), precision);
    });
  command
    .command('discard')
    .description('throw away a download from the hub that is not finished')
    .action(() => discardDownload(dataFolder()));
  command
    .command('verify')
    .description('read every byte of a model and compare its hashes')
    .argument('[name]', 'name or folder (default: every model)')
    .action(verify);
  command
    .command('use')
    .description('draw with this model, at the next start of the studio and on the command line')
    .argument('<name>', 'name or folder; "bundled" for the model that comes with the studio')
    .action(use);
  command
    .command('remove')
    .description('move a model to the trash; one that lies elsewhere is only taken off the list')
    .argument('<name>', 'name or folder')
    .action(remove);
  command
    .command('move')
    .description('move the models that the studio has made into another folder, where new ones then go, too')
    .argument('<folder>', 'a folder, which may lie on another disk')
    .action(move);
  return command;
}

/** @throws StudioError where the command was not started by npm */
function dataFolder(): string {
  const data = process.env.DIMOO_DATA;
  if (data === undefined || data === '') throw StudioError.of('cli.start-by-npm', {});
  return data;
}

const listed = (data: string): Promise<ListedModel[]> =>
  listModels(readShelf(data), {
    data,
    others: process.env.DIMOO_MODEL ? [resolve(process.env.DIMOO_MODEL)] : [],
  });

/** The folder of the model that a drawing on the command line would use. */
function usedFolder(data: string): string | null {
  const named = process.env.DIMOO_MODEL;
  return named ? resolve(named) : (readShelf(data).chosen ?? bundledFolder(data));
}

async function list({ json }: { json?: true }): Promise<void> {
  const data = dataFolder();
  const used = usedFolder(data);
  const shelf = readShelf(data);
  if (!isFolderThere(shelf, data)) {
    say(StudioError.of('adding.folder-gone', { path: modelFolders(shelf, data)[0] }).failure.message);
  }
  for (const model of await listed(data)) {
    const isUsed = model.path === used;
    await tell(json ? JSON.stringify({ ...model, isUsed }) : inLines(model, isUsed));
  }
}

function inLines({ facts, problem, ...model }: ListedModel, isUsed: boolean): string {
  const head = `${modelName({ facts, path: model.path })}${isUsed ? '  (in use)' : ''}`;
  const line = (name: string, value: string) => `  ${name.padEnd(10)}${value}`;
  if (facts === null) return [head, line('problem', problem?.message ?? ''), line('folder', model.path), ''].join('\n');
  const sizes = facts.nativeSizes.map(({ width, height }) => `${width}x${height}`).join(', ');
  const tasks = facts.tasks.map((task) => english.models.can[task]).join(', ');
  return [
    head,
    ...(facts.description.en === undefined ? [] : [line('', facts.description.en)]),
    line('weights', `${facts.precision}, ${inBytes(model.bytes)}, ${facts.layers} layers of ${facts.width}`),
    line('draws', sizes),
    line('tasks', tasks),
    line('licence', facts.licence ?? 'not stated'),
    line('hashes', hashesOf(model.hash)),
    ...(model.isBundled ? [] : madeBy(facts, model.checkpoint)).map((text) => line('made by', text)),
    line('folder', model.path),
    '',
  ].join('\n');
}

/** Which other version of the studio has made a model, and how to have it from this one. */
function madeBy({ maker, precision }: ModelFacts, checkpoint: string | null): readonly string[] {
  if (maker === 'current') return [];
  if (maker === 'newer') return ['a newer studio'];
  const again = `models add ${checkpoint ?? 'CHECKPOINT'} --precision ${precision}`;
  return [`an older studio; \`dimoo ${again}\` converts it again`];
}

function hashesOf(hash: ListedModel['hash']): string {
  if (hash.state === 'damaged') return `${hash.file} is not the file that was converted`;
  return hash.state === 'whole' ? `hold, checked ${new Date(hash.at).toISOString().slice(0, 10)}` : 'not checked';
}

function inBytes(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.round(bytes / 1e6)} MB`;
}

async function verify(name: string | undefined): Promise<void> {
  const data = dataFolder();
  const models = name === undefined ? await listed(data) : [find(await listed(data), name)];
  let last: StudioError | null = null;
  for (const { path } of models) {
    try {
      const model = await readModelFolder(path);
      const files = fingerprintOf(model);
      const damaged = await findDamaged(model);
      keep(data, (shelf) => ({ ...shelf, checks: { ...shelf.checks, [path]: { files, at: Date.now(), damaged } } }));
      if (damaged !== null) throw StudioError.of('model.file-changed', { path, file: damaged });
      await tell(`${model.manifest.name}: all hashes hold (${path})`);
    } catch (error) {
      if (!(error instanceof StudioError)) throw error;
      if (last !== null) say(last.failure.message);
      last = error;
    }
  }
  // It is said like the others, and makes the exit code 2.
  if (last !== null) throw last;
}

async function use(name: string): Promise<void> {
  const data = dataFolder();
  if (name === 'bundled') {
    keep(data, (shelf) => ({ ...shelf, chosen: null }));
    return say('The studio draws with its bundled model.');
  }
  const folder = userPath(name);
  const path = existsSync(folder) ? folder : find(await listed(data), name).path;
  const { manifest } = await readModelFolder(path);
  const chosen = path === bundledFolder(data) ? null : path;
  keep(data, (shelf) => ({ ...withModelElsewhere(shelf, data, path), chosen }));
  say(`The studio draws with ${manifest.name}.`);
}

async function remove(name: string): Promise<void> {
  const data = dataFolder();
  const model = find(await listed(data), name);
  if (model.isBundled) throw StudioError.of('adding.bundled-stays', {});
  if (model.path === usedFolder(data)) throw StudioError.of('adding.in-use', {});
  if (model.isOwn && existsSync(model.path)) {
    await moveToTrash(model.path).catch((cause: unknown) => {
      throw StudioError.of('adding.not-trashed', { path: model.path }, { cause, detail: String(cause) });
    });
  }
  keep(data, (shelf) => withoutModel(shelf, model.path));
  const title = modelName(model);
  say(model.isOwn ? `${title} is in the trash.` : `${title} is off the list. Its files stay in ${model.path}.`);
}

async function move(name: string): Promise<void> {
  const data = dataFolder();
  const folder = userPath(name);
  await mkdir(folder, { recursive: true }).catch((cause: unknown) => {
    throw StudioError.of('adding.no-writing', { path: folder }, { cause });
  });
  keep(data, (shelf) => withFolder(shelf, data, folder));
  for (const model of await listed(data)) {
    const { path, isOwn, isBundled, facts } = model;
    if (!isOwn || isBundled || facts === null || dirname(path) === folder) continue;
    const to = freePlace(folder, basename(path));
    say(`${modelName(model)} goes to ${to}`);
    const { files, isChecked } = await moveModel(path, to);
    const check = isChecked ? { files, at: Date.now(), damaged: null } : undefined;
    keep(data, (shelf) => withModelMoved(shelf, path, to, check));
    await tell(to);
  }
  say(`New models go into ${folder}.`);
}

/** @throws StudioError where no model, or more than one, is called so */
function find(models: readonly ListedModel[], name: string): ListedModel {
  const byPath = models.find(({ path }) => path === userPath(name));
  if (byPath !== undefined) return byPath;
  const found = models.filter(({ facts, path }) => facts?.name === name || basename(path) === name);
  const [first] = found;
  if (first === undefined) throw StudioError.of('adding.unknown', { name });
  if (found.length > 1) throw StudioError.of('adding.unclear', { name, count: found.length });
  return first;
}

function keep(data: string, change: (shelf: Shelf) => Shelf): void {
  try {
    changeShelf(data, change);
  } catch (cause) {
    throw StudioError.of('adding.not-kept', {}, { cause, detail: String(cause) });
  }
}
