export function canTrace(): boolean;
