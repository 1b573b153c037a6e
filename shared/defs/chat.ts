/** What a host lets people say to each other: nothing, phrases of a wheel, or those and words of their own. */
export const CHAT_RULES = ['off', 'quick', 'text'] as const;
export type ChatRule = (typeof CHAT_RULES)[number];

/** What the wheel has to offer, clockwise from the top. Places are not among them: who is where, one has to see. */
export const QUICK_PHRASES = {
  hello: 'Hello!',
  niceShot: 'Nice shot!',
  attack: 'Attack!',
  onMyWay: 'On my way!',
  thanks: 'Thanks!',
  help: 'I need help!',
  fallBack: 'Fall back!',
  goodGame: 'Good game!',
} as const;
export type QuickPhraseId = keyof typeof QUICK_PHRASES;
export const QUICK_PHRASE_IDS = Object.keys(QUICK_PHRASES) as QuickPhraseId[];

/** Whom a player speaks to. Those who watch speak among themselves, whatever they choose. */
export const CHAT_AUDIENCES = ['all', 'team'] as const;
export type ChatAudience = (typeof CHAT_AUDIENCES)[number];

export const CHAT = {
  /** Of a line in one's own words. */
  maxCharacters: 120,
  /** Lines a person may say in each span of time, whatever matches they are in. */
  lines: 5,
  perMs: 10_000,
} as const;
