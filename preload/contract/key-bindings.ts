import { z } from 'zod';

/** The sets of keys to begin from. */
export const keySets = ['photoshop', 'krita'] as const;
export type KeySet = (typeof keySets)[number];

/** Most keys of one action. */
export const MOST_KEYS = 10;

/**
 * A key as the studio spells it: modifiers in this order, then one character or the name of a key, as 'Ctrl+Shift+Z',
 * 'F6' or '['. A letter is in upper case.
 */
export const keySchema = z.string().regex(/^(Ctrl\+)?(Alt\+)?(Shift\+)?(\S|[A-Z][A-Za-z0-9]{1,19})$/u);

/** The keys of actions whose keys were changed. Actions of a newer studio stay in it unread. */
const changesSchema = z.record(z.string().min(1).max(60), z.array(keySchema).max(MOST_KEYS));

/** The chosen set, and what the artist has changed in each. */
export const keyBindingsSchema = z.object({
  version: z.literal(1),
  set: z.enum(keySets),
  changes: z.object({ photoshop: changesSchema, krita: changesSchema }),
});
export type KeyBindings = z.infer<typeof keyBindingsSchema>;

export const usualBindings: KeyBindings = { version: 1, set: 'photoshop', changes: { photoshop: {}, krita: {} } };
