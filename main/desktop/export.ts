import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { StudioError } from '../../preload/contract/errors.ts';
import { type WrittenType, withExtension, writtenTypeOf } from '../../preload/contract/formats.ts';
import { writeAtomically } from './atomic-write.ts';

/** Makes other formats of our PNG files. */
export interface Encoder {
  readonly encode: (params: {
    readonly png: Uint8Array<ArrayBuffer>;
    readonly mediaType: WrittenType;
    readonly paper: boolean;
  }) => Promise<{ readonly bytes: Uint8Array }>;
}

/**
 * Writes one of our PNG files in the format that the path asks for, PNG where it asks for none.
 * @throws StudioError with one sentence
 */
export async function exportTo(path: string, png: Uint8Array<ArrayBuffer>, encoder: Encoder): Promise<void> {
  const file = withExtension(path);
  const name = basename(file);
  // The dialog has asked about the name that was typed, and about no other.
  if (file !== path && existsSync(file)) {
    throw new StudioError(
      'bad-request',
      `“${name}” is there already, so nothing was written; please name the file anew.`,
    );
  }
  const mediaType = writtenTypeOf(file) ?? 'image/png';
  const bytes = mediaType === 'image/png' ? png : (await encoder.encode({ png, mediaType, paper: false })).bytes;
  try {
    await writeAtomically(file, bytes);
  } catch (cause) {
    throw saveFailure(name, cause);
  }
}

function saveFailure(name: string, cause: unknown): StudioError {
  const full = cause instanceof Error && 'code' in cause && cause.code === 'ENOSPC';
  return full
    ? new StudioError('disk-full', `There is no room on the disk for "${name}". Free some and export again.`, { cause })
    : new StudioError('bad-request', `"${name}" could not be written there. Please choose another place.`, {
        cause,
        detail: String(cause),
      });
}
