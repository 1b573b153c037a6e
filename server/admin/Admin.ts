/** Somebody who looks after the server. */
export interface Admin {
  /** What the log, bans and reports call them. */
  readonly name: string;
  /** What shows that it is them. */
  readonly token: string;
}

/** Whoever comes with `ADMIN_TOKEN`, or without any where none is asked for. */
export const HOST_NAME = 'host';

export const MIN_TOKEN_LENGTH = 16;

const NAMED_TOKEN = /^([a-z0-9][a-z0-9_-]{0,31}):(\S+)$/i;

/**
 * Reads `name:token,name:token`.
 * @throws an Error that says what is wrong, and repeats no token
 */
export function parseAdminTokens(text: string): readonly Admin[] {
  const admins = text.split(',').map((part, index) => {
    const [, name, token] = NAMED_TOKEN.exec(part.trim()) ?? [];
    if (name === undefined || token === undefined)
      throw new Error(`is not name:token with commas between: see number ${index + 1}`);
    if (token.length < MIN_TOKEN_LENGTH)
      throw new Error(`holds a token shorter than ${MIN_TOKEN_LENGTH} characters: that of ${name}`);
    return { name, token };
  });
  const names = [HOST_NAME, ...admins.map(({ name }) => name)];
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw new Error(
      twice === HOST_NAME ? `names ${HOST_NAME}, who has ADMIN_TOKEN` : `gives the name ${twice} to two tokens`,
    );
  if (new Set(admins.map(({ token }) => token)).size < admins.length) throw new Error('gives one token to two names');
  return admins;
}
