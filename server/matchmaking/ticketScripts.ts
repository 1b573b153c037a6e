import { RANKED } from '../../shared/defs/ranked.ts';
import { REDIS_NOW_LUA } from '../infra/defineScript.ts';
import { QUEUE_TIMES } from './TicketStore.ts';

/**
 * The queue of ranked matches in Redis, as Lua:
 *
 * - `fracas:queue:players` (hash) player -> ticket,
 * - `fracas:queue:order:<mode>` (sorted set) tickets by when they entered; those of parties that are not complete come last, without an end,
 * - `fracas:queue:ticket:<id>` (hash) `mode`, `size`, `count`, `entered`, `match` and `claimed` while it is claimed, and for each
 *   player `p:<id>` as JSON, `h:<id>` when they were last heard of, `o:<id>` the connection that speaks for them,
 * - `fracas:queue:call:<player>` the connection, the match and the call, a line each; `fracas:queue:waited:<player>` milliseconds,
 * - `fracas:queue:left:<player>` for as long as a match may be on that the player left,
 * - `fracas:queue:told:<match>:<player>` when the player was told of the match; `fracas:queue:missed:<player>` how many they have missed, for as
 *   long as it is remembered; `fracas:queue:held:<ticket>` for as long as a party waits with somebody of theirs who missed one,
 * - `fracas:queue:round` for as long as no other round may begin.
 *
 * Keys are put together inside the scripts, so this is for one Redis, not for a Redis Cluster. All times are those of Redis.
 */
const QUEUE_LUA = `
${REDIS_NOW_LUA}
local PLAYERS = 'fracas:queue:players'
local ORDER = 'fracas:queue:order:'
local TICKET = 'fracas:queue:ticket:'
local CALL = 'fracas:queue:call:'
local WAITED = 'fracas:queue:waited:'
local LEFT = 'fracas:queue:left:'
local TOLD = 'fracas:queue:told:'
local MISSED = 'fracas:queue:missed:'
local HELD = 'fracas:queue:held:'

local function part(player)
  local id = redis.call('HGET', PLAYERS, player)
  if not id then return end
  redis.call('HDEL', PLAYERS, player)
  redis.call('HDEL', TICKET .. id, 'p:' .. player, 'h:' .. player, 'o:' .. player, 'match', 'claimed')
  local mode = redis.call('HGET', TICKET .. id, 'mode')
  if redis.call('HINCRBY', TICKET .. id, 'count', -1) <= 0 then
    redis.call('ZREM', ORDER .. mode, id)
    redis.call('DEL', TICKET .. id)
  else
    redis.call('ZADD', ORDER .. mode, '+inf', id)
  end
end

local function playersOf(id)
  local players = {}
  for _, field in ipairs(redis.call('HKEYS', TICKET .. id)) do
    if string.sub(field, 1, 2) == 'p:' then table.insert(players, string.sub(field, 3)) end
  end
  table.sort(players)
  return players
end
`;

/** What keeps a wish out because a match was missed: who missed it has the others of their party wait as well, unless it is complete. */
const MISSED_LUA = `
local WAITS = { ${RANKED.waitAfterMissesMs.join(', ')} }

local function waitAfterMisses(player)
  local times = tonumber(redis.call('GET', MISSED .. player) or 0)
  if times == 0 then return 0 end
  local since = ${RANKED.missesRememberedMs} - redis.call('PTTL', MISSED .. player)
  return WAITS[math.min(times, #WAITS)] - since
end

local function holdParty(id, wait)
  local ticket = redis.call('HMGET', TICKET .. id, 'size', 'count')
  if ticket[1] and ticket[1] == ticket[2] then return end
  redis.call('SET', HELD .. id, now, 'PX', wait)
  for _, mate in ipairs(playersOf(id)) do part(mate) end
end

local function findMissed(player, id, size)
  local wait = waitAfterMisses(player)
  if wait > 0 then
    if tonumber(size) > 1 then holdParty(id, wait) end
    return { 'missedMatch', wait }
  end
  local held = redis.call('PTTL', HELD .. id)
  return held > 0 and { 'mateMissedMatch', held }
end
`;

/** ARGV: player, ticket, mode, size, the player as JSON, connection, milliseconds waited. */
export const ENTER_QUEUE = `
${QUEUE_LUA}
${MISSED_LUA}
local player, id, mode, size, json, connection = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6]
if redis.call('EXISTS', LEFT .. player) == 1 then return 'matchStillOn' end
local call = redis.call('GET', CALL .. player)
if call then
  redis.call('SET', CALL .. player, string.gsub(call, '^[^\\n]*', connection), 'KEEPTTL')
  return 'entered'
end
local missed = findMissed(player, id, size)
if missed then return missed end
local before = redis.call('HGET', PLAYERS, player)
if before and before ~= id then
  part(player)
  before = false
end
local ticket = redis.call('HMGET', TICKET .. id, 'mode', 'size', 'count')
if ticket[1] and (ticket[1] ~= mode or ticket[2] ~= size) then
  if not before or ticket[3] ~= '1' then return 'partyDiffers' end
  part(player)
  before = false
  ticket[3] = false
end
if not before then
  if ticket[3] == size then return 'partyFull' end
  redis.call('HSET', TICKET .. id, 'mode', mode, 'size', size)
  redis.call('HINCRBY', TICKET .. id, 'count', 1)
  redis.call('HSET', PLAYERS, player, id)
end
redis.call('HSET', TICKET .. id, 'p:' .. player, json, 'h:' .. player, now, 'o:' .. player, connection)
local waited = math.max(tonumber(ARGV[7]), tonumber(redis.call('GET', WAITED .. player) or 0))
redis.call('DEL', WAITED .. player)
if redis.call('HGET', TICKET .. id, 'count') == size then
  redis.call('HSETNX', TICKET .. id, 'entered', now - waited)
  redis.call('ZADD', ORDER .. mode, redis.call('HGET', TICKET .. id, 'entered'), id)
else
  redis.call('ZADD', ORDER .. mode, '+inf', id)
end
return 'entered'`;

/** ARGV: player, connection. */
export const LEAVE_QUEUE = `
${QUEUE_LUA}
local id = redis.call('HGET', PLAYERS, ARGV[1])
if id and redis.call('HGET', TICKET .. id, 'o:' .. ARGV[1]) == ARGV[2] then part(ARGV[1]) end
return 1`;

/** ARGV: player, connection, and so on. Gives for each the state and what belongs to it. */
export const RENEW_TICKETS = `
${QUEUE_LUA}
local function standing(player, connection)
  local call = redis.call('GET', CALL .. player)
  if call then
    local owner, match, text = string.match(call, '^([^\\n]*)\\n([^\\n]*)\\n(.*)$')
    if owner ~= connection then return { 'replaced' } end
    redis.call('SET', TOLD .. match .. ':' .. player, now, 'PX', ${QUEUE_TIMES.knowsOfMatch})
    return { 'called', text }
  end
  local id = redis.call('HGET', PLAYERS, player)
  if not id then return { 'gone' } end
  local ticket = redis.call('HMGET', TICKET .. id, 'o:' .. player, 'entered', 'size', 'count', 'mode')
  if ticket[1] ~= connection then return { 'replaced' } end
  redis.call('HSET', TICKET .. id, 'h:' .. player, now)
  local missing = ticket[3] - ticket[4]
  local ahead = 0
  if missing == 0 then ahead = redis.call('ZRANK', ORDER .. ticket[5], id) end
  return { 'waiting', now - tonumber(ticket[2] or now), ahead, missing }
end
local standings = {}
for i = 1, #ARGV, 2 do table.insert(standings, standing(ARGV[i], ARGV[i + 1])) end
return standings`;

/** ARGV: modes. Gives false, or the time and then id, mode, time of entering and the players as a JSON list for each ticket. */
export const BEGIN_ROUND = `
${QUEUE_LUA}
if not redis.call('SET', 'fracas:queue:round', now, 'NX', 'PX', ${QUEUE_TIMES.round}) then return false end
local rows = { now }
for _, mode in ipairs(ARGV) do
  for _, id in ipairs(redis.call('ZRANGE', ORDER .. mode, 0, -1)) do
    local isPresent = true
    local players = {}
    for _, player in ipairs(playersOf(id)) do
      local member = redis.call('HMGET', TICKET .. id, 'p:' .. player, 'h:' .. player)
      table.insert(players, member[1])
      if now - member[2] > ${QUEUE_TIMES.present} then isPresent = false end
      if now - member[2] > ${QUEUE_TIMES.keepsPlace} then part(player) end
    end
    local ticket = redis.call('HMGET', TICKET .. id, 'size', 'count', 'entered', 'claimed')
    if ticket[4] and now - ticket[4] > ${QUEUE_TIMES.claim} then
      redis.call('HDEL', TICKET .. id, 'match', 'claimed')
      ticket[4] = false
    end
    if isPresent and ticket[1] == ticket[2] and not ticket[4] then
      for _, value in ipairs({ id, mode, tonumber(ticket[3]), '[' .. table.concat(players, ',') .. ']' }) do
        table.insert(rows, value)
      end
    end
  end
end
return rows`;

/** ARGV: match, tickets. */
export const CLAIM_TICKETS = `
${QUEUE_LUA}
for i = 2, #ARGV do
  local ticket = redis.call('HMGET', TICKET .. ARGV[i], 'match', 'size', 'count')
  if not ticket[2] or ticket[2] ~= ticket[3] or (ticket[1] and ticket[1] ~= ARGV[1]) then return 0 end
end
for i = 2, #ARGV do redis.call('HSET', TICKET .. ARGV[i], 'match', ARGV[1], 'claimed', now) end
return 1`;

/** ARGV: match, number of tickets, tickets, then player and call for each. */
export const SETTLE_MATCH = `
${QUEUE_LUA}
local last = 2 + ARGV[2]
for i = 3, last do
  if redis.call('HGET', TICKET .. ARGV[i], 'match') ~= ARGV[1] then return 0 end
end
for i = last + 1, #ARGV, 2 do
  local id = redis.call('HGET', PLAYERS, ARGV[i])
  if not id or redis.call('HGET', TICKET .. id, 'match') ~= ARGV[1] then return 0 end
end
for i = last + 1, #ARGV, 2 do
  local id = redis.call('HGET', PLAYERS, ARGV[i])
  local connection = id and redis.call('HGET', TICKET .. id, 'o:' .. ARGV[i])
  if connection then redis.call('SET', CALL .. ARGV[i], connection .. '\\n' .. ARGV[1] .. '\\n' .. ARGV[i + 1], 'PX', ${QUEUE_TIMES.call}) end
end
for i = 3, last do
  for _, player in ipairs(playersOf(ARGV[i])) do part(player) end
end
return 1`;

/** ARGV: match, tickets. */
export const RELEASE_TICKETS = `
${QUEUE_LUA}
for i = 2, #ARGV do
  if redis.call('HGET', TICKET .. ARGV[i], 'match') == ARGV[1] then
    redis.call('HDEL', TICKET .. ARGV[i], 'match', 'claimed')
  end
end
return 1`;

/** ARGV: match, then player and milliseconds waited for each. */
export const RECALL_PLAYERS = `
${QUEUE_LUA}
for i = 2, #ARGV, 2 do
  local call = redis.call('GET', CALL .. ARGV[i])
  if call and string.match(call, '^[^\\n]*\\n([^\\n]*)') == ARGV[1] then redis.call('DEL', CALL .. ARGV[i]) end
  if ARGV[i + 1] ~= '0' then redis.call('SET', WAITED .. ARGV[i], ARGV[i + 1], 'PX', ${QUEUE_TIMES.keepsWaiting}) end
end
return 1`;

/** ARGV: match, players. */
export const NOTE_MISSED = `
${QUEUE_LUA}
for i = 2, #ARGV do
  local player = ARGV[i]
  if redis.call('DEL', TOLD .. ARGV[1] .. ':' .. player) == 1 then
    part(player)
    redis.call('INCR', MISSED .. player)
    redis.call('PEXPIRE', MISSED .. player, ${RANKED.missesRememberedMs})
  end
end
return 1`;

/** ARGV: players. */
export const KEEP_PLAYERS_OUT = `
${QUEUE_LUA}
for _, player in ipairs(ARGV) do
  part(player)
  redis.call('SET', LEFT .. player, now, 'PX', ${QUEUE_TIMES.keptOut})
end
return 1`;

/** ARGV: players. */
export const LET_PLAYERS_IN = `
${QUEUE_LUA}
for _, player in ipairs(ARGV) do redis.call('DEL', LEFT .. player) end
return 1`;
