import { Button } from 'react-aria-components';
import { keyGroups, labelOf, type Shortcut, shortcuts } from '../../../preload/keys/shortcuts.ts';
import { showKey } from '../../tools/key-names.ts';
import { useApp, useKeys, useWords } from '../context.ts';
import { TitledDialog } from '../controls/TitledDialog.tsx';

/** The list of the keys that there are at present. */
export function KeysDialog() {
  const strings = useWords();
  const shown = useApp((app) => app.shortcutsShown);
  const show = useApp((app) => app.showShortcuts);
  const showPreferences = useApp((app) => app.showPreferences);
  const about = useApp((app) => app.about);
  return (
    <TitledDialog
      size="wide"
      title={strings.keys.title}
      close={strings.keys.close}
      isOpen={shown}
      onClose={() => show(false)}
    >
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
    </TitledDialog>
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
