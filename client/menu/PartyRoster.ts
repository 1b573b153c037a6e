import { make, makeButton, setShown } from '../hud/dom.ts';
import type { PartyLink, PartyState } from '../net/PartyLink.ts';
import { copyLink } from './copyLink.ts';

type Link = Pick<PartyLink, 'leave' | 'handLead' | 'remove' | 'isLost'>;

/** Who is in one's party, how others come into it, and what only its leader can do. */
export class PartyRoster {
  readonly #root: HTMLElement;
  readonly #link: Link;

  constructor(root: HTMLElement, link: Link) {
    this.#root = root;
    this.#link = link;
  }

  /** Shows a party, or nothing when one is in none. */
  show(party: PartyState | undefined): void {
    const hasCome = this.#root.hidden;
    setShown(this.#root, party !== undefined);
    if (party === undefined) return this.#root.replaceChildren();
    const { code, members } = party;
    const address = new URL(`/?party=${code}`, location.href).href;
    const copy = makeButton('Copy link', { testId: 'copy-party-link' }, () => void copyLink(address, copy));
    this.#root.replaceChildren(
      make('div', { class: 'party-row party-head' }, [
        make('span', { class: 'label', text: 'Your party' }),
        make('output', { class: 'party-code', text: code, testId: 'party-code' }),
        copy,
        makeButton('Leave', { class: 'quiet-button', testId: 'leave-party' }, () => this.#link.leave()),
      ]),
      make(
        'ul',
        { class: 'party-members', testId: 'party-members' },
        members.map((member) => this.#makeMember(party, member)),
      ),
      make('p', { class: 'quiet', text: describeLead(party, this.#link) }),
    );
    // On a phone it is below all there is to choose.
    if (hasCome) this.#root.scrollIntoView({ block: 'nearest' });
  }

  #makeMember({ leader, self }: PartyState, { id, name, isHere }: PartyState['members'][number]): HTMLElement {
    const notes = [id === leader && 'leads', id === self && 'you', !isHere && 'away'].filter((note) => note !== false);
    const line = make('li', {}, [make('b', { text: name }), make('span', { class: 'quiet', text: notes.join(', ') })]);
    line.classList.toggle('is-away', !isHere);
    if (self !== leader || id === self || this.#link.isLost) return line;
    line.append(
      makeButton('Make leader', { class: 'quiet-button', label: `Let ${name} lead` }, () => this.#link.handLead(id)),
      makeButton('Remove', { class: 'quiet-button danger', label: `Remove ${name}` }, () => this.#link.remove(id)),
    );
    return line;
  }
}

/** Whose it is to choose what a party plays, in words for one of its members, or that nobody can for now. */
export function describeLead({ leader, self, members }: PartyState, { isLost }: Pick<PartyLink, 'isLost'>): string {
  if (isLost) return 'The connection to your party is lost. Coming back…';
  if (leader === self) return 'Play takes everybody along who is here.';
  const name = members.find(({ id }) => id === leader)?.name ?? 'The leader';
  return `${name} chooses what you play, and takes you along.`;
}
