import { StudioError } from '../../../preload/contract/errors.ts';
import { formatNames } from '../../../preload/contract/formats.ts';
import { MAX_PIXELS } from '../../../preload/contract/pictures.ts';

/** Why a file is not brought in, in the same words wherever it came from. */
export type RefusalReason = 'foreign' | 'damaged' | 'large' | 'unread';

const KINDS = formatNames;
const MEGAPIXELS = Math.floor(MAX_PIXELS / 1e6);

/** One file that is not brought in. */
export class RefusedFile extends StudioError {
  readonly reason: RefusalReason;
  readonly file: string;

  constructor(reason: RefusalReason, file: string, options: { cause?: unknown; size?: string } = {}) {
    super('bad-picture', sentence(reason, short(file), options.size), { cause: options.cause });
    this.reason = reason;
    this.file = file;
  }
}

function sentence(reason: RefusalReason, file: string, size = ''): string {
  const own = size === '' ? '' : ` (${size})`;
  return {
    foreign: `“${file}” is not a ${KINDS} picture.`,
    damaged: `“${file}” is damaged and cannot be read; please try another file.`,
    large: `“${file}” is too large${own}; the studio takes up to ${MEGAPIXELS} megapixels and 256 MB.`,
    unread: `“${file}” could not be read from the disk; please check that it is still there.`,
  }[reason];
}

const many: Readonly<Record<RefusalReason, string>> = {
  foreign: `are not ${KINDS} pictures.`,
  damaged: 'are damaged and cannot be read; please try other files.',
  large: `are too large; the studio takes up to ${MEGAPIXELS} megapixels and 256 MB.`,
  unread: 'could not be read from the disk; please check that they are still there.',
};

/** One sentence for each reason, with the names of all its files; other failures say their own. */
export function refusalSentences(refused: readonly StudioError[]): string[] {
  const own = refused.filter((one) => !(one instanceof RefusedFile)).map(({ message }) => message);
  const reasons = Object.keys(many) as RefusalReason[];
  const files = refused.filter((one) => one instanceof RefusedFile);
  const told = reasons.flatMap((reason) => {
    const [first, ...more] = files.filter((one) => one.reason === reason);
    if (first === undefined) return [];
    if (more.length === 0) return [first.message];
    const names = [first, ...more].map(({ file }) => `“${short(file)}”`);
    return [`${names.slice(0, -1).join(', ')} and ${names.at(-1)} ${many[reason]}`];
  });
  return [...new Set([...told, ...own])];
}

function short(name: string): string {
  return name.length <= 60 ? name : `${name.slice(0, 57)}…`;
}
