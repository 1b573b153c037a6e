import { make, setShown } from '../hud/dom.ts';
import type { Login } from '../net/Login.ts';
import { awaitMatch } from '../records/awaitMatch.ts';
import { fetchRecord } from '../records/fetchRecord.ts';
import { linkToMatch } from '../records/links.ts';
import { describeRanked } from './matchTexts.ts';
import { element } from './Menu.ts';

/** The line of the menu that says what the ranked match one comes from has changed. */
export class LastRanked {
  readonly #root = element('last-ranked');
  readonly #login: Pick<Login, 'player'>;
  /** The match that is shown, or will be once it is on record. */
  #matchId: string | undefined;

  constructor(login: Pick<Login, 'player'>) {
    this.#login = login;
  }

  /** Shows a match once it is on record; nothing when it does not get there soon. Never rejects. */
  async show(matchId: string): Promise<void> {
    this.#matchId = matchId;
    const match = await awaitMatch(matchId, {
      fetch: fetchRecord,
      wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    });
    const text = match && describeRanked(match, this.#login.player?.id);
    if (text === undefined || this.#matchId !== matchId) return;
    this.#root.replaceChildren(make('span', { text: `${text} · ` }), linkToMatch(matchId, 'The match'));
    setShown(this.#root, true);
  }

  clear(): void {
    this.#matchId = undefined;
    setShown(this.#root, false);
  }
}
