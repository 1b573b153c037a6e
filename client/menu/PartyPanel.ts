import { mapOf } from '../../shared/defs/mapOf.ts';
import { make, makeButton, setShown } from '../hud/dom.ts';
import { openPrivateMatch } from '../net/openPrivateMatch.ts';
import type { Settings } from '../settings/Settings.ts';
import { copyLink } from './copyLink.ts';
import { element } from './Menu.ts';
import { RulesForm } from './RulesForm.ts';

const NO_CODE = 'Type the code you were given, such as 7K3QZ-M4XWV.';

/** The part of the menu for playing among friends: opens a private match and shows its invite, or takes one. */
export class PartyPanel {
  readonly #code = element('invite') as HTMLInputElement;
  readonly #open = element('open-private') as HTMLButtonElement;
  readonly #invitation = element('invitation');
  readonly #rules = new RulesForm();
  readonly #settings: Settings;
  readonly #play: (invite: string) => void;

  /** @param play joins the match of an invite */
  constructor(settings: Settings, play: (invite: string) => void) {
    this.#settings = settings;
    this.#play = play;
    this.#invitation.before(this.#rules.root);
    this.#open.addEventListener('click', () => void this.#openMatch());
    element('party').addEventListener('submit', (event) => {
      event.preventDefault();
      const invite = this.#code.value.trim();
      if (invite === '') this.#say(NO_CODE);
      else play(invite);
    });
  }

  /** Shows the invite one plays by, for coming back to it; nothing is shown when there is none. */
  show(invite: string | undefined): void {
    setShown(this.#invitation, false);
    if (invite !== undefined) this.#code.value = invite;
  }

  async #openMatch(): Promise<void> {
    this.#open.disabled = true;
    try {
      const mode = this.#settings.get('mode');
      const map = mapOf(mode, this.#settings.get('map'));
      this.#showInvitation(await openPrivateMatch({ mode, map, rules: this.#rules.read() }));
    } catch (error) {
      this.#say(error instanceof Error ? error.message : String(error));
    } finally {
      this.#open.disabled = false;
    }
  }

  #showInvitation(invite: string): void {
    const link = make('input', { testId: 'invite-link', label: 'Link to your match' });
    link.readOnly = true;
    link.value = new URL(`/?invite=${invite}`, location.href).href;
    const copy = makeButton('Copy link', { testId: 'copy-link' }, () => {
      // Where it cannot be copied it is at least marked for that.
      link.select();
      void copyLink(link.value, copy);
    });
    const enter = makeButton('Enter your match', { class: 'primary', testId: 'enter-private' }, () =>
      this.#play(invite),
    );
    this.#invitation.replaceChildren(
      make('p', { class: 'label', text: 'Your invite: send the code or the link' }),
      make('output', { class: 'invite-code', text: invite, testId: 'invite-code' }),
      make('div', { class: 'party-row' }, [link, copy]),
      enter,
    );
    setShown(this.#invitation, true);
    enter.focus();
  }

  #say(text: string): void {
    this.#invitation.replaceChildren(make('p', { class: 'warning', text, testId: 'party-notice' }));
    setShown(this.#invitation, true);
  }
}
