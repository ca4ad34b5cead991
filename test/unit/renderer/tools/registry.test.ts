import { describe, expect, it } from 'vitest';
import { strings } from '../../../../renderer/theme/strings.ts';
import { toolNames, tools } from '../../../../renderer/tools/registry.ts';
import { shortcuts } from '../../../../renderer/tools/shortcuts.ts';

describe.each(toolNames)('the tool "%s"', (name) => {
  it('has a key of its own', () => {
    const rows = shortcuts.filter(({ action }) => action === tools[name].action);
    expect(rows.map(({ group }) => group)).toEqual(['Tools']);
    expect(rows[0]?.keys.length).toBeGreaterThan(0);
    expect(toolNames.filter((other) => tools[other].action === tools[name].action)).toEqual([name]);
  });

  it('has words', () => {
    expect(strings.tools[name]).toMatch(/\w/);
  });
});
