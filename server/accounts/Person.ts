/** Somebody the server knows from one match to the next. Who plays without a token is nobody it knows. */
export interface Person {
  /** A UUID, the same for as long as the person is known: a guest who becomes an account keeps it. */
  readonly playerId: string;
  /** As others see it: made presentable, and an account's own. */
  readonly name: string;
  readonly kind: 'guest' | 'account';
}
