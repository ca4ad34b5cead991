import { describe, expect, it } from 'vitest';
import { toldError } from '../../../native-models/converter/told-error.ts';
import { failureOf, StudioError } from '../../../preload/contract/errors.ts';

const systemError = (code: string, path?: string) =>
  Object.assign(new Error(`${code}: it failed`), { code, ...(path !== undefined && { path }) });

describe('an error of a conversion', () => {
  it('says that the disk is full', () => {
    expect(failureOf(toldError(systemError('ENOSPC')))).toMatchObject({ kind: 'disk-full', code: 'convert.disk-full' });
  });

  it.each(['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'EIO'])('names the path of %s', (code) => {
    const failure = failureOf(toldError(systemError(code, '/models/pocket')));
    expect(failure).toMatchObject({ code: 'convert.no-access', params: { path: '/models/pocket', code } });
    expect(failure.message).toBe(`The model cannot be written or read at /models/pocket (${code}).`);
  });

  it('repeats what is wrong with the command', () => {
    const failure = failureOf(toldError(systemError('ERR_PARSE_ARGS_UNKNOWN_OPTION')));
    expect(failure).toMatchObject({ kind: 'bad-request', code: 'cli.arguments-wrong' });
    expect(failure.message).toContain('ERR_PARSE_ARGS_UNKNOWN_OPTION: it failed');
  });

  it('of any other sort stays as it is', () => {
    const [told, bug, busy] = [StudioError.of('suite.empty', {}), new Error('a bug'), systemError('EBUSY')];
    expect([told, bug, busy, 'text'].map(toldError)).toEqual([told, bug, busy, 'text']);
    expect(toldError(told)).toBe(told);
    expect(toldError(busy)).toBe(busy);
  });
});
