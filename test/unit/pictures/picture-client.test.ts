import { expect, test } from 'vitest';
import { StudioError } from '../../../preload/contract/errors.ts';
import { tooSlow } from '../../../preload/contract/picture-refusals.ts';
import type { PictureService, ShownPicture } from '../../../preload/contract/picture-service.ts';
import type { Client } from '../../../preload/contract/service.ts';
import { pictureClient } from '../../../preload/rpc/picture-client.ts';

const shown: ShownPicture = { mediaType: 'image/png', width: 1, height: 1, transparent: false, png: null };

interface Call {
  readonly name: string;
  readonly begin: () => void;
  readonly resolve: (picture: ShownPicture) => void;
  readonly reject: (error: StudioError) => void;
}

/** Works through what it is asked, dies of each deadly picture, and is there again for the next call. */
function mortal(starts = true): Client<PictureService> {
  let waiting: Call[] = [];
  const work = () => {
    const queue = waiting;
    waiting = [];
    let alive = starts;
    for (const { name, begin, resolve, reject } of queue) {
      if (!alive) reject(new StudioError('service-lost', 'It is gone.'));
      else {
        begin();
        alive = !name.startsWith('deadly');
        if (alive) resolve(shown);
        else reject(tooSlow(name));
      }
    }
  };
  const show = (params: { name: string }, options?: { onEvent?: (event: { kind: 'begun' }) => void }) =>
    new Promise<ShownPicture>((resolve, reject) => {
      if (waiting.length === 0) setTimeout(work);
      waiting.push({ name: params.name, begin: () => options?.onEvent?.({ kind: 'begun' }), resolve, reject });
    });
  return { show } as unknown as Client<PictureService>;
}

test('a good picture behind any number of deadly ones is shown', async () => {
  const process = mortal();
  const { show } = pictureClient(() => process);
  const names = [...Array.from({ length: 50 }, (_, i) => `deadly ${i}`), 'good'];
  const answers = await Promise.allSettled(names.map((name) => show({ bytes: new Uint8Array(1), name })));
  expect(answers.at(-1)).toEqual({ status: 'fulfilled', value: shown });
  for (const answer of answers.slice(0, -1)) {
    expect(answer).toMatchObject({ reason: { message: expect.stringMatching(/^“deadly \d+” takes too long/) } });
  }
});

test('a decoder that never gets so far as to begin is not asked for ever', async () => {
  const process = mortal(false);
  const { show } = pictureClient(() => process);
  await expect(show({ bytes: new Uint8Array(1), name: 'good' })).rejects.toMatchObject({
    failure: { kind: 'service-lost' },
  });
});
