import { join } from 'node:path';
import type { ServiceName, ServiceState } from '../preload/contract/desktop.ts';
import { dataFolder, modelsFolder, recoveredFolder } from './data-folder.ts';
import { endFromOutside } from './processes/end-from-outside.ts';
import { scrubbed } from './processes/environment.ts';
import { prepareModel } from './processes/first-start.ts';
import { findNode } from './processes/node24.ts';
import { plainService } from './processes/plain-child.ts';
import type { Spawn } from './processes/service-child.ts';
import { Supervisor } from './processes/supervisor.ts';
import { utilityCarriesNativeModules, utilityService } from './processes/utility.ts';

/** The engine keeps nothing that would have to be finished. */
const ENGINE_PATIENCE_MS = 1000;

export interface ServicesPlan {
  /** Where package.json lies. */
  readonly appFolder: string;
  /** Folder of the built entries: engine.js, store.js, first-start.js. */
  readonly entries: string;
  /** The bundled checkpoint. */
  readonly bundled: string;
  readonly onState: (state: ServiceState) => void;
  readonly log: (line: string) => void;
}

export interface Services {
  readonly get: (name: ServiceName) => Supervisor;
  readonly states: () => ServiceState[];
  /** Resolves when both are gone: the engine first, as the store keeps what it made. */
  readonly stop: () => Promise<void>;
  /** Kills this very process in so many milliseconds, from outside of it. */
  readonly endMainIn: (ms: number) => void;
}

/** Starts both services; neither's trouble keeps the window from opening. */
export function startServices(plan: ServicesPlan): Services {
  const data = dataFolder();
  const supervisors: Record<ServiceName, Supervisor> = {
    engine: new Supervisor({ service: 'engine', label: 'image engine', ...plan }),
    store: new Supervisor({ service: 'store', label: 'project store', ...plan }),
  };
  const node = utilityCarriesNativeModules() ? process.execPath : findNode(plan.appFolder);
  if (!node) {
    for (const one of Object.values(supervisors)) one.fail('Node 24 is missing. Please run npm install again.');
  } else {
    const spawner = (name: ServiceName, own: Record<string, string>) => spawnerOf(plan, node, name, own);
    supervisors.store.start(spawner('store', { DIMOO_DATA: data, DIMOO_RECOVERED: recoveredFolder() }));
    void startEngine(plan, node, supervisors.engine, (model) =>
      spawner('engine', { DIMOO_DATA: data, DIMOO_MODEL: model }),
    );
  }
  return {
    get: (name) => supervisors[name],
    states: () => Object.values(supervisors).map((one) => one.state),
    stop: async () => {
      await supervisors.engine.stop(ENGINE_PATIENCE_MS);
      await supervisors.store.stop();
    },
    endMainIn: (ms) => {
      if (node) endFromOutside(node, ms);
    },
  };
}

function spawnerOf(plan: ServicesPlan, node: string, name: ServiceName, own: Record<string, string>): Spawn {
  const entry = join(plan.entries, `${name}.js`);
  const environment = scrubbed(process.env, own);
  return utilityCarriesNativeModules()
    ? utilityService(entry, `DiMOO Studio ${name}`, environment)
    : plainService(entry, node, environment);
}

/** Prepares the model first, where that is still to be done; the window shows how far it is. */
async function startEngine(plan: ServicesPlan, node: string, engine: Supervisor, spawner: (model: string) => Spawn) {
  try {
    const chosen = process.env.DIMOO_MODEL;
    engine.start(spawner(chosen || (await prepare(plan, node, engine))));
  } catch (error) {
    plan.log(`engine: ${String(error)}`);
    engine.fail(error instanceof Error ? error.message : 'The model could not be prepared.');
  }
}

function prepare(plan: ServicesPlan, node: string, engine: Supervisor): Promise<string> {
  let told = '';
  return prepareModel({
    node,
    entry: join(plan.entries, 'first-start.js'),
    bundled: plan.bundled,
    models: modelsFolder(dataFolder()),
    environment: scrubbed(process.env, node === process.execPath ? { ELECTRON_RUN_AS_NODE: '1' } : {}),
    onProgress: (_stage, share) => {
      const sentence = `Preparing the model (only this once): ${Math.floor(share * 10) * 10} %`;
      if (sentence !== told) engine.announce(sentence);
      told = sentence;
    },
  });
}
