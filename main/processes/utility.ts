import { type MessagePortMain, type UtilityProcess, utilityProcess } from 'electron';
import { END, READY } from '../../preload/rpc/parent.ts';
import { lineReader, type Program, type Spawn } from './service-child.ts';

/** Whether this Electron has Node-API of this version. better-sqlite3 needs 10, onnxruntime-node 6. */
export function carriesNodeApi(number: number): boolean {
  return Number(process.versions.napi ?? 0) >= number;
}

/**
 * Runs a service as a utility process of Electron. It receives ports themselves, so its messages do not pass through
 * main.
 */
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
      // The type names only the part of the port that both kinds of process use.
      connect: (port) => child.postMessage('connection', [port as MessagePortMain]),
      hand: (value) => child.postMessage({ handed: value }),
      end: () => child.postMessage(END),
      kill: () => killNow(child),
    };
  };
}

/**
 * Electron's own `kill` sends SIGTERM, which our processes take for a request to end, and SIGKILL two seconds later:
 * https://www.electronjs.org/docs/latest/api/utility-process#childkill. Windows knows only the hard way.
 */
function killNow(child: UtilityProcess): void {
  if (process.platform === 'win32' || child.pid === undefined) return void child.kill();
  try {
    process.kill(child.pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}
