import { createHash, type Hash } from 'node:crypto';
import type { HubFile } from '../../preload/contract/hub.ts';

/** The hash of a file on the hub, which takes its bytes: sha256 of large files, git's own of small ones. */
export function hashFor({ hash, bytes }: Pick<HubFile, 'hash' | 'bytes'>): Hash {
  return hash.kind === 'sha256' ? createHash('sha256') : createHash('sha1').update(`blob ${bytes}\0`);
}

/** Whether this content is the file that the hub lists. */
export function matches(file: HubFile, content: Uint8Array): boolean {
  return content.length === file.bytes && hashFor(file).update(content).digest('hex') === file.hash.hex;
}
