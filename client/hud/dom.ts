/** How an element is made; text goes in as text, never as HTML. */
export interface ElementTraits {
  readonly class?: string;
  readonly text?: string;
  /** The `data-testid` by which tests find it. */
  readonly testId?: string;
  readonly label?: string;
}

/** Makes an element with its children. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  traits: ElementTraits = {},
  children: readonly Node[] = [],
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (traits.class !== undefined) element.className = traits.class;
  if (traits.text !== undefined) element.textContent = traits.text;
  if (traits.testId !== undefined) element.dataset.testid = traits.testId;
  if (traits.label !== undefined) element.setAttribute('aria-label', traits.label);
  element.append(...children);
  return element;
}

/** Makes a button that calls `press`. */
export function makeButton(text: string, traits: ElementTraits, press: () => void): HTMLButtonElement {
  const button = make('button', { ...traits, text });
  button.type = 'button';
  button.addEventListener('click', press);
  return button;
}

/** Sets an element's text, touching the page only when it changed: most frames change nothing. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** Shows or hides an element. */
export function setShown(element: HTMLElement, shown: boolean): void {
  if (element.hidden !== !shown) element.hidden = !shown;
}

/** `hidden` may also read as the text "until-found", which counts as not shown. */
export function isShown(element: HTMLElement): boolean {
  return element.hidden === false;
}

/** Sets a CSS variable, touching the page only when it changed. */
export function setVariable(element: HTMLElement, name: `--${string}`, value: string): void {
  if (element.style.getPropertyValue(name) !== value) element.style.setProperty(name, value);
}
