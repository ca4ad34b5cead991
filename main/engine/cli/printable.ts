/** Text that is safe to show on a terminal. */

/**
 * Control characters, with those of the second set, and the marks that turn the direction of text around. A file may be called by
 * any of them, and a terminal would obey.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is escaped.
const UNSAFE = /[\u0000-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/g;

/** A line with such characters as escapes: `\u001b[31m`. */
export function printable(line: string): string {
  return line.replaceAll(UNSAFE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** A text of several lines with such characters as escapes. */
export function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n');
}

/** A name of bytes that are no UTF-8: `caf\xe9.png`. */
export function printableName(bytes: Buffer): string {
  const text = [...bytes].map((byte) => {
    if (byte >= 0x80 || byte < 0x20 || byte === 0x7f) return `\\x${byte.toString(16).padStart(2, '0')}`;
    return String.fromCharCode(byte);
  });
  return text.join('');
}
