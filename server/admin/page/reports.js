// What players reported: the open reports, and one of them with all that helps to judge it.
import { ask, button, element, make, row, save } from './ask.js';

const TICKS_PER_SECOND = 60;
const PER_PAGE = 20;

let onHandled;

/** @param work what is done when a report is closed: who plays may have changed by it as well */
export function whenHandled(work) {
  onHandled = work;
}

/** Shows the open reports from the oldest on. */
export async function lookAtReports() {
  element('reports').replaceChildren();
  element('report').replaceChildren();
  await showPage('');
}

async function showPage(after) {
  const { reports, next } = await ask(`/admin/reports?limit=${PER_PAGE}${after}`);
  element('reports').append(...reports.map(rowOf));
  element('no-reports').hidden = element('reports').children.length > 0;
  const more = button('Show more', () => showPage(`&after=${next}`));
  element('more-reports').replaceChildren(...(next === undefined ? [] : [more]));
}

function rowOf({ id, atMs, reported, reason, said }) {
  const read = button(`Read about ${reported.name}`, () => show(id));
  return row(when(atMs), reported.name, reason, said.length === 1 ? '1 line' : `${said.length} lines`, read);
}

async function show(id) {
  const { report, others, bans } = await ask(`/admin/reports/${id}`);
  const { reporter, reported, reason, matchId, tick, said, replay, handled } = report;
  const lines = said.map((line) => make('li', `${clock(line.tick)} to ${line.to}: ${wordsOf(line.said)}`));
  const before = [...others.map(describeOther), ...bans.map(describeBan)].map((text) => make('li', text));
  element('report').replaceChildren(
    make('h3', `${reported.name}, for ${reason}`),
    make('p', `Match ${matchId}, at ${clock(tick)}. Reported: ${nameOf(reported)}. By: ${nameOf(reporter)}.`),
    make('h4', 'What they said last'),
    lines.length === 0 ? make('p', 'Nothing.') : make('ol', ...lines),
    button('Save the replay', () => save(`/admin/reports/${id}/replay`, replay)),
    make('h4', 'Before'),
    before.length === 0 ? make('p', 'Nothing.') : make('ul', ...before),
    ...(handled === undefined ? decide(id, reported) : []),
  );
}

function decide(id, { playerId }) {
  const handle = async (body) => {
    await ask('/admin/handle', { report: id, ...body });
    await onHandled();
  };
  const nothing = button('Close: nothing is done', () => handle({ outcome: 'nothing' }));
  if (playerId === undefined) return [make('p', 'They played without a token, so a ban would not find them.'), nothing];
  const [reason, days] = [
    field('Why, for those who look after this server', 'text'),
    field('Days; none: for good', 'number'),
  ];
  const ban = button('Close: ban them', () => {
    const span = days.input.value === '' ? {} : { days: Number(days.input.value) };
    return handle({ outcome: 'ban', reason: reason.input.value, ...span });
  });
  return [nothing, make('p', reason.label, days.label, ban)];
}

function field(text, type) {
  const input = document.createElement('input');
  input.type = type;
  return { input, label: make('label', `${text}: `, input) };
}

function describeOther({ atMs, reason, handled }) {
  return `Reported ${when(atMs)} for ${reason}: ${handled === undefined ? 'open' : `${handled.outcome}, by ${handled.by}`}`;
}

function describeBan({ atMs, untilMs, liftedAtMs, reason, bannedBy = 'somebody' }) {
  const span = untilMs === undefined ? 'for good' : `until ${when(untilMs)}`;
  const lifted = liftedAtMs === undefined ? '' : `, taken back ${when(liftedAtMs)}`;
  return `Banned ${when(atMs)} ${span} by ${bannedBy}: ${reason}${lifted}`;
}

function nameOf({ playerId, session }) {
  return playerId === undefined ? `somebody unknown (session ${session})` : `player ${playerId}`;
}

function wordsOf(said) {
  return said.text ?? `(phrase) ${said.phrase}`;
}

function when(atMs) {
  return new Date(atMs).toLocaleString();
}

/** The time of a match, in minutes and seconds. */
function clock(tick) {
  const seconds = Math.floor(tick / TICKS_PER_SECOND);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
