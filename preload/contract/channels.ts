/** Names of the Electron IPC channels between main and the preload script. Only these two know them. */
export const channels = {
  /** Invoked with a method and its params. The answer is `{ result }` or `{ failure }`. */
  call: 'studio:call',
  /** Sent from main to the window with a desktop event. */
  event: 'studio:event',
  /** Sent from the window with a service and a nonce. Main answers with the nonce and a port. */
  port: 'studio:port',
} as const;
