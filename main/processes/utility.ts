import { type MessagePortMain, utilityProcess } from 'electron';
import { END } from '../../preload/rpc/parent.ts';
import { lineReader, type Spawn } from './service-child.ts';

/** Whether this Electron's own Node carries what the services' native modules need (better-sqlite3: N-API 10). */
export function utilityCarriesNativeModules(): boolean {
  return Number(process.versions.napi ?? 0) >= 10;
}

/** A service as a utility process of Electron: ports go there whole, main is not on the messages' path. */
export function utilityService(entry: string, name: string, environment: Record<string, string>): Spawn {
  return (events) => {
    const child = utilityProcess.fork(entry, [], { serviceName: name, env: environment, stdio: 'pipe' });
    child.stdout?.on('data', lineReader(events.onLine));
    child.stderr?.on('data', lineReader(events.onLine));
    child.once('spawn', events.onSpawn);
    child.once('exit', (code) => events.onExit(`exit code ${code}`));
    return {
      get pid() {
        return child.pid;
      },
      // The spawner is written against the part of the port that both kinds use.
      connect: (port) => child.postMessage('connection', [port as MessagePortMain]),
      end: () => child.postMessage(END),
      kill: () => void child.kill(),
    };
  };
}
