import type { ConnectionStatus } from '../net/ConnectionStatus.ts';
import { make, makeButton, setShown } from './dom.ts';

/** Shown while the connection is away: what happens, how often it was tried, how long the seat is kept. */
export class ConnectionOverlay {
  readonly root = make('div', { class: 'overlay overlay-lost', testId: 'reconnecting' });
  readonly #line = make('p', { class: 'quiet' });

  constructor(leave: () => void) {
    const card = make('div', { class: 'panel card' }, [
      make('div', { class: 'spinner' }),
      make('h2', { text: 'Connection lost' }),
      this.#line,
      makeButton('Leave', { class: 'quiet-button' }, leave),
    ]);
    card.setAttribute('role', 'alert');
    this.root.append(card);
    this.root.hidden = true;
  }

  show(status: ConnectionStatus): void {
    setShown(this.root, status.kind === 'reconnecting');
    if (status.kind !== 'reconnecting') return;
    const { attempt, secondsLeft } = status;
    this.#line.textContent = `Coming back, attempt ${attempt}. A bot holds your place for ${secondsLeft} s.`;
  }
}
