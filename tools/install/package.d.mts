export function releaseSettings(environment: NodeJS.ProcessEnv): string[];
