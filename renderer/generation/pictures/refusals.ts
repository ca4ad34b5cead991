import { type ErrorCode, inEnglish, kindOf } from '../../../preload/contract/error-codes.ts';
import { StudioError } from '../../../preload/contract/errors.ts';
import { formatList } from '../../../preload/contract/formats.ts';
import { layeredFormats } from '../../../preload/contract/layered-formats.ts';
import { MAX_PIXELS } from '../../../preload/contract/pictures.ts';
import { localeOf, type Said } from '../../../preload/words/index.ts';
import { saidOf } from '../../../preload/words/sentence.ts';

/** The reasons for not importing a file. The words are the same however the file came. */
const reasons = ['foreign', 'damaged', 'large', 'unread'] as const;
export type RefusalReason = (typeof reasons)[number];

/** What comes in as a picture, or as layers. */
const readable = {
  formats: [formatList.formats, formatList.last, layeredFormats['image/vnd.adobe.photoshop'].name].join(', '),
  last: layeredFormats['image/openraster'].name,
};
const limits = { ...readable, megapixels: Math.floor(MAX_PIXELS / 1e6) };

/** A file that is not imported. */
export class RefusedFile extends StudioError {
  readonly reason: RefusalReason;
  readonly file: string;

  constructor(reason: RefusalReason, file: string, options: { cause?: unknown } = {}) {
    const code = `files.${reason}` as const satisfies ErrorCode;
    const params = { file: short(file), ...limits };
    super(kindOf[code], inEnglish(code, params), { ...options, code, params });
    this.reason = reason;
    this.file = file;
  }
}

/** One sentence for each reason, with the names of all its files. Other failures have a sentence of their own. */
export function refusalSentences(refused: readonly StudioError[]): Said[] {
  const files = refused.filter((one) => one instanceof RefusedFile);
  const own = refused.filter((one) => !(one instanceof RefusedFile));
  const told = reasons.flatMap((reason): Said[] => {
    const [first, ...more] = files.filter((one) => one.reason === reason);
    if (first === undefined) return [];
    return more.length === 0 ? [saidOf(first.failure)] : [severalSaid(reason, [first, ...more])];
  });
  const distinct = new Map(own.map(({ failure }) => [failure.message, failure]));
  return [...told, ...[...distinct.values()].map(saidOf)];
}

function severalSaid(reason: RefusalReason, files: readonly RefusedFile[]): Said {
  return ({ errors, questions, language }) => {
    const names = files.map(({ file }) => questions.named({ name: short(file) }));
    const list = new Intl.ListFormat(localeOf[language], { type: 'conjunction' }).format(names);
    return errors[`files.${reason}-many`]({ files: list, ...limits });
  };
}

function short(name: string): string {
  return name.length <= 60 ? name : `${name.slice(0, 57)}…`;
}
