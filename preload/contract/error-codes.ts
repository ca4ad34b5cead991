import { errorWords } from '../words/en/errors.ts';
import { type Arguments, say, speak } from '../words/message.ts';
import type { Told } from './told.ts';

export const failureKinds = [
  'bad-request',
  'bad-picture',
  'model-missing',
  'model-invalid',
  'unsupported',
  'out-of-memory',
  'disk-full',
  'schema-from-future',
  'store-damaged',
  'store-unavailable',
  'not-found',
  'service-lost',
  'cancelled',
  'internal',
] as const;
export type FailureKind = (typeof failureKinds)[number];

/** What can go wrong, one by one: the catalogue has a sentence for each. */
export type ErrorCode = keyof typeof errorWords;

/** What stands in the sentence of a code. */
export type ErrorParams<Code extends ErrorCode> = Arguments<(typeof errorWords)[Code]>;

/** How the studio goes on after each: what a caller may tell apart without knowing every code. */
export const kindOf: Readonly<Record<ErrorCode, FailureKind>> = {
  internal: 'internal',
  cancelled: 'cancelled',
  'backups.busy': 'bad-request',
  'services.absent': 'service-lost',
  'services.silent': 'service-lost',
  'services.unfit': 'internal',
  'services.refused': 'bad-request',
  'projects.none': 'not-found',
  'canvas.damaged': 'bad-picture',
  'canvas.no-memory': 'out-of-memory',
  'mask.damaged': 'bad-picture',
  'mask.foreign': 'bad-picture',
  'canvas.layer-damaged': 'bad-picture',
  'canvas.layer-unreadable': 'bad-picture',
  'services.lost': 'service-lost',
  'services.broken': 'internal',
  'services.no-method': 'bad-request',
  'services.odd-parts': 'bad-request',
  'services.not-allowed': 'bad-request',
  'engine.not-asked': 'internal',
  'saving.under-way': 'store-unavailable',
  'saving.drawing': 'store-unavailable',
  'saving.bringing-in': 'store-unavailable',
  'files.foreign': 'bad-picture',
  'files.foreign-many': 'bad-picture',
  'files.damaged': 'bad-picture',
  'files.damaged-many': 'bad-picture',
  'files.large': 'bad-picture',
  'files.large-many': 'bad-picture',
  'files.unread': 'bad-picture',
  'files.unread-many': 'bad-picture',
  'pictures.unreadable': 'bad-picture',
  'pictures.too-large': 'bad-picture',
  'pictures.too-many-bytes': 'bad-picture',
  'pictures.too-slow': 'bad-picture',
  'pictures.too-hungry': 'bad-picture',
  'pictures.fatal': 'bad-picture',
  'pictures.too-much-inside': 'bad-picture',
  'pictures.no-heic': 'bad-picture',
  'pictures.odd-bmp': 'bad-picture',
  'pictures.odd-tiff': 'bad-picture',
  'services.not-started': 'service-lost',
  'services.keeps-stopping': 'service-lost',
  'services.keeps-stopping-at-start': 'service-lost',
  'services.stopped': 'service-lost',
  'services.preparing': 'service-lost',
  'services.not-prepared': 'model-invalid',
  'services.preparation-ended': 'model-invalid',
  'services.no-node': 'internal',
  'desktop.stranger': 'bad-request',
  'desktop.unknown': 'bad-request',
  'desktop.file-exists': 'bad-request',
  'desktop.no-room': 'disk-full',
  'desktop.not-written': 'bad-request',
  'desktop.only-png': 'bad-picture',
  'desktop.folder-not-shown': 'not-found',
  'desktop.no-project-there': 'not-found',
  'desktop.no-room-for-project': 'disk-full',
  'desktop.project-not-copied': 'bad-request',
  'desktop.copy-not-written': 'disk-full',
  'recovery.unreadable': 'store-damaged',
  'recovery.gone': 'not-found',
  'recovery.not-kept': 'disk-full',
  'files.full-page': 'bad-request',
};

const english = speak(errorWords, 'en-GB');

/** A sentence that crosses processes without being an error. */
export const toldOf = <Code extends ErrorCode>(code: Code, params: ErrorParams<Code>): Told => ({
  message: inEnglish(code, params),
  code,
  params,
});

type Params = Readonly<Record<string, string | number>>;

/** For logs, the command line and readers that do not know the code. */
export function inEnglish(code: ErrorCode, params: Params = {}): string {
  return say(english[code], params);
}
