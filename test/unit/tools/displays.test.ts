import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { withDisplays } from '../../../tools/install/displays.mjs';

const numberOf = (name: string) => Number(name.slice(1));

/** Whether a display admits a client with this secret: the first byte of its answer to X11's first message. */
async function admits(name: string, secret: Buffer): Promise<boolean> {
  const protocol = Buffer.from('MIT-MAGIC-COOKIE-1');
  const head = Buffer.from([0x6c, 0, 11, 0, 0, 0, protocol.length, 0, secret.length, 0, 0, 0]);
  const padded = Buffer.concat([protocol, Buffer.alloc(2)]);
  const socket = connect(`/tmp/.X11-unix/X${numberOf(name)}`);
  await once(socket, 'connect');
  socket.write(Buffer.concat([head, padded, secret]));
  const [answer] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return answer[0] === 1;
}

describe.skipIf(!existsSync('/usr/bin/Xvfb'))('virtual displays (skipped where there is no Xvfb)', () => {
  test('are as many as asked for, admit only who has the secret, and go with the work', async () => {
    const seen = await withDisplays(2, async ({ names, env }) => {
      const secret = readFileSync(env.XAUTHORITY).subarray(-16);
      expect(env.DISPLAY).toBe(names[0]);
      expect(new Set(names).size).toBe(2);
      for (const name of names) {
        expect(await admits(name, secret)).toBe(true);
        expect(await admits(name, Buffer.alloc(16))).toBe(false);
      }
      return { names, cookies: env.XAUTHORITY };
    });
    expect(existsSync(seen.cookies)).toBe(false);
    const isThere = (name: string) => existsSync(`/tmp/.X${numberOf(name)}-lock`);
    await expect.poll(() => seen.names.filter(isThere), { timeout: 10_000 }).toEqual([]);
  });

  test('pass over a number that is taken', async () => {
    await withDisplays(1, async (first) => {
      await withDisplays(1, async (second) => {
        // Both begin at the same number.
        expect(second.names).not.toEqual(first.names);
      });
    });
  });

  test('go when the work fails', async () => {
    let name = '';
    const work = withDisplays(1, async ({ names }) => {
      name = names[0] ?? '';
      throw new Error('it failed');
    });
    await expect(work).rejects.toThrow('it failed');
    await expect.poll(() => existsSync(`/tmp/.X${numberOf(name)}-lock`), { timeout: 10_000 }).toBe(false);
  });
});
