export const iconFolder: string;
export function makeIcons(folder?: string): Promise<void>;
