import { describe, expect, it } from 'vitest';
import { toolNames } from '../../../../preload/contract/tool-names.ts';
import { labelOf, shortcuts } from '../../../../preload/keys/shortcuts.ts';
import { wordsIn } from '../../../../preload/words/index.ts';
import { tools } from '../../../../renderer/tools/registry.ts';

describe.each(toolNames)('the tool "%s"', (name) => {
  it('has a key of its own in the key list', () => {
    const rows = shortcuts.filter(({ action }) => action === `tool-${name}`);
    expect(rows).toEqual([expect.objectContaining({ group: 'tools' })]);
    expect(tools[name].icon).toBeDefined();
    const [key] = rows[0].keys;
    expect(key).toMatch(/^(Shift\+)?[A-Z]$/);
    // Other groups may have it while results wait (shortcuts.test.ts).
    const ofTools = shortcuts.filter(({ group }) => group === 'tools');
    expect(ofTools.filter(({ keys }) => keys.some((other) => other === key))).toEqual(rows);
  });

  it('is called the same by its button and by the key list, in every language', () => {
    for (const language of ['en', 'de'] as const) {
      const words = wordsIn(language);
      expect(words.tools[name]).toMatch(/\w/);
      expect(labelOf(words, `tool-${name}`)).toBe(words.tools[name]);
    }
  });
});
