import { describe, expect, it } from 'vitest';
import { toolNames, tools } from '../../../../renderer/tools/registry.ts';
import { shortcuts } from '../../../../renderer/tools/shortcuts.ts';
import { english as strings } from '../../../helpers/english.ts';

describe.each(toolNames)('the tool "%s"', (name) => {
  it('has a key of its own', () => {
    const rows = shortcuts.filter(({ action }) => action === tools[name].action);
    expect(rows.map(({ group }) => group)).toEqual(['tools']);
    expect(rows[0]?.keys.length).toBeGreaterThan(0);
    expect(toolNames.filter((other) => tools[other].action === tools[name].action)).toEqual([name]);
  });

  it('has words', () => {
    expect(strings.tools[name]).toMatch(/\w/);
  });
});
