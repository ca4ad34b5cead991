/** Words about drawing live. */
export const liveWords = {
  live: {
    name: 'Live',
    says: 'Draws from the picture as it and the words change. Nothing is kept until you say so.',
    follows: 'Live: follows the picture and the words',
    drawing: 'Live: drawing…',
    waits: 'Live waits while another drawing runs',
    keep: 'Keep',
    keepSays: 'Makes the picture a layer and ends live drawing.',
  },
} as const;
