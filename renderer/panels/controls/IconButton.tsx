import type { LucideIcon } from 'lucide-react';
import { Button, Tooltip, TooltipTrigger } from 'react-aria-components';

interface IconButtonProps {
  readonly icon: LucideIcon;
  readonly label: string;
  /** Key to name in the tooltip, as it is shown. */
  readonly hint?: string | undefined;
  readonly isDisabled?: boolean | undefined;
  /** For a button that stays down. */
  readonly pressed?: boolean | undefined;
  /** For a button that gives way to one of its kind, which may be pressed at once. */
  readonly successive?: boolean;
  readonly size?: number;
  readonly className?: string;
  readonly placement?: 'bottom' | 'right' | 'top' | 'left';
  readonly onPress: () => void;
}

/** A picture of what it does, with its name and key for the eye that rests and for screen readers. */
export function IconButton(props: IconButtonProps) {
  const {
    icon: Icon,
    label,
    hint,
    isDisabled = false,
    pressed,
    successive = false,
    size = 18,
    className = '',
    onPress,
  } = props;
  return (
    <TooltipTrigger delay={500} closeDelay={50}>
      <Button
        className={`icon-button ${pressed === true ? 'is-on' : ''} ${className}`}
        aria-label={label}
        {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
        {...(successive && { 'data-successive': true })}
        isDisabled={isDisabled}
        onPress={onPress}
      >
        <Icon size={size} strokeWidth={1.75} aria-hidden />
      </Button>
      <Tooltip className="tooltip" placement={props.placement ?? 'bottom'} offset={6}>
        {label}
        {hint !== undefined && <kbd>{hint}</kbd>}
      </Tooltip>
    </TooltipTrigger>
  );
}
