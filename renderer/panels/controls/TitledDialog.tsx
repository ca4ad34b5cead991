import { X } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { IconButton } from './IconButton.tsx';
import { useKeptFocus } from './kept-focus.ts';
import { Notices } from './Notices.tsx';

interface TitledDialogProps {
  readonly title: string;
  /** The name of the button that closes it. */
  readonly close: string;
  readonly onClose: () => void;
  readonly isOpen?: boolean;
  /** Whether a click beside it and Escape close it. */
  readonly isDismissable?: boolean;
  readonly isCloseDisabled?: boolean;
  readonly size?: 'wide' | 'narrow' | 'sheet';
  /** Buttons beside the title. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

const classes = { wide: 'modal', narrow: 'modal is-narrow', sheet: 'modal is-sheet' } as const;

/** A dialog over the window, with its title and a button that closes it. */
export function TitledDialog(props: TitledDialogProps) {
  const { title, close, onClose, isOpen = true, isDismissable = true, isCloseDisabled, size = 'narrow' } = props;
  const dialog = useRef<HTMLElement>(null);
  useKeptFocus(dialog, () => isDismissable && onClose());
  return (
    <ModalOverlay
      className="veil"
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable={isDismissable}
      isKeyboardDismissDisabled={!isDismissable}
    >
      <Modal className={classes[size]}>
        <Dialog className="keys-dialog" ref={dialog}>
          <div className="keys-head">
            <Heading slot="title">{title}</Heading>
            {props.actions}
            <IconButton icon={X} label={close} isDisabled={isCloseDisabled} onPress={onClose} />
          </div>
          {props.children}
          <Notices over />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
