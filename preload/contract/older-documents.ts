import { z } from 'zod';

/** Documents as files of older studios hold them, brought to today's form. */

const PLAIN = { kind: 'picture', parentId: null, blendMode: 'normal', mask: null } as const;

const anObject = z.looseObject({});
const olderDocument = z.looseObject({
  layers: z.array(anObject),
  /** The painted region, when it was a list of strokes. */
  mask: z.array(z.looseObject({ erase: z.boolean() })),
});

/** A copy of a document that was kept before layers had kinds. Anything else is given back as it is. */
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
