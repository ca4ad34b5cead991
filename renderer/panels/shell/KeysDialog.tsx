import { X } from 'lucide-react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { strings } from '../../theme/strings.ts';
import { showKey } from '../../tools/key-names.ts';
import { type Shortcut, shortcuts } from '../../tools/shortcuts.ts';
import { useApp } from '../context.ts';
import { IconButton } from '../controls/IconButton.tsx';

const groups: readonly Shortcut['group'][] = ['Tools', 'Draw', 'View', 'Edit', 'Layers', 'Picture by keyboard'];

export function KeysDialog() {
  const shown = useApp((app) => app.shortcutsShown);
  const show = useApp((app) => app.showShortcuts);
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
            {groups.map((group) => (
              <Group key={group} group={group} />
            ))}
          </div>
          <p className="keys-about">{about}</p>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Group({ group }: { readonly group: Shortcut['group'] }) {
  const platform = useApp((app) => app.platform);
  return (
    <section>
      <h3>{group}</h3>
      <dl>
        {shortcuts
          .filter((shortcut) => shortcut.group === group && shortcut.label !== '')
          .map(({ action, label, keys, shown }) => (
            <div key={action} className="keys-row">
              <dt>{label}</dt>
              <dd>{keys[0] !== undefined && <kbd>{showKey(shown ?? keys[0], platform)}</kbd>}</dd>
            </div>
          ))}
      </dl>
      {group === 'Picture by keyboard' && <p className="hint">{strings.keys.far}</p>}
    </section>
  );
}
