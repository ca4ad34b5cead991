import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkedEntry, isLogLine, type LogEntry, lineOf, logCodes } from '../../../main/logs/entries.ts';
import { faultOf, faultOfDetail } from '../../../main/logs/fault.ts';
import { lastLines } from '../../../main/logs/last-lines.ts';
import { openLogFile } from '../../../main/logs/log-file.ts';
import { outputLog } from '../../../main/logs/output.ts';
import { problemsOf } from '../../../main/logs/to-main.ts';
import { StudioError } from '../../../preload/contract/errors.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dimoo-redaction-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const time = new Date('2026-11-29T12:00:00Z');
/** A word that stands in no code, no name of ours and no path of this repository. */
const secret = 'Zwetschgenkuchen';

/** A user's text: a prompt, a path, the name of a project or a file, with the secret somewhere in it. */
const userText = fc
  .tuple(
    fc.constantFrom('', ' ', '/home/', 'C:\\Users\\', '\n    at ', 'at=', '{"code":"', '%s '),
    fc.string(),
    fc.string(),
  )
  .map(([head, before, after]) => `${head}${before}${secret}${after}`);

const stackLines = userText.map(
  (text) =>
    `    at ${text} (${join(process.cwd(), 'main', text)}:1:2)\n    at ${join(process.cwd(), 'main/index.ts')}${text}:3:4`,
);

/** What is thrown, with the user's text wherever it can get into an error. */
const thrown = fc
  .record({
    message: fc.oneof(userText, stackLines),
    name: userText,
    code: userText,
    stack: fc.oneof(userText, stackLines),
  })
  .chain(({ message, name, code, stack }) => {
    const cause = Object.assign(new Error(message), { code, name });
    return fc.constantFrom<unknown>(
      new Error(message),
      Object.assign(new TypeError(message, { cause }), { code }),
      Object.assign(new Error(message), { name, stack }),
      Object.assign(new Error(message), { stack: `${message}\n${stack}` }),
      new StudioError('bad-picture', message, { detail: stack, cause }),
      message,
      { message, stack },
    );
  });

describe('nothing of the user stands in a log', () => {
  test('whatever is put into the fields of an entry', () => {
    const values = fc.oneof(userText, fc.array(userText), fc.record({ message: userText }), fc.integer(), fc.boolean());
    const fields = fc.dictionary(
      fc.oneof(
        fc.constantFrom(
          'process',
          'service',
          'method',
          'error',
          'errno',
          'at',
          'reason',
          'file',
          'model',
          'what',
          'kind',
        ),
        userText,
      ),
      values,
    );
    fc.assert(
      fc.property(fc.constantFrom(...logCodes), fields, (code, own) => {
        const entry = checkedEntry({ ...own, code });
        expect(entry === null ? '' : lineOf(entry, time)).not.toContain(secret);
      }),
      { numRuns: 2000 },
    );
  });

  test('whatever a service throws, fails with or prints', () => {
    const lines: string[] = [];
    const log = (entry: LogEntry) => {
      const checked = checkedEntry(entry);
      expect(checked).not.toBeNull();
      if (checked !== null) lines.push(lineOf(checked, time));
    };
    const { onProblem } = problemsOf('engine', log);
    const onLine = outputLog('store', log);
    fc.assert(
      fc.property(thrown, userText, (error, text) => {
        log({ code: 'uncaught', process: 'store', origin: 'exception', ...faultOf(error) });
        onProblem?.({
          kind: 'failed',
          method: 'unknown',
          failure: { kind: 'internal', message: text, detail: text, retryable: false },
        });
        for (const line of text.split('\n')) onLine(line);
        onLine(JSON.stringify({ code: 'call-slow', method: text, ms: 5 }));
        onLine(JSON.stringify({ code: 'call-slow', method: 'draw', ms: 5, prompt: text }));
      }),
      { numRuns: 500 },
    );
    expect(lines.length).toBeGreaterThan(1000);
    expect(lines.filter((line) => line.includes(secret))).toEqual([]);
    // The good half of the last line is kept.
    expect(lines.some((line) => line.endsWith('call-slow method=draw ms=5'))).toBe(true);
  });

  test('and the file holds what is left: a line that is refused says that there was one', () => {
    const place = join(folder, 'refused');
    openLogFile(place)({ code: 'call-slow', method: secret, ms: 1 });
    expect(readFileSync(join(place, 'studio.log'), 'utf8')).toMatch(/^\S+Z warn entry-refused\r?\n$/);
  });

  test('nor in the last lines, where something else has written into the file', async () => {
    const place = join(folder, 'foreign');
    const log = openLogFile(place);
    log({ code: 'service-started', service: 'store' });
    appendFileSync(
      join(place, 'studio.log'),
      `${secret}\n2026-11-29T12:00:00.000Z info service-started service=${secret}\n`,
    );
    log({ code: 'service-died', service: 'store', signal: 'SIGKILL' });
    const lines = await lastLines(place, 10);
    expect(lines.map((line) => line.split(' ').slice(2).join(' '))).toEqual([
      'service-started service=store',
      'service-died service=store signal=SIGKILL',
    ]);
  });
});

describe('what a log does say', () => {
  test('of an error its class, its code and the places in our own code, without the folder it lies in', () => {
    let error: unknown;
    try {
      // Our own code throws: a null where the schema of a table wants more.
      checkedEntry(
        new Proxy(
          {},
          {
            get: () => {
              throw Object.assign(new TypeError(`${secret} is gone`), { code: 'ENOENT' });
            },
          },
        ),
      );
    } catch (caught) {
      error = caught;
    }
    const fault = faultOf(error);
    expect(fault).toMatchObject({ error: 'TypeError', errno: 'ENOENT' });
    expect(fault.at).toContainEqual(expect.stringMatching(/^main\/logs\/entries\.ts:\d+:\d+$/));
    const { stack } = error as Error;
    expect(faultOfDetail(stack)).toEqual({ error: 'TypeError', at: fault.at });
    // As the store writes it.
    expect(faultOfDetail(`SQLITE_BUSY ${stack}`)).toEqual({ error: 'TypeError', errno: 'SQLITE_BUSY', at: fault.at });
  });

  test('of a package, the places in the archive, also below a folder with a space and a bracket', () => {
    const app = join(folder, 'Program Files (x86)', 'app');
    mkdirSync(join(app, 'out', 'main', 'chunks'), { recursive: true });
    writeFileSync(join(app, 'out', 'main', 'chunks', 'serve-Ab_1.js'), '');
    const place = pathToFileURL(join(app, 'out', 'main', 'chunks', 'serve-Ab_1.js')).href;
    const stack = `RangeError: x\n    at async serve (${place}:10:20)\n    at ${join(app, 'out/main/gone.js')}:1:1`;
    expect(faultOfDetail(stack, app)).toEqual({ error: 'RangeError', at: ['out/main/chunks/serve-Ab_1.js:10:20'] });
  });

  test('every line that is written is known again as one', () => {
    const entries: LogEntry[] = [
      { code: 'studio-started', version: '0.1.0', electron: '33.2.1', platform: 'linux' },
      { code: 'studio-quit' },
      { code: 'service-died', service: 'engine', exit: -1 },
      { code: 'service-given-up', service: 'store', ready: false },
      { code: 'service-output', process: 'engine', what: 'heap-full', count: 100 },
      { code: 'model-loaded', model: '012345678901', provider: 'cpu', notes: 0 },
      {
        code: 'call-failed',
        method: 'draw',
        kind: 'out-of-memory',
        error: 'StudioError',
        at: ['out/main/index.js:1:2', 'out/main/a.js:3:4'],
      },
      { code: 'helper-died', type: 'Sandbox helper', reason: 'crashed' },
      { code: 'page-error', error: 'TypeError', file: 'index-Ab1.js', line: 4 },
    ];
    for (const entry of entries) {
      expect(checkedEntry(entry)).toEqual(entry);
      expect(isLogLine(lineOf(entry, time)), lineOf(entry, time)).toBe(true);
    }
    for (const line of [
      '',
      'x',
      `${lineOf({ code: 'studio-quit' }, time)} more=1`,
      lineOf({ code: 'studio-quit' }, time).slice(1),
    ]) {
      expect(isLogLine(line), line).toBe(false);
    }
  });
});
