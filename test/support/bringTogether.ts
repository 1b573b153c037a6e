import type { App } from '../../server/app.ts';

const APART_UNITS = 30;

/** Sets one player beside another in a match of this process, so that they see each other. @throws when they do not sit in one match */
export function bringTogether({ services }: App, player: string, other: string): void {
  const match = [...services.rooms].find(({ world }) => world.players.has(player));
  const host = match?.world.players.get(player);
  const guest = match?.world.players.get(other);
  if (host === undefined || guest === undefined) throw new Error(`${player} and ${other} do not sit in one match`);
  // Towards the middle there is room.
  guest.x = host.x + (host.x < match!.world.map.widthUnits / 2 ? APART_UNITS : -APART_UNITS);
  guest.y = host.y;
}
