import type { LucideIcon } from 'lucide-react';
import { Button, type PressEvent, Tooltip, TooltipTrigger } from 'react-aria-components';

interface IconButtonProps {
  readonly icon: LucideIcon;
  readonly label: string;
  /** The key to show in the tooltip, as the platform writes it. */
  readonly hint?: string | undefined;
  /** A sentence for the tooltip. */
  readonly says?: string | undefined;
  readonly isDisabled?: boolean | undefined;
  /** Why the button does nothing now. It stays within reach, so that its tooltip can give the reason. */
  readonly refusal?: string | undefined;
  /** For a toggle button: whether it is on. */
  readonly pressed?: boolean | undefined;
  /** For a button that another one of its kind replaces. The other one may be pressed at once. */
  readonly successive?: boolean;
  readonly size?: number;
  readonly className?: string;
  readonly placement?: 'bottom' | 'right' | 'top' | 'left';
  /** The id of what says which of several alike it belongs to. */
  readonly describedBy?: string;
  /** What the tour through the window points at here. */
  readonly tour?: string | undefined;
  readonly onPress: (event: PressEvent) => void;
}

/** A button with an icon. Its tooltip shows its name and key, and screen readers read its name. */
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
    refusal,
    onPress,
  } = props;
  return (
    <TooltipTrigger delay={500} closeDelay={50}>
      <Button
        className={`icon-button ${pressed === true ? 'is-on' : ''} ${className}`}
        aria-label={label}
        {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
        {...(successive && { 'data-successive': true })}
        {...(refusal !== undefined && { 'aria-disabled': true })}
        {...(props.describedBy !== undefined && { 'aria-describedby': props.describedBy })}
        {...(props.tour !== undefined && { 'data-tour': props.tour })}
        isDisabled={isDisabled}
        onPress={(event) => refusal === undefined && onPress(event)}
      >
        <Icon size={size} strokeWidth={1.75} aria-hidden />
      </Button>
      <Tooltip className="tooltip" placement={props.placement ?? 'bottom'} offset={6}>
        {label}
        {hint !== undefined && <kbd>{hint}</kbd>}
        {(refusal ?? props.says) !== undefined && <span className="tooltip-says">{refusal ?? props.says}</span>}
      </Tooltip>
    </TooltipTrigger>
  );
}
