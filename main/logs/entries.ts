/**
 * Everything that a log can hold. An entry is a code with fields, and every field is a number, a word of a list or a
 * name of our own. No field holds the user's text, a path, a file's name or a library's message, and an entry that does
 * not fit is not written. A log can therefore be given away as it is.
 */
import { constants } from 'node:os';
import { z } from 'zod';
import { desktopService, serviceNames } from '../../preload/contract/desktop.ts';
import { engineService } from '../../preload/contract/engine.ts';
import { failureSchema } from '../../preload/contract/errors.ts';
import { pictureService } from '../../preload/contract/picture-service.ts';
import { providerNames } from '../../preload/contract/providers.ts';
import { storeService } from '../../preload/contract/store.ts';

/**
 * The classes of errors that a log names. Every other class is `other`, and a thrown value that is no error is `none`.
 */
export const errorNames = [
  'Error',
  'TypeError',
  'RangeError',
  'SyntaxError',
  'ReferenceError',
  'EvalError',
  'URIError',
  'AggregateError',
  'AbortError',
  'TimeoutError',
  'DataCloneError',
  'DOMException',
  'StudioError',
  'SqliteError',
  'ZodError',
  'other',
  'none',
] as const;

/** Kinds of output that a log names. All other output is `other`. */
export const knownOutputs = [
  'heap-full',
  'allocation-failed',
  'module-missing',
  'module-of-another-runtime',
  'library-missing',
  'node-trace',
  'glib',
  'gpu',
  'other',
] as const;

const service = z.enum(serviceNames);
const processName = z.enum(['main', 'first-start', ...serviceNames]);
const method = z.enum([
  ...new Set([desktopService, engineService, storeService, pictureService].flatMap((table) => Object.keys(table))),
  'unknown',
]);
const count = z.int().nonnegative();
const version = z.string().regex(/^\d+(\.\d+){0,3}(-(alpha|beta|rc|nightly)(\.\d+)?)?$/);
/** A place in our own code. Its maker checks that the file exists (fault.ts). */
const frame = z.string().regex(/^[\w@.-]+(\/[\w@.-]+)*\.[cm]?[jt]sx?:\d+:\d+$/);
const reason = z.enum([
  'clean-exit',
  'abnormal-exit',
  'killed',
  'crashed',
  'oom',
  'launch-failed',
  'integrity-failure',
  'memory-eviction',
]);

/** The fields of a thrown value. They leave its message out, since it may hold anything. */
export const faultSchema = z.object({
  error: z.enum(errorNames),
  /** The code of the system, Node or SQLite. */
  errno: z
    .string()
    .refine((code) => Object.hasOwn(constants.errno, code) || /^(ERR|SQLITE)_[A-Z0-9_]{1,60}$/.test(code))
    .exactOptional(),
  /** The places of the stack, innermost first. */
  at: z.array(frame).max(12).exactOptional(),
});
export type Fault = z.infer<typeof faultSchema>;

const ending = {
  exit: z.int().exactOptional(),
  signal: z
    .string()
    .refine((name) => Object.hasOwn(constants.signals, name))
    .exactOptional(),
};

/** The codes with their levels and the fields of their entries. */
const table = {
  'studio-started': ['info', { version, electron: version, platform: z.enum(['linux', 'win32', 'darwin', 'other']) }],
  'studio-quit': ['info', {}],
  'service-started': ['info', { service }],
  'service-died': ['error', { service, ...ending, ...faultSchema.partial().shape }],
  'service-given-up': ['error', { service, ready: z.boolean() }],
  'service-not-started': ['error', { service, ...faultSchema.shape }],
  'service-output': ['warn', { process: processName, what: z.enum(knownOutputs), count }],
  'model-loaded': [
    'info',
    {
      model: z.string().regex(/^[0-9a-f]{12}$/),
      provider: z.enum(providerNames),
      notes: count,
    },
  ],
  'worker-failed': ['error', faultSchema.shape],
  'call-failed': ['error', { method, kind: failureSchema.shape.kind, ...faultSchema.shape }],
  'call-slow': ['warn', { method, ms: count }],
  'message-ignored': ['warn', { process: processName }],
  uncaught: ['error', { process: processName, origin: z.enum(['exception', 'rejection']), ...faultSchema.shape }],
  'backup-failed': ['error', faultSchema.shape],
  'close-failed': ['error', faultSchema.shape],
  'trash-not-cleared': ['error', faultSchema.shape],
  'rows-left-out': ['warn', { count }],
  'project-rescued': ['warn', { lost: count, outside: z.boolean() }],
  'window-died': ['error', { reason }],
  'helper-died': ['error', { type: z.enum(['GPU', 'Zygote', 'Sandbox helper', 'other']), reason }],
  'page-error': [
    'error',
    {
      error: z.enum(errorNames),
      file: z
        .string()
        .regex(/^[\w-]+\.js$/)
        .exactOptional(),
      line: count,
    },
  ],
  'entry-refused': ['warn', {}],
} as const satisfies Record<string, readonly [Level, z.ZodRawShape]>;

export type Level = 'info' | 'warn' | 'error';
export type LogCode = keyof typeof table;
type EntryOf<Code extends LogCode, Fields> = Fields extends z.ZodRawShape
  ? Readonly<z.infer<z.ZodObject<{ code: z.ZodLiteral<Code> } & Fields>>>
  : never;
export type LogEntry = { [Code in LogCode]: EntryOf<Code, (typeof table)[Code][1]> }[LogCode];
export type Log = (entry: LogEntry) => void;

export const logCodes = Object.keys(table) as LogCode[];

/** The entry with its known fields only, or null where the value is no entry. */
export function checkedEntry(raw: unknown): LogEntry | null {
  const head = z.object({ code: z.string() }).safeParse(raw);
  const code = logCodes.find((one) => one === head.data?.code);
  if (code === undefined) return null;
  const fields = z.object(table[code][1]).safeParse(raw);
  // The fields were read by the shape of this code.
  return fields.success ? ({ code, ...fields.data } as LogEntry) : null;
}

/** One line without its line break: time, level, code, and the fields as `name=value`. */
export function lineOf(entry: LogEntry, time: Date): string {
  const { code, ...fields } = entry;
  const pairs = Object.entries(fields).map(([name, value]) => `${name}=${String(value).replaceAll(' ', '-')}`);
  return [time.toISOString(), table[code][0], code, ...pairs].join(' ');
}

const LINE = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) (info|warn|error) ([a-z-]+)((?: [a-z]+=\S*)*)$/;

/** Whether a line has the form that `lineOf` writes, and so holds no foreign text. */
export function isLogLine(line: string): boolean {
  const [, time = '', , code, rest = ''] = LINE.exec(line) ?? [];
  const fields = rest
    .split(' ')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return [name, valueIn(name, value.join('='))];
    });
  const entry = checkedEntry({ ...Object.fromEntries(fields), code });
  return entry !== null && lineOf(entry, new Date(time)) === line;
}

function valueIn(name: string, text: string): unknown {
  if (name === 'at') return text.split(',');
  if (name === 'version' || name === 'electron') return text;
  if (text === 'true' || text === 'false') return text === 'true';
  if (name === 'type') return text.replaceAll('-', ' ');
  return /^-?\d+$/.test(text) && name !== 'model' ? Number(text) : text;
}
