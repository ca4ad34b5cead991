import * as electron from 'electron';
import { StudioError } from '../../preload/contract/errors.ts';
import { sniffMediaType } from '../../preload/contract/media-type.ts';

/** What each system calls a PNG on its clipboard. */
const NAMES: Partial<Record<NodeJS.Platform, string>> = { win32: 'PNG', darwin: 'public.png' };

/** The clipboard of Electron before version 45, which the types no longer have. */
interface OlderClipboard {
  writeBuffer?(format: string, bytes: Buffer): void;
}

/**
 * Puts a PNG on the clipboard, byte for byte. As a bitmap it would lose the colours of its faint pixels.
 * @throws StudioError `desktop.only-png`
 */
export async function copyPicture(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  if (sniffMediaType(bytes) !== 'image/png') throw StudioError.of('desktop.only-png', {});
  const format = NAMES[process.platform] ?? 'image/png';
  const older = electron.clipboard as OlderClipboard;
  if (older.writeBuffer !== undefined) older.writeBuffer(format, Buffer.from(bytes));
  else {
    const raw = `electron application/osclipboard;format="${format}"`;
    await electron.clipboard.write([new electron.ClipboardItem({ [raw]: new Blob([bytes]) })]);
  }
}
