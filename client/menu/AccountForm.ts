import { make, makeButton } from '../hud/dom.ts';

const UNREACHABLE = 'The server cannot be reached. Try again in a moment.';
const MOST_CHARACTERS = 128;

export interface AccountFormWords {
  /** On the button that sends it. */
  readonly send: string;
  readonly note: string;
}

/** A form with a name or passwords in it, which says in words what the server has against them. */
export class AccountForm {
  readonly root: HTMLFormElement;
  readonly #fields = make('div', { class: 'account-fields' });
  readonly #send: HTMLButtonElement;
  readonly #buttons = make('div', { class: 'account-row' });
  readonly #warning = make('p', { class: 'warning', testId: 'account-notice' });

  constructor({ send, note }: AccountFormWords) {
    this.#send = make('button', { class: 'primary', text: send, testId: 'account-send' });
    this.#buttons.append(this.#send);
    const parts = [make('p', { class: 'quiet', text: note }), this.#fields, this.#buttons, this.#warning];
    this.root = make('form', { class: 'account-form' }, parts);
  }

  /** @param hint tells the browser what it may fill in, and whether it is to be seen */
  addField(label: string, hint: 'username' | 'current-password' | 'new-password', testId: string): HTMLInputElement {
    const field = make('input', { testId });
    if (hint !== 'username') field.type = 'password';
    field.autocomplete = hint;
    field.maxLength = MOST_CHARACTERS;
    field.required = true;
    field.spellcheck = false;
    this.#fields.append(make('label', { class: 'field' }, [make('span', { class: 'label', text: label }), field]));
    return field;
  }

  /** From now on it can be filled in. @param send rejects with words for the player */
  open(send: () => Promise<void>, cancel: () => void): void {
    this.#buttons.append(makeButton('Cancel', { testId: 'account-cancel' }, cancel));
    this.root.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#submit(send);
    });
    this.#fields.querySelector('input')?.focus();
    this.root.scrollIntoView({ block: 'end', behavior: 'smooth' });
  }

  async #submit(send: () => Promise<void>): Promise<void> {
    this.#send.disabled = true;
    this.#warning.textContent = '';
    try {
      await send();
    } catch (error) {
      const isRefused = error instanceof Error && error.name === 'AccountsRefused';
      this.#warning.textContent = isRefused ? error.message : UNREACHABLE;
      this.#warning.scrollIntoView({ block: 'nearest' });
    } finally {
      this.#send.disabled = false;
    }
  }
}
