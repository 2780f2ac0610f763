-- SPDX-License-Identifier: Apache-2.0
--
-- The generated Lua of a workload in LuaJIT, a loop for each rule: columns of numbers as C arrays, texts as interned
-- strings (false where missing).
--
--     luajit lua_peer.lua FOLDER LEADS SECONDS REPEATS
local ffi = require("ffi")
-- Room for the machine code of ten thousand rules.
require("jit.opt").start("maxtrace=60000", "maxmcode=65536", "sizemcode=512")
local folder, most = arg[1], tonumber(arg[2])
local seconds, repeats = tonumber(arg[3]), tonumber(arg[4])

ffi.cdef [[
  typedef struct { long seconds; long nanoseconds; } peer_time;
  int clock_gettime(int clock, peer_time* now);
]]
local now = ffi.new("peer_time")
local function clock()
  ffi.C.clock_gettime(2, now)  -- processor time of this program
  return tonumber(now.seconds) * 1e9 + tonumber(now.nanoseconds)
end

local function contents(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read("*a")
  file:close()
  return text
end

-- The description has one column a line, and texts without quotes or commas.
local columns = {}
for line in contents(folder .. "/columns.json"):gmatch('{"name"[^\n]*') do
  local name, kind = line:match('"name":"([^"]*)","type":"([^"]*)"')
  local width = tonumber(line:match('"bytes":(%d)'))
  local bytes = contents(folder .. "/" .. name .. ".column")
  local c_type = width == 8 and "double" or width == 2 and "uint16_t" or "uint8_t"
  local column = ffi.new(c_type .. "[?]", #bytes / width)
  ffi.copy(column, bytes, #bytes)
  if kind == "text" then
    local texts = {}
    for text in line:match('"texts":%[(.*)%]'):gmatch('"([^"]*)"') do texts[#texts + 1] = text end
    local values = {}
    for i = 0, most - 1 do values[i] = texts[column[i]] or false end
    column = values
  end
  columns[name] = column
end

local scores = assert(loadfile(folder .. "/rules.lua"))()(columns)
local answers = ffi.new("int64_t[?]", most)
local block = 4096
local sums = ffi.new("double[?]", most)  -- whole numbers, which are exact

local function finish(within, from, to)
  for i = from, to do
    answers[i] = answers[i] + within(sums[i])
    sums[i] = 0
  end
end

local function work(leads)
  ffi.fill(answers, leads * 8)
  for from = 0, leads - 1, block do
    local to = math.min(from + block, leads) - 1
    for _, score in ipairs(scores) do
      for _, add in ipairs(score.sums) do add(sums, from, to) end
      finish(score.within, from, to)
    end
  end
end

local leads = math.min(most, block)
work(leads)
local begun = clock()
work(leads)
local trial = clock() - begun
leads = math.max(leads, math.min(most, math.floor(seconds * 1e9 / trial * leads)))
local times = {}
for i = 1, repeats do
  begun = clock()
  work(leads)
  times[i] = string.format("%.0f", clock() - begun)
end
local file = assert(io.open(folder .. "/LuaJIT.answers", "wb"))
file:write(ffi.string(answers, leads * 8))
file:close()
print(string.format('{"name":"LuaJIT","leads":%d,"nanoseconds":[%s]}', leads,
                    table.concat(times, ",")))
