/** A reporter of Playwright: notes every test that asked to be skipped. One that did not run, as another failed, is no such test. */
import { relative } from 'node:path';
import { noteLeftOut } from './file.mjs';

export default class LeftOut {
  /** @param {import('@playwright/test/reporter').TestCase} test */
  onTestEnd(test) {
    const skip = test.annotations.find(({ type }) => type === 'skip' || type === 'fixme');
    if (skip === undefined) return;
    const file = relative(process.cwd(), test.location.file);
    noteLeftOut([{ file, name: `“${test.title}”`, why: skip.description ?? '' }]);
  }

  printsToStdio() {
    return false;
  }
}
