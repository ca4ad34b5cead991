import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

/** What a test makes of a request before the hub answers it. True means that it was answered. */
export type Interference = (request: IncomingMessage, response: ServerResponse, path: string) => boolean;

export interface HubEntry {
  readonly path: string;
  readonly content: Buffer;
  /** Whether the hub keeps it as a large file, by its sha256. */
  readonly isLarge: boolean;
}

export interface SeenRequest {
  readonly path: string;
  readonly token: string | null;
  readonly range: string | null;
}

export const COMMIT = '0123456789abcdef0123456789abcdef01234567';

/** A server on this machine that answers as the Hugging Face hub does, for one repository. */
export class FakeHub {
  readonly repository: string;
  readonly seen: SeenRequest[] = [];
  entries: HubEntry[] = [];
  commit = COMMIT;
  /** Entries of the list that stand for no file, or for a wrong one. */
  listed: (entries: object[]) => object[] = (entries) => entries;
  info: Record<string, unknown> = {};
  interfere: Interference = () => false;
  /** Milliseconds between two pieces of a file, so that a test can look at it meanwhile. */
  slowness = 0;
  readonly #server: Server;

  private constructor(repository: string, server: Server) {
    this.repository = repository;
    this.#server = server;
  }

  static async start(repository: string): Promise<FakeHub> {
    const server = createServer();
    const hub = new FakeHub(repository, server);
    server.on('request', (request, response) => hub.#answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return hub;
  }

  get address(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Serves the files of a folder. */
  serve(folder: string): void {
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/'));
    this.entries = names
      .filter((name) => statSync(join(folder, name)).isFile())
      .map((path) => ({
        path,
        content: readFileSync(join(folder, path)),
        isLarge: path.endsWith('.safetensors'),
      }));
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const path = decodeURIComponent(new URL(request.url ?? '/', this.address).pathname);
    const { authorization = '', range = null } = request.headers;
    this.seen.push({ path, token: authorization.replace(/^Bearer /, '') || null, range });
    response.on('error', () => undefined);
    if (this.interfere(request, response, path)) return;
    const api = `/api/models/${this.repository}`;
    const files = `/${this.repository}/resolve/`;
    if (path.startsWith(`${api}/revision/`))
      return void this.#tellInfo(path.slice(`${api}/revision/`.length), response);
    if (path.startsWith(`${api}/tree/`)) return void this.#list(path.slice(`${api}/tree/`.length), response);
    if (path.startsWith(files)) return void this.#send(path.slice(files.length), range, response);
    refuse(response, 404, 'RepoNotFound');
  }

  #tellInfo(revision: string, response: ServerResponse): void {
    if (!['main', 'HEAD', this.commit].includes(revision)) return void refuse(response, 404, 'RevisionNotFound');
    const lastModified = '2026-01-01T00:00:00.000Z';
    json(response, {
      _id: '1',
      id: this.repository,
      sha: this.commit,
      private: false,
      gated: false,
      downloads: 1,
      likes: 1,
      lastModified,
      ...this.info,
    });
  }

  #list(place: string, response: ServerResponse): void {
    const [commit, ...folders] = place.split('/').filter((part) => part !== '');
    if (commit !== this.commit) return void refuse(response, 404, 'RevisionNotFound');
    const within = folders.length === 0 ? '' : `${folders.join('/')}/`;
    const inside = this.entries.filter(({ path }) => path.startsWith(within));
    const directories = new Set(
      inside.flatMap(({ path }) => {
        const [first, ...rest] = path.slice(within.length).split('/');
        return rest.length === 0 ? [] : [`${within}${first}`];
      }),
    );
    const list = [
      ...[...directories].map((path) => ({ type: 'directory', oid: '0'.repeat(40), size: 0, path })),
      ...inside.filter(({ path }) => !path.slice(within.length).includes('/')).map(listedAs),
    ];
    json(response, this.listed(list));
  }

  async #send(place: string, range: string | null, response: ServerResponse): Promise<void> {
    const [commit, ...rest] = place.split('/');
    const entry = this.entries.find(({ path }) => path === rest.join('/'));
    if (commit !== this.commit || entry === undefined) return refuse(response, 404, 'EntryNotFound');
    const { content } = entry;
    const [, from = '0', to = ''] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? [];
    const [start, end] = [Number(from), to === '' ? content.length - 1 : Math.min(Number(to), content.length - 1)];
    if (start > end && content.length > 0) return refuse(response, 416, '');
    const part = content.subarray(start, end + 1);
    response.setHeader('content-length', part.length);
    if (range !== null) response.setHeader('content-range', `bytes ${start}-${end}/${content.length}`);
    response.writeHead(range === null ? 200 : 206);
    if (this.slowness === 0 || !entry.isLarge) return void response.end(part);
    const step = Math.ceil(part.length / 50);
    for (let at = 0; at < part.length && !response.destroyed; at += step) {
      response.write(part.subarray(at, at + step));
      await new Promise((resolve) => setTimeout(resolve, this.slowness));
    }
    response.end();
  }
}

/** An entry as the hub lists it. */
export function listedAs({ path, content, isLarge }: HubEntry): object {
  const pointer = Buffer.from(`version https://git-lfs.github.com/spec/v1\n${path}`);
  const oid = gitBlob(isLarge ? pointer : content);
  const lfs = { oid: createHash('sha256').update(content).digest('hex'), size: content.length, pointerSize: 130 };
  return { type: 'file', path, size: content.length, oid, ...(isLarge ? { lfs } : {}) };
}

const gitBlob = (content: Buffer) =>
  createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex');

export function refuse(response: ServerResponse, status: number, code: string, headers: object = {}): void {
  response.writeHead(status, { ...(code === '' ? {} : { 'x-error-code': code }), ...headers });
  response.end(JSON.stringify({ error: 'no' }));
}

function json(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
}

/** Sends the first share of a body with the length of the whole, and cuts the connection. */
export function drop(response: ServerResponse, content: Buffer, share: number): void {
  response.writeHead(200, { 'content-length': content.length });
  response.write(content.subarray(0, Math.floor(content.length * share)), () =>
    setTimeout(() => response.destroy(), 30),
  );
}
