import { type ListFileEntry, listFiles, modelInfo } from '@huggingface/hub';
import { z } from 'zod';
import { StudioError } from '../../preload/contract/errors.ts';
import { commitSchema, type HubFile, type NamedRepository } from '../../preload/contract/hub.ts';
import { bodyOf } from './body.ts';
import { type Access, guardedFetch } from './guarded-fetch.ts';
import { matches } from './hashing.ts';
import { type Asked, refusalOf } from './refusals.ts';

/** A page of the hub's list holds a thousand files. */
const LARGEST_ANSWER = 16 * 1024 * 1024;
const MOST_FILES = 5000;

/** Whom to ask, with what, and how long to wait. */
export interface HubAccess extends Access {
  /** Milliseconds without a byte after which a connection counts as lost. */
  readonly stallMs: number;
}

const infoSchema = z.object({ sha: commitSchema, private: z.boolean().catch(false), gated: z.unknown() });
const entrySchema = z.object({
  type: z.string(),
  path: z.string(),
  size: z.number(),
  oid: z.string().optional(),
  lfs: z.object({ oid: z.string(), size: z.number() }).optional(),
});

/** One repository of the hub. The library asks through `fetch` here, which never gives it the token. */
export class Repository {
  readonly #access: HubAccess;
  readonly #named: NamedRepository;

  constructor(access: HubAccess, named: NamedRepository) {
    this.#access = access;
    this.#named = named;
  }

  /** The commit that the revision means at this moment, and who may read it. @throws StudioError, Interrupted */
  async info(): Promise<{ readonly commit: string; readonly isPrivate: boolean; readonly isGated: boolean }> {
    const { repository: name, revision } = this.#named;
    const answer = await this.#understood(
      modelInfo({ name, revision, additionalFields: ['sha'], ...this.#library() }),
      infoSchema,
    );
    const isGated = answer.gated !== false && answer.gated !== undefined && answer.gated !== null;
    return { commit: answer.sha, isPrivate: answer.private, isGated };
  }

  /** The files at the top and in the codec's folder. @throws StudioError, Interrupted */
  async files(commit: string): Promise<ListFileEntry[]> {
    const top = await this.#list(commit, '');
    const hasCodec = top.some(({ type, path }) => type === 'directory' && path === 'vqvae');
    return [...top, ...(hasCodec ? await this.#list(commit, 'vqvae') : [])];
  }

  /**
   * A small file as a whole, checked.
   * @throws StudioError, Interrupted
   */
  async read(commit: string, file: HubFile): Promise<Buffer> {
    const content = await bodyOf(await this.open(commit, file.path), file.bytes, this.#access);
    if (!matches(file, content)) {
      throw StudioError.of('hub.hash-wrong', { file: file.path, host: this.#access.host.name });
    }
    return content;
  }

  /** Some first bytes of a file, which cannot be checked. @throws StudioError, Interrupted */
  async start(commit: string, path: string, bytes: number): Promise<Buffer> {
    const response = await this.open(commit, path, { range: `bytes=0-${bytes - 1}` });
    if (response.status !== 206) {
      await response.body?.cancel();
      throw StudioError.of('hub.answer-wrong', { host: this.#access.host.name });
    }
    return bodyOf(response, bytes, this.#access);
  }

  /** Begins to read a file. @throws StudioError, Interrupted */
  async open(commit: string, path: string, headers: Record<string, string> = {}): Promise<Response> {
    const { host } = this.#access;
    const address = `${host.base}/${this.#named.repository}/resolve/${commit}/${path}`;
    const response = await guardedFetch(this.#access)(address, { headers });
    const refusal = refusalOf(response, this.#asked(path));
    if (refusal === null || response.status === 416) return response;
    await response.body?.cancel();
    throw refusal;
  }

  async #list(commit: string, path: string): Promise<ListFileEntry[]> {
    const { host } = this.#access;
    const name = this.#named.repository;
    const entries: ListFileEntry[] = [];
    const list = listFiles({ repo: { type: 'model', name }, revision: commit, path, ...this.#library() });
    const read = async () => {
      for await (const raw of list) {
        const { type, lfs, oid, ...entry } = entrySchema.parse(raw);
        entries.push({
          ...entry,
          type: type === 'file' || type === 'directory' ? type : 'unknown',
          ...(oid === undefined ? {} : { oid }),
          ...(lfs === undefined ? {} : { lfs: { ...lfs, pointerSize: 0 } }),
        });
        if (entries.length > MOST_FILES) throw StudioError.of('hub.answer-wrong', { host: host.name });
      }
      return entries;
    };
    return this.#understood(read(), z.custom<ListFileEntry[]>());
  }

  /** Whatever else goes wrong in the library comes of an answer that is not the hub's. */
  async #understood<Answer>(asked: Promise<unknown>, schema: z.ZodType<Answer>): Promise<Answer> {
    try {
      return schema.parse(await asked);
    } catch (error) {
      if (error instanceof z.ZodError || error instanceof TypeError || error instanceof SyntaxError) {
        throw StudioError.of('hub.answer-wrong', { host: this.#access.host.name }, { cause: error });
      }
      throw error;
    }
  }

  #library() {
    const { host } = this.#access;
    const ask = guardedFetch(this.#access);
    const bounded: typeof fetch = async (input, init) => {
      const response = await ask(input, init);
      const refusal = refusalOf(response, this.#asked(null));
      if (refusal !== null) {
        await response.body?.cancel();
        throw refusal;
      }
      const { status, headers } = response;
      return new Response(new Uint8Array(await bodyOf(response, LARGEST_ANSWER, this.#access)), { status, headers });
    };
    return { hubUrl: host.base, fetch: bounded };
  }

  #asked(file: string | null): Asked {
    const { host, token } = this.#access;
    return { host, ...this.#named, file, hasToken: token !== null };
  }
}
