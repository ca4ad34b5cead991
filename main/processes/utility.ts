import { type MessagePortMain, utilityProcess } from 'electron';
import { END, READY } from '../../preload/rpc/parent.ts';
import { lineReader, type Program, type Spawn } from './service-child.ts';

/** Whether Node-API of this number is there in this Electron. better-sqlite3 needs 10, onnxruntime-node 6. */
export function carriesNodeApi(number: number): boolean {
  return Number(process.versions.napi ?? 0) >= number;
}

/** A service as a utility process of Electron: ports go there whole, main is not on the messages' path. */
export function utilityService(name: string, { entry, args = [], environment }: Program): Spawn {
  return (events) => {
    const child = utilityProcess.fork(entry, [...args], { serviceName: name, env: environment, stdio: 'pipe' });
    child.stdout?.on('data', lineReader(events.onLine));
    child.stderr?.on('data', lineReader(events.onLine));
    child.once('spawn', events.onSpawn);
    child.on('message', (message: unknown) => message === READY && events.onReady());
    child.once('exit', (exit) => events.onExit({ exit }));
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
