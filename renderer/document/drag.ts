/** The data type of a gallery picture that is dragged to the canvas. Its text is the generation's id. */
export const GENERATION_TYPE = 'application/x-studio-generation';
