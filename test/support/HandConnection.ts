/** A connection to a room, with the messages of that room, as the test moves it. */
export class HandConnection {
  readonly sent: unknown[] = [];
  hasLeft = false;
  readonly #listeners = new Map<string, (message: never) => void>();
  #onLeave: (code: number, reason?: string) => void = () => undefined;

  onMessage(type: string, listener: (message: never) => void): void {
    this.#listeners.set(type, listener);
  }

  onLeave(listener: (code: number, reason?: string) => void): void {
    this.#onLeave = listener;
  }

  send(type: string, message: unknown): void {
    this.sent.push([type, message]);
  }

  leave(): void {
    this.hasLeft = true;
  }

  tell(type: string, message: unknown): void {
    this.#listeners.get(type)!(message as never);
  }

  close(code: number, reason?: string): void {
    this.#onLeave(code, reason);
  }
}
