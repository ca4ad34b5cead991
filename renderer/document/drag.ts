/** A picture of the gallery under way to the canvas: the generation's id as text. */
export const GENERATION_TYPE = 'application/x-studio-generation';
