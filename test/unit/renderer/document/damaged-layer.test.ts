import { expect, test } from 'vitest';
import { StudioError } from '../../../../preload/contract/errors.ts';
import { damagedLayer } from '../../../../renderer/document/damaged-layer.ts';

test('a layer is called damaged only where its picture is at fault', () => {
  for (const kind of ['cancelled', 'service-lost', 'store-unavailable'] as const) {
    const cause = new StudioError(kind, 'Not now.');
    expect(damagedLayer('Sky', cause)).toBe(cause);
  }
  for (const cause of [new StudioError('bad-picture', 'No.'), new StudioError('not-found', 'Gone.'), new Error('?')]) {
    expect(damagedLayer('Sky', cause)).toMatchObject({
      cause,
      failure: { code: 'canvas.layer-damaged', params: { layer: 'Sky' } },
    });
  }
});
