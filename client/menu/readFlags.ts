import { MAP_IDS, type MapId } from '../../shared/defs/maps.ts';
import { MODE_IDS, type ModeId } from '../../shared/defs/modes.ts';
import { QUALITY_TRAITS, type Quality } from '../render/quality.ts';

/** What the address asks for beside the stored settings. */
export interface Flags {
  readonly quality: Quality | undefined;
  readonly name: string | undefined;
  readonly mode: ModeId | undefined;
  readonly map: MapId | undefined;
  /** The invite to a private match, as it was written. */
  readonly invite: string | undefined;
  /** The code of a party, as it was written. */
  readonly party: string | undefined;
  /** Exposes the running game to tests and to the curious. */
  readonly debug: boolean;
  /** Plays at once, without a stop at the menu. */
  readonly play: boolean;
  /** Watches at once. */
  readonly watch: boolean;
}

/** Reads the query of the address, such as `?q=low&name=Ann&play=1` or `?watch`; values that are not known count for nothing. */
export function readFlags(query: string): Flags {
  const params = new URLSearchParams(query);
  const wished = params.get('q');
  const mode = params.get('mode');
  const map = params.get('map');
  return {
    quality: (Object.keys(QUALITY_TRAITS) as Quality[]).find((id) => id === wished),
    name: params.get('name') ?? undefined,
    mode: MODE_IDS.find((id) => id === mode),
    map: MAP_IDS.find((id) => id === map),
    invite: params.get('invite') ?? undefined,
    party: params.get('party') ?? undefined,
    debug: params.get('debug') === '1',
    play: params.get('play') === '1',
    watch: ['', '1'].includes(params.get('watch') ?? 'no'),
  };
}
