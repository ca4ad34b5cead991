/** A reporter of vitest: notes every test that was skipped, whatever skipped it. */
import { relative } from 'node:path';
import { noteLeftOut } from './file.mjs';

export default class LeftOut {
  /** @param {readonly import('vitest/node').TestModule[]} modules */
  onTestRunEnd(modules) {
    for (const module of modules) {
      const file = relative(process.cwd(), module.moduleId);
      const skipped = [...module.children.allTests('skipped')];
      noteLeftOut(skipped.map((test) => ({ file, name: groupOf(test), why: noteOf(test) })));
    }
  }
}

/** The reason that the test gave: `context.skip(reason)`. */
function noteOf(test) {
  const result = test.result();
  return result.state === 'skipped' ? (result.note ?? '') : '';
}

/** The outermost group that was skipped as a whole, or the test alone. */
function groupOf(test) {
  let named = test;
  for (let at = test.parent; at.type === 'suite'; at = at.parent) if (at.options.mode === 'skip') named = at;
  return `“${named.name}”`;
}
