import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button, Tooltip, TooltipTrigger } from 'react-aria-components';
import { useWords } from '../context.ts';

const SHOWN_MS = 1500;

interface CopyButtonProps {
  readonly text: string;
  readonly label: string;
  /** Whether its name is only in its tooltip, where there is no room for it. */
  readonly isSmall?: boolean;
}

/** Copies the text and confirms it for a moment. */
export function CopyButton({ text, label, isSmall = false }: CopyButtonProps) {
  const strings = useWords();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  const says = copied ? strings.describe.copied : label;
  const button = (
    <Button className={isSmall ? 'icon-button is-small' : 'quiet-button'} onPress={() => void copy()}>
      {copied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
      <span className={isSmall ? 'visually-hidden' : ''} aria-live="polite">
        {says}
      </span>
    </Button>
  );
  if (!isSmall) return button;
  return (
    <TooltipTrigger delay={500} closeDelay={50}>
      {button}
      <Tooltip className="tooltip" placement="bottom" offset={6}>
        {says}
      </Tooltip>
    </TooltipTrigger>
  );
}
