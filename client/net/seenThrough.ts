import type { SessionView } from '../../shared/net/ArenaSession.ts';

/**
 * The view of one who watches with the place of the watched player as the own one, so that light, camera and ear are
 * there. Nothing can be done in it: it has no predicted body.
 */
export function seenThrough(view: SessionView, player: string, alive: boolean): SessionView {
  const place = view.others.get(player);
  if (place === undefined) return view;
  const others = new Map(view.others);
  others.delete(player);
  return { ...view, own: { ...place, alive, body: undefined }, others };
}
