// The page of the admin port: who plays, and what was reported.
import { ask, attempt, button, element, row } from './ask.js';
import { lookAtReports, whenHandled } from './reports.js';

async function look() {
  await lookAtMatches();
  await lookAtReports();
}

async function lookAtMatches() {
  const { process, isDraining, rooms } = await ask('/admin/state');
  element('process').textContent = isDraining ? `${process}, draining` : process;
  element('rooms').replaceChildren(...rooms.map(rowOf));
}

async function act(path, body) {
  await ask(path, body);
  await lookAtMatches();
}

function rowOf({ room, isPrivate, mode, map, phase, connected }) {
  const people = connected.flatMap(({ session, player, name = 'a spectator' }) => [
    button(`Kick ${name}`, () => act('/admin/kick', { session })),
    ...(player === undefined ? [] : [button(`Ban ${name}`, () => ban(player, name))]),
  ]);
  const everybody = button('Kick everybody', () => act('/admin/kick', { room }));
  return row(isPrivate ? `${room} (private)` : room, `${mode}, ${map}`, phase, people, everybody);
}

async function ban(player, name) {
  const reason = prompt(`Why is ${name} banned? For good; /admin/unban takes it back.`);
  if (reason) await act('/admin/ban', { player, reason });
}

element('look').addEventListener('click', () => void attempt(look));
element('drain').addEventListener('click', () => void attempt(() => act('/admin/drain', {})));
whenHandled(look);
void attempt(look);
