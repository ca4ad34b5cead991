import { wordsIn } from '../../../preload/words/index.ts';
import type { Notify } from '../parts.ts';
import { type Notice, secondsShown } from '../window-types.ts';

const MOST = 4;

const inEnglish = ({ text }: Notice): string => text(wordsIn('en'));

export interface Notices {
  /**
   * Adds a notice. Notices of success disappear by themselves, and failures stay until they are dismissed. A sentence
   * is shown only once.
   */
  readonly notify: Notify;
  /**
   * Shows the notices of another project. Failures of the project that is left are kept for its return, and its other
   * notices are dropped.
   */
  readonly enter: (projectId: string) => void;
}

/** @param shown the id of the shown project */
export function createNotices(
  read: () => readonly Notice[],
  write: (notices: readonly Notice[]) => void,
  shown: () => string,
): Notices {
  const waiting = new Map<string, readonly Notice[]>();
  const added = (to: readonly Notice[], notice: Notice) =>
    [...to.filter((one) => inEnglish(one) !== inEnglish(notice)), notice].slice(-MOST);
  const wait = (projectId: string, notice: Notice) =>
    waiting.set(projectId, added(waiting.get(projectId) ?? [], notice));
  return {
    notify: (kind, text, actions = [], projectId = null) => {
      const notice: Notice = { id: crypto.randomUUID(), kind, text, actions, projectId };
      if (projectId !== null && projectId !== shown()) {
        wait(projectId, notice);
        return;
      }
      write(added(read(), notice));
      if (kind === 'failure') return;
      setTimeout(() => write(read().filter((one) => one.id !== notice.id)), 1000 * secondsShown(notice));
    },
    enter: (projectId) => {
      const standing = read();
      for (const one of standing) {
        if (one.projectId !== null && one.projectId !== projectId && one.kind === 'failure') wait(one.projectId, one);
      }
      const stay = standing.filter((one) => one.projectId === null || one.projectId === projectId);
      write((waiting.get(projectId) ?? []).reduce(added, stay));
      waiting.delete(projectId);
    },
  };
}
