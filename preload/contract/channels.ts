/** Names of Electron's IPC channels between main and the preload script; known to these two only. */
export const channels = {
  /** invoke: method, params -> { result } or { failure }. */
  call: 'studio:call',
  /** main -> window: a desktop event. */
  event: 'studio:event',
  /** window -> main: service, nonce; main -> window: nonce, with a port. */
  port: 'studio:port',
} as const;
