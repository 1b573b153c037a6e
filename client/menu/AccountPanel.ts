import { make, makeButton } from '../hud/dom.ts';
import type { PlayerFacts } from '../net/askAccounts.ts';
import type { Login } from '../net/Login.ts';
import type { Settings } from '../settings/Settings.ts';
import { element } from './Menu.ts';

const UNREACHABLE = 'The server cannot be reached. Try again in a moment.';

/** What the panel can ask for. */
const FORMS = {
  register: {
    title: 'Make an account',
    send: 'Make it',
    note: 'Your record as a guest stays yours.',
    hint: 'new-password',
  },
  signIn: { title: 'Sign in', send: 'Sign in', note: '', hint: 'current-password' },
} as const;

type Form = keyof typeof FORMS;

/** The part of the menu that says who one is: a guest, who may make an account of it or sign in to one, or its owner. */
export class AccountPanel {
  readonly #root = element('account');
  readonly #name = element('name') as HTMLInputElement;
  readonly #settings: Settings;
  readonly #login: Login;

  constructor(settings: Settings, login: Login) {
    this.#settings = settings;
    this.#login = login;
    login.onChange((player) => this.#show(player));
  }

  open(): void {
    this.#show(this.#login.player);
  }

  #show(player: PlayerFacts | undefined): void {
    const isOwner = player?.kind === 'account';
    this.#name.disabled = isOwner;
    this.#name.value = isOwner ? player.name : this.#settings.get('name');
    if (isOwner) this.#showOwner(player);
    else this.#showGuest();
  }

  #showOwner({ name }: PlayerFacts): void {
    const who = make('p', { class: 'account-name', testId: 'account-name', text: name });
    const leave = makeButton(
      'Sign out',
      { class: 'quiet-button', testId: 'sign-out' },
      () => void this.#login.signOut(),
    );
    this.#root.replaceChildren(make('div', { class: 'account-row' }, [who, leave]));
  }

  #showGuest(): void {
    const buttons = (Object.keys(FORMS) as Form[]).map((form) =>
      makeButton(FORMS[form].title, { class: 'quiet-button', testId: `open-${form}` }, () => this.#showForm(form)),
    );
    const who = make('p', { class: 'quiet', text: 'You play as a guest' });
    this.#root.replaceChildren(make('div', { class: 'account-row' }, [who, ...buttons]));
  }

  #showForm(kind: Form): void {
    const { title, send, note, hint } = FORMS[kind];
    const name = makeField('Name', 'username', 'account-login');
    name.value = this.#settings.get('name');
    name.maxLength = 16;
    const password = makeField('Password', hint, 'account-password');
    password.type = 'password';
    password.maxLength = 128;
    const warning = make('p', { class: 'warning', testId: 'account-notice' });
    const submit = make('button', { class: 'primary', text: send, testId: 'account-send' });
    const cancel = makeButton('Cancel', {}, () => this.#showGuest());
    const form = make('form', { class: 'account-form', label: title }, [
      make('p', { class: 'quiet', text: note }),
      name,
      password,
      make('div', { class: 'account-row' }, [submit, cancel]),
      warning,
    ]);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#send(kind, { name: name.value, password: password.value, submit, warning });
    });
    this.#root.replaceChildren(form);
    name.focus();
    form.scrollIntoView({ block: 'end', behavior: 'smooth' });
  }

  async #send(kind: Form, { name, password, submit, warning }: Filled): Promise<void> {
    submit.disabled = true;
    warning.textContent = '';
    try {
      await this.#login[kind](name, password);
    } catch (error) {
      warning.textContent = error instanceof Error && error.name === 'AccountsRefused' ? error.message : UNREACHABLE;
    } finally {
      submit.disabled = false;
    }
  }
}

/** A form as it was filled in, and where to say what came of it. */
interface Filled {
  readonly name: string;
  readonly password: string;
  readonly submit: HTMLButtonElement;
  readonly warning: HTMLElement;
}

/** @param hint tells the browser what it may fill in */
function makeField(label: string, hint: AutoFill, testId: string): HTMLInputElement {
  const field = make('input', { label, testId });
  field.placeholder = label;
  field.autocomplete = hint;
  field.required = true;
  field.spellcheck = false;
  return field;
}
