/** Checks of codes that come from outside. */
import { StudioError } from '../../../preload/contract/errors.ts';

/** Whether all numbers are codes of the codebook. */
export function areCodes(codes: Int32Array, codebookSize: number): boolean {
  return codes.every((code) => code >= 0 && code < codebookSize);
}

/** @throws StudioError 'bad-request' where a number is no code of the codebook */
export function checkCodes(codes: Int32Array, codebookSize: number): void {
  if (areCodes(codes, codebookSize)) return;
  throw StudioError.of('drawing.foreign-codes', {});
}
