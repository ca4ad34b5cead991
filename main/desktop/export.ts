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
 * Writes one of our PNG files in the format of the path's extension, or as PNG where it has none.
 * @throws StudioError with one sentence
 */
export async function exportTo(path: string, png: Uint8Array<ArrayBuffer>, encoder: Encoder): Promise<void> {
  const file = withExtension(path);
  const name = basename(file);
  // The dialog asked only about the typed name, so a name with an added extension must not overwrite a file.
  if (file !== path && existsSync(file)) {
    throw StudioError.of('desktop.file-exists', { file: name });
  }
  const mediaType = writtenTypeOf(file) ?? 'image/png';
  const bytes = mediaType === 'image/png' ? png : (await encoder.encode({ png, mediaType, paper: false })).bytes;
  try {
    await writeAtomically(file, bytes);
  } catch (cause) {
    throw saveFailure(name, cause);
  }
}

/** The sentence for a file that could not be written. */
export function saveFailure(name: string, cause: unknown): StudioError {
  const full = cause instanceof Error && 'code' in cause && cause.code === 'ENOSPC';
  return full
    ? StudioError.of('desktop.no-room', { file: name }, { cause })
    : StudioError.of('desktop.not-written', { file: name }, { cause, detail: String(cause) });
}
