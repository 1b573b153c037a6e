import { mapOf } from '../../shared/defs/mapOf.ts';
import { make, makeButton, setShown } from '../hud/dom.ts';
import { openPrivateMatch } from '../net/openPrivateMatch.ts';
import type { RuleWishes } from '../../shared/defs/rules.ts';
import type { Settings } from '../settings/Settings.ts';
import { leadsToParty } from './carryInvite.ts';
import { copyLink } from './copyLink.ts';
import { element } from './Menu.ts';
import { RulesForm } from './RulesForm.ts';
import { wordsOf } from './wordsOf.ts';

const NO_CODE = 'Type the code you were given, such as 7K3QZ-M4XWV.';

export interface PartyPanelOptions {
  readonly settings: Settings;
  /** Opens a party, or comes into that of a code. Rejects with words for the player. */
  readonly enterParty: (code?: string) => Promise<void>;
  /** Joins the match of an invite. */
  readonly join: (invite: string) => void;
  /** Takes one's party into a match by these rules. Gives false for who is in none. */
  readonly playTogether: (rules: RuleWishes) => boolean;
}

/** The part of the menu for playing among friends: opens a party, or a private match and shows its invite, or takes a code. */
export class PartyPanel {
  readonly #code = element('invite') as HTMLInputElement;
  readonly #openMatch = element('open-private') as HTMLButtonElement;
  readonly #openParty = element('open-party') as HTMLButtonElement;
  readonly #invitation = element('invitation');
  readonly #rules = new RulesForm();
  readonly #options: PartyPanelOptions;

  constructor(options: PartyPanelOptions) {
    this.#options = options;
    this.#invitation.before(this.#rules.root);
    this.#rules.onEnter(() => this.#openMatch.click());
    this.#openMatch.addEventListener('click', () => void this.#try(this.#openMatch, () => this.#open()));
    this.#openParty.addEventListener('click', () => void this.#try(this.#openParty, () => options.enterParty()));
    const take = element('join-invite') as HTMLButtonElement;
    element('party').addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#try(take, () => this.#takeCode(this.#code.value.trim()));
    });
  }

  /** Shows the invite one plays by, for coming back to it; nothing is shown when there is none. */
  show(invite: string | undefined): void {
    setShown(this.#invitation, false);
    if (invite !== undefined) this.#code.value = invite;
  }

  async #takeCode(code: string): Promise<void> {
    if (code === '') throw new Error(NO_CODE);
    if (leadsToParty(code)) await this.#options.enterParty(code);
    else this.#options.join(code);
  }

  async #open(): Promise<void> {
    const { settings, playTogether } = this.#options;
    const rules = this.#rules.read();
    if (playTogether(rules)) return;
    const mode = settings.get('mode');
    this.#showInvitation(await openPrivateMatch({ mode, map: mapOf(mode, settings.get('map')), rules }));
  }

  /** Does what a button is for, once at a time, and says why not if it fails. */
  async #try(button: HTMLButtonElement, work: () => Promise<void>): Promise<void> {
    button.disabled = true;
    setShown(this.#invitation, false);
    try {
      await work();
    } catch (error) {
      this.#say(wordsOf(error));
    } finally {
      button.disabled = false;
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
      this.#options.join(invite),
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
    this.#invitation.scrollIntoView({ block: 'nearest' });
  }
}
