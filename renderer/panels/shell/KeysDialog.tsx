import { X } from 'lucide-react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { showKey } from '../../tools/key-names.ts';
import { labelOf, type Shortcut, shortcuts } from '../../tools/shortcuts.ts';
import { useApp, useWords } from '../context.ts';
import { IconButton } from '../controls/IconButton.tsx';

const groups: readonly Shortcut['group'][] = ['tools', 'draw', 'view', 'edit', 'layers', 'keyboard'];

export function KeysDialog() {
  const strings = useWords();
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
  const strings = useWords();
  const platform = useApp((app) => app.platform);
  return (
    <section>
      <h3>{strings.keys.groups[group]}</h3>
      <dl>
        {shortcuts
          .filter((shortcut) => shortcut.group === group)
          .map(
            ({ label, keys, shown }) =>
              label !== null && (
                <div key={label} className="keys-row">
                  <dt>{labelOf(strings, label)}</dt>
                  <dd>
                    {keys[0] !== undefined && <kbd>{showKey(shown ?? keys[0], platform, strings.keys.names)}</kbd>}
                  </dd>
                </div>
              ),
          )}
      </dl>
      {group === 'keyboard' && <p className="hint">{strings.keys.far}</p>}
    </section>
  );
}
