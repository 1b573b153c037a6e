import { make } from './hud/dom.ts';
import { applyPalette } from './menu/applyPalette.ts';
import { openStore } from './settings/openStore.ts';
import { Settings } from './settings/Settings.ts';
import { readAddress, type RecordAddress } from './records/readAddress.ts';
import { showLeaderboard } from './records/showLeaderboard.ts';
import { showMatch } from './records/showMatch.ts';
import { showPlayer } from './records/showPlayer.ts';

applyPalette(new Settings(openStore(() => localStorage)));
void show(readAddress(location.pathname, location.search));

async function show(address: RecordAddress): Promise<void> {
  const place = document.getElementById('record')!;
  try {
    const content = await contentOf(address);
    place.replaceChildren(...content);
    const title = content.find((node) => node instanceof HTMLHeadingElement)?.textContent;
    if (title) document.title = `${title} · Fracas`;
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    place.replaceChildren(make('p', { class: 'notice', text, testId: 'record-problem' }));
  }
}

function contentOf(address: RecordAddress): Promise<Node[]> {
  switch (address.page) {
    case 'leaderboard':
      return showLeaderboard(address.mode);
    case 'player':
      return showPlayer(address.id);
    case 'match':
      return showMatch(address.id);
    case 'unknown':
      return Promise.reject(new Error('There is nothing at this address.'));
  }
}
