import { z } from 'zod';
import { precisionSchema } from './manifest.ts';
import { checkpointLookSchema, modelIdSchema, workSchema } from './models.ts';

/** Where a repository is looked for unless HF_ENDPOINT names a mirror, as with the hub's own tools. */
export const USUAL_HOST = 'https://huggingface.co';

/** The branch of a repository that is meant where none is named. */
export const USUAL_REVISION = 'main';

const PART = '[A-Za-z0-9_][A-Za-z0-9._-]{0,95}';
/** OWNER/NAME. */
export const repositorySchema = z.string().regex(new RegExp(`^${PART}/${PART}$`));
/** A branch, a tag or a commit. Names of branches may hold slashes. */
export const revisionSchema = z
  .string()
  .regex(/^[A-Za-z0-9_][A-Za-z0-9._/-]{0,199}$/)
  .refine((name) => !/\.\.|\/\/|\/\.|\/$/.test(name));
export const commitSchema = z.string().regex(/^[0-9a-f]{40}$/);

export interface NamedRepository {
  readonly repository: string;
  readonly revision: string;
}

/**
 * Reads what a person types or pastes: OWNER/NAME, OWNER/NAME@REVISION, or the address of the repository's page, at any
 * host. Null where it is none of these.
 */
export function readRepository(text: string): NamedRepository | null {
  const plain = text.trim().replace(/^hub:/, '');
  const address = /^https?:\/\/[^/]+\/(.+)$/.exec(plain)?.[1] ?? null;
  const path = (address ?? plain).replace(/[?#].*$/, '').replace(/\/+$/, '');
  const [, repository = '', , at = null] =
    (address === null ? /^([^@]+)(@(.+))?$/ : /^(?:models\/)?([^/]+\/[^/]+)(\/(?:tree|commit)\/(.+))?$/).exec(path) ??
    [];
  const named = { repository, revision: at ?? USUAL_REVISION };
  const isNamed = repositorySchema.safeParse(repository).success && revisionSchema.safeParse(named.revision).success;
  return isNamed ? named : null;
}

const bytes = z.int().nonnegative();

/** A file of a checkpoint on the hub. `hash` is of its bytes; a git blob's is of a header as well. */
export const hubFileSchema = z.object({
  path: z.string().max(200),
  bytes,
  hash: z.object({ kind: z.enum(['sha256', 'git-blob']), hex: z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/) }),
});
export type HubFile = z.infer<typeof hubFileSchema>;

/** A repository at the commit that was looked at, with the files that make a checkpoint. */
export const hubRepositorySchema = z.object({
  repository: repositorySchema,
  revision: revisionSchema,
  commit: commitSchema,
  files: z.array(hubFileSchema),
  isGated: z.boolean(),
  isPrivate: z.boolean(),
  look: checkpointLookSchema,
});
export type HubRepository = z.infer<typeof hubRepositorySchema>;

/** A repository that was looked at, until it is fetched or another one is looked at. */
export const foundRepositorySchema = z.object({
  id: modelIdSchema,
  repository: hubRepositorySchema,
  /** The address of its page, to read. */
  page: z.string(),
  /** Bytes of it that lie on the disk already, from an earlier download. */
  here: bytes,
});
export type FoundRepository = z.infer<typeof foundRepositorySchema>;

/** What is kept of a token. 'this-run' is where the system has no keychain. A token is of one host. */
export const tokenStateSchema = z.enum(['none', 'kept', 'this-run']);
export type TokenState = z.infer<typeof tokenStateSchema>;

/** Why nothing arrives at the moment. */
export const hubWaitReasons = ['dropped', 'offline', 'busy', 'failing'] as const;

export const hubNowSchema = z.object({
  /** The host that is asked, such as 'huggingface.co'. */
  host: z.string(),
  /** Whether HF_ENDPOINT names it. */
  isMirror: z.boolean(),
  token: tokenStateSchema,
  /** A download that has begun and whose model is not made yet. */
  download: z
    .object({
      repository: repositorySchema,
      revision: revisionSchema,
      commit: commitSchema,
      precision: precisionSchema,
      /** Paused is also what the end of the studio, or a failure, has broken off. */
      state: z.enum(['fetching', 'making', 'checking', 'stopping', 'paused']),
      work: workSchema.nullable(),
      waiting: z.object({ reason: z.enum(hubWaitReasons), seconds: z.number().nonnegative() }).nullable(),
    })
    .nullable(),
});
export type HubNow = z.infer<typeof hubNowSchema>;
