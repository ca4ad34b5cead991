import type { Notice } from '../panels/studio.ts';

const DONE_SECONDS = 5;
const MOST = 4;

/** Adds a notice; good news goes away by itself, failures wait to be read. The same sentence stands once. */
export function notifier(
  read: () => readonly Notice[],
  write: (notices: readonly Notice[]) => void,
): (kind: Notice['kind'], text: string, actions?: Notice['actions']) => void {
  return (kind, text, actions = []) => {
    const notice: Notice = { id: crypto.randomUUID(), kind, text, actions };
    write([...read().filter((one) => one.text !== text), notice].slice(-MOST));
    if (kind === 'failure') return;
    setTimeout(() => write(read().filter((one) => one.id !== notice.id)), DONE_SECONDS * 1000);
  };
}
