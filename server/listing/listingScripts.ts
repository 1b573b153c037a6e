/**
 * The listings of rooms in Redis, as Lua. Colyseus' hash `roomcaches` (room id -> JSON) holds the rows; beside it stand
 *
 * - `fracas:owner` (hash) room id -> process: only the owner writes a row,
 * - `fracas:rows:<process>` (set) its rows, so that they are found when it is gone,
 * - `fracas:open:<name>:<mode>:<map>` and `fracas:listed:<name>` (sorted sets, score = clients): where a room can be
 *   found, `*` for any,
 * - `fracas:index` (hash) room id -> those of the sorted sets that it stands in, one a line.
 *
 * Keys are put together inside the scripts, so this is for one Redis, not for a Redis Cluster.
 */

/** Deletes the row of `roomId`, a local of the script around it, whoever owns it, and all that points to it. */
export const REMOVE_ROW_LUA = `
do
  local owner = redis.call('HGET', 'fracas:owner', roomId)
  if owner then redis.call('SREM', 'fracas:rows:' .. owner, roomId) end
  for key in string.gmatch(redis.call('HGET', 'fracas:index', roomId) or '', '[^\\n]+') do
    redis.call('ZREM', key, roomId)
  end
  redis.call('HDEL', 'fracas:index', roomId)
  redis.call('HDEL', 'fracas:owner', roomId)
  redis.call('HDEL', 'roomcaches', roomId)
end
`;

/**
 * Deletes the row of `roomId` as `REMOVE_ROW_LUA` does, and keeps its place for the process `newOwner`, another local:
 * from now on only that one can make the row, and the process it was taken from cannot put it back meanwhile.
 */
export const PASS_ROW_LUA = `
${REMOVE_ROW_LUA}
redis.call('HSET', 'fracas:owner', roomId, newOwner)
redis.call('SADD', 'fracas:rows:' .. newOwner, roomId)
`;

/** ARGV: room id, process, row, clients, then the sorted sets it stands in. */
const PUT_ROW = `
${REMOVE_ROW_LUA}
redis.call('HSET', 'roomcaches', roomId, ARGV[3])
redis.call('HSET', 'fracas:owner', roomId, ARGV[2])
redis.call('SADD', 'fracas:rows:' .. ARGV[2], roomId)
local keys = {}
for i = 5, #ARGV do
  redis.call('ZADD', ARGV[i], ARGV[4], roomId)
  table.insert(keys, ARGV[i])
end
if #keys > 0 then redis.call('HSET', 'fracas:index', roomId, table.concat(keys, '\\n')) end
return 1`;

const READ_OWNER = `
local roomId = ARGV[1]
local owner = redis.call('HGET', 'fracas:owner', roomId)
local row = redis.call('HGET', 'roomcaches', roomId)
`;

/** A row that is there to the last letter is this very insert, sent again after its answer was lost. */
export const INSERT_ROW = `
${READ_OWNER}
if owner and owner ~= ARGV[2] then return 0 end
if row then return row == ARGV[3] and 1 or 0 end
${PUT_ROW}`;

/** Writes a row that is there, and the process's own. */
export const UPDATE_ROW = `
${READ_OWNER}
if not row or owner ~= ARGV[2] then return 0 end
${PUT_ROW}`;

/** Writes a row that is the process's own or nobody's. */
export const RESTORE_ROW = `
${READ_OWNER}
if owner ~= ARGV[2] and (owner or row) then return 0 end
${PUT_ROW}`;

/** ARGV: room id, process. */
export const REMOVE_OWN_ROW = `
${READ_OWNER}
if owner ~= ARGV[2] then return 0 end
${REMOVE_ROW_LUA}
return row and 1 or 0`;

/** ARGV: process. */
export const REMOVE_ROWS_OF_PROCESS = `
local rows = 'fracas:rows:' .. ARGV[1]
for _, roomId in ipairs(redis.call('SMEMBERS', rows)) do
  if redis.call('HGET', 'fracas:owner', roomId) == ARGV[1] then
    ${REMOVE_ROW_LUA}
  end
end
redis.call('DEL', rows)
return 1`;

/** ARGV: sorted set, most rows. Gives the rows of the fullest rooms in it. An entry without a row is dropped. */
export const READ_FULLEST = `
local rows = {}
local wanted = tonumber(ARGV[2])
while #rows < wanted do
  local ids = redis.call('ZREVRANGE', ARGV[1], #rows, wanted - 1)
  if #ids == 0 then break end
  for _, roomId in ipairs(ids) do
    local row = redis.call('HGET', 'roomcaches', roomId)
    if row then table.insert(rows, row) else redis.call('ZREM', ARGV[1], roomId) end
  end
end
return rows`;

/** ARGV: process. Gives its rows. */
export const READ_ROWS_OF_PROCESS = `
local rows = {}
for _, roomId in ipairs(redis.call('SMEMBERS', 'fracas:rows:' .. ARGV[1])) do
  local row = redis.call('HGET', 'roomcaches', roomId)
  if row and redis.call('HGET', 'fracas:owner', roomId) == ARGV[1] then table.insert(rows, row) end
end
return rows`;
