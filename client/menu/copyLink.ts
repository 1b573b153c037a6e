const COPIED_MS = 1500;

/** Copies an address and says so on the button. Pages of the local network may not write to the clipboard; there it stays silent. */
export async function copyLink(address: string, button: HTMLButtonElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(address);
  } catch {
    return;
  }
  const { textContent } = button;
  button.textContent = 'Copied';
  setTimeout(() => (button.textContent = textContent), COPIED_MS);
}
