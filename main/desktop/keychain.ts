import { safeStorage } from 'electron';
import type { Vault } from './hub-token.ts';

/** On Linux, Electron's other backends encrypt with a key that is in its source. */
const REAL_BACKENDS = ['gnome_libsecret', 'kwallet', 'kwallet5', 'kwallet6'];

/** The keychain of the system. Nothing is asked of it before a token is entered, or used. */
export const keychain: Vault = {
  isReal: () =>
    safeStorage.isEncryptionAvailable() &&
    (process.platform !== 'linux' || REAL_BACKENDS.includes(safeStorage.getSelectedStorageBackend())),
  encrypt: (text) => safeStorage.encryptString(text),
  decrypt: (bytes) => safeStorage.decryptString(bytes),
};
