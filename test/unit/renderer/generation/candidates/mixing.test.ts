import * as fc from 'fast-check';
import { encode } from 'fast-png';
import { beforeEach, describe, expect, it } from 'vitest';
import { maskOnPicture } from '../../../../../renderer/generation/candidates/mixing.ts';
import { strokeWith } from '../../../../helpers/documents.ts';
import { input, settle, TestStudio } from '../../../../helpers/test-studio.ts';

describe('what is painted on the page', () => {
  const size = fc.record({ width: fc.integer({ min: 1, max: 24 }), height: fc.integer({ min: 1, max: 24 }) });

  it('is on a picture what lies over it, in its own pixels; what is beside the page is not painted', () => {
    const frame = fc.record({ x: fc.integer({ min: -9, max: 9 }), y: fc.integer({ min: -9, max: 9 }) });
    fc.assert(
      fc.property(size, size, frame, fc.integer({ min: 1, max: 3 }), (page, picture, at, scale) => {
        const values = Uint8Array.from({ length: page.width * page.height }, (_, i) => (i * 7 + 1) % 256);
        const shown = { ...at, width: picture.width * scale, height: picture.height * scale };
        const mask = maskOnPicture({ ...page, values }, shown, picture);
        expect(mask).toMatchObject(picture);
        mask.values.forEach((value, i) => {
          const x = at.x + (i % picture.width) * scale + Math.floor(scale / 2);
          const y = at.y + Math.floor(i / picture.width) * scale + Math.floor(scale / 2);
          const inside = x >= 0 && y >= 0 && x < page.width && y < page.height;
          expect(value).toBe(inside ? values[y * page.width + x] : 0);
        });
      }),
    );
  });
});

describe('mixing two candidates', () => {
  let studio: TestStudio;

  const png = (grey: number) =>
    new Uint8Array(
      encode({ width: 64, height: 64, channels: 3, depth: 8, data: new Uint8Array(64 * 64 * 3).fill(grey) }),
    );
  const settings = input.settings.retouch;

  beforeEach(async () => {
    studio = new TestStudio();
    const { done } = await studio.start({ count: 2 });
    for (const grey of [10, 20]) {
      studio.engine.finish({ png: png(grey) });
      await settle();
    }
    await done;
    studio.document.getState().addRegionStep(strokeWith({ size: 100, points: [200, 128, 201, 128] }));
  });

  it('asks for the painted part of the other; one more waits, recorded with both, and the paint is gone', async () => {
    const done = studio.state.mix(1, ' a circle and a star ', settings);
    await settle();
    expect(studio.state.phase).toBe('running');
    const asked = studio.engine.requests.at(-1);
    if (asked?.task !== 'mix') throw new Error('No mix was asked for.');
    expect(asked).toMatchObject({ prompt: 'a circle and a star', settings, seed: 7, border: 2 });
    // The page of 256 shows a picture of 64: the stroke's middle is at 50, 32.
    expect([asked.picture.rgba[0], asked.second.picture.rgba[0]]).toEqual([10, 20]);
    expect(asked.regionMask.values[32 * 64 + 50]).toBe(255);
    expect(asked.regionMask.values[32 * 64 + 10]).toBe(0);
    studio.engine.finish({ png: png(30) });
    await done;
    expect(studio.state).toMatchObject({ phase: 'candidate', shown: 2 });
    const [first, second, mixed] = studio.rows;
    expect(mixed?.details.mix).toEqual({ first: first?.id, second: second?.id });
    expect(mixed?.mask).not.toBeNull();
    // As its PNG says, too.
    expect([first?.task, second?.task, mixed?.task]).toEqual(['generate', 'generate', 'mix']);
    expect(studio.page.region).toEqual([]);
    studio.document.getState().undo();
    expect(studio.page.region).toHaveLength(1);
  });

  it('is checked where the candidates were', async () => {
    await studio.state.drop();
    studio.document.getState().clearRegion();
    await studio.runToEnd({ png: png(1) }, { count: 2, verify: true });
    studio.document.getState().undo();
    const done = studio.state.mix(1, 'a circle', settings);
    await settle();
    expect(studio.engine.requests.at(-1)).toMatchObject({ task: 'mix', verify: true });
    studio.state.cancel();
    await done;
  });

  it('keeps the paint and what waits where it is stopped or fails', async () => {
    const done = studio.state.mix(1, 'a circle', settings);
    await settle();
    studio.state.cancel();
    await done;
    expect(studio.state).toMatchObject({ phase: 'candidate', failure: null });
    expect(studio.state.candidates).toHaveLength(2);
    expect(studio.page.region).toHaveLength(1);
  });

  it('is nothing without paint, with itself, or with a picture that cannot be read, which says so', async () => {
    const before = studio.engine.requests.length;
    await studio.state.mix(0, 'a circle', settings);
    studio.document.getState().clearRegion();
    await studio.state.mix(1, 'a circle', settings);
    expect(studio.engine.requests).toHaveLength(before);
    studio.document.getState().undo();
    for (const [hash, blob] of studio.store.blobs) studio.store.blobs.set(hash, { ...blob, bytes: new Uint8Array(0) });
    await studio.state.mix(1, 'a circle', settings);
    expect(studio.state).toMatchObject({ phase: 'candidate', failure: { kind: 'bad-picture' } });
    expect(studio.engine.requests).toHaveLength(before);
  });

  it('is not for parts of the page: what is around them is no part of the picture', async () => {
    await studio.state.drop();
    await studio.runToEnd({ png: png(1) }, { task: 'retouch', count: 2 });
    const before = studio.engine.requests.length;
    await studio.state.mix(1, 'a circle', settings);
    expect(studio.engine.requests).toHaveLength(before);
  });
});
