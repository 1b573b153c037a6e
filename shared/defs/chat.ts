/** What a host lets people say to each other: nothing, phrases of a wheel, or those and words of their own. */
export const CHAT_RULES = ['off', 'quick', 'text'] as const;
export type ChatRule = (typeof CHAT_RULES)[number];
