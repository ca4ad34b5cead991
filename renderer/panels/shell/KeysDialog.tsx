import { X } from 'lucide-react';
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { keyGroups, labelOf, type Shortcut, shortcuts } from '../../../preload/keys/shortcuts.ts';
import { showKey } from '../../tools/key-names.ts';
import { useApp, useKeys, useWords } from '../context.ts';
import { IconButton } from '../controls/IconButton.tsx';

/** The list of the keys that there are at present. */
export function KeysDialog() {
  const strings = useWords();
  const shown = useApp((app) => app.shortcutsShown);
  const show = useApp((app) => app.showShortcuts);
  const showPreferences = useApp((app) => app.showPreferences);
  const about = useApp((app) => app.about);
  return (
    <ModalOverlay className="veil" isOpen={shown} onOpenChange={show} isDismissable>
      <Modal className="modal">
        <Dialog className="keys-dialog">
          <div className="keys-head">
            <Heading slot="title">{strings.keys.title}</Heading>
            <IconButton icon={X} label={strings.keys.close} onPress={() => show(false)} />
          </div>
          <div className="keys-groups">
            {keyGroups.map((group) => (
              <Group key={group} group={group} />
            ))}
          </div>
          <Button
            className="plain-button"
            onPress={() => {
              show(false);
              showPreferences('keys');
            }}
          >
            {strings.keys.change}
          </Button>
          <p className="keys-about">{about}</p>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Group({ group }: { readonly group: Shortcut['group'] }) {
  const strings = useWords();
  const platform = useApp((app) => app.platform);
  const current = useKeys((keys) => keys.current);
  const rows = shortcuts.flatMap(({ action, label, shown, ...row }) => {
    const [key] = current[action];
    if (row.group !== group || label === null || key === undefined) return [];
    return [{ label, key: shown ?? key }];
  });
  return (
    <section>
      <h3>{strings.keys.groups[group]}</h3>
      <dl>
        {rows.map(({ label, key }) => (
          <div key={label} className="keys-row">
            <dt>{labelOf(strings, label)}</dt>
            <dd>
              <kbd>{showKey(key, platform, strings.keys.names)}</kbd>
            </dd>
          </div>
        ))}
      </dl>
      {group === 'keyboard' && <p className="hint">{strings.keys.far}</p>}
    </section>
  );
}
