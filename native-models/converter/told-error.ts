import { StudioError } from '../../preload/contract/errors.ts';

/**
 * Errors of the disk and of the command line as errors with a code. A `StudioError` and any other value stay as they
 * are.
 */
export function toldError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof StudioError || !('code' in error)) return error;
  const code = String(error.code);
  const path = 'path' in error ? String(error.path) : '';
  if (code === 'ENOSPC') return StudioError.of('convert.disk-full', {}, { cause: error });
  // A disk that is gone, a name that is too long, a part of the path that is a file: all of them name the path.
  if (path !== '') {
    return StudioError.of('convert.no-access', { path, code }, { cause: error });
  }
  if (code.startsWith('ERR_PARSE_ARGS')) return StudioError.of('cli.arguments-wrong', { problem: error.message });
  return error;
}
