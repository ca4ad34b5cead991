import { type LucideIcon, Plus, RotateCcw, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { MOST_KEYS } from '../../../preload/contract/key-bindings.ts';
import { alike, keysOfSet, rowOf } from '../../../preload/keys/current-keys.ts';
import { labelOf, type Shortcut, type ShortcutAction } from '../../../preload/keys/shortcuts.ts';
import { showKey } from '../../tools/key-names.ts';
import { type Recorded, recorded } from '../../tools/recorded-key.ts';
import { useApp, useKeys, useWords } from '../context.ts';

interface KeyRowProps {
  readonly row: Shortcut;
  /** Whether the row waits for a key or for an answer. */
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
}

/** One action with its keys. A key is pressed to change it; another one is added, or taken away, by a button. */
export function KeyRow({ row, isOpen, onOpen }: KeyRowProps) {
  const { action, fixed } = row;
  const words = useWords().keyPage;
  const { name, write } = useNames();
  const keys = useKeys(({ current }) => current[action]);
  const usual = useKeys(({ bindings }) => keysOfSet(bindings.set)[action]);
  const rebind = useKeys((state) => state.rebind);
  /** The key that the new one replaces; null for one more. */
  const [instead, setInstead] = useState<string | null>(null);
  const adding = useRef<HTMLDivElement>(null);
  const record = (key: string | null) => {
    setInstead(key);
    onOpen(true);
  };
  const close = (takesFocus = true) => {
    onOpen(false);
    // What had the focus is gone.
    if (takesFocus) requestAnimationFrame(() => adding.current?.querySelector('button')?.focus());
  };
  const own = name(action);
  if (fixed)
    return (
      <div className="key-row">
        <span className="key-name">{own}</span>
        <span className="key-caps">
          <FixedKeys row={row} keys={keys} />
        </span>
      </div>
    );
  return (
    <fieldset className="key-row" aria-label={own}>
      <span className="key-name">{own}</span>
      {isOpen ? (
        <Recorder action={action} instead={instead} onEnd={close} />
      ) : (
        <span className="key-caps">
          {keys.length === 0 && <span className="hint">{words.none}</span>}
          {keys.map((key) => (
            <span key={key} className="key-cap">
              <Button aria-label={words.change({ key: write(key), name: own })} onPress={() => record(key)}>
                {write(key)}
              </Button>
              <Button
                aria-label={words.remove({ key: write(key), name: own })}
                onPress={() => {
                  void rebind(
                    action,
                    keys.filter((one) => one !== key),
                  );
                  close();
                }}
              >
                <X size={12} aria-hidden />
              </Button>
            </span>
          ))}
        </span>
      )}
      <div className="key-buttons" ref={adding}>
        <RowButton icon={Plus} label={words.add({ name: own })} onPress={() => record(null)} />
        <RowButton
          icon={RotateCcw}
          label={words.reset({ name: own })}
          isDisabled={alike(keys, usual)}
          onPress={() => {
            void rebind(action, null);
            close();
          }}
        />
      </div>
    </fieldset>
  );
}

interface RowButtonProps {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly isDisabled?: boolean;
  readonly onPress: () => void;
}

/** It has the browser's own hint, since a tooltip would take the Escape that closes the preferences. */
function RowButton({ icon: Icon, label, isDisabled = false, onPress }: RowButtonProps) {
  return (
    <span title={label}>
      <Button className="icon-button is-small" aria-label={label} isDisabled={isDisabled} onPress={onPress}>
        <Icon size={15} aria-hidden />
      </Button>
    </span>
  );
}

function FixedKeys({ row, keys }: { readonly row: Shortcut; readonly keys: readonly string[] }) {
  const { write } = useNames();
  const shown = row.shown !== undefined && keys.length > 0 ? [row.shown] : keys;
  return shown.map((key) => <kbd key={key}>{write(key)}</kbd>);
}

interface RecorderProps {
  readonly action: ShortcutAction;
  readonly instead: string | null;
  /** @param takesFocus false where the focus went elsewhere */
  readonly onEnd: (takesFocus?: boolean) => void;
}

/** Waits for a key press. A key that is taken asks first. */
function Recorder({ action, instead, onEnd }: RecorderProps) {
  const words = useWords().keyPage;
  const { name } = useNames();
  const current = useKeys((state) => state.current);
  const rebind = useKeys((state) => state.rebind);
  const [outcome, setOutcome] = useState<Recorded>({ kind: 'waiting' });
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (outcome.kind === 'waiting') field.current?.focus();
  }, [outcome]);
  const kept = current[action].filter((key) => key !== instead);
  const take = (key: string) => {
    const at = instead === null ? -1 : current[action].indexOf(instead);
    const keys = at < 0 ? [...kept, key] : current[action].with(at, key);
    void rebind(action, [...new Set(keys)]);
    onEnd();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    // Tab goes on, as it does everywhere.
    if (event.key === 'Tab' && !event.ctrlKey) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') onEnd();
    else if (!event.repeat) {
      const next = recorded(event.nativeEvent, action, kept, current);
      if (next.kind === 'free') take(next.key);
      else if (next.kind !== 'waiting') setOutcome(next);
    }
  };
  if (outcome.kind !== 'waiting' && outcome.kind !== 'free')
    return <Answer outcome={outcome} onReplace={take} onCancel={() => onEnd()} />;
  return (
    <input
      ref={field}
      className="key-recorder"
      readOnly
      value={words.press}
      aria-label={words.pressFor({ name: name(action) })}
      onKeyDown={onKeyDown}
      onBlur={() => onEnd(false)}
    />
  );
}

interface AnswerProps {
  readonly outcome: Exclude<Recorded, { kind: 'waiting' | 'free' }>;
  readonly onReplace: (key: string) => void;
  readonly onCancel: () => void;
}

/** Says what the pressed key means already, or why it cannot be taken. */
function Answer({ outcome, onReplace, onCancel }: AnswerProps) {
  const words = useWords().keyPage;
  const { name, write } = useNames();
  const key = write(outcome.key);
  const others = 'others' in outcome ? outcome.others.map(name).join(', ') : '';
  const says = {
    taken: words.taken({ key, others }),
    fixed: words.fixed({ key, others }),
    system: words.system({ key }),
    altAlone: words.altAlone,
    unknown: words.unknown,
    most: words.most({ most: MOST_KEYS }),
  }[outcome.kind === 'refused' ? outcome.why : outcome.kind];
  // Escape takes back the key alone, and not the preferences with it.
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onCancel();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: its buttons take the keys
    <div className="key-answer" onKeyDown={onKeyDown}>
      <span role="alert">{says}</span>
      {outcome.kind === 'taken' && (
        <Button className="plain-button" onPress={() => onReplace(outcome.key)}>
          {words.replace}
        </Button>
      )}
      {/* A key that is still held must not take away another action's key. */}
      <Button className="plain-button" autoFocus onPress={onCancel}>
        {outcome.kind === 'taken' ? words.cancel : words.understood}
      </Button>
    </div>
  );
}

/** How actions and keys are called on this platform, in this language. */
function useNames() {
  const strings = useWords();
  const platform = useApp((app) => app.platform);
  return {
    name: (action: ShortcutAction) => {
      const { label } = rowOf(action);
      return label === null ? strings.keys.groups.keyboard : labelOf(strings, label);
    },
    write: (key: string) => showKey(key, platform, strings.keys.names),
  };
}
