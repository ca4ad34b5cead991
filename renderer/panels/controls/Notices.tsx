import { Check, Info, TriangleAlert, X } from 'lucide-react';
import { useEffect } from 'react';
import { Button } from 'react-aria-components';
import { type Notice, secondsShown } from '../../state/window-types.ts';
import { useApp, useWords } from '../context.ts';
import { IconButton } from './IconButton.tsx';

/**
 * The notices of the window. Failures stay until they are dismissed. Other notices disappear by themselves.
 * @param over whether they lie over a dialog, which would cover them otherwise, and hide them from screen readers
 */
export function Notices({ over = false }: { readonly over?: boolean }) {
  const notices = useApp((app) => app.notices);
  return (
    <div className={over ? 'notices is-over' : 'notices'}>
      {notices.map((notice) => (
        <Toast key={notice.id} notice={notice} />
      ))}
    </div>
  );
}

const icons = { failure: TriangleAlert, note: Info, done: Check } as const;

function Toast({ notice }: { readonly notice: Notice }) {
  const strings = useWords();
  const dismiss = useApp((app) => app.dismissNotice);
  const { id, kind, text, actions } = notice;
  const Icon = icons[kind];
  useEffect(() => {
    if (kind === 'failure') return;
    const timer = setTimeout(() => dismiss(id), secondsShown({ actions }) * 1000);
    return () => clearTimeout(timer);
  }, [dismiss, id, kind, actions]);
  return (
    <div className={`notice is-${kind}`} role="alert">
      <Icon size={16} aria-hidden />
      <div className="notice-words">
        <p className="selectable">{text(strings)}</p>
        {actions.length > 0 && (
          <div className="button-row">
            {actions.map(({ label, run }) => (
              <Button key={label(strings)} className="plain-button" onPress={run}>
                {label(strings)}
              </Button>
            ))}
          </div>
        )}
      </div>
      <IconButton
        successive
        icon={X}
        size={16}
        label={strings.status.close}
        placement="left"
        onPress={() => dismiss(id)}
      />
    </div>
  );
}
