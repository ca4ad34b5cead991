import { z } from 'zod';

/** Converts documents from files of older studios to the current form. */

const PLAIN = { kind: 'picture', parentId: null, blendMode: 'normal', mask: null } as const;

const anObject = z.looseObject({});
const olderDocument = z.looseObject({
  layers: z.array(anObject),
  /** The painted region as a list of strokes. */
  mask: z.array(z.looseObject({ erase: z.boolean() })),
});

/**
 * Returns a converted copy of a document whose layers have no kind and whose region is a list of strokes. Returns any
 * other value unchanged.
 */
export function upgradedDocument(value: unknown): unknown {
  const older = olderDocument.safeParse(value);
  if (!older.success) return value;
  const { mask, layers, ...page } = older.data;
  return {
    ...page,
    layers: layers.map((layer) => ({
      ...PLAIN,
      locks: { all: false, position: false, transparency: false },
      ...layer,
    })),
    region: mask.map(({ erase, ...stroke }) => ({
      kind: 'stroke',
      operation: erase ? 'subtract' : 'add',
      ...stroke,
    })),
  };
}
