import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EngineService } from '../../preload/contract/engine.ts';
import { type EngineWire, engineWire } from '../../preload/contract/engine-wire.ts';
import type { Client, Service } from '../../preload/contract/service.ts';
import { type StoreService, storeService } from '../../preload/contract/store.ts';
import { type Connection, connect } from '../../preload/rpc/connect.ts';
import { engineClient } from '../../preload/rpc/engine-client.ts';
import { type Connection as Envelopes, envelopePort, envelopeSchema } from '../../preload/rpc/parent.ts';
import type { Port } from '../../preload/rpc/port.ts';

/** A real service in a process of its own, as main forks it where Electron's own Node is too old. */
export class ServiceProcess<S extends Service, C = Connection<S>> {
  readonly child: ChildProcess;
  /** Resolves with exit code or signal. */
  readonly gone: Promise<number | NodeJS.Signals | null>;
  readonly #service: S;
  readonly #clientOf: (connection: Connection<S>) => C;
  readonly #connections = new Map<number, Envelopes>();
  #log = '';
  #last = 0;
  #connection: Connection<S>;
  #client: C;

  /** @param clientOf how callers see a connection */
  constructor(
    service: S,
    clientOf: (connection: Connection<S>) => C,
    entry: string,
    environment: Readonly<Record<string, string>>,
  ) {
    this.#service = service;
    this.#clientOf = clientOf;
    const { NODE_OPTIONS: _, ...inherited } = process.env;
    // The same code is started hundreds of times: it is compiled once.
    const env = { NODE_COMPILE_CACHE: join(tmpdir(), 'dimoo-test-compiled'), ...inherited, ...environment };
    this.child = fork(fileURLToPath(new URL(entry, import.meta.url)), [], {
      env,
      execArgv: [],
      serialization: 'advanced',
      silent: true,
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.on('data', (data) => {
        this.#log = (this.#log + String(data)).slice(-20_000);
      });
    }
    this.child.on('message', (raw) => this.#deliver(raw));
    this.gone = new Promise((resolve) => {
      this.child.once('exit', (code, signal) => {
        for (const { closing } of [...this.#connections.values()]) closing.settle();
        resolve(code ?? signal);
      });
    });
    this.#connection = connect(service, this.open());
    this.#client = clientOf(this.#connection);
  }

  get client(): C {
    return this.#client;
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** What it wrote on stdout and stderr, the last of it. */
  get log(): string {
    return this.#log;
  }

  get alive(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** One more connection, as a window that was loaded anew gets one. */
  open(): Port {
    const connection = ++this.#last;
    const envelopes = envelopePort(
      (message) => this.send(message),
      connection,
      () => this.#connections.delete(connection),
    );
    this.#connections.set(connection, envelopes);
    this.send({ kind: 'open', connection });
    return envelopes.port;
  }

  /** Any message over the process's own channel; a dead one takes none. */
  send(message: unknown): void {
    if (this.child.connected) this.child.send(message as object, () => undefined);
  }

  /** The window goes away in the middle of its calls and comes back with a connection of its own. */
  reload(): void {
    this.#connection.close();
    this.#connection = connect(this.#service, this.open());
    this.#client = this.#clientOf(this.#connection);
  }

  /** An ordinary quit, as main asks for it. */
  quit(): void {
    this.send({ kind: 'end' });
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.gone;
  }

  #deliver(raw: unknown): void {
    const envelope = envelopeSchema.safeParse(raw);
    if (!envelope.success || !('connection' in envelope.data) || envelope.data.kind === 'open') return;
    const connection = this.#connections.get(envelope.data.connection);
    if (envelope.data.kind === 'message') connection?.deliver(envelope.data.message);
    else connection?.closing.settle();
  }
}

export type StoreProcess = ServiceProcess<StoreService>;
export type EngineProcess = ServiceProcess<EngineWire, Client<EngineService>>;

export function startStore(root: string): StoreProcess {
  return new ServiceProcess(storeService, (connection) => connection, '../../main/store/index.ts', {
    DIMOO_DATA: root,
  });
}

export function startEngine(model: string): EngineProcess {
  return new ServiceProcess(engineWire, (connection) => engineClient(connection), '../../main/engine/index.ts', {
    DIMOO_MODEL: model,
  });
}

/** The most memory that a process has held, in MB, since `forgetPeak`; null where the system does not tell. */
export function peakOf(pid: number): number | null {
  try {
    const kilobytes = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? null : Math.round(Number(kilobytes) / 1024);
  } catch {
    return null;
  }
}

/** From now on `peakOf` counts anew. */
export function forgetPeak(pid: number): void {
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, '5');
  } catch {
    // Linux alone has it; elsewhere memory is not watched.
  }
}
