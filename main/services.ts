import { freemem } from 'node:os';
import { join } from 'node:path';
import type { ServiceName, ServiceState } from '../preload/contract/desktop.ts';
import { toldOf } from '../preload/contract/error-codes.ts';
import { type Failure, failureOf, StudioError } from '../preload/contract/errors.ts';
import { memoryOf } from '../preload/contract/model-memory.ts';
import type { Provider, ProviderChoice, ProviderState } from '../preload/contract/providers.ts';
import type { Told } from '../preload/contract/told.ts';
import { dataFolder, modelsFolder, recoveredFolder } from './data-folder.ts';
import type { Log } from './logs/entries.ts';
import { faultOf } from './logs/fault.ts';
import { outputLog } from './logs/output.ts';
import { readShelf } from './model-shelf.ts';
import { bytesOfModel } from './processes/bytes-of-model.ts';
import { endFromOutside } from './processes/end-from-outside.ts';
import { scrubbed, throughProxy } from './processes/environment.ts';
import { prepareModel } from './processes/first-start.ts';
import { findNode } from './processes/node24.ts';
import { plainService } from './processes/plain-child.ts';
import { askForProviders } from './processes/providers.ts';
import { askForReport } from './processes/report.ts';
import { type ProcessEnd, type Spawn, wasKilled } from './processes/service-child.ts';
import { expectedEnds, Supervisor } from './processes/supervisor.ts';
import { carriesNodeApi, utilityService } from './processes/utility.ts';
import { forgetTry, forgetUnfinished, triesFile } from './provider-tries.ts';

/** The engine has no state to finish. */
const ENGINE_PATIENCE_MS = 1000;

/** The picture service has no state. */
const PICTURES_PATIENCE_MS = 100;

export interface ServicesPlan {
  /** The studio's. */
  readonly version: string;
  /** The folder of package.json. */
  readonly appFolder: string;
  /** Folder of the built entries: engine.js, store.js, first-start.js. */
  readonly entries: string;
  /** The bundled checkpoint. */
  readonly bundled: string;
  /** Processor cores for the model; null leaves them to the engine. It is asked at every start of the engine. */
  readonly cores: () => number | null;
  /** What the model computes on; null leaves it to the engine. It is asked at every start of the engine. */
  readonly provider: () => ProviderChoice;
  readonly onState: (state: ServiceState) => void;
  readonly log: Log;
  /** A line that a process printed and that is no entry of the log: for a terminal. */
  readonly onLine: (line: string) => void;
}

export interface Services {
  readonly get: (name: ServiceName) => Supervisor;
  readonly states: () => ServiceState[];
  /** Restarts the engine with the model of this folder, or with the bundled one. */
  readonly takeModel: (folder: string | null) => Promise<void>;
  /** The folder of the model that the engine was started with; null for the bundled one. */
  readonly usedModel: () => string | null;
  /** Starts a process that looks at a folder or makes a model of it (native-models/adding/entry.ts). */
  readonly spawnAdding: (args: readonly string[]) => Spawn;
  /** Starts a process that asks the hub (native-models/hub/entry.ts). */
  readonly spawnHub: (args: readonly string[]) => Spawn;
  /** Starts a process that lists models or reads one (main/engine/model-files.ts). */
  readonly spawnModelFiles: (args: readonly string[]) => Spawn;
  /** Restarts the engine with the model that it has. */
  readonly restartEngine: () => Promise<void>;
  /** Forgets how this provider came out, so that the next start of the engine tries it. */
  readonly tryAgainOn: (provider: Provider) => void;
  /** What the model can compute on, and how that came out. Rejects with one sentence. */
  readonly listProviders: () => Promise<ProviderState[]>;
  /** Writes the report for a bug report into this file. Rejects with one sentence. */
  readonly writeReport: (file: string) => Promise<void>;
  /** Resolves when all services ended. The engine ends before the store, which keeps its results. */
  readonly stop: () => Promise<void>;
  /** Kills this process from outside after so many milliseconds. */
  readonly endMainIn: (ms: number) => void;
}

/** Starts the services. Their failures do not keep the window from opening. */
export function startServices(plan: ServicesPlan): Services {
  const data = dataFolder();
  const tries = triesFile(data);
  let loading: string | null = null;
  const supervisors: Record<ServiceName, Supervisor> = {
    engine: new Supervisor({ service: 'engine', whyUnready: (end) => noMemoryFor(loading, end), ...plan }),
    store: new Supervisor({ service: 'store', leavesFiles: true, ...plan }),
    pictures: new Supervisor({
      service: 'pictures',
      policy: expectedEnds,
      endsItself: true,
      ...plan,
    }),
  };
  const failing = (name: ServiceName) => (error: unknown) => {
    plan.log({ code: 'service-not-started', service: name, ...faultOf(error) });
    supervisors[name].fail(failureOf(error));
  };
  const startStore = async () => {
    supervisors.store.start(spawnerOf(plan, 'store', { DIMOO_DATA: data, DIMOO_RECOVERED: recoveredFolder() }));
  };
  let modelFolder: string | null = process.env.DIMOO_MODEL || readShelf(data).chosen;
  const startEngine = (folder: string | null) => {
    const { engine } = supervisors;
    modelFolder = folder;
    const isFirst = loading === null;
    const spawn = async (announce: (told: Told) => void) => {
      // An engine that the studio itself ended did not fail on its provider.
      if (!isFirst) forgetUnfinished(tries);
      const model = folder ?? (await bundledModel(plan, announce));
      loading = model;
      const own = { DIMOO_DATA: data, DIMOO_MODEL: model, DIMOO_TRIES: tries };
      return spawnerOf(plan, 'engine', { ...own, ...chosenFor(plan) });
    };
    return engine.replace(spawn).catch(failing('engine'));
  };
  const startPictures = async () => supervisors.pictures.start(spawnerOf(plan, 'pictures', {}));
  void startStore().catch(failing('store'));
  void startPictures().catch(failing('pictures'));
  void startEngine(modelFolder);
  return {
    takeModel: startEngine,
    usedModel: () => modelFolder,
    spawnAdding: (args) => spawnerOf(plan, 'adding', {}, args),
    spawnHub: (args) => spawnerOf(plan, 'hub', throughProxy(process.env), args),
    spawnModelFiles: (args) => spawnerOf(plan, 'model-files', {}, args),
    restartEngine: () => startEngine(modelFolder),
    tryAgainOn: (provider) => forgetTry(tries, provider),
    listProviders: () => askForProviders(spawnerOf(plan, 'provider-trial', {}, ['--list', '--tries', tries])),
    get: (name) => supervisors[name],
    writeReport: (file) => {
      const { versions, env } = process;
      const model = env.DIMOO_MODEL ? ['--model', env.DIMOO_MODEL] : [];
      const facts = ['--data', data, '--studio', plan.version, '--electron', versions.electron ?? '', ...model];
      return askForReport(spawnerOf(plan, 'report', {}, ['--file', file, ...facts]));
    },
    states: () => Object.values(supervisors).map((one) => one.state),
    stop: async () => {
      await supervisors.pictures.stop(PICTURES_PATIENCE_MS);
      await supervisors.engine.stop(ENGINE_PATIENCE_MS);
      forgetUnfinished(tries);
      await supervisors.store.stop();
    },
    endMainIn: endFromOutside,
  };
}

/** The Node-API version that each service needs. Converters, and what only reads files, need none. */
const nodeApi = {
  store: 10,
  engine: 6,
  pictures: 10,
  'first-start': 0,
  report: 6,
  adding: 0,
  hub: 0,
  'model-files': 0,
  'provider-trial': 6,
} as const;

/** What the artist chose for the engine. The variable DIMOO_PROVIDER is stronger, and comes with the environment. */
function chosenFor({ cores, provider }: ServicesPlan): Record<string, string> {
  const [count, name] = [cores(), provider()];
  return {
    ...(count === null ? {} : { DIMOO_CORES: String(count) }),
    ...(name === null || process.env.DIMOO_PROVIDER ? {} : { DIMOO_PROVIDER: name }),
  };
}

/** The sentence about a model whose engine the system killed while it loaded. Null where its end has another cause. */
function noMemoryFor(model: string | null, end: ProcessEnd): Failure | null {
  const bytes = model === null || !wasKilled(end) ? null : bytesOfModel(model);
  return bytes === null ? null : StudioError.of('services.killed-loading', memoryOf(bytes, freemem())).failure;
}

function spawnerOf(
  plan: ServicesPlan,
  name: keyof typeof nodeApi,
  own: Record<string, string>,
  args: readonly string[] = [],
): Spawn {
  const program = { entry: join(plan.entries, `${name}.js`), args, environment: scrubbed(process.env, own) };
  if (carriesNodeApi(nodeApi[name])) return utilityService(`DiMOO Studio ${name}`, program);
  const node = findNode(plan.appFolder);
  if (node === undefined) throw StudioError.of('services.no-node', {});
  return plainService(node, program);
}

/** Converts the bundled model first, where that is not done yet. The window shows its progress. */
async function bundledModel(plan: ServicesPlan, announce: (told: Told) => void): Promise<string> {
  let told = -1;
  const args = ['--bundled', plan.bundled, '--models', modelsFolder(dataFolder())];
  const tell = (_stage: string, share: number) => {
    const percent = Math.floor(share * 10) * 10;
    if (percent !== told) announce(toldOf('services.preparing', { percent }));
    told = percent;
  };
  const onLine = outputLog('first-start', plan.log, plan.onLine);
  return prepareModel(spawnerOf(plan, 'first-start', {}, args), tell, onLine);
}
