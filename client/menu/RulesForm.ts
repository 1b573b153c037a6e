import { RULE_RANGES, type RuleWishes } from '../../shared/defs/rules.ts';
import { make } from '../hud/dom.ts';

const TITLES: Readonly<Record<keyof RuleWishes, string>> = {
  scoreLimit: 'Points to win',
  timeLimitMinutes: 'Minutes',
  bots: 'Filled up to',
};

const RULES = Object.keys(RULE_RANGES) as (keyof RuleWishes)[];

/** The rules of a private match: what is left empty is as usual. */
export class RulesForm {
  readonly root: HTMLElement;
  readonly #inputs = new Map<keyof RuleWishes, HTMLInputElement>();

  constructor() {
    this.root = make('details', { class: 'rules' }, [
      make('summary', { class: 'quiet', text: 'Rules of a private match' }),
      make(
        'div',
        { class: 'rule-row' },
        RULES.map((rule) => this.#makeField(rule)),
      ),
    ]);
  }

  /** What the Enter key is for in its fields: it is no code that is typed there. */
  onEnter(open: () => void): void {
    this.root.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
      event.preventDefault();
      open();
    });
  }

  /** What is wished. @throws with words for the player when a wish cannot be granted */
  read(): RuleWishes {
    const wishes: Partial<Record<keyof RuleWishes, number>> = {};
    for (const [rule, input] of this.#inputs) {
      if (input.value !== '' || input.validity.badInput) wishes[rule] = readWish(rule, input.valueAsNumber);
    }
    return wishes;
  }

  #makeField(rule: keyof RuleWishes): HTMLElement {
    const { min, max } = RULE_RANGES[rule];
    const input = make('input', { testId: `rule-${rule}` });
    Object.assign(input, { type: 'number', min: String(min), max: String(max), step: '1', placeholder: 'as usual' });
    this.#inputs.set(rule, input);
    return make('label', { class: 'field' }, [make('span', { class: 'label', text: TITLES[rule] }), input]);
  }
}

function readWish(rule: keyof RuleWishes, value: number): number {
  const { min, max } = RULE_RANGES[rule];
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new Error(`${TITLES[rule]}: a whole number from ${min} to ${max}, or nothing.`);
}
