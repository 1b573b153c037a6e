const MARK = '#reset=';

/** What the host gave somebody who has lost their password, out of the address, where it is not left for others to find. */
export function takeReset(): string | undefined {
  const { hash } = location;
  if (!hash.startsWith(MARK)) return undefined;
  const url = new URL(location.href);
  url.hash = '';
  history.replaceState(history.state, '', url);
  return hash.slice(MARK.length);
}
