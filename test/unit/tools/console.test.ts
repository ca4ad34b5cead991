import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const CONSOLE = join(import.meta.dirname, '../../../tools/install/console.mjs');

/** What a program that imports the console writes to its stderr. */
function written(program: string): string {
  const code = `import { collected, run, say } from ${JSON.stringify(CONSOLE)};\n${program}`;
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' });
  expect(status, stderr).toBe(0);
  return stderr;
}

test('what work says beside other work is collected, with all that its programs write, and the other work’s is not', () => {
  const stderr = written(`
    const speak = (line) => ['-e', 'console.error(' + JSON.stringify(line) + ')'];
    const beside = collected(async () => {
      say('begun');
      const { code } = await run(process.execPath, speak('größer'));
      say('ended with ' + code);
      return code;
    });
    say('at once');
    await run(process.execPath, speak('directly'));
    const { text, settled } = await beside;
    say(JSON.stringify({ text, settled }));
  `);
  const [first, second, third] = stderr.trimEnd().split('\n');
  expect([first, second]).toEqual(['at once', 'directly']);
  expect(JSON.parse(third ?? '')).toEqual({
    text: 'begun\ngrößer\nended with 0\n',
    settled: { status: 'fulfilled', value: 0 },
  });
});

test('what quiet programs write is theirs that asked for it, and a failure is told with what was said before it', () => {
  const stderr = written(`
    const { text, settled } = await collected(async () => {
      const { output } = await run(process.execPath, ['-e', 'console.log(7)'], { quiet: true });
      say('found ' + output.trim());
      throw new Error('no more');
    });
    say(JSON.stringify([text, settled.status, settled.reason.message]));
  `);
  expect(JSON.parse(stderr)).toEqual(['found 7\n', 'rejected', 'no more']);
});
