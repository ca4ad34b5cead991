import { Check, Zap } from 'lucide-react';
import { Button, Tooltip, TooltipTrigger } from 'react-aria-components';
import { useLive, useMissingFor, useWords } from '../context.ts';
import { IconButton } from '../controls/IconButton.tsx';
import { useKey } from '../keys.ts';
import { useReason } from './TaskPicker.tsx';

/** The switch of live drawing. It stays where it is, and says why it can do nothing now. */
export function LiveSwitch() {
  const { live: words } = useWords();
  const on = useLive(({ phase }) => phase !== 'off');
  const turn = useLive((live) => live.turn);
  const missing = useMissingFor('sketch');
  // Words may be typed while it is on.
  const reason = useReason(missing === 'words' || missing === 'long' ? null : missing);
  return (
    <IconButton
      icon={Zap}
      label={words.name}
      says={words.says}
      hint={useKey('live')}
      placement="top"
      pressed={on}
      refusal={on ? undefined : (reason ?? undefined)}
      onPress={() => turn(!on)}
    />
  );
}

/** Says what live drawing does, in place of the summary of the options. */
export function LiveLine({ id }: { readonly id: string }) {
  const { live: words } = useWords();
  const phase = useLive((live) => live.phase);
  const reason = useReason(useMissingFor('sketch'));
  const says = phase === 'waits' ? words.waits : phase === 'drawing' ? words.drawing : words.follows;
  return (
    <span id={id} className="prompt-summary clip is-hint">
      {(phase === 'missing' && reason) || says}
    </span>
  );
}

/** Keeps the live picture. It takes the place of the button that draws. */
export function KeepLive() {
  const { live: words } = useWords();
  const canKeep = useLive((live) => live.canKeep);
  const keep = useLive((live) => live.keep);
  return (
    <TooltipTrigger delay={500} closeDelay={50}>
      <Button className="main-button begin-button" isDisabled={!canKeep} onPress={() => void keep()}>
        <Check size={16} aria-hidden />
        {words.keep}
      </Button>
      <Tooltip className="tooltip" placement="top" offset={6}>
        <span className="tooltip-says">{words.keepSays}</span>
      </Tooltip>
    </TooltipTrigger>
  );
}
