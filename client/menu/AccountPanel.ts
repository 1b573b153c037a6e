import { make, makeButton, setShown } from '../hud/dom.ts';
import type { PlayerFacts } from '../net/askAccounts.ts';
import type { Login } from '../net/Login.ts';
import { pathOfPlayer } from '../records/links.ts';
import type { Settings } from '../settings/Settings.ts';
import { AccountForm } from './AccountForm.ts';
import { element } from './Menu.ts';

const RECORD_NOTE = 'Your record as a guest stays yours.';
const CHANGE_NOTE = 'You are signed out everywhere else.';
const CHANGED = 'Your password is changed.';

/** The part of the menu that says who one is: a guest, who may make an account of it or sign in to one, or its owner. */
export class AccountPanel {
  readonly #root = element('account');
  readonly #name = element('name') as HTMLInputElement;
  readonly #record = element('own-record') as HTMLAnchorElement;
  readonly #settings: Settings;
  readonly #login: Login;

  constructor(settings: Settings, login: Login) {
    this.#settings = settings;
    this.#login = login;
    login.onChange(() => this.#showPlayer());
  }

  /** @param resetToken what the host gave somebody who has lost their password */
  open(resetToken?: string): void {
    this.#showPlayer();
    if (resetToken !== undefined) this.#askForReset(resetToken);
  }

  #showPlayer(): void {
    const { player } = this.#login;
    const isOwner = player?.kind === 'account';
    this.#name.disabled = isOwner;
    this.#name.value = isOwner ? player.name : this.#settings.get('name');
    setShown(this.#record, player !== undefined);
    if (player !== undefined) this.#record.href = pathOfPlayer(player.id);
    this.#root.replaceChildren(
      make('div', { class: 'account-row' }, isOwner ? this.#ofOwner(player) : this.#ofGuest()),
    );
  }

  #ofOwner({ name }: PlayerFacts): HTMLElement[] {
    return [
      make('p', { class: 'account-name', testId: 'account-name', text: name }),
      makeQuiet('New password', 'change-password', () => this.#askForChange()),
      makeQuiet('Sign out', 'sign-out', () => void this.#login.signOut()),
    ];
  }

  #ofGuest(): HTMLElement[] {
    return [
      make('p', { class: 'quiet', text: 'You play as a guest' }),
      makeQuiet('Make an account', 'open-register', () => this.#askForAccount('register')),
      makeQuiet('Sign in', 'open-signIn', () => this.#askForAccount('signIn')),
    ];
  }

  #askForAccount(kind: 'register' | 'signIn'): void {
    const isNew = kind === 'register';
    const form = new AccountForm({ send: isNew ? 'Make it' : 'Sign in', note: isNew ? RECORD_NOTE : '' });
    const name = form.addField('Name', 'username', 'account-login');
    name.value = this.#settings.get('name');
    name.maxLength = 16;
    const password = form.addField('Password', isNew ? 'new-password' : 'current-password', 'account-password');
    this.#show(form, () => this.#login[kind](name.value, password.value));
  }

  #askForChange(): void {
    const form = new AccountForm({ send: 'Change it', note: CHANGE_NOTE });
    const password = form.addField('Present password', 'current-password', 'account-password');
    const next = form.addField('New password', 'new-password', 'account-new-password');
    this.#show(form, () => this.#login.changePassword(password.value, next.value), CHANGED);
  }

  #askForReset(resetToken: string): void {
    const form = new AccountForm({ send: 'Set it', note: CHANGE_NOTE });
    const next = form.addField('New password', 'new-password', 'account-new-password');
    this.#show(form, () => this.#login.resetPassword(resetToken, next.value), CHANGED);
  }

  /**
   * @param send does what the form is for; the panel shows who one is then
   * @param done what it says of that, where it is not to be seen
   */
  #show(form: AccountForm, send: () => Promise<void>, done?: string): void {
    this.#root.replaceChildren(form.root);
    const submit = async (): Promise<void> => {
      await send();
      this.#showPlayer();
      if (done !== undefined) this.#root.append(make('p', { class: 'quiet', text: done, testId: 'account-done' }));
    };
    form.open(submit, () => this.#showPlayer());
  }
}

function makeQuiet(text: string, testId: string, press: () => void): HTMLButtonElement {
  return makeButton(text, { class: 'quiet-button', testId }, press);
}
