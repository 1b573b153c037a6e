/** How a stay in an arena stands with its server. */
export type ConnectionStatus =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'playing' }
  | { readonly kind: 'reconnecting'; readonly attempt: number; readonly secondsLeft: number }
  | { readonly kind: 'closed'; readonly code: number; readonly reason: string };
